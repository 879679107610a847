"""What a podcast is made of, as plain frozen data: no I/O, no clock, no behaviour.

Every duration and time inside the sound is a float in **seconds**; every size is in **bytes**;
every instant is an aware ``datetime``; every ``…url`` is absolute unless its docstring says
otherwise; every path is relative to the project's folder and written with ``/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

    from podcastkit.model.namespace import (
        AlternateEnclosure,
        Block,
        Chat,
        ContentLink,
        EpisodePodcasting,
        Integrity,
        LiveItem,
        Location,
        MediaSource,
        Picture,
        Recipient,
        RemoteItem,
        ShowPodcasting,
        Social,
        Soundbite,
        TimeSplit,
        Trailer,
        Txt,
        UpdateFrequency,
        Value,
    )

__all__ = [
    "AlternateEnclosure",
    "Artwork",
    "Audio",
    "Block",
    "BodyPlace",
    "Category",
    "Chapter",
    "Chat",
    "ContentLink",
    "Cue",
    "Episode",
    "EpisodePodcasting",
    "Funding",
    "Integrity",
    "License",
    "LiveItem",
    "Location",
    "MediaSource",
    "Owner",
    "Person",
    "Picture",
    "Recipient",
    "RemoteItem",
    "Show",
    "ShowPodcasting",
    "Social",
    "Sound",
    "Soundbite",
    "SubscribeLink",
    "TimeSplit",
    "Trailer",
    "Transcript",
    "Txt",
    "UpdateFrequency",
    "Value",
]


def __getattr__(name: str) -> Any:
    """The podcast namespace's own parts, which most shows have none of, when one is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from podcastkit.model import namespace

    return getattr(namespace, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part: ``podcast:person``. Role and group are of the podcast taxonomy.

    ``image`` is the address of a picture; as an author writes it, also the path of a file.
    """

    name: str
    role: str = "host"
    group: str = "cast"
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom a directory writes to: ``itunes:owner``."""

    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Where listeners can give money: ``podcast:funding``. ``text`` has at most 128 characters."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeLink:
    """Where people can follow the show: a directory or app by its name, and the show there."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """``podcast:license``: an SPDX-like slug, or a name of its own with ``url``."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One of Apple's categories, with or without one of its subcategories."""

    name: str
    sub: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A named part of the sound. ``start`` and ``end`` in seconds from its beginning.

    One that is not in the table of contents (``toc``) only shows its picture and link.
    """

    start: float
    title: str
    end: float | None = None
    url: str | None = None
    image: str | None = None
    toc: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    r"""One piece of a transcript: what is said from ``start`` to ``end``, in seconds.

    A time is ``None`` where the transcript does not tell it. ``text`` is plain text without any
    markup; its line breaks are ``"\n"``, and it is neither empty nor has blanks at its ends.
    ``speaker`` is ``None`` where nobody is named.
    """

    start: float | None
    end: float | None
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A transcript file that the feed links: ``podcast:transcript``. ``type`` is a MIME type."""

    url: str
    type: str
    language: str | None = None
    rel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """Facts about one sound file, read from the file itself.

    ``size`` in bytes; ``duration`` in seconds (milliseconds are kept), ``None`` when the file
    does not tell; ``exact`` says that size and duration are proved, false is an estimate; ``type``
    is the MIME type of the content. ``how`` says what the duration rests on:

    - ``"header"``: an MP3's Xing, Info or VBRI header that the rest of the file confirms;
    - ``"container"``: the tables of an MP4, Ogg, FLAC or WAV file;
    - ``"constant"``: MPEG frames of one size, found where they must be at both ends and between;
    - ``"frames"``: every frame was counted;
    - ``"estimate"``: none of these was possible;
    - ``"varies"``: the host gives another file each time, as with adverts put in on the way;
    - ``"front matter"``, ``"feed"``: somebody wrote it down.
    """

    size: int
    duration: float | None
    exact: bool
    how: str
    type: str
    chapters: tuple[Chapter, ...] = ()
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A picture inside a sound file. ``type`` is its MIME type, ``bytes`` its size.

    ``width`` and ``height`` in pixels, ``None`` where the part that was read does not tell.
    """

    type: str
    bytes: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """All that is known of a sound file: what a feed says of it, and what people want to know.

    ``bitrate`` is the average in bits a second, ``sample_rate`` in hertz.
    """

    audio: Audio
    codec: str
    bitrate: int | None = None
    sample_rate: int | None = None
    channels: int | None = None
    title: str | None = None
    artwork: Artwork | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPlace:
    """Where an episode's Markdown lies: a body is read, rendered and dropped, never kept.

    ``path`` names the file and ``digest`` is the hash of its bytes. ``notes`` and ``transcript``
    are half-open ranges of characters in the decoded body (see ``podcastkit.content.body``).
    """

    path: str
    digest: str
    notes: tuple[int, int]
    transcript: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """The podcast itself: what the feed's ``<channel>`` says."""

    title: str
    description: str
    link: str
    feed_url: str
    language: str
    guid: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One published episode: what its ``<item>`` and its page say, its body excepted.

    ``enclosure_url`` is the address of the sound as the feed gives it; ``link`` the address of
    the episode's page; ``day`` the one of ``published`` as its author wrote it, in his zone;
    ``folder`` the path of the episode's files below the output folder
    (``episodes/<slug>/``), and ``page`` that of the page's file.
    """

    slug: str
    source: str
    title: str
    guid: str
    published: datetime
    day: date
    link: str
    folder: str
    page: str
    enclosure_url: str
    audio: Audio
    body: BodyPlace
    description: str | None = None
    summary: str | None = None
    subtitle: str | None = None
    updated: datetime | None = None
    season: int | None = None
    season_name: str | None = None
    episode: int | None = None
    episode_display: str | None = None
    type: str = "full"
    itunes_title: str | None = None
    image: str | None = None
    image_alt: str | None = None
    explicit: bool | None = None
    persons: tuple[Person, ...] = ()
    license: License | None = None
    block: bool = False
    chapters: tuple[Chapter, ...] = ()
    chapters_url: str | None = None
    transcripts: tuple[Transcript, ...] = ()
    podcasting: EpisodePodcasting | None = None
