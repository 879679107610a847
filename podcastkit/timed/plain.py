"""Transcripts as plain text (``text/plain``): paragraphs, with or without names and times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.model import Cue
from podcastkit.timed.cue_text import tidy
from podcastkit.timed.reading import CLOCK, Faults, clock, finished, normal
from podcastkit.timed.speakers import carried, is_name, named

if TYPE_CHECKING:
    from podcastkit.timed.reading import ReadTranscript
    from podcastkit.timed.speakers import Placed

_STAMP = re.compile(rf"[\[(]{CLOCK}(?:\s?-{{1,2}}>?\s?{CLOCK})?[\])]\s*+(?:[-\u2013:]\s)?")
_BARE = re.compile(rf"{CLOCK}(?:\s?-{{1,2}}>?\s?{CLOCK})?\s++(?:[-\u2013]\s)?")
# "Ada Lovelace  0:12" or "Ada (00:12):" in a line of its own, and the words below.
_HEADING = re.compile(rf"([^\W\d_][^\n:]{{0,60}}?)\s*+[\[(]?{CLOCK}[\])]?:?\Z")
# "Ada: [0:12] words" or "Ada (0:12): words".
_NAME_TIME = re.compile(
    rf"([^\W\d_][^\n:\[\](){{}}<>]{{0,60}}?)(?::\s?|\s)[\[(]{CLOCK}[\])]:?\s++(?=\S)"
)


def read_plain(text: str) -> ReadTranscript:
    """One cue a paragraph; a line, where no empty line parts any.

    A time counts in brackets before the text, or behind a name in a line of its own, and without
    brackets where every paragraph has one. It is where a cue begins; the end is told only by a
    pair of times.
    """
    blocks = _blocks(normal(text).split("\n"))
    bare = len(blocks) > 1 and all(_BARE.match(block) for _, block in blocks)
    placed: Placed = []
    waiting: tuple[int, Cue] | None = None
    for line, block in blocks:
        cue = _cue(block, _BARE if bare else _STAMP)
        if waiting and not cue.speaker and cue.start is None:
            held, head = waiting
            placed.append((held, _with(cue, start=head.start, speaker=head.speaker)))
            waiting = None
            continue
        if waiting:
            placed.append(_as_text(waiting))
            waiting = None
        if cue.text:
            placed.append((line, cue))
        else:
            waiting = (line, cue)
    if waiting:
        placed.append(_as_text(waiting))
    return finished(carried(named([pair for pair in placed if pair[1].text])), Faults())


def _blocks(lines: list[str]) -> list[tuple[int, str]]:
    """Paragraphs and the lines they begin at; single lines where there is but one paragraph."""
    blocks: list[tuple[int, list[str]]] = []
    inside = False
    for number, line in enumerate(lines, 1):
        words = line.strip()
        if words and inside:
            blocks[-1][1].append(words)
        elif words:
            blocks.append((number, [words]))
        inside = bool(words)
    if len(blocks) == 1 and not _HEADING.match(blocks[0][1][0]):
        first, words_of = blocks[0]
        return list(enumerate(words_of, first))
    return [(number, "\n".join(words)) for number, words in blocks]


def _cue(block: str, stamp: re.Pattern[str]) -> Cue:
    """A paragraph as a cue; without text where it is nothing but a name and a time."""
    head, _, below = block.partition("\n")
    if found := _HEADING.match(head):
        return Cue(
            start=clock(*found.groups()[1:5]), end=None, text=tidy(below),
            speaker=" ".join(found[1].strip(" -\u2013").split()),
        )  # fmt: skip
    if told := labelled(block):
        start, speaker, rest = told
        return Cue(start=start, end=None, text=tidy(rest), speaker=speaker)
    found = stamp.match(block)
    if not found:
        return Cue(start=None, end=None, text=tidy(block), speaker=None)
    parts = found.groups()
    end = clock(*parts[4:]) if parts[5] else None
    return Cue(start=clock(*parts[:4]), end=end, text=tidy(block[found.end() :]), speaker=None)


def labelled(block: str) -> tuple[float, str, str] | None:
    """Time, name and words of what begins ``Ada: [0:12] …`` or ``Ada (0:12): …``."""
    found = _NAME_TIME.match(block)
    if not found or not is_name(found[1]):
        return None
    return clock(*found.groups()[1:5]), " ".join(found[1].split()), block[found.end() :]


def _with(cue: Cue, *, start: float | None, speaker: str | None) -> Cue:
    return Cue(start=start, end=cue.end, text=cue.text, speaker=speaker)


def _as_text(waiting: tuple[int, Cue]) -> tuple[int, Cue]:
    """A name and a time with nothing below: the name is all the text there is."""
    line, cue = waiting
    return line, Cue(start=cue.start, end=None, text=cue.speaker or "", speaker=None)
