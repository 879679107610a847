"""What reading a file of chapters gives, and what its readers share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from podcastkit.timed.reading import FaultKind, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import Chapter
    from podcastkit.timed.reading import CueFault, Faults

_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
# A pattern that begins with a certain character is looked for ten times as fast.
_LIKE_A_TIME = re.compile(r":[0-5][0-9]")
LONGEST = 1e7
"""No chapter begins as late as this, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChapters:
    """Chapters in the order of the file, the line (from 1) of each, and what is wrong.

    ``lines`` is as long as ``chapters``; ``faults`` ascend by line.
    """

    chapters: tuple[Chapter, ...] = ()
    lines: tuple[int, ...] = ()
    faults: tuple[CueFault, ...] = ()


def may_have_times(markdown: str) -> bool:
    """Whether a text is worth being parsed: there are two things in it that look like times."""
    found = (
        match for match in _LIKE_A_TIME.finditer(markdown)
        if "0" <= markdown[match.start() - 1 : match.start()] <= "9"
    )  # fmt: skip
    return next(islice(found, 1, None), None) is not None


def moment(written: str) -> float | None:
    """A time in seconds: ``[H:]M:S[.fff]`` or seconds alone (Normal Play Time, RFC 2326, 3.6).

    ``None`` where it is neither, and beyond ten million seconds.
    """
    written = written.strip().removeprefix("npt:")
    if _NUMBER.fullmatch(written):
        found: float | None = float(written.replace(",", "."))
    else:
        found = seconds(written)
    return found if found is not None and found < LONGEST else None


def finished(placed: Iterable[tuple[int, Chapter]], faults: Faults) -> ReadChapters:
    """The chapters of these lines, with a fault where there is none at all."""
    found = list(placed)
    if not found and FaultKind.SYNTAX not in faults:
        faults.add(FaultKind.EMPTY, 1, "there is no chapter in this file")
    return ReadChapters(
        chapters=tuple(chapter for _, chapter in found),
        lines=tuple(line for line, _ in found),
        faults=faults.told(),
    )


def name_of(title: str, number: int) -> str:
    """A chapter's title on one line; of one that has none, its number."""
    return " ".join(title.split()) or f"Chapter {number}"
