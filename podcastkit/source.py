"""One episode as its own files describe it, before lock and audio have been asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podcastkit.findings import Problem
    from podcastkit.model import BodyPlace, Chapter, EpisodePodcasting, License, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date as written: with or without a time, with or without a zone."""

    date: dt.date
    time: dt.time | None = None
    offset: dt.timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPlace:
    """Where the sound is: ``written`` as in the file, ``url`` or the project's file ``path``.

    A URL whose last segment is a file of an ``[audio] local`` folder has both. ``served`` is the
    path at which a site generator serves the file, below the site's address.
    """

    written: str
    url: str | None = None
    path: str | None = None
    bundled: bool = False
    served: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """A transcript that lies in a file of the project (``path``) or elsewhere (``url``).

    ``language`` is ``None`` where it is the show's.
    """

    suffix: str
    path: str | None = None
    url: str | None = None
    digest: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a bundle that its text names: ``name`` is its path beside the text."""

    name: str
    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an episode's files say. ``name_moment`` is the date before the file's name.

    ``page`` is the permalink's path: it ends in ``/`` where the page is a folder's index. ``link``
    is the address of the page as the author gave it, ``None`` when the permalink says it.
    ``size`` and ``duration`` are the author's own figures, in bytes and seconds.
    ``chapters`` are those that the author listed, in the front matter or, at ``chapter_lines``, in
    the file ``chapters_path``; ``notes_chapters`` those of a list of times in the notes, which is
    looked for where no others were listed, at ``notes_chapter_lines`` of the episode's file.
    ``transcript_text`` is a transcript that lies in a Markdown file of its own. ``unusable`` names
    the things whose value was an error already: they are not missing, too. ``ignore`` has
    codes of rules, each with the reason why it is fine in this file; ``keys`` says where in the
    front matter a thing was found.
    """

    path: str
    slug: str
    page: str
    audio: AudioPlace
    body: BodyPlace
    title: str | None
    moment: Moment | None
    name_moment: Moment | None
    notes_are_empty: bool
    link: str | None = None
    guid: str | None = None
    description: str | None = None
    summary: str | None = None
    subtitle: str | None = None
    updated: Moment | None = None
    size: int | None = None
    duration: float | None = None
    season: int | None = None
    season_name: str | None = None
    episode: int | None = None
    episode_display: str | None = None
    type: str = "full"
    itunes_title: str | None = None
    image: str | None = None
    image_digest: str | None = None
    image_alt: str | None = None
    explicit: bool | None = None
    persons: tuple[Person, ...] = ()
    license: License | None = None
    draft: bool = False
    block: bool = False
    chapters: tuple[Chapter, ...] | None = None
    chapters_path: str | None = None
    chapter_lines: tuple[int, ...] = ()
    notes_chapters: tuple[Chapter, ...] = ()
    notes_chapter_lines: tuple[int, ...] = ()
    transcripts: tuple[Sidecar, ...] = ()
    transcript_text: Attachment | None = None
    attachments: tuple[Attachment, ...] = ()
    podcasting: EpisodePodcasting | None = None
    ignore: tuple[tuple[str, str], ...] = ()
    unusable: frozenset[str] = frozenset()
    keys: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)

    @property
    def transcript_language(self) -> str | None:
        """The language of the transcript of which other formats are made; ``None``: the show's.

        That of the first file, where there is nothing in the show's language.
        """
        if self.body.transcript is not None or self.transcript_text is not None:
            return None
        languages = [sidecar.language for sidecar in self.transcripts]
        return languages[0] if languages and None not in languages else None

    def transcript_name(self, sidecar: Sidecar) -> str:
        """The name under which a transcript file is published."""
        if sidecar.language == self.transcript_language:
            return f"transcript.{sidecar.suffix}"
        return f"transcript.{sidecar.language}.{sidecar.suffix}"

    @property
    def folder(self) -> str:
        """The folder of the episode's own files below the output folder, ending in ``/``.

        That of the page; of a page that is a file, one of the file's name.
        """
        above, _, name = self.page.rpartition("/")
        stem = name.rpartition(".")[0] or name
        if stem == "index":
            stem = ""
        return "/".join(part for part in (above, stem) if part) + "/"

    @property
    def page_file(self) -> str:
        """The page's file below the output folder."""
        name = self.page.rpartition("/")[2]
        if not name:
            return self.page + "index.html"
        return self.page if "." in name else self.page + ".html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A page that is no episode, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading one file gave: a source, or why it was skipped; and what is wrong in it.

    ``notes`` is the Markdown of the notes, which begins in the file's line ``notes_line``; whoever
    looks at it drops it. ``transcript`` is the Markdown of the transcript, where the file has one.
    """

    source: Source | None = None
    skipped: Skipped | None = None
    problems: tuple[Problem, ...] = ()
    notes: str = ""
    notes_line: int = 1
    transcript: str = ""
    broken: Source | None = None


def instant(moment: Moment, zone: dt.tzinfo, publish_time: dt.time) -> dt.datetime:
    """A written date as an instant in UTC.

    A date without a time is at ``publish_time``; one without a zone is in ``zone``. A time in
    the gap when clocks go forward moves on by the gap; a doubled one is the first.
    """
    time = moment.time if moment.time is not None else publish_time
    tz = dt.timezone(moment.offset) if moment.offset is not None else zone
    naive = dt.datetime.combine(moment.date, time)
    return naive.replace(tzinfo=tz, fold=0).astimezone(dt.UTC)
