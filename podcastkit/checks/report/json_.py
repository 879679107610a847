"""``--json``: one JSON object, at every exit but 2.

Every command has this format, and not ``validate`` alone: so it is made from a command's own
table and not from a ``Report``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from podcastkit.findings import Finding


def document(table: Mapping[str, Any]) -> str:
    """The object as text (RFC 8259); ASCII, so that any terminal and log can hold it.

    ``version`` is that of the form: keys keep their meaning within it.
    """
    return json.dumps({"version": 1, **table}, indent=2)


def rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
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
