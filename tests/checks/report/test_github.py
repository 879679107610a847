"""Workflow commands: each finding is one, whatever its text, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.checks.report.github import render
from podcastkit.checks.report.model import is_address
from podcastkit.findings import Finding, Severity
from podcastkit.printable import printable
from podcastkit.source import Skipped
from tests.reports import ANY_TEXT, FINDINGS, finding, report

LEVEL = {"error": "error", "warning": "warning", "info": "notice"}
_LINE_ENDS = "\r\n", "\r", "\n"


@dataclass
class Command:
    name: str
    properties: dict[str, str]
    data: str


def runner(output: str) -> tuple[list[Command], list[str]]:
    """What the runner takes for commands, and the rest, by the rules of its documentation.

    Lines end as .NET ends them. Blanks before a command are passed over, and any name counts here,
    known or not. The old form counts wherever it stands in a line.
    """
    commands, rest = [], []
    for end in _LINE_ENDS:
        output = output.replace(end, "\n")
    for line in output.split("\n"):
        stripped = line.lstrip()
        if stripped.startswith("::") and "::" in stripped[2:]:
            head, _, data = stripped[2:].partition("::")
            name, _, pairs = head.partition(" ")
            properties = {}
            for pair in filter(None, pairs.strip().split(",")):
                key, _, value = pair.partition("=")
                if key and value.lstrip("="):
                    properties[key] = unescaped(value.lstrip("="), {"%3A": ":", "%2C": ","})
            commands.append(Command(name, properties, unescaped(data, {})))
        elif "##[" in line:
            commands.append(Command("old", {}, line))
        else:
            rest.append(line)
    return commands, rest


def unescaped(text: str, more: dict[str, str]) -> str:
    for code, char in {"%0D": "\r", "%0A": "\n", **more, "%25": "%"}.items():
        text = text.replace(code, char)
    return text


def test_a_finding_is_an_annotation_at_its_place() -> None:
    found = finding(path="a,b:c.md", line=2, column=3, message="50% of\nit", hint="mend: it")
    assert render(report(found, checked=1)).split("\n") == [
        "::error file=a%2Cb%3Ac.md,line=2,col=3,title=PK020 title-missing::50%25 of%0Ait%0Amend: it",
        "podcastkit: 1 checked, 0 skipped: 1 error, 0 warnings, 0 infos",
    ]


@pytest.mark.parametrize(("code", "name"), [("PK020", "error"), ("PK009", "warning"), ("PK007", "notice")])  # fmt: skip
def test_each_severity_has_its_command(code: str, name: str) -> None:
    assert runner(render(report(finding(code))))[0][0].name == name


def test_a_column_without_a_line_and_an_address_are_no_place_in_a_file() -> None:
    (command,), _ = runner(render(report(finding(column=3))))
    assert command.properties == {"file": "episodes/a.md", "title": "PK020 title-missing"}
    (command,), _ = runner(render(report(finding(path="https://a.example/f", line=3))))
    assert command.properties == {"title": "PK020 title-missing"}
    assert command.data == "https://a.example/f: it is wrong"


def test_paths_are_those_of_the_repository() -> None:
    (command,), _ = runner(render(report(finding(), base="shows/a/")))
    assert command.properties["file"] == "shows/a/episodes/a.md"


def test_errors_come_first_for_only_ten_of_a_level_are_shown() -> None:
    findings = [finding(code, path=f"{n:02}.md") for n in range(11) for code in ("PK007", "PK009", "PK020")]  # fmt: skip
    commands, (last,) = runner(render(report(*findings)))
    assert [c.name for c in commands] == ["error"] * 11 + ["warning"] * 11 + ["notice"] * 11
    assert [c.properties["file"] for c in commands[:11]] == [f"{n:02}.md" for n in range(11)]
    assert last.endswith("11 infos; GitHub shows 10 of each kind, the log has all")
    _, (last,) = runner(render(report(*findings[:30])))
    assert last.endswith("10 infos")


def test_quiet_leaves_the_errors() -> None:
    findings = [finding("PK007"), finding("PK020")]
    commands, rest = runner(render(report(*findings), quiet=True))
    assert ([c.name for c in commands], rest) == (["error"], [])
    assert render(report(), quiet=True) == ""


def test_a_run_that_could_not_start_is_an_error() -> None:
    commands, _ = runner(render(report(exit=4, failure="no: 100%")))
    assert commands == [Command("error", {"title": "podcastkit"}, "no: 100%")]


@given(st.lists(FINDINGS, max_size=4), st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=2),
       st.none() | ANY_TEXT)  # fmt: skip
def test_any_text_comes_back_and_there_is_no_other_command(
    findings: list[Finding], skips: list[tuple[str, str]], failure: str | None
) -> None:
    skipped = tuple(Skipped(path=path, reason=reason) for path, reason in skips)
    made = report(*findings, skipped=skipped, failure=failure)
    commands, rest = runner(render(made))
    assert len(rest) == 1
    if failure is not None:
        assert commands.pop(0) == Command("error", {"title": "podcastkit"}, printable(failure))
    order = list(Severity)
    for found in sorted(findings, key=lambda f: order.index(f.severity)):
        command = commands.pop(0)
        text = found.message + (f"\n{found.hint}" if found.hint else "")
        path = found.place.path
        assert command.name == LEVEL[found.severity]
        assert command.properties.pop("title") == f"{found.code} {found.name}"
        if is_address(path):
            assert command.data == printable(f"{path}: {text}")
            continue
        assert command.data == printable(text)
        assert command.properties.pop("file") == printable(f"./{path}" if path[0] == "=" else path)
        line, column = found.place.line, found.place.column
        expected = {"line": line, "col": column if line else None}
        assert command.properties == {k: str(v) for k, v in expected.items() if v}
    assert [c.name for c in commands] == ["debug"] * len(skips)
    assert [c.data for c in commands] == [printable(f"{p}: skipped, {r}") for p, r in skips]


@given(st.text(st.sampled_from(":%,=#[]\r\n x"), max_size=12))
def test_a_name_cannot_add_a_property(name: str) -> None:
    commands, _ = runner(render(report(finding(name=name, line=1))))
    assert len(commands) == 1
    assert set(commands[0].properties) == {"file", "line", "title"}


def test_the_reader_of_this_test_finds_commands_that_are_injected() -> None:
    for text in ("  ::x::", "a ##[x]y", "b\r::x y=z::", "c\n::x::"):
        assert runner(text)[0]
