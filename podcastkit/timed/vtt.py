"""WebVTT (``text/vtt``), after the W3C's *WebVTT: The Web Video Text Tracks Format*.

Browsers skip what they cannot parse. This reader keeps it and tells where they would not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.model import Cue
from podcastkit.timed.cue_text import parts_of
from podcastkit.timed.reading import (
    LIKE_TIMING,
    FaultKind,
    Faults,
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

LONGEST_LINE = 65
"""Characters in a line, as the podcast namespace advises."""

_TIMING = pair_pattern(r"\.")
_BEYOND = re.compile(r":[6-9][0-9](?![0-9])")
_HEADER = re.compile(r"WEBVTT(?:[ \t]|\Z)")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|\Z)")


@dataclass(slots=True, kw_only=True)
class _Written:
    """A cue as it stands in the file: its times and the lines of its text.

    ``line`` is that of its times; of text without any, the line before it.
    """

    line: int
    start: float | None
    end: float | None
    lines: list[str]
    timed: bool = True


def read_vtt(text: str) -> ReadTranscript:
    """The cues of a WebVTT file. A cue in which two speak becomes two with the same times."""
    faults = Faults()
    lines = normal(text).replace("\0", "\ufffd").split("\n")
    placed: Placed = []
    long_lines: list[int] = []
    for cue in _cues(lines, _header(lines, faults), faults):
        line = cue.line if cue.timed else cue.line + 1
        body = "\n".join(cue.lines)
        parts, odd = parts_of(body)
        for piece in odd:
            faults.add(
                FaultKind.SYNTAX,
                line,
                f"{quoted(piece)} is no tag of WebVTT, and players leave it out",
                "write &lt; for < in the text",
            )
        for voice, words in parts:
            made = Cue(start=cue.start, end=cue.end, text=words, speaker=voice)
            placed.append((line, made))
        if len(body) > LONGEST_LINE:
            long_lines += _long_lines(cue)
        if "-->" in body:
            _arrows(cue, faults)
    if long_lines:
        count = "1 line is" if len(long_lines) == 1 else f"{len(long_lines)} lines are"
        faults.add(
            FaultKind.LONG_LINE,
            long_lines[0],
            f"{count} longer than {LONGEST_LINE} characters",
            "break long lines, or make more cues of them: players cut lines or cover the picture",
        )
    return finished(carried(named(placed)), faults)


def _long_lines(cue: _Written) -> list[int]:
    """The lines that show too many characters; tags are not shown."""
    return [
        number
        for number, line in enumerate(cue.lines, cue.line + 1)
        if len(line) > LONGEST_LINE
        and is_longer(" ".join(words for _, words in parts_of(line)[0]), LONGEST_LINE)
    ]


def _header(lines: list[str], faults: Faults) -> int:
    """The index of the line behind the header."""
    if not _HEADER.match(lines[0]):
        if any(line.strip() for line in lines):
            first = next((n for n, line in enumerate(lines, 1) if line.strip()), 1)
            faults.add(
                FaultKind.SYNTAX,
                first,
                "the file does not begin with WEBVTT, and browsers refuse it",
                "make WEBVTT its first line, with an empty line behind it",
            )
            begins = lines[first - 1].strip().upper().startswith("WEBVTT")
            return first if begins else first - 1
        return len(lines)
    at = 1
    while at < len(lines) and lines[at] and "-->" not in lines[at]:
        at += 1
    return at


def _cues(lines: list[str], at: int, faults: Faults) -> list[_Written]:
    """The cues, blocks of other kinds left out."""
    cues: list[_Written] = []
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end] and not lines[end].isspace():
            end += 1
        block = range(at, end)
        times = [n for n in block if "->" in lines[n] and _is_timing(lines[n])]
        if not times:
            if not _BLOCK.match(lines[at]):
                _stray(lines, block, cues, faults)
        else:
            # One line above the times is the cue's name, and more are no cue's.
            if times[0] > at + 1:
                _stray(lines, range(at, times[0] - 1), cues, faults)
            for first, after in zip(times, [*times[1:], end], strict=True):
                cues.append(_written(lines, first, faults))
                cues[-1].lines += lines[first + 1 : after]
        at = end
    return cues


def _is_timing(line: str) -> bool:
    return bool(_TIMING.match(line) or LIKE_TIMING.match(line))


def _written(lines: list[str], at: int, faults: Faults) -> _Written:
    line = lines[at]
    if found := _TIMING.match(line):
        start, end = pair(found.groups())
        return _Written(line=at + 1, start=start, end=end, lines=[])
    left, _, right = line.partition("-->" if "-->" in line else "->")
    right = right.strip().partition(" ")[0].partition("\t")[0]
    begins, ends = seconds(left.strip(" \t\f-")), seconds(right)
    faults.add(
        FaultKind.SYNTAX,
        at + 1,
        "times are not written as WebVTT has them, and browsers skip such cues"
        if begins is not None and ends is not None
        else f"these are no times: {quoted(line)}",
        "minutes and seconds go to 59: after 00:00:59.000 comes 00:01:00.000"
        if _BEYOND.search(line)
        else "write 00:01:02.500 --> 00:01:05.000, with a point and three digits behind it",
    )
    return _Written(line=at + 1, start=begins, end=ends, lines=[])


def _arrows(cue: _Written, faults: Faults) -> None:
    for number, line in enumerate(cue.lines, cue.line + 1):
        if "-->" in line:
            faults.add(
                FaultKind.SYNTAX,
                number,
                "--> stands in the text of a cue, which ends it in browsers",
                "write --&gt; in the text",
            )


def _stray(lines: list[str], block: range, cues: list[_Written], faults: Faults) -> None:
    """Lines without times: what stands behind an empty line within a cue, most of the time."""
    words = [lines[n] for n in block]
    if len(words) == 1 and words[0].strip().isdecimal():
        return
    had = bool(cues)
    if not had:
        cues.append(_Written(line=block[0], start=None, end=None, lines=[], timed=False))
    # With the empty lines, so that lines keep their numbers.
    cue = cues[-1]
    cue.lines += [""] * (block[0] - cue.line - len(cue.lines))
    cue.lines += words
    faults.add(
        FaultKind.SYNTAX,
        block[0] + 1,
        f"this text belongs to no cue, and players leave it out: {quoted(words[0])}",
        "take out the empty line before it" if had else "put a line with its times before it",
    )
