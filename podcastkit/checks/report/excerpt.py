"""A line of a file as a terminal shows it, and the cell in it where a column stands."""

from __future__ import annotations

import unicodedata

from podcastkit.printable import printable

WIDTH = 72
"""Cells that an excerpt has at most; with its margin it fits a terminal of 80."""

_BEFORE = 24
_TAB = "    "
_JOINER = "\u200d"
_EMOJI_LOOK = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_KEYCAP_OR_MARK = frozenset({"Mn", "Me", "Cf"})
_JAMO_INSIDE = range(0x1160, 0x1200)


def excerpt(line: str, column: int | None) -> tuple[str, int | None]:
    """The part of a line around a column, and the cell of that column.

    ``column`` counts characters from 1; one beyond the line is its end. Cells count from 0. Tabs
    are four blanks wide, control characters are escaped; what is left out is an ellipsis.
    """
    at = min(max(column or 1, 1) - 1, len(line))
    while 0 < at < len(line) and _width(line, at) == 0:
        at -= 1
    start, end = _window(line, at)
    before = "".join(map(_shown, line[start:at]))
    after = "".join(map(_shown, line[at:end]))
    left, right = "…" if start else "", "…" if end < len(line) else ""
    cell = len(left) + sum(_width(line, index) for index in range(start, at))
    return left + before + after + right, None if column is None else cell


def _window(line: str, at: int) -> tuple[int, int]:
    """Which characters are shown: ``WIDTH`` cells, ``_BEFORE`` of them before ``at``."""
    room = WIDTH - 2
    start, used = _back(line, at, 0, _BEFORE)
    end = at
    while end < len(line) and used + _width(line, end) <= room:
        used += _width(line, end)
        end += 1
    if end == len(line):
        start, used = _back(line, start, used, room)
    return start, end


def _back(line: str, start: int, used: int, room: int) -> tuple[int, int]:
    while start and used + _width(line, start - 1) <= room:
        start -= 1
        used += _width(line, start)
    return start, used


def _shown(char: str) -> str:
    return _TAB if char == "\t" else printable(char, one_line=True)


def _width(line: str, index: int) -> int:
    """How many cells a character adds to the line (UAX #11, UTS #51).

    What joins two emoji, and the one that is joined, add none. Terminals that draw them apart are
    few, and there the caret stands some cells too far to the left.
    """
    char = line[index]
    if " " <= char <= "~":
        return 1
    shown = _shown(char)
    if shown != char:
        return len(shown)
    if char == _EMOJI_LOOK:
        # The character before is drawn as an emoji, which is wide; some are so by themselves.
        return 1 if index and _alone(line[index - 1]) == 1 and line[index - 1] > "~" else 0
    if index and (line[index - 1] == _JOINER or ord(char) in _SKIN_TONES) and _alone(char) == 2:
        return 0
    return _alone(char)


def _alone(char: str) -> int:
    if unicodedata.category(char) in _KEYCAP_OR_MARK or ord(char) in _JAMO_INSIDE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
