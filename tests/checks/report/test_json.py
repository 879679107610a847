"""``--json`` keeps its form."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from podcastkit.checks.report.json_ import document, rows
from podcastkit.findings import Finding
from podcastkit.jobs.results import findings_from_table
from tests.reports import FINDINGS, finding


def test_the_keys_of_a_finding() -> None:
    table = json.loads(document({"findings": rows([finding(line=2, column=3, hint="h")])}))
    assert table == {
        "version": 1,
        "findings": [
            {"code": "PK020", "name": "title-missing", "severity": "error", "path": "episodes/a.md",
             "line": 2, "column": 3, "message": "it is wrong", "hint": "h"},
        ],
    }  # fmt: skip


@given(st.lists(FINDINGS, max_size=3))
def test_any_text_comes_back(findings: list[Finding]) -> None:
    text = document({"findings": rows(findings)})
    assert text.isascii()
    assert findings_from_table(json.loads(text)["findings"]) == tuple(findings)
