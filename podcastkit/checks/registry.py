"""Problems turned into findings: named, weighed, placed, sorted; and what was ignored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podcastkit.checks.rules import RULES
from podcastkit.findings import Finding, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    Locate = Callable[[str, tuple[str | int, ...]], tuple[int, int] | None]

_BY_FILES = ("PK0", "PK1", "PK2", "PK4", "PK5")
"""Codes of which a check of a project's files finds everything, so that an unused ignore shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All findings of a run, sorted; ``stopped`` says that nothing may be written."""

    findings: tuple[Finding, ...]
    stopped: bool
    unreachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignores:
    """What may be as it is: codes with reasons, of the project file ``path`` and of single files.

    ``unused`` asks that an ignore which matches nothing is told of.
    """

    path: str = ""
    everywhere: Mapping[str, str] = field(default_factory=dict)
    in_files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unused: bool = False

    def places(self, problem: Problem) -> list[tuple[str, str]]:
        """File and code of each ignore that holds for a problem."""
        code = problem.code
        found = [(self.path, code)] if code in self.everywhere else []
        here = code in self.in_files.get(problem.path, ())
        return [*found, (problem.path, code)] if here else found


NONE = Ignores()
"""Nothing is ignored."""


def judge(
    problems: Iterable[Problem],
    *,
    locate: Locate,
    ignores: Ignores = NONE,
    not_ours: Collection[str] = (),
) -> Verdict:
    """Turn problems into findings, each once, in the order of files and lines.

    An ignored finding is left out, unless its rule is one that stops (a file that cannot be read,
    a doubled guid, the guard). ``locate`` finds the line and column of a key of a file. What is
    ``not_ours`` (a path) is for somebody else to mend: an error there is a warning, unless it
    stops.
    """
    told: list[Problem] = []
    used: set[tuple[str, str]] = set()
    for problem in problems:
        matching = [] if RULES[problem.code].stops else ignores.places(problem)
        used.update(matching)
        if not matching:
            told.append(problem)
    found: dict[Finding, None] = {}
    stopped = unreachable = False
    for problem in [*told, *_of_ignores(ignores, used)]:
        finding = _finding(problem, locate, not_ours)
        if finding.severity is Severity.ERROR:
            unreachable |= RULES[problem.code].outside
            stopped |= not RULES[problem.code].outside
        found[finding] = None
    return Verdict(
        findings=tuple(sorted(found, key=_order)), stopped=stopped, unreachable=unreachable
    )


def _finding(problem: Problem, locate: Locate, not_ours: Collection[str]) -> Finding:
    rule = RULES[problem.code]
    severity = rule.severity
    if severity is Severity.ERROR and problem.path in not_ours and not rule.stops:
        severity = Severity.WARNING
    line, column = problem.line, problem.column
    if line is None and problem.key is not None:
        line, column = locate(problem.path, problem.key) or (None, None)
    return Finding(
        code=problem.code,
        name=rule.name,
        severity=severity,
        place=Place(path=problem.path, line=line, column=column),
        message=problem.message,
        hint=problem.hint,
    )


def _of_ignores(ignores: Ignores, used: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """What is wrong with the ignores themselves."""
    above: tuple[tuple[str, Mapping[str, str], tuple[str, ...]], ...] = (
        (ignores.path, ignores.everywhere, ("validate", "ignore")),
        *((path, table, ("podcastkit", "ignore")) for path, table in ignores.in_files.items()),
    )
    for path, table, key in above:
        for code in table:
            rule = RULES.get(code)
            if rule is None:
                yield Problem(code="PK016", path=path, key=(*key, code),
                              message=f"there is no rule {code}",
                              hint="podcastkit rules lists them")  # fmt: skip
            elif rule.stops:
                yield Problem(code="PK017", path=path, key=(*key, code),
                              message=f"{code} ({rule.name}) cannot be ignored",
                              hint="mend what it finds, and remove the ignore")  # fmt: skip
            elif ignores.unused and code.startswith(_BY_FILES) and (path, code) not in used:
                yield Problem(code="PK016", path=path, key=(*key, code),
                              message=f"nothing is found by {code} ({rule.name}) any more",
                              hint="remove the ignore")  # fmt: skip


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return place.path, place.line or 0, place.column or 0, finding.code, finding.message
