"""Findings for people: place, words, the line with a caret where the column is, and a hint."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from podcastkit.checks.report.excerpt import WIDTH, excerpt
from podcastkit.checks.report.text import render
from podcastkit.findings import Finding
from tests.reports import ANY_TEXT, FINDINGS, finding

_STYLE = re.compile("\x1b\\[[0-9]+m")


def shown(found: Finding, line: str | None, **more: Any) -> list[str]:
    return render([found], line_of=lambda _path, _line: line, **more).split("\n")


def test_a_finding_with_its_line_caret_and_hint() -> None:
    found = finding(line=2, column=9, message="it is empty", hint="write it")
    assert shown(found, 'title = ""') == [
        "episodes/a.md:2:9: error PK020 it is empty",
        '    | title = ""',
        "    |         ^",
        "    hint: write it",
    ]


@pytest.mark.parametrize(
    ("line", "column", "source", "place", "below"),
    [
        (None, None, "x", "a.md:", []),
        (2, None, "x", "a.md:2:", ["    | x"]),
        (2, 1, "x", "a.md:2:1:", ["    | x", "    | ^"]),
        (2, 1, None, "a.md:2:1:", []),
        (2, 1, "", "a.md:2:1:", []),
        (2, 3, " \t ", "a.md:2:3:", []),
        (2, 99, "ab", "a.md:2:99:", ["    | ab", "    |   ^"]),
    ],
)
def test_what_is_known_of_the_place_is_shown(
    line: int | None, column: int | None, source: str | None, place: str, below: list[str]
) -> None:
    first, *rest = shown(finding(path="a.md", line=line, column=column), source)
    assert first.startswith(f"{place} error PK020 ")
    assert rest == below


@pytest.mark.parametrize(
    ("line", "mark", "expected"),
    [
        ("\tkey\t= x", "x", "    key    = x"),
        ("家家 = x", "x", "家家 = x"),
        ("é = x", "x", "é = x"),
        ("e\u0301 = x", "x", "e\u0301 = x"),
        ("👩\u200d🔬 x", "x", "👩\u200d🔬 x"),
        ("👍🏽 x", "x", "👍🏽 x"),
        ("❤\ufe0f x", "x", "❤\ufe0f x"),
        ("🇮🇹 x", "x", "🇮🇹 x"),
        ("한글 각 x", "x", "한글 각 x"),
        ("\u1112\u1161\u11ab x", "x", "\u1112\u1161\u11ab x"),
        ("ｆｕｌｌ x", "x", "ｆｕｌｌ x"),
        ("\x1b[31m Z", "Z", "\\x1b[31m Z"),
        ("\x1b]0;t\x07 Z", "Z", "\\x1b]0;t\\x07 Z"),
        ("a\u202eb x", "x", "a\\u202eb x"),
        ("\ufffd x", "x", "\ufffd x"),
    ],
)
def test_the_caret_stands_below_its_character(line: str, mark: str, expected: str) -> None:
    text, cell = excerpt(line, line.index(mark) + 1)
    assert (text, cell) == (expected, cell_len(expected.partition(mark)[0]))


def test_a_column_inside_of_a_composed_character_is_the_characters() -> None:
    assert excerpt("ae\u0301o", 3)[1] == 1
    assert excerpt("👩\u200d🔬x", 3)[1] == 0


@pytest.mark.parametrize("column", [1, 2, 70, 71, 72, 5_000, 9_990, 10_000, 10_001, 20_000])
@pytest.mark.parametrize("unit", ["abcdefghij", "家日本語年月人大小中", "\tb\tc\td\te\tf"])
def test_a_very_long_line_is_cut_round_the_column(unit: str, column: int) -> None:
    line = unit * 1_000
    text, cell = excerpt(line, column)
    assert cell is not None
    assert cell_len(text) <= WIDTH
    assert cell_len(text) >= WIDTH - 5
    assert text.startswith("…") == (column > 2)
    assert text.endswith("…") == (column < 9_990)
    before = 0
    for char in text:
        if before == cell:
            expected = line[column - 1]
            assert char == (" " if expected == "\t" else expected)
            break
        before += cell_len(char)
    else:
        assert column > len(line)
        assert before == cell


def test_a_line_that_fits_is_whole() -> None:
    line = "x" * (WIDTH - 2)
    for column in (1, 40, WIDTH - 2):
        assert excerpt(line, column) == (line, column - 1)


@given(st.text(max_size=300), st.integers(-3, 400) | st.none())
def test_an_excerpt_fits_and_its_caret_stands_in_it(line: str, column: int | None) -> None:
    text, cell = excerpt(line.replace("\n", ""), column)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", text)
    assert cell is None or 0 <= cell < WIDTH


def test_a_path_or_message_cannot_pass_for_a_finding_nor_a_line_for_a_hint() -> None:
    lines = shown(
        finding(path="a\nb.md", line=1, message="x\ny.md: error PK001 z", hint="p\nq"),
        "hint: run this",
    )
    assert lines == [
        "a\\x0ab.md:1: error PK020 x",
        "    y.md: error PK001 z",
        "    | hint: run this",
        "    hint: p",
        "        q",
    ]


@given(st.lists(FINDINGS, max_size=3), ANY_TEXT)
def test_each_finding_begins_one_line_and_nothing_steers_the_terminal(
    findings: list[Finding], line: str
) -> None:
    plain = render(findings, line_of=lambda _path, _line: line)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", plain)
    assert sum(not line.startswith("    ") for line in plain.split("\n") if line) == len(findings)
    colored = render(findings, line_of=lambda _path, _line: line, color=True)
    assert _STYLE.sub("", colored) == plain


def test_colour_is_put_on_the_severity_and_the_margin() -> None:
    found = finding(line=1, column=1, hint="h")
    assert shown(found, "x", color=True) == [
        "episodes/a.md:1:1: \x1b[31m\x1b[1merror\x1b[0m PK020 it is wrong",
        "\x1b[2m    | \x1b[0mx",
        "\x1b[2m    | \x1b[0m\x1b[1m^\x1b[0m",
        "    \x1b[2mhint: \x1b[0mh",
    ]
