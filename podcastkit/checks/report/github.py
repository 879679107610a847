"""Findings as workflow commands of GitHub Actions: annotations beside the lines of a change.

A command is ``::error file=…,line=…,col=…,title=…::message``. In messages ``%``, CR and LF are
escaped, in properties ``:`` and ``,`` as well, so that no title or path ends a command or begins
one. GitHub shows ten annotations of each level a step, so errors come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.terminal import printable

if TYPE_CHECKING:
    from podcastkit.checks.report.model import Report
    from podcastkit.findings import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """A line a finding, and the summary as plain text."""
    order = list(_LEVELS)
    findings = sorted(report.findings, key=lambda finding: order.index(finding.severity))
    lines = [_command(finding) for finding in findings]
    if report.error is not None:
        lines.append(f"::error title=podcastkit::{_data(report.error)}")
    return "\n".join([*lines, report.summary()])


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": place.line,
        "col": place.column,
        "title": f"{finding.code} {finding.name}",
    }
    told = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    message = finding.message + (f"\nhint: {finding.hint}" if finding.hint else "")
    return f"::{_LEVELS[finding.severity]} {told}::{_data(message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
