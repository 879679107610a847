"""Transcripts in turns, headings at their place, times."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from podcastkit.page_html import headings_below
from podcastkit.pages import search
from podcastkit.pages.texts import beginning, clock, shortened, time_fragment
from podcastkit.pages.transcript import transcript_html
from podcastkit.timed.turns import Heading, ReadableTranscript, Turn
from tests.pages.made import make_episode

SOUND = 'https://a.example/one.mp3?a=1&b="2"'


def shown(*parts: Turn | Heading, opening: tuple[Turn, ...] = ()) -> html.HtmlElement:
    read = ReadableTranscript(parts=parts, opening=opening)
    return html.fromstring(f"<div>{transcript_html(read, sound=SOUND, duration=60.0)}</div>")


def test_a_turn_says_who_speaks_and_plays_from_its_time() -> None:
    page = shown(Turn("Hello.", "<p>Hello.</p>", "Ada & Co", 1.5))
    (turn,) = page.xpath("//div[@class='turn']")
    assert turn.xpath("cite/text()") == ["Ada & Co"]
    assert turn.xpath("a[@class='time']/@href") == [SOUND + "#t=1.5"]
    assert turn.xpath("a/text()") == ["0:01"]
    assert turn.xpath("p/text()") == ["Hello."]


def test_who_goes_on_without_a_time_is_not_named_again() -> None:
    page = shown(
        Turn("A", "<p>A</p>", "Ada", 1.0), Turn("B", "<p>B</p>", "Ada"), Turn("C", "<p>C</p>", "Ben")
    )  # fmt: skip
    assert page.xpath("//cite/text()") == ["Ada", "Ben"]


def test_times_that_cannot_be_true_lead_nowhere() -> None:
    page = shown(
        Turn("A", "<p>A</p>", "Ada", 10.0),
        Turn("N", "<p>N</p>", "Ben", 12.0),
        Turn("B", "<p>B</p>", "Ben", 2.0),
        Turn("C", "<p>C</p>", "Ada", 20.0),
        Turn("D", "<p>D</p>", "Ben", 99.0),
    )
    assert page.xpath("//a/text()") == ["0:10", "0:12", "0:20"]
    assert page.xpath("//p/text()") == ["A", "N", "B", "C", "D"]


def test_headings_and_an_opening_stay_where_they_are() -> None:
    page = shown(
        Heading("The <first>", 2), Turn("A", "<p>A</p>", "Ada", 1.0),
        opening=(Turn("Corrections welcome.", "<p>Corrections welcome.</p>"),),
    )  # fmt: skip
    assert page.xpath("//div[@class='unspoken']//p/text()") == ["Corrections welcome."]
    assert page.xpath("//h2/text()") == ["The <first>"]


@pytest.mark.parametrize(
    ("written", "level", "levels"),
    [
        ("1", 2, "3"),
        ("2 2", 2, "3 3"),
        ("4 2 3", 2, "3 3 4"),
        ("1 3 5 3 1", 2, "3 4 5 4 3"),
        ("1 2 3 4 5 6", 2, "3 4 5 6 6 6"),
        ("3 2 1", 1, "2 2 2"),
    ],
)
def test_headings_stand_below_and_skip_no_level(written: str, level: int, levels: str) -> None:
    text = "".join(f"<h{n}>x</h{n}><p>y</p>" for n in written.split())
    found = headings_below(text, level)
    assert re.findall(r"<h(\d)>x</h\1>", found) == levels.split()


@given(st.lists(st.integers(1, 6)), st.integers(1, 5))
def test_no_heading_is_lost_or_skips_a_level(written: list[int], level: int) -> None:
    text = "".join(f"<h{n}>{i}</h{n}>" for i, n in enumerate(written))
    found = [(int(n), int(i)) for n, i in re.findall(r"<h(\d)>(\d+)</h\1>", headings_below(text, level))]  # fmt: skip
    assert [i for _, i in found] == list(range(len(written)))
    above = level
    for shown_level, _ in found:
        assert level < shown_level <= min(6, above + 1)
        above = shown_level


def test_other_tags_are_no_headings() -> None:
    assert headings_below("<hr><header>x</header>", 2) == "<hr><header>x</header>"


@pytest.mark.parametrize(
    ("seconds", "text", "fragment"),
    [
        (0, "0:00", "#t=0"),
        (59.4, "0:59", "#t=59.4"),
        (600, "10:00", "#t=600"),
        (3725.0625, "1:02:05", "#t=3725.062"),
        (100000, "27:46:40", "#t=100000"),
    ],
)
def test_times(seconds: float, text: str, fragment: str) -> None:
    assert (clock(seconds), time_fragment(seconds)) == (text, fragment)


def test_a_summary_is_cut_between_words() -> None:
    assert shortened("a  b\n c") == "a b c"
    found = shortened("word " * 100)
    assert len(found) <= 200
    assert found.endswith("word…")


def test_a_summary_without_blanks_is_cut_at_its_end() -> None:
    found = shortened("Episode 12 " + "日本語の番組です。" * 40)
    assert (len(found), found[-1], found[:14]) == (200, "…", "Episode 12 日本語")


def test_a_summary_of_html_has_no_half_tag() -> None:
    text = "<p>" + "word " * 398 + '<a href="https://a.example/">link</a></p>'
    assert beginning(text) == "<p>" + "word " * 398
    assert beginning("<p>short</p>") == "<p>short</p>"


def test_what_the_index_searches_has_each_word_once() -> None:
    told = search.line(make_episode(), "<p>One two, one <em>two</em> One two,</p>")
    assert json.loads(told.decode().rstrip(",\n")) == [
        "episodes/one/index.html", "One two, one two",
    ]  # fmt: skip
