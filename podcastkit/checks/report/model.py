"""What all formats are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podcastkit.checks.rule import Rule
    from podcastkit.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check.

    ``checked`` counts episodes or items, ``paths`` are the files looked at, ``skipped`` the pages
    left out, each with ``path`` and ``reason``. ``error`` says why the check could not run.
    """

    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]
    version: str
    checked: int = 0
    paths: tuple[str, ...] = ()
    skipped: tuple[Mapping[str, str], ...] = ()
    error: str | None = None

    def summary(self) -> str:
        """Counts of everything, in a line."""
        counts = Counter(finding.severity.value for finding in self.findings)
        words = ", ".join(
            f"{counts[word]} {word}{'' if counts[word] == 1 else 's'}"
            for word in ("error", "warning", "info")
        )
        return f"{self.checked} checked, {len(self.skipped)} skipped: {words}"
