"""The rules: each a code, a name, a severity and words; and problems turned into findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.checks.rules import RULES
from podcastkit.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from podcastkit.findings import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All findings of a run, sorted; ``stopped`` says that nothing may be written."""

    findings: tuple[Finding, ...]
    stopped: bool
    unreachable: bool


def judge(
    problems: Iterable[Problem],
    *,
    ignore: Mapping[str, str],
    locate: Callable[[str, tuple[str | int, ...]], tuple[int, int] | None],
    not_ours: Collection[str] = (),
) -> Verdict:
    """Turn problems into findings, each once, in the order of files and lines.

    ``ignore`` maps codes to reasons: an ignored finding is left out, unless its rule is one that
    stops (a file that cannot be read, a doubled guid, the guard). ``locate`` finds the line and
    column of a key of a file. What is ``not_ours`` (a path) is for somebody else to mend: an error
    there is a warning, unless it stops.
    """
    found: dict[Finding, None] = {}
    stopped = unreachable = False
    for problem in problems:
        rule = RULES[problem.code]
        if problem.code in ignore and not rule.stops:
            continue
        severity = rule.severity
        if severity is Severity.ERROR and problem.path in not_ours and not rule.stops:
            severity = Severity.WARNING
        if severity is Severity.ERROR:
            unreachable |= rule.outside
            stopped |= not rule.outside
        line, column = problem.line, problem.column
        if line is None and problem.key is not None:
            line, column = locate(problem.path, problem.key) or (None, None)
        finding = Finding(
            code=problem.code,
            name=rule.name,
            severity=severity,
            place=Place(path=problem.path, line=line, column=column),
            message=problem.message,
            hint=problem.hint,
        )
        found[finding] = None
    return Verdict(
        findings=tuple(sorted(found, key=_order)), stopped=stopped, unreachable=unreachable
    )


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return place.path, place.line or 0, place.column or 0, finding.code, finding.message
