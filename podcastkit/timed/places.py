"""In which line of a Markdown file a turn begins: looked for only when something is wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.timed.turns import Turn


def lines_of(turns: Iterable[Turn], markdown: str, first_line: int) -> list[int]:
    """The line of each turn in a text that begins with ``first_line`` of its file.

    Found by its time as written, else by its first words; where neither is found, it is the line
    of the turn before.
    """
    lines = []
    at, line, counted = 0, first_line, 0
    for turn in turns:
        found = markdown.find(turn.written or _beginning(turn), at)
        if found >= 0:
            line += markdown.count("\n", counted, found)
            counted, at = found, found + 1
        lines.append(line)
    return lines


def _beginning(turn: Turn) -> str:
    return " ".join(turn.text.split("\n", 1)[0].split()[:4])
