"""Run the rules over what they look at, and say where each fault stands."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from podcastkit.checks.rule import Said, Subject
from podcastkit.checks.rules import rules_of
from podcastkit.findings import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podcastkit.checks.rule import Fault

    Check = tuple[str, Callable[[Any], Iterator[Fault]]]

Profiles = frozenset[str] | None
"""The profiles that are asked for; ``None`` is all of them."""

Severities = frozenset[Severity]
"""The severities of the rules that are asked."""

ALL: Severities = frozenset(Severity)
ERRORS: Severities = frozenset({Severity.ERROR})


@lru_cache(maxsize=64)
def checks_of(
    subject: Subject, profiles: Profiles, severities: Severities = ALL
) -> tuple[Check, ...]:
    """Code and generator of each rule that looks at a kind of thing."""
    return tuple(
        (rule.code, rule.check)
        for rule in rules_of(subject)
        if rule.check is not None and rule.applies(profiles) and rule.severity in severities
    )


@lru_cache(maxsize=8)
def checks_of_tags(
    profiles: Profiles, severities: Severities = ALL
) -> dict[str, tuple[Check, ...]]:
    """The same for the rules of tags, by the tag's name."""
    found: dict[str, list[Check]] = defaultdict(list)
    for rule in rules_of(Subject.TAG):
        if rule.check is not None and rule.applies(profiles) and rule.severity in severities:
            for name in rule.tags:
                found[name].append((rule.code, rule.check))
    return {name: tuple(checks) for name, checks in found.items()}


def faults(
    subject: Subject, view: Any, profiles: Profiles, severities: Severities = ALL
) -> Iterator[tuple[str, Fault]]:
    """What the rules of ``subject`` find in one view, each with its code."""
    for code, check in checks_of(subject, profiles, severities):
        for fault in check(view):
            yield code, fault


def check(subject: Subject, view: Any, profiles: Profiles) -> Iterator[Problem]:
    """The same for a view of the project's own files, as problems."""
    for code, fault in faults(subject, view, profiles):
        yield in_file(code, view, fault)


def in_file(code: str, view: Any, fault: Fault) -> Problem:
    """A fault as a problem: its spot is a key, a line, or line and column of a file."""
    spot, path = fault.spot, getattr(view, "path", "")
    if isinstance(spot, Said):
        path, spot = spot.text, spot.spot
    if isinstance(spot, int):
        return Problem(code=code, path=path, message=fault.message, hint=fault.hint, line=spot,
                       column=1)  # fmt: skip
    if spot and isinstance(spot[0], int):
        line, column = spot
        return Problem(code=code, path=path, message=fault.message, hint=fault.hint, line=line,
                       column=column)  # fmt: skip
    return Problem(code=code, path=path, message=fault.message, hint=fault.hint, key=spot)
