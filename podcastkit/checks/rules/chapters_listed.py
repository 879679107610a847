"""Chapters that an author lists: what contradicts itself in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PODCASTING2, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import ChaptersView

_W = Severity.WARNING


@rule(
    "PK519",
    "chapter-ends-early",
    _W,
    of=Subject.CHAPTERS,
    profiles=(PODCASTING2,),
    source="Podcast namespace: JSON chapters, endTime",
)
def ends_early(chapters: ChaptersView) -> Iterator[Fault]:
    """A chapter ends before it begins, or as it begins.

    Apps that know ends never show it.

    Bad in an episode::

        chapters = [{ start = 0, title = "One" }, { start = 0.5, end = 0.2, title = "Two" }]

    Good in an episode::

        chapters = [{ start = 0, title = "One" }, { start = 0.5, end = 0.8, title = "Two" }]
    """
    for said, chapter in chapters.all:
        if chapter.end is not None and chapter.end <= chapter.start:
            yield Fault(said.spot, f'the chapter "{chapter.title}" ends at {chapter.end:g} s and begins '
                        f"at {chapter.start:g} s", "mend its end, or take it out")  # fmt: skip


@rule(
    "PK521",
    "chapters-at-once",
    _W,
    of=Subject.CHAPTERS,
    profiles=(APPLE, PODCASTING2),
    source="Podcast namespace: JSON chapters, startTime",
)
def at_once(chapters: ChaptersView) -> Iterator[Fault]:
    """Two chapters begin at the same time, and apps show one of them.

    One that is in no list (``toc = false``) may begin with another.

    Bad in an episode::

        chapters = [{ start = 0, title = "One" }, { start = 0, title = "Two" }]

    Good in an episode::

        chapters = [{ start = 0, title = "One" }, { start = 0.5, title = "Two" }]
    """
    before = None
    for said, chapter in chapters.all:
        if not chapter.toc:
            continue
        if before is not None and chapter.start == before.start:
            yield Fault(said.spot, f'the chapters "{before.title}" and "{chapter.title}" begin at the '
                        "same time", "give each a start of its own")  # fmt: skip
        before = chapter
