"""SARIF 2.1.0 by the standard's own schema, and what code scanning needs of it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.checks.report.sarif import FINGERPRINT, render
from podcastkit.checks.rules import RULES
from podcastkit.findings import Finding
from podcastkit.source import Skipped
from tests.projects import SOUNDS
from tests.reports import ANY_TEXT, FINDINGS, finding, report


@cache
def schema() -> Any:
    """The schema of the OASIS committee, as tests/fixtures/sarif/README.md says."""
    text = (SOUNDS.parent / "sarif" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text), validate_formats=True)


def run(made: Any) -> dict[str, Any]:
    log = json.loads(render(made))
    assert [str(error) for error in schema().iter_errors(log)] == []
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def test_the_schema_finds_what_is_wrong() -> None:
    log = json.loads(render(report(finding(line=1))))
    assert schema().is_valid(log)
    for change in ({"level": "info"}, {"ruleIndex": -2}, {"places": []}, {"message": {}}):
        broken = json.loads(render(report(finding(line=1))))
        broken["runs"][0]["results"][0] |= change
        assert not schema().is_valid(broken), change
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b"  # fmt: skip
    assert not schema().is_valid(log)


def test_the_tool_tells_its_version_and_all_rules() -> None:
    driver = run(report())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("podcastkit", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    rule = driver["rules"][list(RULES).index("PK309")]
    assert rule["name"] == "audio-varies"
    assert rule["shortDescription"]["text"].rstrip(".") in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["properties"]["tags"] == ["podcast", "audio"]


def test_a_result_names_rule_level_words_and_place() -> None:
    made = run(report(finding("PK009", path="a b/ü:%.md", line=3, column=7, hint="mend it")))
    (result,) = made["results"]
    assert made["columnKind"] == "unicodeCodePoints"
    assert made["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "PK009"
    assert (result["level"], result["message"]["text"]) == ("warning", "it is wrong\nHint: mend it")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/%C3%BC%3A%25.md"},
        "region": {"startLine": 3, "startColumn": 7},
    }


@pytest.mark.parametrize(
    ("line", "column", "region"),
    [(None, None, None), (None, 4, None), (2, None, {"startLine": 2})],
)
def test_a_region_holds_what_is_known(
    line: int | None, column: int | None, region: dict[str, int] | None
) -> None:
    (result,) = run(report(finding(line=line, column=column)))["results"]
    assert result["locations"][0]["physicalLocation"].get("region") == region


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a.md", "shows/a/a.md"),
        ("https://a.example/feed?x=1&y=%20", "https://a.example/feed?x=1&y=%20"),
        ("https://a.example/100%/ü", "https://a.example/100%25/%C3%BC"),
        ("/elsewhere/feed 1.xml", "file:///elsewhere/feed%201.xml"),
        ("\udcff.md", "shows/a/%FF.md"),
    ],
)
def test_uris_are_those_of_the_repository_addresses_stay(path: str, uri: str) -> None:
    (result,) = run(report(finding(path=path), base="shows/a/"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_infos_are_notes_and_a_finding_of_an_unknown_rule_has_no_index() -> None:
    made = run(report(finding("PK007"), rules={}))
    assert made["results"][0]["level"] == "note"
    assert "ruleIndex" not in made["results"][0]


def marks(text: str, *findings: Finding) -> list[str]:
    results = run(report(*findings, text=text))["results"]
    return [result["partialFingerprints"][FINGERPRINT] for result in results]


def test_a_fingerprint_stays_when_lines_move_and_words_change() -> None:
    before = marks("a\n  b\nc", finding(line=2, column=3))
    assert marks("new\nnew\na\nb", finding(line=4, column=1, message="said better")) == before
    assert marks("a\nother", finding(line=2)) != before
    assert marks("a\nb", finding(line=2, path="b.md")) != before
    assert marks("a\nb", finding("PK009", line=2)) != before


def test_equal_findings_of_a_file_have_fingerprints_of_their_own() -> None:
    one, two = marks("x\ny\nx", finding(line=1), finding(line=3))
    assert (one[:-2], one[-2:], two[-2:]) == (two[:-2], ":1", ":2")
    assert len(set(marks("", finding(message="a"), finding(message="b")))) == 2


def test_what_was_skipped_is_a_notification() -> None:
    (done,) = run(report(skipped=(Skipped(path="a b.md", reason="it is a draft"),)))["invocations"]
    assert done["executionSuccessful"]
    (note,) = done["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("note", "skipped: it is a draft")
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"


@pytest.mark.parametrize(("code", "good"), [(0, True), (1, True), (3, False), (4, False)])
def test_a_run_that_checked_nothing_was_no_success(code: int, good: bool) -> None:  # noqa: FBT001
    failure = None if good else "why"
    (done,) = run(report(exit=code, failure=failure))["invocations"]
    assert (done["executionSuccessful"], done["exitCode"]) == (good, code)
    assert [n["message"]["text"] for n in done["toolExecutionNotifications"]] == ["why"][good:]


def test_a_title_becomes_neither_a_link_nor_a_placeholder() -> None:
    (result,) = run(report(finding(message='"[x](https://evil.example)" {0} { a = 1 }')))["results"]
    assert result["message"]["text"] == '"[x] (https://evil.example)" {{0}} { a = 1 }'


@given(st.lists(FINDINGS, max_size=3), st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=2), ANY_TEXT)  # fmt: skip
def test_any_text_gives_a_valid_log(
    findings: list[Finding], skips: list[tuple[str, str]], text: str
) -> None:
    skipped = tuple(Skipped(path=path, reason=reason) for path, reason in skips)
    made = report(*findings, text=text, skipped=skipped)
    assert render(made).isascii()
    assert render(made) == render(made)
    assert len(run(made)["results"]) == len(findings)
