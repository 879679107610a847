"""Findings as SARIF 2.1.0 (OASIS), which code scanning services read.

Paths are relative URIs, percent-encoded; lines and columns count from 1, columns in Unicode code
points. A fingerprint holds for a finding wherever its line moves to.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from podcastkit.checks.report.model import Report
    from podcastkit.checks.rule import Rule
    from podcastkit.findings import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report) -> str:
    """The log file: one run, with the rules that it found something of."""
    codes = sorted({finding.code for finding in report.findings})
    index = {code: number for number, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "podcastkit",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": [_rule(report.rules[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(finding, index, seen) for finding in report.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    text = "\n\n".join(part for part in (rule.about, rule.why, f"Source: {rule.source}.") if part)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.about},
        "fullDescription": {"text": rule.about},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": sorted(rule.profiles)},
    }


def _result(finding: Finding, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line} if place.line else {}
    if place.line and place.column:
        region["startColumn"] = place.column
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
    if region:
        location["region"] = region
    text = finding.message + (f"\nHint: {finding.hint}" if finding.hint else "")
    key = f"{finding.code}\0{place.path}\0{finding.message}"
    seen[key] += 1
    digest = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "backslashreplace")).hexdigest()
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"podcastkit/v1": digest[:32]},
    }


def _uri(path: str) -> str:
    if path.startswith(("https://", "http://")):
        return quote(path, safe="/:?&=#%@+,;~!$'()*")
    return quote(path.replace("\\", "/"), safe="/", errors="backslashreplace")


def _invocation(report: Report) -> dict[str, Any]:
    told = [
        {"level": "note", "message": {"text": f"{item['path']}: skipped, {item['reason']}"}}
        for item in report.skipped
    ]
    if report.error is not None:
        told.append({"level": "error", "message": {"text": report.error}})
    found: dict[str, Any] = {"executionSuccessful": report.error is None}
    if told:
        found["toolExecutionNotifications"] = told
    return found
