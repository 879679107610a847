"""A transcript as people read it: who speaks, in paragraphs, under headings.

Captions are made of it (``podcastkit.timed.captions``), and so are the readable formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Turn(NamedTuple):
    r"""What one person says before another speaks, or before another time is told.

    ``start`` is in seconds, ``None`` where it is not told. ``text`` is plain and not empty; its
    paragraphs are lines (``"\n"``). ``html`` is the same as blocks of safe HTML. ``written`` is the
    time as it stands in the file.
    """

    text: str
    html: str
    speaker: str | None = None
    start: float | None = None
    written: str | None = None


class Heading(NamedTuple):
    """A heading between turns: its words, and its level as in HTML.

    ``start`` is in seconds where it tells a time itself, which is no part of the words then.
    """

    text: str
    level: int
    start: float | None = None
    written: str | None = None


Part = Turn | Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableTranscript:
    """The parts of a transcript in order.

    ``opening`` are those at the beginning that nobody speaks, such as a note on who wrote it
    down, and ``closing`` those at the end, such as links: readable formats have them, captions do
    not. ``end`` is a time behind the last words.
    """

    parts: tuple[Part, ...] = ()
    opening: tuple[Part, ...] = ()
    closing: tuple[Part, ...] = ()
    end: float | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What is spoken."""
        return tuple(part for part in self.parts if isinstance(part, Turn))

    @property
    def is_timed(self) -> bool:
        """Whether enough times are told to make captions: two, or that of all there is."""
        times = {part.start for part in self.parts if part.start is not None}
        return len(times) > 1 or (len(times) == 1 and len(self.turns) == 1)

    @property
    def headings(self) -> tuple[tuple[float, str], ...]:
        """The headings of a timed transcript, each at the time of the first turn behind it."""
        found: dict[float, str] = {}
        waiting: str | None = None
        for part in self.parts:
            if isinstance(part, Heading):
                waiting = part.text
            if waiting and part.start is not None:
                found[part.start] = waiting
                waiting = None
        return tuple(found.items())

    @property
    def words(self) -> int:
        """How many words are spoken."""
        return sum(len(turn.text.split()) for turn in self.turns)
