"""SubRip (``application/x-subrip``): there is no specification, only what programs write.

A cue begins at a line with two times; a number stands above it, its text below. Lengths of lines
and names of speakers are those that the podcast namespace advises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.model import Cue
from podcastkit.timed.cue_text import parts_of, tidy, without_overrides
from podcastkit.timed.reading import (
    CLOCK,
    LIKE_TIMING,
    FaultKind,
    Faults,
    clock,
    finished,
    is_longer,
    normal,
    pair,
    pair_pattern,
    quoted,
    seconds,
)
from podcastkit.timed.speakers import carried, named

if TYPE_CHECKING:
    from podcastkit.timed.reading import ReadTranscript
    from podcastkit.timed.speakers import Placed

LONGEST_LINE = 32
MOST_LINES = 2
"""Characters in a line and lines in a cue, as the podcast namespace advises."""

_ARROW = r"\s*+(-->|--+>|-+\s*+>|[\u2013\u2014]>|\u2192)\s*+"
_TIMING = re.compile(rf"\s*+{CLOCK}{_ARROW}{CLOCK}(.*)", re.DOTALL)
_USUAL = pair_pattern(",")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*+\n")
_COORDINATES = re.compile(
    r"\s*+(?:(?:[XYxy][12]|align|line|position|region|size|vertical):\S*+\s*+)*\Z"
)
_WRITE = "write 00:01:02,500 --> 00:01:05,000"


@dataclass(slots=True, kw_only=True)
class _Times:
    """A line with times: its index, what it says, and the text that stands in the same line."""

    at: int
    start: float | None
    end: float | None
    rest: str = ""


def read_srt(text: str) -> ReadTranscript:
    """The cues of an SRT file. What varies between programs is taken as it comes."""
    faults = Faults()
    lines = normal(text).split("\n")
    times = [
        found for at, line in enumerate(lines) if ">" in line or "\u2192" in line
        if (found := _times(line, at, faults))
    ]  # fmt: skip
    placed: Placed = []
    long_cues: list[int] = []
    if stray := _stray(lines, times[0].at if times else len(lines), faults):
        placed.append(stray)
    for number, found in enumerate(times):
        last = number + 1 == len(times)
        after = len(lines) if last else _end(lines, times[number + 1].at, found.at, number, faults)
        body = lines[found.at + 1 : after]
        joined = "\n".join(body).rstrip()
        if ("\n\n" in joined or "\n " in joined) and _EMPTY_LINE.search(joined):
            _empty_lines(body, found.at, faults)
        if found.rest:
            joined = f"{found.rest}\n{joined}"
        parts, _ = parts_of(without_overrides(joined))
        for voice, words in parts:
            made = Cue(start=found.start, end=found.end, text=words, speaker=voice)
            placed.append((found.at + 1, made))
        # What is short in all needs no closer look.
        if len(joined) > LONGEST_LINE or joined.count("\n") >= MOST_LINES:
            long_cues += _too_much(parts, body, found.at)
    if long_cues:
        count = "1 cue has" if len(long_cues) == 1 else f"{len(long_cues)} cues have"
        faults.add(
            FaultKind.LONG_LINE,
            long_cues[0],
            f"{count} more than {MOST_LINES} lines of {LONGEST_LINE} characters",
            "make more cues of them: players cut what is longer",
        )
    return finished(carried(named(placed)), faults)


def _times(line: str, at: int, faults: Faults) -> _Times | None:
    usual = _USUAL.match(line)
    if usual and usual[1] and (not usual[9] or _COORDINATES.match(usual[9])):
        start, end = pair(usual.groups())
        return _Times(at=at, start=start, end=end)
    found = _TIMING.match(line)
    if not found:
        return _unreadable(line, at, faults) if LIKE_TIMING.match(line) else None
    parts = found.groups()
    start, end, rest = clock(*parts[:4]), clock(*parts[5:9]), parts[9]
    if _COORDINATES.match(rest):
        rest = ""
    else:
        faults.add(
            FaultKind.REPAIRED, at + 1, "text stands in the line with the times",
            "put the text into the line below",
        )  # fmt: skip
    if not (usual and usual[1]):
        faults.add(
            FaultKind.REPAIRED, at + 1,
            "times are not written as most players have them in SRT", _WRITE,
        )  # fmt: skip
    return _Times(at=at, start=start, end=end, rest=rest)


def _unreadable(line: str, at: int, faults: Faults) -> _Times:
    faults.add(FaultKind.SYNTAX, at + 1, f"these are no times: {quoted(line)}", _WRITE)
    left, _, right = line.partition("->")
    right = right.strip().partition(" ")[0]
    return _Times(at=at, start=seconds(left.strip(" \t-")), end=seconds(right))


def _end(lines: list[str], next_at: int, at: int, number: int, faults: Faults) -> int:
    """The index behind a cue's text: that of the number above the next times, if it has one.

    ``number`` is how many cues stand before this one.
    """
    before = next_at - 1
    while before > at and not lines[before].strip():
        before -= 1
    word = lines[before].strip()
    is_number = before > at and word.isdecimal() and len(word) < 10
    # Behind an empty line, a number counts as such only where it is the next one's.
    if is_number and (before == next_at - 1 or int(word) in {number + 1, number + 2}):
        return before
    faults.add(
        FaultKind.REPAIRED, next_at + 1, "a cue has no number",
        "number the cues from 1, in a line above the times",
    )  # fmt: skip
    return next_at


def _empty_lines(body: list[str], at: int, faults: Faults) -> None:
    """Tell of an empty line with text behind it. ``at`` is the index of the line of the times."""
    empty = 0
    for number, line in enumerate(body, at + 2):
        if not line.strip():
            empty = empty or number
        elif empty and empty > at + 2:
            faults.add(
                FaultKind.REPAIRED, empty,
                "an empty line stands within a cue, and players may lose what is behind it",
                "take the empty line out",
            )  # fmt: skip
            return


def _too_much(parts: list[tuple[str | None, str]], body: list[str], at: int) -> list[int]:
    """The line at which a cue becomes too long, or none. Tags are not shown."""
    shown = [line for _, words in parts for line in words.split("\n")]
    if len(shown) > MOST_LINES:
        return [at + 1]
    if max(map(len, shown), default=0) <= LONGEST_LINE:
        return []
    if not any(is_longer(line, LONGEST_LINE) for line in shown):
        return []
    for number, line in enumerate(body, at + 2):
        words = " ".join(words for _, words in parts_of(without_overrides(line))[0])
        if is_longer(words, LONGEST_LINE):
            return [number]
    return [at + 1]


def _stray(lines: list[str], end: int, faults: Faults) -> tuple[int, Cue] | None:
    """Text above the first cue, as a cue without times."""
    words = [(n, line) for n, line in enumerate(lines[:end], 1) if tidy(line)]
    if words and words[-1][1].strip().isdecimal() and end < len(lines):
        words.pop()
    if not words:
        return None
    faults.add(
        FaultKind.SYNTAX,
        words[0][0],
        f"this text belongs to no cue, and players leave it out: {quoted(words[0][1])}",
        f"put a line with its times before it: {_WRITE}",
    )
    text = tidy("\n".join(line for _, line in words))
    return words[0][0], Cue(start=None, end=None, text=text, speaker=None)
