"""Chapters in the feed itself, as two independent readers find them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podcastkit.feed import write
from podcastkit.feed.simple_chapters import play_time
from podcastkit.model import Chapter

if TYPE_CHECKING:
    from collections.abc import Callable

CHAPTERS = (
    Chapter(start=0.0, title="Tea & \u201ccake\u201d"),
    Chapter(start=5.0, title="A picture alone", image="https://a.example/p.jpg", toc=False),
    Chapter(start=7.0, title=" "),
    Chapter(
        start=3662.5,
        title="J\u00e4m",
        url="https://a.example/j\u00e4m?a=1&b=2",
        image="https://a.example/jam.png",
    ),
)


@pytest.fixture
def found(
    make_show: Callable[..., Any], make_episode: Callable[..., Any], read: Callable[[bytes], Any]
) -> Any:
    episode = make_episode(chapters=CHAPTERS)
    item = write.item(episode, notes_html="", description_html=None)
    return read(write.head(make_show(), built=None) + item + write.TAIL)


def test_feedparser_reads_start_title_link_and_picture(found: Any) -> None:
    chapters = found.entry.psc_chapters
    assert chapters.version == "1.2"
    assert [
        (c.start_parsed, c.title, c.get("href"), c.get("image")) for c in chapters.chapters
    ] == [
        (dt.timedelta(), "Tea & \u201ccake\u201d", None, None),
        (
            dt.timedelta(hours=1, minutes=1, seconds=2, milliseconds=500),
            "J\u00e4m",
            "https://a.example/j%C3%A4m?a=1&b=2",
            "https://a.example/jam.png",
        ),
    ]


def test_podcastparser_reads_them_to_the_second(found: Any) -> None:
    assert [(c["start"], c["title"]) for c in found.episode["chapters"]] == [
        (0, "Tea & \u201ccake\u201d"), (3662, "J\u00e4m"),
    ]  # fmt: skip


def test_the_namespace_is_declared_once(make_show: Any, make_episode: Any) -> None:
    item = write.item(make_episode(chapters=CHAPTERS), notes_html="", description_html=None)
    assert b"xmlns" not in item
    assert (
        write.head(make_show(), built=None).count(b'xmlns:psc="http://podlove.org/simple-chapters"')
        == 1
    )


def test_an_episode_without_a_list_has_no_tag(make_episode: Any) -> None:
    for chapters in ((), CHAPTERS[1:3]):
        item = write.item(make_episode(chapters=chapters), notes_html="", description_html=None)
        assert b"psc:" not in item


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "00:00:00.000"),
        (62.5, "00:01:02.500"),
        (0.9996, "00:00:01.000"),
        (360_000, "100:00:00.000"),
    ],
)
def test_times_are_normal_play_times(seconds: float, written: str) -> None:
    assert play_time(seconds) == written


@given(title=st.text(), url=st.text())
def test_any_text_makes_a_feed_that_parses(
    make_show: Any, make_episode: Any, title: str, url: str
) -> None:
    chapter = Chapter(start=1.0, title=title, url=url, image=url)
    item = write.item(make_episode(chapters=(chapter,)), notes_html="", description_html=None)
    root = etree.fromstring(write.head(make_show(), built=None) + item + write.TAIL)
    made = root.findall(".//{http://podlove.org/simple-chapters}chapter")
    assert len(made) == bool(title.strip())
