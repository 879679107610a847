"""Findings for people: a line that editors know how to follow, the source line, and a hint.

::

    episodes/a.md:2:1: info PK007 titel means nothing to podcastkit, and there is no title
        | titel = "A"
        | ^
        hint: did you mean title?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.report.excerpt import excerpt
from podcastkit.findings import Severity
from podcastkit.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from podcastkit.findings import Finding, Place

_INDENT = "    "
_MARGIN = f"{_INDENT}| "
_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_COLORS = {
    Severity.ERROR: "\x1b[31m\x1b[1m",
    Severity.WARNING: "\x1b[33m\x1b[1m",
    Severity.INFO: "\x1b[36m\x1b[1m",
}


def render(
    findings: Iterable[Finding],
    *,
    line_of: Callable[[str, int], str | None],
    color: bool = False,
) -> str:
    """All findings, each of one to some lines; ``""`` for none.

    The first line is ``path:line:column: severity code message``, as far as the place is known.
    Only it begins at the margin: a path or message with line feeds cannot pass for another
    finding, nor a file's own text for a hint. ``line_of`` gives a line of a file, counted from 1,
    or ``None`` where there is none to show. ``color`` adds SGR sequences (ECMA-48).
    """
    return "\n".join(line for finding in findings for line in _lines(finding, line_of, color=color))


def _lines(
    finding: Finding, line_of: Callable[[str, int], str | None], *, color: bool
) -> Iterator[str]:
    def styled(text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if color else text

    place = finding.place
    where = ":".join(str(part) for part in (place.path, place.line, place.column) if part)
    word = styled(finding.severity.value, _COLORS[finding.severity])
    yield (
        f"{printable(where, one_line=True)}: {word} {finding.code} "
        f"{_continued(finding.message, _INDENT)}"
    )
    for number, line in enumerate(_excerpt(place, line_of)):
        yield styled(_MARGIN, _DIM) + (styled(line, _BOLD) if number else line)
    if finding.hint:
        yield _INDENT + styled("hint: ", _DIM) + _continued(finding.hint, _INDENT * 2)


def _excerpt(place: Place, line_of: Callable[[str, int], str | None]) -> list[str]:
    """The source line and below it the caret, where both are known."""
    line = line_of(place.path, place.line) if place.line else None
    # A fence or a bracket alone says nothing.
    if line is None or not any(map(str.isalnum, line)):
        return []
    text, cell = excerpt(line, place.column)
    return [text.rstrip()] if cell is None else [text.rstrip(), " " * cell + "^"]


def _continued(text: str, indent: str) -> str:
    return printable(text).replace("\n", f"\n{indent}")
