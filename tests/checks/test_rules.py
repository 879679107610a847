"""The table of rules is whole: each rule is raised, tried by a test, and told in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podcastkit.checks.rules import RULES, Rule
from podcastkit.findings import Severity

ROOT = Path(__file__).resolve().parents[2]
_CODE = re.compile(r"PK\d{3}")


def codes_in(*folders: Path) -> set[str]:
    """All codes that Python files name, but for the table's own and this one."""
    ours = {ROOT / "podcastkit/checks/rules.py", Path(__file__)}
    return {
        code
        for folder in folders
        for path in folder.rglob("*.py")
        if path not in ours
        for code in _CODE.findall(path.read_text(encoding="utf-8"))
    }


def test_every_rule_is_raised_and_everything_raised_is_a_rule() -> None:
    assert codes_in(ROOT / "podcastkit") == set(RULES)


def test_every_rule_is_tried_by_a_test() -> None:
    assert set(RULES) - codes_in(ROOT / "tests") == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.about[0].isupper() or rule.about.startswith(("bytes", "podcast"))
    assert rule.about.endswith(".")
    assert not (rule.stops and rule.severity is not Severity.ERROR)
    assert not (rule.stops and rule.outside)


def test_names_are_given_once() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert list(RULES) == sorted(RULES)
