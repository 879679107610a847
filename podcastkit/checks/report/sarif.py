"""SARIF 2.1.0 (OASIS Standard, errata 01), as code scanning and editors read it.

Of the optional parts those are here that GitHub's code scanning uses, and those that say what was
not looked at.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from podcastkit.checks.report.model import is_address
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podcastkit.checks.report.model import Report
    from podcastkit.checks.rule import Rule
    from podcastkit.findings import Finding, Place

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "podcastkitFinding/v1"
"""The name and version of our partial fingerprints. ``primaryLocationLineHash`` is left to the
action that uploads: it computes that one from the file itself, and warns of another."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_AREAS = {
    "0": "files", "1": "show", "2": "episode", "3": "audio", "4": "artwork", "5": "timed",
    "6": "feed", "7": "subscribers",
}  # fmt: skip
_RAN = frozenset({0, 1})
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(report: Report) -> str:
    """One log with one run, as ASCII JSON.

    Columns are in Unicode code points, from 1. URIs are relative to the repository's root, and
    without a base: who uploads the log knows where that is.
    """
    numbers = {code: number for number, code in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "podcastkit",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": [_rule(rule) for rule in report.rules.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": list(_results(report, numbers)),
        "properties": {"checked": report.checked, "skipped": len(report.skipped)},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    more = f"podcastkit explain {rule.code} says whether it can be ignored."
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.about),
        "help": {
            "text": f"{rule.about}\n\n{more}",
            "markdown": f"{rule.about}\n\n`podcastkit explain {rule.code}` says whether it can "
            "be ignored.",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["podcast", _AREAS.get(rule.code[2:3], "other")],
            "problem.severity": _KINDS[rule.severity],
        },
    }


def _invocation(report: Report) -> dict[str, Any]:
    """How the run went: a run that could check nothing was no success, whatever the podcast is."""
    notes = [
        {
            "level": "note",
            "message": _message(f"skipped: {skip.reason}"),
            "locations": [{"physicalLocation": {"artifactLocation": _file(report, skip.path)}}],
        }
        for skip in report.skipped
    ]
    if report.failure is not None:
        notes.insert(0, {"level": "error", "message": _message(report.failure)})
    return {
        "executionSuccessful": report.failure is None and report.exit in _RAN,
        "exitCode": report.exit,
        "toolExecutionNotifications": notes,
    }


def _results(report: Report, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for finding in report.findings:
        result: dict[str, Any] = {"ruleId": finding.code}
        if finding.code in numbers:
            result["ruleIndex"] = numbers[finding.code]
        words = finding.message + (f"\nHint: {finding.hint}" if finding.hint else "")
        mark = _fingerprint(report, finding)
        seen[mark] = seen.get(mark, 0) + 1
        yield result | {
            "level": _LEVELS[finding.severity],
            "message": _message(words),
            "locations": [{"physicalLocation": _location(report, finding.place)}],
            "partialFingerprints": {FINGERPRINT: f"{mark}:{seen[mark]}"},
        }


def _message(text: str) -> dict[str, str]:
    """A plain text message; what would be a placeholder or a link in it (§3.11) is none."""
    # A title of a stranger's must not become a link in somebody's list of alerts.
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", text).replace("](", "] (")}


def _location(report: Report, place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _file(report, place.path)}
    if place.line:
        location["region"] = {"startLine": place.line}
        if place.column:
            location["region"]["startColumn"] = place.column
    return location


def _file(report: Report, path: str) -> dict[str, str]:
    """An artifact's URI reference (RFC 3986). Bytes that are no UTF-8 in a name stay what they are.

    A colon is escaped, else what stands before it would be a scheme.
    """
    if is_address(path):
        return {"uri": _LONE_PERCENT.sub("%25", _quoted(path, safe="%/:?#@!$&'()*+,;=~"))}
    if PurePath(path).is_absolute():
        return {"uri": f"file:///{_quoted(PurePath(path).as_posix().lstrip('/'))}"}
    return {"uri": _quoted(report.base + path)}


def _quoted(path: str, safe: str = "/") -> str:
    try:
        return quote(path, safe=safe, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, safe=safe, errors="surrogatepass")


def _fingerprint(report: Report, finding: Finding) -> str:
    """What stays when lines move: the rule, the file, and what stands on the line.

    Where no line is known the message stands for it. Equal ones of a file are counted by the
    caller.
    """
    place = finding.place
    line = report.line_of(place.path, place.line) if place.line else None
    parts = (finding.code, place.path, " ".join((line or finding.message).split()))
    text = "\0".join(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(text).hexdigest()[:32]
