"""Findings as lines for people: place, message, the line of the file with a caret, the hint."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from podcastkit.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.findings import Finding


_WIDEST = 100
_BEFORE = 40
_TAB = "    "
_COLORS = {"error": "31", "warning": "33", "info": "36"}
_BOLD, _DIM = "1", "2"


def told(
    finding: Finding, source: Callable[[str, int], str | None], *, colored: bool = False
) -> str:
    """One finding in several lines, without the last line break.

    ``path:line:column: severity code message``; then the line of the file with a caret below the
    column, where both are known; then the hint.
    """
    place = finding.place
    where = ":".join(str(part) for part in (place.path, place.line, place.column) if part)
    word = _styled(finding.severity.value, _BOLD, _COLORS[finding.severity], on=colored)
    parts = [f"{printable(where)}: {word} {finding.code} {printable(finding.message)}"]
    if place.line and place.column:
        line = source(place.path, place.line)
        if line is not None and any(map(str.isalnum, line)):
            parts += _excerpt(line, place.line, place.column, colored=colored)
    if finding.hint:
        parts.append(f"    {_styled('hint:', _DIM, on=colored)} {printable(finding.hint)}")
    return "\n".join(parts)


def _excerpt(line: str, number: int, column: int, *, colored: bool) -> list[str]:
    """The line with its number, and the caret. A long line is cut round the column."""
    start = max(0, column - 1 - _BEFORE) if len(line) > _WIDEST else 0
    cut = line[start : start + _WIDEST]
    before = ("…" if start else "") + _shown(cut[: column - 1 - start])
    behind = _shown(cut[column - 1 - start :]) + ("…" if start + _WIDEST < len(line) else "")
    gutter = f"{number:5} | "
    caret = _styled("^", _BOLD, _COLORS["error"], on=colored)
    dim = _styled(gutter, _DIM, on=colored)
    blank = _styled(f"{'':5} | ", _DIM, on=colored)
    return [f"{dim}{before}{behind}".rstrip(), f"{blank}{' ' * _width(before)}{caret}"]


def _shown(text: str) -> str:
    return printable(text.replace("\t", _TAB).replace("\n", " ").replace("\r", " "))


def _width(text: str) -> int:
    """How many cells a text takes in a terminal: wide letters two, combining marks none."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )


def _styled(text: str, *codes: str, on: bool) -> str:
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if on else text
