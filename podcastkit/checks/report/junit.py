"""Findings as JUnit XML, which GitLab and Jenkins show beside the results of tests.

Each file is a test case: passed where nothing is wrong, failed where an error is in it, with all
of its findings as the failure's text. Warnings alone do not fail it; they stand in its output,
which both services show. What was skipped is a skipped case, with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from podcastkit.findings import Severity
from podcastkit.markup import xml_text
from podcastkit.terminal import printable

if TYPE_CHECKING:
    from podcastkit.checks.report.model import Report
    from podcastkit.findings import Finding


def render(report: Report) -> str:
    """The document: one suite, a case a file."""
    from lxml import etree

    by_path: dict[str, list[Finding]] = defaultdict(list)
    for path in report.paths:
        by_path[path] = []
    for finding in report.findings:
        by_path[finding.place.path].append(finding)
    suite = etree.Element("testsuite", name="podcastkit")
    failures = 0
    for path in sorted(by_path):
        case = etree.SubElement(suite, "testcase", classname="podcastkit", name=_clean(path))
        findings = by_path[path]
        errors = [f for f in findings if f.severity is Severity.ERROR]
        text = "\n".join(map(_line, findings))
        if errors:
            failures += 1
            first = f"{errors[0].code} {errors[0].message}"
            failure = etree.SubElement(case, "failure", type=errors[0].name, message=_clean(first))
            failure.text = _clean(text)
        elif findings:
            etree.SubElement(case, "system-out").text = _clean(text)
    for item in report.skipped:
        case = etree.SubElement(
            suite, "testcase", classname="podcastkit", name=_clean(item["path"])
        )
        etree.SubElement(case, "skipped", message=_clean(item["reason"]))
    if report.error is not None:
        case = etree.SubElement(suite, "testcase", classname="podcastkit", name="podcastkit")
        etree.SubElement(case, "error", message=_clean(report.error))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    suite.set("errors", str(int(report.error is not None)))
    suite.set("skipped", str(len(report.skipped)))
    suites = etree.Element("testsuites")
    suites.append(suite)
    return etree.tostring(
        suites, pretty_print=True, encoding="UTF-8", xml_declaration=True
    ).decode().rstrip("\n")  # fmt: skip


def _line(finding: Finding) -> str:
    place = finding.place
    where = ":".join(str(part) for part in (place.path, place.line, place.column) if part)
    line = f"{where}: {finding.severity.value} {finding.code} {finding.message}"
    return f"{line}\n    hint: {finding.hint}" if finding.hint else line


def _clean(text: str) -> str:
    return xml_text(printable(text))
