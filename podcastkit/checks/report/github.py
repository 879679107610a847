"""Workflow commands of GitHub Actions: findings as annotations of a commit or pull request.

A command is a line ``::name key=value,key=value::data``. The runner takes for one whatever begins
so, blanks before it aside, and also what follows ``##[`` anywhere in a line that is no command of
the first form. So all that a file says stands inside of commands, escaped; the rest is our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.report.model import is_address, summary, worst_first
from podcastkit.findings import Severity
from podcastkit.printable import printable

if TYPE_CHECKING:
    from podcastkit.checks.report.model import Report
    from podcastkit.findings import Finding

SHOWN = 10
"""Annotations of one level that GitHub shows for a step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, *, quiet: bool = False) -> str:
    """A command for each finding, the worst first, because GitHub shows only ``SHOWN`` a level.

    Below them stands a line with the counts. Skipped files are debug messages, which the runner
    shows on request. ``quiet`` leaves only the errors.
    """
    lines = []
    if report.failure is not None:
        lines.append(_command("error", {"title": "podcastkit"}, report.failure))
    lines += [
        _annotation(finding, report.base)
        for finding in worst_first(report.findings)
        if not quiet or finding.severity is Severity.ERROR
    ]
    if not quiet:
        lines += [
            _command("debug", {}, f"{report.base}{skip.path}: skipped, {skip.reason}")
            for skip in report.skipped
        ]
        lines.append(f"podcastkit: {summary(report)}{_hidden(report)}")
    return "\n".join(lines)


def _annotation(finding: Finding, base: str) -> str:
    place = finding.place
    properties: dict[str, str | int | None] = {}
    text = finding.message
    if is_address(place.path):
        text = f"{place.path}: {text}"
    else:
        properties = {"file": _file(base + place.path)}
        if place.line:
            properties |= {"line": place.line, "col": place.column}
    properties["title"] = f"{finding.code} {finding.name}"
    if finding.hint:
        text += f"\n{finding.hint}"
    return _command(_COMMANDS[finding.severity], properties, text)


def _file(path: str) -> str:
    # The runner drops an equals sign at a value's beginning and blanks at the properties' ends.
    return f"./{path}" if path.startswith("=") else path


def _command(name: str, properties: dict[str, str | int | None], data: str) -> str:
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    return f"::{name}{' ' if pairs else ''}{pairs}::{_data(data)}"


def _data(text: str) -> str:
    """Escaped as the runner undoes it: the percent sign first here, and last there.

    Control characters are escaped before, for the log shows the data to people.
    """
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _hidden(report: Report) -> str:
    levels = [finding.severity for finding in report.findings]
    many = [_COMMANDS[level] for level in Severity if levels.count(level) > SHOWN]
    return f"; GitHub shows {SHOWN} of each kind, the log has all" if many else ""
