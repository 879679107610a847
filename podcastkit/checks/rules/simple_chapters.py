"""Chapters in a feed itself: Podlove Simple Chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.rule import PODCASTING2, Fault, Subject, rule
from podcastkit.checks.rules.podcasting20_channel import lacking
from podcastkit.checks.rules.timed import clock
from podcastkit.findings import Severity
from podcastkit.timed.chapter_reading import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import EpisodeView, TagView


@rule(
    "PK515",
    "simple-chapter-invalid",
    Severity.WARNING,
    of=Subject.TAG,
    tags=("psc:chapter",),
    profiles=(PODCASTING2,),
    source="Podlove Simple Chapters 1.2: start (Normal Play Time) and title",
)
def simple_chapter(tag: TagView) -> Iterator[Fault]:
    """A chapter in the feed has no title, or no start that can be read.

    Players leave it out, or all of the chapters.

    Bad in an item::

        <psc:chapters version="1.2">
          <psc:chapter start="after the song" title="The long way home"/>
        </psc:chapters>

    Good in an item::

        <psc:chapters version="1.2">
          <psc:chapter start="00:00:12.500" title="The long way home"/>
        </psc:chapters>
    """
    yield from lacking(tag, "start", "title")
    start = tag.attributes.get("start", "").strip()
    if start and moment(start) is None:
        yield Fault(tag.spot, f'"{start[:40]}" is no time', 'start="00:01:02.500"')


@rule(
    "PK516",
    "simple-chapters-out-of-order",
    Severity.WARNING,
    of=Subject.ITEM,
    profiles=(PODCASTING2,),
    source="Podlove Simple Chapters 1.2: start",
)
def out_of_order(episode: EpisodeView) -> Iterator[Fault]:
    """A chapter in the feed begins before the one above it.

    Players that take them as they stand jump back and forth.

    Bad in an item::

        <psc:chapters version="1.2">
          <psc:chapter start="0:12" title="The long way home"/>
          <psc:chapter start="0:00" title="Hello"/>
        </psc:chapters>

    Good in an item::

        <psc:chapters version="1.2">
          <psc:chapter start="0:00" title="Hello"/>
          <psc:chapter start="0:12" title="The long way home"/>
        </psc:chapters>
    """
    before: float | None = None
    for said, start in episode.simple_chapters:
        if before is not None and start < before:
            yield Fault(said.spot, f'the chapter "{said.text[:80]}" begins at {clock(start)}, before '
                        f"the one above it ({clock(before)})", "put them in order")  # fmt: skip
        before = start
