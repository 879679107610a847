"""What jobs give back to those who call them: exit codes, and findings as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.checks.report import json_
from podcastkit.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

DONE, MUST_ACT, NOTHING_FOUND, COULD_NOT_RUN = 0, 1, 3, 4
"""Exit codes. Several at once: 1 before 4 before 3."""

findings_table = json_.rows
"""Findings as every ``--json`` gives them."""


def findings_from_table(rows: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    """The findings that ``findings_table`` made rows of."""
    return tuple(
        Finding(
            code=row["code"],
            name=row["name"],
            severity=Severity(row["severity"]),
            place=Place(path=row["path"], line=row["line"], column=row["column"]),
            message=row["message"],
            hint=row["hint"],
        )
        for row in rows
    )
