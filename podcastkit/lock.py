"""``podcast.lock``: what subscribers hang on, kept beside the project and committed with it.

JSON with sorted keys and LF, an entry an episode, so that a change reads well in a diff. It holds
no time of its own, no path of a machine and no failure: the same podcast gives the same bytes.
Dates are RFC 3339 in UTC, so that a change of the show's time zone changes no line here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from podcastkit.errors import LockVersionError
from podcastkit.findings import Problem
from podcastkit.model import Audio, Chapter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

VERSION = 1
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})( |\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published episode. ``source`` is its file's path, ``audio_url`` its audio as written.

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
    """What identifies a source to the lock."""

    slug: str
    source: str
    audio_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which entry belongs to which slug of this run; what was renamed; what is left over."""

    entries: Mapping[str, Entry]
    renamed: Mapping[str, str]
    left: Mapping[str, Entry]


def lock_name(project_file: str) -> str:
    """The lock's name: ``after-dark.toml`` has ``after-dark.lock``."""
    return project_file.removesuffix(".toml") + ".lock"


def parse(data: bytes, *, path: str) -> tuple[Lock | None, list[Problem]]:
    """Read a lock. A broken one is a problem at its line, and never rebuilt in silence.

    Raises ``LockVersionError`` for a lock of a newer podcastkit.
    """
    conflict = _CONFLICT.search(data)
    if conflict:
        hint = (
            "keep every entry of both sides (no guid may be lost) and remove the lines with "
            f"<<<<<<<, ======= and >>>>>>>; or take one side, git checkout --theirs {path}, "
            "and run podcastkit feed, which adds what is missing"
        )
        return None, [_broken(path, data, conflict.start(), "git stopped in the middle of a merge",
                              hint, code="PK720")]  # fmt: skip
    try:
        table = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [_broken(path, data, error.start, "it is not UTF-8 text")]
    except json.JSONDecodeError as error:
        return None, [
            _broken(
                path, data, len(error.doc[: error.pos].encode()), f"it is not JSON: {error.msg}"
            )
        ]
    except (RecursionError, ValueError) as error:
        return None, [_broken(path, data, 0, f"it is not JSON that can be read: {error}")]
    try:
        return _lock(table), []
    except LockVersionError as error:
        raise LockVersionError(f"{path} {error}") from None
    except _ShapeError as error:
        return None, [_broken(path, data, _offset(data, error.slug), str(error))]


class _ShapeError(ValueError):
    def __init__(self, message: str, slug: str | None = None) -> None:
        super().__init__(message)
        self.slug = slug


def _broken(
    path: str, data: bytes, offset: int, message: str, hint: str | None = None, code: str = "PK721"
) -> Problem:
    line = data.count(b"\n", 0, offset) + 1
    column = offset - (data.rfind(b"\n", 0, offset) + 1) + 1
    return Problem(
        code=code,
        path=path,
        line=line,
        column=column,
        message=f"the lock cannot be read: {message}",
        hint=hint or f"bring back the last good one: git checkout HEAD -- {path}",
    )


def _offset(data: bytes, slug: str | None) -> int:
    return max(0, data.find(json.dumps(slug, ensure_ascii=False).encode())) if slug else 0


def _lock(table: Any) -> Lock:
    if not isinstance(table, dict):
        raise _ShapeError("it should be an object")
    version = table.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise LockVersionError(
            f"was written by a newer podcastkit (version {version}): update podcastkit"
        )
    if version != VERSION:
        raise _ShapeError(f"its version should be {VERSION}")
    show, episodes = table.get("show", {}), table.get("episodes", {})
    if not isinstance(show, dict) or not isinstance(episodes, dict):
        raise _ShapeError("show and episodes should be objects")
    entries = {}
    for slug, entry in episodes.items():
        try:
            entries[slug] = _entry(entry)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            what = f"has no {error}" if isinstance(error, KeyError) else f"is odd: {error}"
            raise _ShapeError(f'the entry of "{slug}" {what}', slug) from error
    guid, feed_url = show.get("guid"), show.get("feed_url")
    if not isinstance(guid, str | None) or not isinstance(feed_url, str | None):
        raise _ShapeError("show.guid and show.feed_url should be texts")
    return Lock(show_guid=guid, feed_url=feed_url, episodes=entries)


