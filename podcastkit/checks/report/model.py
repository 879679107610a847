"""What every format is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from podcastkit.checks.rule import Rule
    from podcastkit.findings import Finding
    from podcastkit.source import Skipped


def no_lines(_path: str, _line: int) -> str | None:
    """The ``line_of`` of a run that can read no file."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A run of ``validate``, or of what there was of it.

    ``findings`` are in the order of files and lines, and ``paths`` are the files that were looked
    at; both are relative to the project's folder, which lies at ``base`` within the repository
    (``""``, or ``shows/a/``). ``checked`` counts episodes. ``failure`` says in a sentence why
    nothing can be said of the podcast: the run could not start, or found no episode. ``rules``
    maps codes to rules, ``version`` is podcastkit's own, and ``line_of`` gives a line of a file
    (counted from 1, without its end) or ``None``.
    """

    version: str
    rules: Mapping[str, Rule]
    findings: tuple[Finding, ...] = ()
    checked: int = 0
    paths: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    exit: int
    failure: str | None = None
    base: str = ""
    line_of: Callable[[str, int], str | None] = field(default=no_lines)


def summary(report: Report) -> str:
    """The counts in a line of plain words, without anything that a file says."""
    counts = ", ".join(
        _counted(sum(f.severity is severity for f in report.findings), severity.value)
        for severity in Severity
    )
    return f"{report.checked} checked, {len(report.skipped)} skipped: {counts}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then infos; in each the order of files and lines."""
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def is_address(path: str) -> bool:
    """Whether a finding's path is the address of a feed and no file."""
    return path.lower().startswith(("http://", "https://"))
