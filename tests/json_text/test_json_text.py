"""JSON within limits, and where an object ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.json_text import end_of_object, keys, read_json

VALUES = st.recursive(
    st.text(max_size=8) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), st.text(max_size=9), st.booleans())
def test_an_object_ends_where_json_says(table: dict[str, Any], rest: str, wide: bool) -> None:  # noqa: FBT001
    text = json.dumps(table, indent=2 if wide else None, ensure_ascii=wide)
    assert end_of_object(text + rest, 100_000) == len(text)


@given(st.text('{}[]",:\\ a1\n', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    value, problems = read_json(text, "a.json")
    assert problems or value == json.loads(text) or "}" in text
    assert isinstance(list(keys(text)), list)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '"' + '\\"' * 50_000, '"\\' * 50_000, '["]", ' * 20_000,
     '{"a": ' + "9" * 5000 + "}", '{"a": NaN}', '{"a": "\\ud800"}', ""],
)  # fmt: skip
def test_what_would_break_a_reader_is_a_problem(text: str) -> None:
    value, problems = read_json(text, "a.json")
    assert value is None
    assert [problem.code for problem in problems] == ["PK002"]
    assert isinstance(list(keys(text)), list)
    assert isinstance(end_of_object(text, 70_000), int | None)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[" * 100 + "]" * 100, False),
        ("[" * 101 + "]" * 101, True),
        ('{"a":' * 101 + "1" + "}" * 101, True),
        ("[" + '[{"a": [{}]}],' * 1000 + "1]", False),
        ("[" + "[]," * 1000 + "[" * 99 + "[]" + "]" * 99 + "]", True),
        ('["' + "[" * 1000 + '"]', False),
        ('["\\"' + "[" * 1000 + '"]', False),
    ],
)
def test_what_is_nested_more_than_a_hundred_deep_is_refused(text: str, *, refused: bool) -> None:
    value, problems = read_json(text, "a.json")
    assert (value is None) is refused
    assert [problem.message for problem in problems] == (
        ["values are nested more than 100 deep"] if refused else []
    )
