"""JUnit XML as lxml and junitparser read it: a case for each file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from junitparser import Attr, Error, Failure, JUnitXml, TestCase, TestSuite
from junitparser import Skipped as SkippedCase
from lxml import etree

from podcastkit.checks.report.junit import CLASS, render
from podcastkit.checks.report.model import Report
from podcastkit.findings import Finding
from podcastkit.printable import printable
from podcastkit.source import Skipped
from tests.reports import ANY_TEXT, FINDINGS, finding, report


class Case(TestCase):
    """A case with the attribute that GitLab reads."""

    file = Attr("file")


def suite(made: Report) -> TestSuite:
    (only,) = JUnitXml.fromstring(render(made).encode("ascii"))
    assert isinstance(only, TestSuite)
    only.testcase = Case
    return only


def cases(made: Report) -> dict[str, TestCase]:
    return {case.name: case for case in suite(made)}


def test_a_file_without_findings_has_passed() -> None:
    (case,) = suite(report(paths=("episodes/a.md",), base="shows/b/"))
    assert case.is_passed
    assert (case.name, case.classname, case.time) == ("shows/b/episodes/a.md", CLASS, 0)
    assert case.file == "shows/b/episodes/a.md"


def test_errors_of_a_file_are_one_failure_that_tells_all_of_it() -> None:
    made = report(
        finding("PK009", line=1, column=1, message="odd"),
        finding("PK020", line=1, column=1, message="no title", hint="write it"),
        finding("PK021", line=1, column=1, message="no audio"),
        text="a = 1",
        paths=("episodes/a.md",),
    )
    (case,) = suite(made)
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (failure.message, failure.type) == ("PK020 no title (and 1 more)", "PK020")
    assert failure.text.split("\n")[:4] == [
        "episodes/a.md:1:1: error PK020 no title", "    | a = 1", "    | ^", "    hint: write it",
    ]  # fmt: skip
    assert failure.text.index("PK021") < failure.text.index("PK009")
    assert case.system_out is None


def test_warnings_alone_let_a_file_pass_and_are_told_all_the_same() -> None:
    (case,) = suite(report(finding("PK007"), finding("PK009")))
    assert case.is_passed
    assert case.system_out.startswith(
        "episodes/a.md: warning PK009 it is wrong\nepisodes/a.md: info"
    )


def test_a_skipped_page_says_why_unless_something_is_wrong_with_it() -> None:
    skips = tuple(Skipped(path=path, reason="it is a draft") for path in ("b.md", "a.md"))
    found = cases(report(finding("PK020", path="b.md"), skipped=skips))
    (skipped,) = found["a.md"].result
    assert isinstance(skipped, SkippedCase)
    assert (skipped.message, skipped.text) == ("it is a draft", "it is a draft")
    assert isinstance(found["b.md"].result[0], Failure)


def test_a_run_that_checked_nothing_is_an_error() -> None:
    (case,) = suite(report(exit=4, failure="no project\nhere"))
    (error,) = case.result
    assert isinstance(error, Error)
    assert (case.name, error.text) == ("run", "no project\nhere")


def test_the_counts_are_those_of_the_cases_and_names_are_sorted_and_single() -> None:
    made = report(
        finding("PK009", path="c.md"),
        finding("PK020", path="b.md"),
        paths=("podcast.toml", "c.md", "a.md"),
        skipped=(Skipped(path="d.md", reason="no audio"),),
        failure="x",
    )
    found = suite(made)
    assert [case.name for case in found] == ["run", "a.md", "b.md", "c.md", "podcast.toml", "d.md"]
    assert (found.tests, found.failures, found.errors, found.skipped) == (6, 1, 1, 1)
    before = found.tests
    found.update_statistics()
    assert (found.tests, found.failures, found.errors, found.skipped) == (before, 1, 1, 1)


def test_an_address_is_no_file() -> None:
    (case,) = suite(report(finding(path="https://a.example/feed"), base="shows/b/"))
    assert (case.name, case.file) == ("https://a.example/feed", None)


def test_words_of_a_file_attach_nothing_to_a_gitlab_report() -> None:
    rendered = render(report(finding("PK009", message="[[ATTACHMENT|../secret]]")))
    assert "[[ATTACHMENT|" not in rendered
    assert "[ [ATTACHMENT|../secret]]" in rendered


@given(st.lists(FINDINGS, max_size=3), st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=2),
       st.none() | ANY_TEXT, ANY_TEXT)  # fmt: skip
def test_any_text_is_well_formed_and_comes_back(
    findings: list[Finding], skips: list[tuple[str, str]], failure: str | None, text: str
) -> None:
    skipped = tuple(Skipped(path=path, reason=reason) for path, reason in skips)
    made = report(*findings, skipped=skipped, failure=failure, text=text)
    root = etree.fromstring(render(made).encode("ascii"))
    told = {element.get("name"): "".join(element.itertext()) for element in root.iter("testcase")}
    for found in findings:
        words = told[printable(found.place.path, one_line=True)]
        attachment = printable(found.message).replace("[[ATTACHMENT|", "[ [ATTACHMENT|")
        assert attachment.replace("\n", "\n    ") in words
    if failure is not None:
        assert "run" in told
