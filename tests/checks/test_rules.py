"""The table of rules is whole: each is told where it says, in sentences, under one name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podcastkit.checks.rule import Rule, Subject
from podcastkit.checks.rules import RULES
from podcastkit.findings import Severity

PACKAGE = Path(__file__).resolve().parents[2] / "podcastkit"
_CODE = re.compile(r"PK\d{3}")


def codes_in(folder: Path) -> set[str]:
    """All codes that the modules of the package name, but for those that declare the rules."""
    return {
        code
        for path in folder.rglob("*.py")
        if path.parent.name != "rules"
        for code in _CODE.findall(path.read_text(encoding="utf-8"))
    }


def test_everything_told_is_a_rule() -> None:
    assert codes_in(PACKAGE) - set(RULES) == set()


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.by], ids=lambda rule: rule.code)
def test_what_is_told_by_a_module_stands_in_it(rule: Rule) -> None:
    path = PACKAGE / f"{(rule.by or '').replace('.', '/')}.py"
    assert path.is_file(), path
    assert rule.code in path.read_text(encoding="utf-8"), (rule.code, rule.by)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.match(r"[A-Z`]|bytes|podcast", rule.about), rule.about
    assert rule.about.endswith(".")
    assert rule.why.endswith((".", "", ")"))
    assert "::" not in rule.why, "an example that was not read as one"
    assert not (rule.stops and rule.severity is not Severity.ERROR)
    assert not (rule.stops and rule.outside)
    assert bool(rule.tags) == (rule.subject is Subject.TAG)


def test_names_are_given_once() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert list(RULES) == sorted(RULES)
