"""The reference pages are made from the program; whoever changes one makes the other anew."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from podcastkit.checks.rules import RULES
from tests.house.imports import ROOT


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_current(reference: ModuleType) -> None:
    assert reference.differences(reference.pages()) == []


def test_a_page_that_is_not_current_is_found(reference: ModuleType) -> None:
    path = next(iter(reference.pages()))
    assert "+a new line" in reference.differences({path: "a new line\n"})


def test_every_rule_is_on_the_page(reference: ModuleType) -> None:
    page = reference.rules_page(RULES)
    assert [
        rule.code
        for rule in RULES.values()
        if f"| [{rule.code}]({rule.code}.md) | `{rule.name}` |" not in page
    ] == []


def test_a_key_says_its_type_default_and_the_names_that_are_known(reference: ModuleType) -> None:
    page = reference.toml_page(
        {
            "properties": {
                "audio": {
                    "description": "Sound.",
                    "properties": {
                        "jobs": {"type": "integer", "minimum": 1, "maximum": 9, "default": 8,
                                 "description": "How many | at once."},
                        "links": {"type": "object", "description": "Links.", "properties":
                                  {"here": {"type": "string", "title": "Here & There"}},
                                  "additionalProperties": {"type": "string"}},
                    },
                }
            }
        }
    )  # fmt: skip
    assert "| `jobs` | whole number from 1 to 9 | `8` | How many \\| at once. |" in page
    assert "| `links` | table |  | Links. Known are `here` (Here & There). |" in page


def test_check_writes_nothing_and_fails_where_a_page_is_missing(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "podcastkit", tmp_path / "podcastkit")
    (tmp_path / "tools").mkdir()
    script = shutil.copy(ROOT / "tools" / "reference.py", tmp_path / "tools")
    checked = subprocess.run([sys.executable, script, "--check"], check=False, capture_output=True)
    assert checked.returncode == 1
    assert not (tmp_path / "docs").exists()
    subprocess.run([sys.executable, script], check=True)
    subprocess.run([sys.executable, script, "--check"], check=True)
