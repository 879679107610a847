"""What ``podcast.toml`` says, as typed, frozen settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time

    from podcastkit.model import (
        Category,
        Funding,
        License,
        Owner,
        Person,
        ShowPodcasting,
        SubscribeLink,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSettings:
    """``[show]`` as written: ``image`` is still a path or a URL, ``guid`` may be absent.

    A required key that is missing is ``""``. ``unusable`` names the keys whose value was told to
    be wrong: they are not missing, too.
    """

    title: str
    description: str
    link: str
    feed_url: str
    language: str
    guid: str | None = None
    author: str | None = None
    owner: Owner | None = None
    image: str | None = None
    categories: tuple[Category, ...] = ()
    explicit: bool = False
    type: str = "episodic"
    subtitle: str | None = None
    copyright: str | None = None
    locked: bool | None = None
    medium: str | None = None
    license: License | None = None
    funding: tuple[Funding, ...] = ()
    persons: tuple[Person, ...] = ()
    block: bool = False
    complete: bool = False
    new_feed_url: str | None = None
    subscribe: tuple[SubscribeLink, ...] = ()
    podcasting: ShowPodcasting | None = None
    unusable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentSettings:
    """``[content]`` with the preset's defaults filled in.

    ``own_permalink``: the project says it, and not the preset.

    What stands below ``roots`` comes from the preset alone. ``roots`` are the folders that a
    section is counted from, the first that fits; ``extra`` names the table in which the generator
    lets authors keep keys of their own (``extra`` for Zola, ``params`` for Hugo); ``slug_rule``
    is how a file's name becomes a slug. ``path_key`` is the generator's key for a page's path;
    ``as_written`` says that no slash is put behind a path; files that lie in no folder ``posts``
    have ``other_permalink``; ``published_key`` is a key that makes a draft when it is false.
    """

    preset: str = "plain"
    episodes: tuple[str, ...] = ("episodes",)
    permalink: str = "/episodes/{slug}/"
    own_permalink: bool = False
    timezone: str = "UTC"
    publish_time: time
    transcript_headings: tuple[str, ...] = ("Transcript",)
    data: Mapping[str, str]
    people: tuple[str, ...] = ()
    static: str | None = None
    roots: tuple[str, ...] = ()
    extra: str | None = None
    slug_rule: str = "plain"
    audio_required: bool = True
    leaf_bundles: bool = True
    path_key: str | None = None
    as_written: bool = False
    posts: str = ""
    other_permalink: str | None = None
    published_key: str | None = None
    slugify_paths: str = "on"
    paths_keep_dates: bool = False
    smart_punctuation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioSettings:
    """``[audio]``. ``timeout`` in seconds; ``max_read`` in bytes a run."""

    local: tuple[str, ...] = ()
    url: str = ""
    copy: bool = False
    prefix: str = ""
    timeout: float = 20.0
    jobs: int = 8
    full_read: bool = True
    max_read: int = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputSettings:
    """``[output]``. ``url`` ends in ``/``: a file ``p`` of the folder is served at ``url + p``."""

    folder: str = "feed"
    url: str
    feed: str = "feed.xml"
    pages: bool = True
    fragments: bool = False
    transcripts: tuple[str, ...] = ("vtt", "srt", "json", "html", "txt")
    templates: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``[look]``. Colours are ``#rrggbb``, fonts their names in order; what is not said is absent.

    ``from_cover`` lets the cover say the accent where neither is written.
    """

    accent: str | None = None
    accent_dark: str | None = None
    paper: str | None = None
    paper_dark: str | None = None
    text_font: tuple[str, ...] = ()
    heading_font: tuple[str, ...] = ()
    from_cover: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateSettings:
    """``[validate]``. ``ignore`` maps a rule's code to the reason why it is fine here."""

    profiles: tuple[str, ...] = ("apple", "psp1", "podcasting2")
    ignore: Mapping[str, str]


FieldSpec = tuple[str, ...]
"""Where a site keeps a thing: keys, paths or templates, in order of preference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything ``podcast.toml`` (and, on a Zola site, ``config.toml``) says.

    ``path`` is the project file's name below its folder; ``fields`` holds what the user or the
    preset mapped (a thing that is not in it is read under its own name; an empty tuple means
    *nowhere*), with ``fields.persons`` apart in ``person_fields`` (role to keys);
    ``mapped`` names the things the user mapped himself, whose bad values are errors.
    """

    path: str
    show: ShowSettings
    content: ContentSettings
    fields: Mapping[str, FieldSpec]
    person_fields: Mapping[str, FieldSpec]
    mapped: frozenset[str]
    audio: AudioSettings
    output: OutputSettings
    validate: ValidateSettings
    look: Look = field(default_factory=Look)
