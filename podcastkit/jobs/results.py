"""What jobs give back to those who call them: exit codes, and findings as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.findings import Finding

DONE, MUST_ACT, NOTHING_FOUND, COULD_NOT_RUN = 0, 1, 3, 4
"""Exit codes. Several at once: 1 before 4 before 3."""


def findings_table(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as every ``--json`` gives them."""
    return [
        {
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity.value,
            "path": finding.place.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
