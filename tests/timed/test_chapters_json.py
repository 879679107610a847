"""JSON chapters 1.2: what players read, and bytes that do not change by themselves."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.model import Chapter
from podcastkit.timed.chapters_json import to_json

CASES = sorted(Path(__file__).with_name("cases").iterdir())
times = st.floats(min_value=0, max_value=1e6)
texts = st.text(max_size=20) | st.sampled_from(["\ud800", "\x0b", "a\r\nb", '"', "\u2028", "日本"])


def bytes_of(case: Path) -> bytes:
    """``cases/NAME/input.toml`` as its ``chapters.json``."""
    table: dict[str, Any] = tomli.loads((case / "input.toml").read_text("utf-8"))
    chapters = [Chapter(**chapter) for chapter in table.pop("chapters", [])]
    return to_json(chapters, **table)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_chapters_are_the_expected_ones_to_the_byte(case: Path) -> None:
    """Rewritten by ``PODCASTKIT_REWRITE=1 pytest tests/feed tests/timed``."""
    expected = case / "chapters.json"
    if os.environ.get("PODCASTKIT_REWRITE"):
        expected.write_bytes(bytes_of(case))
    assert bytes_of(case) == expected.read_bytes()


def test_the_format_is_named_even_without_chapters() -> None:
    assert json.loads(to_json([])) == {"version": "1.2.0", "chapters": []}


def test_chapters_ascend_and_equal_starts_keep_their_order() -> None:
    made = json.loads(
        to_json(
            [
                Chapter(start=9.5, title="c"),
                Chapter(start=0.0, title="a"),
                Chapter(start=9.5, title="d"),
                Chapter(start=3.0, title="b"),
            ]
        )
    )
    assert [chapter["title"] for chapter in made["chapters"]] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (0.0, b"0"),
        (168.0, b"168"),
        (1.5, b"1.5"),
        (1.23456, b"1.235"),
        (1.99996, b"2"),
        (0.0001, b"0"),
    ],
)
def test_times_are_seconds_to_the_millisecond_and_whole_where_they_can_be(
    time: float, written: bytes
) -> None:
    made = to_json([Chapter(start=time, title="a", end=time)])
    assert b'"startTime": ' + written + b"," in made
    assert b'"endTime": ' + written + b"," in made


@given(
    st.lists(
        st.builds(
            Chapter,
            start=times,
            title=texts,
            end=st.none() | times,
            url=st.none() | st.just("https://example.org/é"),
            image=st.none() | st.just("https://example.org/a.png"),
        ),
        max_size=6,
    ),
    texts,
)
def test_any_chapters_make_ascending_utf_8_json(chapters: list[Chapter], title: str) -> None:
    data = to_json(chapters, title=title, podcast_name=title)
    made = json.loads(data)

    starts = [chapter["startTime"] for chapter in made["chapters"]]
    assert starts == sorted(starts)
    assert len(starts) == len(chapters)
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert all(
        set(chapter) <= {"startTime", "endTime", "title", "url", "img"}
        for chapter in made["chapters"]
    )
    assert to_json(chapters, title=title, podcast_name=title) == data
