"""Findings and reports made for a test."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from podcastkit.checks.report.model import Report
from podcastkit.checks.rules import RULES
from podcastkit.findings import Finding, Place, Severity

ANY_TEXT = st.text(max_size=40) | st.text(
    st.sampled_from(":%,=#[]{}()\r\n\t \x1b\x00\x85\u2028\u202e\ud800\ufffe<>&\"'家👩‍🔬A0D/.;|"),
    max_size=40,
)
"""Text in which what steers a reader of some format is frequent."""


def finding(code: str = "PK020", path: str = "episodes/a.md", line: int | None = None,
            column: int | None = None, **more: Any) -> Finding:  # fmt: skip
    rule = RULES[code]
    known = {"name": rule.name, "severity": rule.severity, "message": "it is wrong", "hint": None}
    return Finding(code=code, place=Place(path=path, line=line, column=column), **{**known, **more})


def report(*findings: Finding, text: str = "", **more: Any) -> Report:
    """A report whose files all have the same text."""
    lines = text.split("\n")
    known: dict[str, Any] = {
        "version": "1.2.3",
        "rules": RULES,
        "findings": findings,
        "exit": int(any(f.severity is Severity.ERROR for f in findings)),
        "line_of": lambda _path, line: lines[line - 1] if line <= len(lines) else None,
    }
    return Report(**{**known, **more})


FINDINGS = st.builds(
    finding,
    code=st.sampled_from(sorted(RULES)),
    path=ANY_TEXT.filter(bool),
    line=st.none() | st.integers(1, 3),
    column=st.none() | st.integers(1, 50),
    message=ANY_TEXT,
    hint=st.none() | ANY_TEXT,
)
