"""YAML as podcasters mean it, within limits, and without anything being made of it."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import yaml_text
from podcastkit.yaml_text import read_yaml


def value_of(text: str) -> Any:
    value, problems = read_yaml(text, "a.md")
    assert problems == []
    return value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("1.5", 1.5),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("no", "no"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("010", "010"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("1:02:03", "1:02:03"),
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05 09:00:00", "2026-01-05 09:00:00"),
        ("2026-01-05T09:00:00+02:00", "2026-01-05T09:00:00+02:00"),
        ("123456789012345678901", "123456789012345678901"),
        ("'1'", "1"),
        ('"null"', "null"),
        ("!!str 1", 1),
        ("[a, 1, [2]]", ["a", 1, [2]]),
        ("{a: {b: 1}}", {"a": {"b": 1}}),
        ("|\n  one\n  two", "one\ntwo\n"),
        (">-\n  one\n  two", "one two"),
    ],
)
def test_words_mean_what_yaml_1_2_says_and_lose_no_digit(written: str, value: object) -> None:
    assert value_of(f"k: {written}\n") == {"k": value}


def test_aliases_and_merges_are_followed() -> None:
    text = "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: [*a, *a]\nd:\n  <<: [*a, {z: 4}]\n"
    assert value_of(text) == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 3},
        "c": [{"x": 1, "y": 2}, {"x": 1, "y": 2}],
        "d": {"x": 1, "y": 2, "z": 4},
    }


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['exit 1']",
        "a: !!python/name:os.system",
        "a: !ruby/object:Gem::Installer {i: x}",
        "a: !custom x",
    ],
)
def test_a_tag_is_told_and_makes_nothing(text: str) -> None:
    value, (problem,) = read_yaml(text, "a.md")
    assert isinstance(value["a"], str | list | dict)
    assert (problem.code, problem.line, problem.column) == ("PK002", 1, 4)
    assert "tag" in problem.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: One: two", 'put quotes around a text that has ": "'),
        ("title: 'One", "the closing quote is missing"),
        ('title: "C:\\d"', "a backslash begins an escape"),
        ("a: 1\n\tb: 2", "blanks, not with tabs"),
        ("title: @ada", "begins with a sign"),
        ("title: *ada", "begins with a sign"),
        ("title: 'it's'", "a quote inside a text"),
        ("title: {{ page.title }}", "begins with { or ["),
        ("title", ""),
    ],
)
def test_a_mistake_is_told_with_what_to_do(text: str, words: str) -> None:
    value, problems = read_yaml(text, "a.md", line=2)
    if words:
        assert words in (problems[0].hint or "")
        assert (problems[0].line or 0) >= 2
    else:
        assert value == "title"


DEEP = {
    "flow": ("[" * 100, "[" * 101),
    "flow maps": ("{a: " * 100, "{a: " * 101),
    "dashes": ("- " * 99 + "x", "- " * 101 + "x"),
    "keys": (
        "".join(" " * n + "a:\n" for n in range(99)),
        "".join(" " * n + "a:\n" for n in range(102)),
    ),
    "questions": ("? " * 99 + "x", "? " * 101 + "x"),
}


@pytest.mark.parametrize("kind", DEEP)
def test_nesting_is_counted_before_anything_is_composed(kind: str) -> None:
    fine, deep = DEEP[kind]
    _, problems = read_yaml(fine, "a.md")
    assert all("nested" not in problem.message for problem in problems)
    value, (problem,) = read_yaml(deep, "a.md")
    assert value is None
    assert "nested more than 100 deep" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "'" + "]" * 100_000 + "': 1\na: " + "[" * 100_000,
        '["]", ' * 20_000,
        "- " * 100_000,
        "? " * 100_000,
        "a:\u2028" + "".join(" " * n + "a:\u2028" for n in range(400)),
        "[{a: " * 50_000,
    ],
)
def test_no_sign_hides_the_depth(text: str) -> None:
    value, problems = read_yaml(text, "a.md")
    assert value is None
    assert len(problems) == 1


def test_aliases_are_counted() -> None:
    assert len(value_of("a: &a 1\nb: [" + "*a, " * 50 + "]")["b"]) == 50
    value, (problem,) = read_yaml("a: &a 1\nb: [" + "*a, " * 51 + "]", "a.md")
    assert value is None
    assert "more than 50 aliases" in problem.message
    assert value_of("a: '" + "*" * 100 + "'") == {"a": "*" * 100}


@pytest.mark.parametrize("text", ["&a [*a]", "x: &a {b: *a}", "x: &a\n  <<: *a\n  b: 1"])
def test_an_alias_of_itself_is_told(text: str) -> None:
    _, problems = read_yaml(text, "a.md")
    assert [problem.code for problem in problems] == ["PK002"]


def test_aliases_of_aliases_do_not_grow_without_end() -> None:
    text = "a0: &a0 [x, x]\n"
    text += "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 25))
    began = time.process_time()
    value, (problem,) = read_yaml(text, "a.md")
    assert value is None
    assert "without end" in problem.message
    assert time.process_time() - began < 20


def depth(text: str) -> int:
    """How deep a text really is nested, by the events of the parser."""
    deepest = now = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            now += isinstance(event, yaml.CollectionStartEvent)
            now -= isinstance(event, yaml.CollectionEndEvent)
            deepest = max(deepest, now)
    except yaml.YAMLError:
        pass
    return deepest


SIGNS = st.sampled_from(
    ["- ", "? ", ": ", "&a ", "!t ", "[", "]", "{", "}", ", ", "\n", " ", "a", "'", '"', "\u2028",
     "\x85", "|\n ", "# ", "-\t", "a:\n"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_the_quick_bound_is_never_below_the_depth(text: str) -> None:
    indents = yaml_text._INDENTS.findall(text)  # noqa: SLF001
    bound = 2 * max(map(len, indents)) + text.count("[") + text.count("{")
    assert bound + 2 >= depth(text)


# PyYAML's writer folds the line breaks of Unicode.
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])
NAMES = st.text(LETTERS, max_size=6)
VALUES = st.recursive(
    st.text(LETTERS, max_size=8) | st.integers(-1000, 1000) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.booleans())
def test_what_is_written_comes_back(table: dict[str, Any], flow: bool) -> None:  # noqa: FBT001
    text = yaml.safe_dump(table, allow_unicode=True, default_flow_style=flow)
    assert value_of(text) == table


def test_it_reads_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 'x'\nb: [1, {c: ~}]\nd: no\nd: 2\n"
    with_it = read_yaml(text, "a.md"), yaml_text.keys(text)
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert (read_yaml(text, "a.md"), yaml_text.keys(text)) == with_it
    assert read_yaml("[" * 100_000, "a.md")[0] is None
