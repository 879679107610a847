"""Every key that tomli reads is found in the text, once, where it stands."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.checks.places import keys, locate

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


@given(st.text(max_size=200))
def test_any_text_ends(text: str) -> None:
    assert isinstance(keys(text), list)
    assert locate(text, "a.md", ("title",)) is not None
