"""What a lock holds, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from podcastkit.model import Audio


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published episode. ``source`` is its file's path, ``audio_url`` its audio as written.

    An episode that was imported and has no file here has an empty ``source``.

    ``removed`` is the reason why it is no longer published; its guid is given to no one else.
    """

    guid: str
    published: dt.datetime
    source: str
    audio_url: str
    audio: Audio
    removed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The whole lock: the show's guid and feed URL, and the entries by slug."""

    show_guid: str | None
    feed_url: str | None
    episodes: Mapping[str, Entry]


EMPTY = Lock(show_guid=None, feed_url=None, episodes={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What identifies a source to the lock. ``guid`` is the one written in its file, if any."""

    slug: str
    source: str
    audio_url: str
    guid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which entry belongs to which slug of this run; what was renamed; what is left over."""

    entries: Mapping[str, Entry]
    renamed: Mapping[str, str]
    left: Mapping[str, Entry]


def lock_name(project_file: str) -> str:
    """The lock's name: ``after-dark.toml`` has ``after-dark.lock``."""
    return project_file.removesuffix(".toml") + ".lock"
