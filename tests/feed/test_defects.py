"""Feeds with one defect each, made by tools/defects.py: found by its rule, and nothing else wrong."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from podcastkit.jobs.validate import ValidateOptions, validate
from tests.house.imports import ROOT

AS_OF = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
ALL = ValidateOptions(profiles=frozenset({"apple", "psp1", "spotify", "podcasting2"}), strict=True)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("defects", ROOT / "tools" / "defects.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["defects"] = module
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
FEED = TOOL.SAMPLE.read_text(encoding="utf-8")


def test_the_sample_feed_is_clean_even_when_warnings_count() -> None:
    result = validate(paths=[TOOL.SAMPLE], as_of=AS_OF, options=ALL)
    assert (result.exit, result.findings, result.checked) == (0, (), 4)


@pytest.mark.parametrize("defect", TOOL.DEFECTS, ids=[d.name for d in TOOL.DEFECTS])
def test_a_defect_is_found_by_its_rule_and_no_other_error(defect: object, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(defect.of(FEED), encoding="utf-8")  # type: ignore[attr-defined]
    found = validate(paths=[path], as_of=AS_OF, options=ALL).findings
    code, also = defect.code, defect.also  # type: ignore[attr-defined]
    assert code in {f.code for f in found}, [(f.code, f.message) for f in found]
    errors = {f.code for f in found if f.severity == "error"} - {code, *also}
    assert errors == set(), [(f.code, f.message) for f in found if f.code in errors]
    assert all(f.place.line for f in found if f.code == code)


def test_there_are_defects_of_every_kind() -> None:
    codes = {defect.code for defect in TOOL.DEFECTS}
    assert len(TOOL.DEFECTS) >= 90
    assert {code[:4] for code in codes} >= {
        "PK10",
        "PK20",
        "PK22",
        "PK32",
        "PK60",
        "PK62",
        "PK64",
        "PK66",
    }
