"""JUnit XML, the form in which GitLab, Jenkins and others show the results of tests.

There is no standard; this is what both of these read alike. A file that was checked is a test case
of its own:

- with an error it is a *failure*, a single one that tells all findings of the file, because both
  show only the first;
- with warnings or remarks alone it has passed, and they are its ``system-out``. As *skipped* they
  would say that nobody looked at the file, and as a failure a build would be red that ``validate``
  calls good. Jenkins shows them with the case, GitLab keeps them in the report;
- a page that was left out is *skipped*, with the reason;
- a run that could check nothing is a case with an *error*, so that no reader takes an empty report
  for a good one.

``classname`` is the same for all, for GitLab shows it as the suite and Jenkins cuts it at its last
dot; ``name`` and ``file`` are the path in the repository, so results can be compared from one
commit to the next. Nothing is timed: ``time`` is 0 for those readers that want a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.report import text
from podcastkit.checks.report.model import is_address, worst_first
from podcastkit.findings import Severity
from podcastkit.printable import printable

if TYPE_CHECKING:
    from lxml import etree

    from podcastkit.checks.report.model import Report
    from podcastkit.findings import Finding

CLASS = "podcastkit.validate"
RUN = "run"
"""The name of the case for a run that could check nothing."""

_ATTACHMENT = "[[ATTACHMENT|"


def render(report: Report) -> str:
    """One ``testsuite`` in ``testsuites``, its cases in the order of their names.

    ASCII, so that no terminal or redirection can damage it; control characters are escaped as in
    text, for XML 1.0 has no place for them.
    """
    from lxml import etree

    of_file: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.findings:
        of_file.setdefault(finding.place.path, []).append(finding)
    suite = etree.Element("testsuite", name="podcastkit")
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    if report.failure is not None:
        _tell(_case(suite, RUN, None), "error", report.failure, report.failure, "podcastkit")
        counts["errors"] += 1
    for path, findings in sorted(of_file.items()):
        counts["failures"] += _checked(suite, report, path, findings)
    for skip in sorted(report.skipped, key=lambda skip: skip.path):
        if skip.path not in of_file:
            path = _path(report, skip.path)
            _tell(_case(suite, path, path), "skipped", skip.reason, skip.reason)
            counts["skipped"] += 1
    counts["tests"] = len(suite)
    root = etree.Element("testsuites", name="podcastkit")
    for element in (root, suite):
        for name, number in counts.items():
            element.set(name, str(number))
        element.set("time", "0")
    root.append(suite)
    etree.indent(root)
    return etree.tostring(root, encoding="us-ascii", xml_declaration=True).decode("ascii")


def _checked(suite: etree._Element, report: Report, path: str, findings: list[Finding]) -> int:
    """The case of a file that was looked at; how many failures it has, one or none."""
    name = _path(report, path)
    case = _case(suite, name, None if is_address(path) else name)
    if not findings:
        return 0
    findings = worst_first(findings)
    words = text.render(findings, line_of=report.line_of)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        first = findings[0]
        more = f" (and {errors - 1} more)" if errors > 1 else ""
        _tell(case, "failure", f"{first.code} {first.message}{more}", words, first.code)
        return 1
    _add(case, "system-out").text = _clean(words)
    return 0


def _path(report: Report, path: str) -> str:
    return path if is_address(path) else report.base + path


def _case(suite: etree._Element, name: str, file: str | None) -> etree._Element:
    case = _add(suite, "testcase")
    for key, value in (("classname", CLASS), ("name", name), ("file", file), ("time", "0")):
        if value is not None:
            case.set(key, printable(value, one_line=True))
    return case


def _tell(
    case: etree._Element, tag: str, message: str, words: str, kind: str | None = None
) -> None:
    """What became of a case, for readers of the attribute (Jenkins) and of the text (GitLab)."""
    element = _add(case, tag)
    element.set("message", printable(message, one_line=True))
    if kind is not None:
        element.set("type", printable(kind, one_line=True))
    element.text = _clean(words)


def _add(parent: etree._Element, tag: str) -> etree._Element:
    from lxml import etree

    return etree.SubElement(parent, tag)


def _clean(words: str) -> str:
    # GitLab makes links of such words to any file among the job's artifacts.
    return printable(words).replace(_ATTACHMENT, _ATTACHMENT.replace("[[", "[ ["))
