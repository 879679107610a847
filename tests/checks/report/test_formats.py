"""The formats of findings, each read back by somebody else's reader, or by the rules of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from podcastkit.checks.report import Report, github, junit, sarif
from podcastkit.checks.report.text import told
from podcastkit.checks.rules import RULES
from podcastkit.findings import Finding, Place, Severity
from tests.projects import SOUNDS, Project

SARIF = jsonschema_rs.validator_for(
    json.loads((SOUNDS.parent / "sarif" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
)
ANY = st.text(max_size=60)
NUMBERS = st.none() | st.integers(1, 9999)
FINDINGS = st.builds(
    lambda code, path, line, column, message, hint: Finding(
        code=code,
        name=RULES[code].name,
        severity=RULES[code].severity,
        place=Place(path=path or "x", line=line, column=column if line else None),
        message=message,
        hint=hint,
    ),
    st.sampled_from(["PK014", "PK213", "PK230"]), ANY, NUMBERS, NUMBERS, ANY, st.none() | ANY,
)  # fmt: skip
SKIPPED = st.lists(st.fixed_dictionaries({"path": ANY, "reason": ANY}), max_size=2)
REPORTS = st.builds(
    lambda findings, skipped, error: Report(
        findings=tuple(findings),
        rules=RULES,
        version="1.2.3",
        checked=3,
        paths=tuple(sorted({f.place.path for f in findings} | {"whole.md"})),
        skipped=tuple(skipped),
        error=error,
    ),
    st.lists(FINDINGS, max_size=4), SKIPPED, st.none() | ANY,
)  # fmt: skip


def finding(**given: object) -> Finding:
    place = Place(path="a.md", line=given.pop("line", 2), column=given.pop("column", 3))  # type: ignore[arg-type]
    table = {"code": "PK014", "name": "curly-quotes", "severity": Severity.ERROR, "message": "M"}
    return Finding(place=place, **{**table, **given})  # type: ignore[arg-type]


# GitHub: the runner's own reading, in the other direction.


def read_command(line: str) -> tuple[str, dict[str, str], str] | None:
    """A line as the runner takes it: what begins with ``::`` is a command, its end the next."""
    if not line.startswith("::"):
        return None
    head, _, data = line[2:].partition("::")
    name, _, written = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in written.split(",") if "=" in pair)
    return (
        name,
        {key: unescaped(value, more=True) for key, value in properties.items()},
        unescaped(data),
    )


def unescaped(text: str, *, more: bool = False) -> str:
    if more:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(REPORTS)
def test_github_reads_back_what_was_found_and_no_other_command(report: Report) -> None:
    lines = re.split(r"\r\n|\r|\n", github.render(report))
    read = [command for line in lines if (command := read_command(line))]
    wanted = len(report.findings) + (report.error is not None)
    assert len(read) == wanted
    assert len(lines) == wanted + 1  # and the summary
    assert {name for name, _, _ in read} <= {"error", "warning", "notice"}
    plain = [
        f for f in report.findings if (f.message + f.place.path + (f.hint or "")).isprintable()
    ]
    for one in plain:
        hint = f"\nhint: {one.hint}" if one.hint else ""
        told_of = [
            c for c in read if c[2] == one.message + hint and c[1].get("file") == one.place.path
        ]
        assert told_of, (one, read)
        assert told_of[0][1]["title"] == f"{one.code} {one.name}"


def test_errors_come_first_for_github_shows_ten() -> None:
    report = Report(
        findings=(finding(severity=Severity.INFO), finding(severity=Severity.ERROR)),
        rules=RULES, version="1", checked=1,
    )  # fmt: skip
    assert [line.split(" ")[0] for line in github.render(report).splitlines()][:2] == [
        "::error",
        "::notice",
    ]


def test_a_title_injects_no_command() -> None:
    evil = finding(message="x\n::set-output name=a::b\r\n::stop-commands::t %0A::error::y")
    text = github.render(Report(findings=(evil,), rules=RULES, version="1"))
    assert [line[:8] for line in text.splitlines()] == ["::error ", "0 checke"]


@given(REPORTS)
def test_sarif_is_sarif(report: Report) -> None:
    text = sarif.render(report)
    assert [str(error) for error in SARIF.iter_errors(json.loads(text))] == []
    table = json.loads(text)["runs"][0]
    assert [result["ruleId"] for result in table["results"]] == [f.code for f in report.findings]
    prints = [result["partialFingerprints"]["podcastkit/v1"] for result in table["results"]]
    assert len(set(prints)) == len(prints)
    for result, one in zip(table["results"], report.findings, strict=True):
        assert table["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == one.code
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].isascii()
        assert " " not in place["artifactLocation"]["uri"]
        assert place.get("region", {}).get("startLine") == one.place.line
    assert table["invocations"][0]["executionSuccessful"] is (report.error is None)


def test_a_fingerprint_stays_when_the_line_moves() -> None:
    prints = [
        json.loads(sarif.render(Report(findings=(finding(line=line),), rules=RULES, version="1")))[
            "runs"
        ][0]["results"][0]["partialFingerprints"]
        for line in (2, 9)
    ]
    assert prints[0] == prints[1]


@given(REPORTS)
def test_junit_is_junit(report: Report) -> None:
    suites = JUnitXml.fromstring(junit.render(report).encode())
    (suite,) = suites
    failed = {f.place.path for f in report.findings if f.severity is Severity.ERROR}
    assert (suite.tests, suite.failures) == (len(list(suite)), len(failed))
    assert suite.errors == (report.error is not None)


def test_a_file_without_findings_is_a_passed_case() -> None:
    report = Report(findings=(finding(),), rules=RULES, version="1", paths=("a.md", "b.md"))
    (suite,) = JUnitXml.fromstring(junit.render(report).encode())
    assert {case.name: case.is_passed for case in suite} == {"a.md": False, "b.md": True}
    failure = next(case for case in suite if case.name == "a.md").result[0]
    assert (failure.message, failure.text) == ("PK014 M", "a.md:2:3: error PK014 M")


# Text: the caret stands below its column, whatever stands before it.


def excerpt(line: str, column: int) -> list[str]:
    lines = told(finding(line=7, column=column), lambda _path, _line: line).splitlines()
    assert lines[0] == f"a.md:7:{column}: error PK014 M"
    return [row[8:] for row in lines[1:]]


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("title = x", 9, "title = x", 8),
        ("\ttitle", 2, "    title", 4),
        ("名前 = x", 4, "名前 = x", 5),
        ("e\u0301 = x", 5, "e\u0301 = x", 3),
        ("👍🏽 = x", 4, "👍🏽 = x", 5),
        ("a\x1b[31mb", 7, "a\\x1b[31mb", 9),
        ("short", 99, "short", 5),
    ],
)
def test_the_caret_stands_below_its_column(line: str, column: int, shown: str, caret: int) -> None:
    assert excerpt(line, column) == [shown, " " * caret + "^"]


def test_a_long_line_is_cut_round_the_column() -> None:
    line = "".join(str(number % 10) for number in range(10_000))
    shown, caret = excerpt(line, 5_001)
    assert len(shown) == 102
    assert (shown[0], shown[-1]) == ("…", "…")
    assert shown[caret.index("^")] == line[5_000]


def test_a_line_that_is_not_there_has_no_excerpt() -> None:
    assert told(finding(hint="H"), lambda _path, _line: None).splitlines()[1:] == ["    hint: H"]
    assert told(finding(), lambda _path, _line: "  ") == "a.md:2:3: error PK014 M"


@given(FINDINGS, ANY)
def test_nothing_that_steers_a_terminal_gets_through(one: Finding, line: str) -> None:
    text = told(one, lambda _path, _line: line)
    assert (
        "".join(text.split("\n"))
        .replace("\u200c", "")
        .replace("\u200d", "")
        .replace("\u00a0", "")
        .replace("\u3000", "")
        .isprintable()
    )


def test_the_formats_are_documents_of_the_command_line(tmp_path: Path) -> None:
    project = Project(tmp_path)
    path = project.episode(1)
    project.write(path, project.read(path).replace('title = "Number 1"', "title = “A”"))
    ran = project.run("validate", "--format", "sarif")
    assert (ran.exit, json.loads(ran.out)["runs"][0]["results"][0]["ruleId"]) == (1, "PK014")
    assert "::error file=episodes/" in project.run("validate", "--format", "github").out
    assert (
        JUnitXml.fromstring(project.run("validate", "--format", "junit").out.encode()).failures == 1
    )
    ran = project.run("validate")
    assert ran.out.splitlines()[1:3] == ["    2 | title = “A”", "      |         ^"]
    project.write("podcast.lock", '{"version": 99}')
    ran = project.run("validate", "--format", "sarif")
    assert ran.exit == 4
    assert json.loads(ran.out)["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert (
        JUnitXml.fromstring(project.run("validate", "--format", "junit").out.encode()).errors == 1
    )
    assert project.run("validate", "--format", "github").out.startswith(
        "::error title=podcastkit::"
    )


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(sarif.render(Report(findings=(finding(),), rules=RULES, version="1")))
    log["runs"][0]["results"][0]["level"] = "bad"
    assert list(SARIF.iter_errors(log))
