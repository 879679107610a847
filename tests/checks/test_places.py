"""Every key that tomli reads is found in the text, once, where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tomli
import tomlkit
import yaml
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.checks.places import keys, locate
from podcastkit.json_text import read_json
from podcastkit.yaml_text import read_yaml

FILE = """+++
title = "A"
date = 2026-01-05 09:00:00

[extra]
episode_url = "https://cdn.example/1.mp3"
notes = '''
fake = 1
'''
persons = [
  "Ada", # one
  { name = "Bo", role = "guest" },
]
[[extra.chapters]]
start = 0
[[extra.chapters]]
start = 1
+++
episode_url = "not here"
"""


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("title",), (2, 1)),
        (("date",), (3, 1)),
        (("extra",), (5, 1)),
        (("extra", "episode_url"), (6, 1)),
        (("episode_url",), (6, 1)),
        (("Title",), (2, 1)),
        (("extra", "persons", 0), (11, 3)),
        (("extra", "persons", 1, "role"), (12, 18)),
        (("extra", "chapters", 1, "start"), (17, 1)),
        (("extra", "missing"), (5, 1)),
        (("missing",), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_a_keys_line_and_column_in_front_matter(
    key: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert locate(FILE, "episodes/a.md", key) == place


def test_project_files_count_from_the_first_line() -> None:
    assert locate('[show]\ntitle = "A"\n', "podcast.toml", ("show", "title")) == (2, 1)
    assert locate('[show]\ntitle = "A"\n', "podcast.toml", ("show", "link")) == (1, 1)


YAML = """---
title: A
date: 2026-01-05

extra:
  episode_url: https://cdn.example/1.mp3
  persons:
  - Ada
  - {name: Bo, role: guest}
"quoted key": &x
  - 1
again: *x
---
episode_url: not here
"""
JSON = """{
  "title": "A", "date": "2026-01-05",
  "params": {"episode_url": "https://cdn.example/1.mp3",
    "persons": ["Ada", {"name": "Bo", "role": "guest"}]}
}
"episode_url": "not here"
"""


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        (YAML, ("title",), (2, 1)),
        (YAML, ("extra",), (5, 1)),
        (YAML, ("extra", "episode_url"), (6, 3)),
        (YAML, ("EPISODE_URL",), (6, 3)),
        (YAML, ("extra", "persons", 0), (8, 5)),
        (YAML, ("extra", "persons", 1, "role"), (9, 16)),
        (YAML, ("quoted key", 0), (11, 5)),
        (YAML, ("again", 0), (11, 5)),
        (YAML, ("extra", "missing"), (5, 1)),
        (YAML, ("missing",), (1, 1)),
        (JSON, ("date",), (2, 17)),
        (JSON, ("params", "episode_url"), (3, 14)),
        (JSON, ("episode_url",), (3, 14)),
        (JSON, ("persons", 0), (4, 17)),
        (JSON, ("persons", 1, "role"), (4, 39)),
        (JSON, ("missing",), (1, 1)),
    ],
)
def test_a_keys_line_and_column_in_yaml_and_json(
    text: str, key: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert locate(text, "episodes/a.md", key) == place


def test_data_files_are_looked_through_whole() -> None:
    assert locate("a:\n  b: 1\n", "data/a.yml", ("a", "b")) == (2, 3)
    assert locate('{\n"a": 1}', "data/a.json", ("a",)) == (2, 1)


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6
)
VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
    | st.integers(-1000, 1000)
    | st.booleans()
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def leaves(value: Any, above: tuple[Any, ...] = ()) -> set[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = set()
    for key, item in items:
        found.add((*above, key))
        if isinstance(item, dict | list):
            found |= leaves(item, (*above, key))
    return found


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_every_key_that_tomli_reads_is_found_exactly_once(table: dict[str, Any]) -> None:
    text = tomlkit.dumps(table)
    read = tomli.loads(text)
    found = [key for key, _ in keys(text)]
    assert len(found) == len(set(found))
    assert set(found) == leaves(read)


@given(st.dictionaries(NAMES, VALUES, max_size=5), st.booleans())
def test_every_key_that_is_read_of_yaml_is_found_exactly_once(
    table: dict[str, Any],
    flow: bool,  # noqa: FBT001
) -> None:
    text = yaml.safe_dump(table, allow_unicode=True, default_flow_style=flow)
    read, problems = read_yaml(text, "a.md")
    found = [key for key, _ in keys(text, "yaml")]
    assert problems == []
    assert len(found) == len(set(found))
    assert set(found) == leaves(read)


@given(st.dictionaries(NAMES, VALUES, max_size=5), st.booleans())
def test_every_key_that_is_read_of_json_is_found_exactly_once(
    table: dict[str, Any],
    wide: bool,  # noqa: FBT001
) -> None:
    text = json.dumps(table, default=str, indent=1 if wide else None, ensure_ascii=wide)
    read, problems = read_json(text, "a.md")
    found = [key for key, _ in keys(text, "json")]
    assert problems == []
    assert len(found) == len(set(found))
    assert set(found) == leaves(read)
    for key, offset in keys(text, "json"):
        if isinstance(key[-1], str):
            assert json.JSONDecoder().raw_decode(text, offset)[0] == key[-1]


@given(st.text(max_size=200), st.sampled_from(["", "---\n", "+++\n", '{"']))
def test_any_text_ends(text: str, start: str) -> None:
    for form in ("toml", "yaml", "json"):
        assert isinstance(keys(text, form), list)
    for end in ("", "\n---\n", "\n+++\n", "}"):
        assert locate(start + text + end, "a.md", ("title",)) is not None
