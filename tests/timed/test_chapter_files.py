"""Files of chapters in every format: what is read, and what is told at which line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.feed.simple_chapters import play_time
from podcastkit.model import Chapter
from podcastkit.timed.chapter_reading import moment
from podcastkit.timed.chapters_json import to_json
from podcastkit.timed.chapters_read import read_chapters

TEA, CAKE = {"start": 0.0, "title": "Tea"}, {"start": 62.5, "title": "Cake"}

FILES: dict[str, tuple[str, str, list[dict[str, Any]], tuple[int, ...]]] = {
    "JSON 1.2": (
        ".json",
        ('{"version": "1.2.0", "author": "Ada", "chapters": [\n'
        ' {"startTime": 0, "title": "Tea", "location": {"name": "Bath", "geo": "geo:51,-2"}},\n'
        ' {"startTime": 9.5, "img": "cup.png", "toc": false},\n'
        ' {"startTime": 62.5, "endTime": 70, "title": "Cake", "url": "/cake", "img": "cake.png"}]}'),
        [
            TEA,
            {"start": 9.5, "title": "", "image": "cup.png", "toc": False},
            CAKE | {"end": 70.0, "url": "/cake", "image": "cake.png"},
        ],
        (2, 3, 4),
    ),
    "JSON 1.0": (
        ".json",
        '{"version": "1.0.0",\n"chapters": [{"startTime": 0, "title": "Tea"}, {"startTime": 62.5, "title": "Cake"}]}',
        [TEA, CAKE],
        (2, 2),
    ),
    "a bare list with times as text": (
        ".json",
        '[{"start": "0:00", "title": "Tea"},\n{"start": "1:02.5", "name": "Cake", "href": "/c"}]',
        [TEA, CAKE | {"url": "/c"}],
        (1, 2),
    ),
    "Podlove Simple Chapters": (
        ".psc",
        ('\n<?xml version="1.0" encoding="latin-1"?>\n'
        '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">\n'
        '<psc:chapter start="0" title="Tea"/>\n'
        '<psc:chapter start="00:01:02.500" title="Cake" href="/c" image="/c.png"/></psc:chapters>'),
        [TEA, CAKE | {"url": "/c", "image": "/c.png"}],
        (4, 5),
    ),
    "a piece of a feed, its prefix not declared": (
        ".xml",
        '<psc:chapters><psc:chapter start="npt:0" title="Tea"/></psc:chapters>',
        [TEA],
        (1,),
    ),
    "a piece of a feed, with nothing around it": (
        ".psc",
        ('<?xml version="1.0"?>\n<psc:chapter start="0" title="Tea"/>\n'
        '<psc:chapter start="00:01:02.500" title="Cake"/>'),
        [TEA, CAKE],
        (2, 3),
    ),
    "Podlove's list": (
        ".txt",
        "\ufeff00:00:00.000 Tea\r\n00:01:02.500 Cake <http://cake.example/>\r\n",
        [TEA, CAKE | {"url": "http://cake.example/"}],
        (1, 2),
    ),
    "lines": (".txt", "# Chapters\n\n0:00 Tea\n[1:02.5] - Cake", [TEA, CAKE], (3, 4)),
    "lines that end in their time": (
        ".txt", "0:00\n", [{"start": 0.0, "title": "Chapter 1"}], (1,),
    ),
    "Audacity's labels": (
        ".txt",
        "0.000000\t0.000000\tTea\n\\\t100.0\t200.0\n62,500000\t70.000000\tCake\n",
        [TEA, CAKE | {"end": 70.0}],
        (1, 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("suffix", "text", "expected", "lines"), FILES.values(), ids=list(FILES))
def test_a_file_is_read_with_its_lines(
    suffix: str, text: str, expected: list[dict[str, Any]], lines: tuple[int, ...]
) -> None:
    read = read_chapters(text, suffix)
    assert read.chapters == tuple(Chapter(**chapter) for chapter in expected)
    assert (read.lines, read.faults) == (lines, ())


@pytest.mark.parametrize(
    ("suffix", "text", "line", "kept"),
    [
        (".json", "", 1, 0),
        (".json", '{"version": "1.2.0",\n"chapters": [}', 2, 0),
        (".json", '{"version": "1.2.0", "chapters": "none"}', 1, 0),
        (".json", '{"chapters": [{"startTime": 1, "title": "a"}]}', 1, 1),
        (".json", '{"version": "1.2.0", "chapters": [{"startTime": 1},\n{"title": "a"}]}', 2, 1),
        (".json", '{"version": "1.2.0", "chapters": [{"startTime": 1},\n{"startTime": -1}]}', 2, 1),
        (".json", '{"version": "1.2.0", "chapters": [{"startTime": 1},\n{"startTime": 1e999}]}', 2, 1),
        (".psc", '<c><chapter start="1"/>\n<chapter start="soon"/></c>', 2, 1),
        (".psc", '<c><chapter start="1"/>\n<chapter title="a"/></c>', 2, 1),
        (".psc", '<c>\n<chapter start="1">\n</c>', 3, 1),
        (".psc", "chapters", 1, 0),
        (".xml", '<!DOCTYPE c [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<c><chapter start="1" title="&e;"/></c>', 1, 0),
        (".txt", "0:00 Tea\nCake", 2, 1),
        (".txt", "0:00 Tea\n99999999999:00 Cake", 2, 1),
        (".txt", "1\t2\tTea\n2 3 Cake", 2, 1),
        (".txt", " \n", 1, 0),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_line_and_the_rest_is_kept(
    suffix: str, text: str, line: int, kept: int
) -> None:
    read = read_chapters(text, suffix)
    assert [fault.line for fault in read.faults] == [line]
    assert len(read.chapters) == kept


suffixes = st.sampled_from([".json", ".psc", ".xml", ".txt", ".labels"])
pieces = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["0:00", "1.5\t2.5\tA", "\n", "\\", "<psc:chapter start='0'", "/>", "<c>", "</c>", "{",
                     '"version": "1.2.0"', '"chapters": [', '"startTime": 1', "}", "]", ",", "<!DOCTYPE a>",
                     "<http://a.example>", "\ufeff", "\x00", "\ud800", "&lol;"]),
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join), suffixes)
def test_any_text_gives_chapters_or_faults(text: str, suffix: str) -> None:
    read = read_chapters(text, suffix)
    assert read.chapters or read.faults
    assert len(read.lines) == len(read.chapters)
    assert all(0 <= chapter.start < 1e7 for chapter in read.chapters)
    assert all(fault.line >= 1 for fault in read.faults)


@given(st.binary(max_size=200), suffixes)
def test_any_bytes_give_chapters_or_faults(data: bytes, suffix: str) -> None:
    read = read_chapters(data.decode("utf-8", "replace"), suffix)
    assert read.chapters or read.faults


@pytest.mark.parametrize("text", ["[" * 50_000, "<a>" * 50_000, "0:00 a <" * 20_000, "\t" * 90_000])
@pytest.mark.parametrize("suffix", [".json", ".psc", ".txt"])
def test_hostile_files_give_faults(text: str, suffix: str) -> None:
    read = read_chapters(text, suffix)
    assert read.faults or len(read.chapters) == 1


titles = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9
)
chapters = st.builds(
    Chapter,
    start=st.integers(0, 10**9).map(lambda ms: ms / 1000),
    title=titles,
    url=st.none() | st.just("https://a.example/?a=1&b=2"),
    toc=st.booleans(),
)


@given(st.lists(chapters, min_size=1, max_size=5))
def test_what_is_written_as_json_is_read_back(made: list[Chapter]) -> None:
    made.sort(key=lambda chapter: chapter.start)
    assert read_chapters(to_json(made).decode(), ".json").chapters == tuple(made)


@given(st.integers(0, 10**9))
def test_play_times_are_read_back_to_the_millisecond(ms: int) -> None:
    assert moment(play_time(ms / 1000)) == ms / 1000
    assert len(play_time(ms / 1000)) >= len("00:01:02.500")


@pytest.mark.parametrize(
    "text", ["CHAPTER01=00:00:00.000\nCHAPTER01NAME=Tea\n", ";FFMETADATA1\n[CHAPTER]\nSTART=0\n"]
)
def test_a_format_that_is_not_read_is_named_once(text: str) -> None:
    (fault,) = read_chapters(text, ".txt").faults
    assert "which podcastkit does not read" in fault.message


def test_an_ampersand_is_told_in_words() -> None:
    read = read_chapters('<c>\n<chapter start="0" title="Tea & Cake"/></c>', ".psc")
    (fault,) = read.faults
    assert (fault.line, fault.hint) == (2, "write &amp; for & in titles and addresses")
