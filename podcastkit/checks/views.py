"""What the rules look at: a show and its episodes, from a project's files or from any feed.

The same rules then hold for both. A ``Said`` is ``None`` where nothing is said. Views are named
tuples, which are made five times as fast as dataclasses, at start-up and for each episode.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from podcastkit.checks.rule import Said
    from podcastkit.model import Chapter
    from podcastkit.timed.reading import CueFault


class ShowView(NamedTuple):
    """A show as ``podcast.toml`` or a feed's channel tells it.

    ``spot`` is the whole of it, for what is missing; ``unusable`` names what was told to be wrong
    already. ``fetched`` is the address from which a feed was read, ``verified`` says that it
    proves its owner by ``podcast:txt``. ``pages`` are the links to other pages of the same feed,
    ``texts`` all texts of one line by name, ``accents`` the colours of a project's pages, each with
    that of its paper.
    """

    path: str
    spot: Any
    unusable: frozenset[str] = frozenset()
    title: Said | None = None
    description: Said | None = None
    link: Said | None = None
    self_url: Said | None = None
    language: Said | None = None
    author: Said | None = None
    owner_email: Said | None = None
    image: Said | None = None
    categories: tuple[tuple[Said, Said | None], ...] = ()
    explicit: Said | None = None
    type: Said | None = None
    copyright: Said | None = None
    block: Said | None = None
    complete: Said | None = None
    new_feed_url: Said | None = None
    summary: Said | None = None
    guid: Said | None = None
    medium: Said | None = None
    pages: tuple[Said, ...] = ()
    texts: tuple[tuple[str, Said], ...] = ()
    accents: tuple[tuple[Said, str], ...] = ()
    fetched: str | None = None
    verified: bool = False

    def way(self, toml: str, xml: str) -> str:
        """What to type, where the show is told: in podcast.toml, or in a feed."""
        return toml if isinstance(self.spot, tuple) else xml


class EpisodeView(NamedTuple):
    """An episode as its file or a feed's item tells it.

    ``name`` is what messages call it. ``duration`` in seconds and ``size`` in bytes, where they
    are known; ``mime`` is the type of the sound as said. ``texts`` are all one-line texts by name,
    ``html`` those that may hold HTML. ``simple_chapters`` are those in the feed itself: titles, and
    starts in seconds.
    """

    path: str
    spot: Any
    name: str
    show_title: str = ""
    unusable: frozenset[str] = frozenset()
    title: Said | None = None
    description: Said | None = None
    summary: Said | None = None
    link: Said | None = None
    guid: Said | None = None
    permalink: bool | None = None
    season: Said | None = None
    number: Said | None = None
    type: Said | None = None
    explicit: Said | None = None
    published: dt.datetime | None = None
    date: Said | None = None
    url: Said | None = None
    mime: Said | None = None
    size: int | None = None
    duration: float | None = None
    written_duration: Said | None = None
    texts: tuple[tuple[str, Said], ...] = ()
    html: tuple[tuple[str, Said], ...] = ()
    simple_chapters: tuple[tuple[Said, float], ...] = ()

    def way(self, toml: str, xml: str) -> str:
        """What to type, where the episode is told: in its file, or in a feed."""
        return toml if isinstance(self.spot, tuple) else xml


class FeedView(NamedTuple):
    """A show with all of its episodes.

    ``size`` is a feed's in bytes, ``None`` for a project's own files; ``as_of`` the run's date.
    """

    show: ShowView
    episodes: tuple[EpisodeView, ...]
    as_of: dt.datetime
    size: int | None = None


class TagView(NamedTuple):
    """One element of a feed. ``name`` has the usual prefix of its namespace.

    ``text`` is its own text, ``parent`` the name of what it stands in, ``children`` the names of
    what stands in it; ``attributes`` are those without a namespace.
    """

    spot: Any
    name: str
    text: str
    parent: str
    attributes: Mapping[str, str]
    children: tuple[str, ...] = ()


class ChaptersView(NamedTuple):
    """The chapters that an author wrote, each with its spot; ``duration`` of the sound in s."""

    path: str
    spot: Any
    all: tuple[tuple[Said, Chapter], ...]
    duration: float | None = None


class TranscriptView(NamedTuple):
    """A transcript as read. Lines count from 1; ``starts`` and ``duration`` are in seconds."""

    path: str
    faults: tuple[CueFault, ...]
    starts: tuple[tuple[int, float], ...] = ()
    speakers: tuple[tuple[int, str], ...] = ()
    duration: float | None = None


class Heard(NamedTuple):
    """Somebody who speaks: in how many episodes, and where first (``Said`` of path and line)."""

    name: str
    episodes: int
    first: Said


class VoicesView(NamedTuple):
    """Who speaks in the transcripts of a show and is named by neither show nor episode."""

    heard: tuple[Heard, ...]


class PictureView(NamedTuple):
    """A cover or an episode's picture: ``path`` and ``spot`` say where it is named.

    ``file`` is the picture's own name, ``format`` that of Pillow (``"JPEG"``), ``None`` where it
    cannot be read; ``size`` in bytes, ``width`` and ``height`` in pixels. ``of_show``
    tells the cover from an episode's own picture.
    """

    path: str
    spot: Any
    file: str
    size: int
    format: str | None = None
    mode: str = ""
    width: int = 0
    height: int = 0
    of_show: bool = True


class NotesView(NamedTuple):
    """The Markdown of an episode's notes. ``line`` is the file's line with which it begins.

    ``is_beside`` says whether a path leads to a file beside the episode, ``is_published`` whether
    one that a link names will stand beside its page; ``definitions`` gives those of links that
    stand below the transcript, as lines of Markdown.
    """

    path: str
    text: str
    line: int
    is_beside: Callable[[str], bool]
    is_published: Callable[[str], bool]
    definitions: Callable[[], str] = str


class HostView(NamedTuple):
    """What a host answered for an episode's sound. Sizes in bytes, ``said_size`` as published.

    ``error`` says why there is no sound; ``stated_type`` is its ``Content-Type``, ``type`` what is
    in the file; ``redirects`` counts the hops, ``insecure`` says that one left https.
    """

    path: str
    spot: Any
    error: str | None = None
    ranges: bool = True
    size: int | None = None
    said_size: int | None = None
    type: str | None = None
    stated_type: str | None = None
    redirects: int = 0
    insecure: bool = False