def _entry(table: dict[str, Any]) -> Entry:
    audio = table["audio"]
    published = dt.datetime.fromisoformat(_text(table["published"]))
    if published.tzinfo is None:
        raise ValueError("published has no zone")
    removed = table.get("removed")
    return Entry(
        guid=_text(table["guid"]),
        published=published.astimezone(dt.UTC),
        source=_text(table["source"]),
        audio_url=_text(audio["url"]),
        audio=audio_from_json(audio),
        removed=None if removed is None else _text(removed["reason"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"{value!r} should be a text")
    return value


def audio_from_json(table: dict[str, Any]) -> Audio:
    """Audio facts from their JSON. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    size, duration = table["size"], table["duration"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise TypeError(f"size {size!r} should be a whole number")
    if duration is not None and (not isinstance(duration, int | float) or not duration >= 0):
        raise TypeError(f"duration {duration!r} should be seconds")
    return Audio(
        size=size,
        duration=None if duration is None else float(duration),
        exact=table["exact"] is True,
        how=_text(table["how"]),
        type=_text(table["type"]),
        chapters=tuple(
            Chapter(
                start=float(chapter["start"]),
                end=None if chapter.get("end") is None else float(chapter["end"]),
                title=str(chapter["title"]),
                url=chapter.get("url"),
                image=chapter.get("image"),
            )
            for chapter in table.get("chapters", ())
        ),
        etag=table.get("etag"),
        last_modified=table.get("last_modified"),
    )


def audio_to_json(audio: Audio) -> dict[str, Any]:
    """Audio facts as JSON; a duration in seconds to the millisecond."""
    return {
        "size": audio.size,
        "duration": None if audio.duration is None else round(audio.duration, 3),
        "exact": audio.exact,
        "how": audio.how,
        "type": audio.type,
        "chapters": [
            {
                name: value
                for name, value in (
                    ("start", round(chapter.start, 3)),
                    ("end", None if chapter.end is None else round(chapter.end, 3)),
                    ("title", chapter.title),
                    ("url", chapter.url),
                    ("image", chapter.image),
                )
                if value is not None
            }
            for chapter in audio.chapters
        ],
        "etag": audio.etag,
        "last_modified": audio.last_modified,
    }


def dumps(lock: Lock) -> bytes:
    """The lock as bytes; reading them gives the lock back."""
    table = {
        "version": VERSION,
        "show": {"guid": lock.show_guid, "feed_url": lock.feed_url},
        "episodes": {slug: _entry_to_json(entry) for slug, entry in lock.episodes.items()},
    }
    text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    table: dict[str, Any] = {
        "guid": entry.guid,
        "published": entry.published.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
        "source": entry.source,
        "audio": {"url": entry.audio_url, **audio_to_json(entry.audio)},
    }
    if entry.removed is not None:
        table["removed"] = {"reason": entry.removed}
    return table


def match(lock: Lock, sources: Sequence[Known]) -> Matching:
    """Find each source's entry: by slug; else the one that lost its file, by path or audio URL.

    A slug that the lock does not know takes over the entry whose own slug is gone from the
    project when the source path or the audio URL is the same: it was renamed. The path counts
    before the URL; a URL that several unknown sources share names none of them.
    """
    slugs = {source.slug for source in sources}
    entries = {source.slug: lock.episodes[source.slug] for source in sources
               if source.slug in lock.episodes}  # fmt: skip
    free = {slug: entry for slug, entry in lock.episodes.items()
            if slug not in slugs and entry.removed is None}  # fmt: skip
    unknown = sorted((s for s in sources if s.slug not in lock.episodes), key=lambda s: s.slug)
    renamed: dict[str, str] = {}
    for by in ("source", "audio_url"):
        wanted: dict[str, list[Known]] = {}
        for source in unknown:
            if source.slug not in entries:
                wanted.setdefault(getattr(source, by), []).append(source)
        for slug, entry in sorted(free.items()):
            takers = wanted.get(getattr(entry, by), [])
            if slug not in renamed.values() and len(takers) == 1 and takers[0].slug not in entries:
                entries[takers[0].slug] = entry
                renamed[takers[0].slug] = slug
    taken = set(renamed.values())
    left = {slug: entry for slug, entry in lock.episodes.items()
            if slug not in slugs and slug not in taken}  # fmt: skip
    return Matching(entries=entries, renamed=renamed, left=left)


def updated(
    lock: Lock,
    *,
    show_guid: str,
    feed_url: str,
    published: Mapping[str, Entry],
    renamed_from: Collection[str],
    removed: Iterable[tuple[str, str]],
) -> Lock:
    """The next lock: what is published now, and what was, with the reasons of its removal.

    ``removed`` pairs slugs with reasons. An entry that is neither published nor removed stays.
    """
    reasons = dict(removed)
    entries = {slug: entry for slug, entry in lock.episodes.items() if slug not in renamed_from}
    entries.update({slug: replace(entry, removed=None) for slug, entry in published.items()})
    for slug, reason in reasons.items():
        if slug in entries and slug not in published:
            entries[slug] = replace(entries[slug], removed=reason)
    return Lock(show_guid=show_guid, feed_url=feed_url, episodes=entries)
