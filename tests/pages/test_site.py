"""Pages: nothing from a stranger reaches them raw, and a user's templates are kept in a sandbox."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from podcastkit.errors import TemplateFaultError
from podcastkit.model import Audio, BodyPlace, Chapter, Episode, Person, Show, Transcript
from podcastkit.pages.site import Pages, clock, spoken_duration

PAGES = Pages()


def make_show(**changes: Any) -> Show:
    facts: dict[str, Any] = {
        "title": "The Test", "description": "About.", "link": "https://a.example",
        "feed_url": "https://a.example/feed.xml", "language": "en", "guid": "g",
        "image": "https://a.example/cover.jpg",
    }  # fmt: skip
    return Show(**(facts | changes))


def make_episode(**changes: Any) -> Episode:
    facts: dict[str, Any] = {
        "slug": "one", "source": "episodes/one.md", "title": "One", "guid": "g1",
        "published": dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC),
        "link": "https://a.example/episodes/one/", "folder": "episodes/one/",
        "page": "episodes/one/index.html",
        "enclosure_url": "https://a.example/one.mp3",
        "audio": Audio(size=1, duration=3725.0, exact=True, how="test", type="audio/mpeg"),
        "body": BodyPlace(path="episodes/one.md", digest="d", notes=(0, 1)),
    }  # fmt: skip
    return Episode(**(facts | changes))


def episode_page(episode: Episode, notes: str = "<p>N</p>", transcript: str | None = None) -> str:
    return PAGES.episode_page(make_show(), episode, notes, transcript)


def test_an_episodes_page_says_all_there_is() -> None:
    episode = make_episode(
        season=2, episode=3, type="bonus", description="About one.",
        persons=(Person(name="Ada", url="https://ada.example"), Person(name="Ben")),
        chapters=(Chapter(start=0, title="Begin"), Chapter(start=3661.5, title="End")),
        transcripts=(Transcript(url="https://a.example/one.vtt", type="text/vtt"),),
    )  # fmt: skip
    page = html.fromstring(episode_page(episode, "<p>Notes.</p>", "<p>Said.</p>"))
    text = " ".join(page.text_content().split())
    for words in (
        "2026-01-05 · 1 h 2 min · Season 2 · Episode 3 · Bonus", "With Ada, Ben", "Notes.",
        "0:00 Begin 1:01:01 End", "Transcript Said.", "Transcript files: VTT", "Download",
    ):  # fmt: skip
        assert words in text, words
    assert page.xpath("//audio/@src") == ["https://a.example/one.mp3"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://a.example/episodes/one/"]
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../../podcastkit.css"]
    assert page.xpath("//meta[@name='description']/@content") == ["About one."]
    assert page.xpath("//header//a/@href") == ["../../index.html"]


def test_what_is_absent_leaves_no_empty_frame() -> None:
    page = html.fromstring(episode_page(make_episode(), ""))
    assert page.xpath("//section[@class != 'notes']") == []
    assert page.xpath("//*[@class='people' or @class='files']") == []


def test_the_index_lists_every_episode() -> None:
    episodes = [
        make_episode(),
        make_episode(slug="two", title="Two", page="episodes/two/index.html"),
    ]
    page = html.fromstring("".join(PAGES.index_page(make_show(), episodes, cover="cover-1.jpg")))
    assert page.xpath("//ol[@class='episodes']//a/@href") == [
        "episodes/one/index.html", "episodes/two/index.html",
    ]  # fmt: skip
    assert page.xpath("//img/@src") == ["cover-1.jpg"]


def test_a_description_in_markdown_is_shown_as_such() -> None:
    about = "<p>A <strong>show</strong>.</p>"
    text = "".join(PAGES.index_page(make_show(), [], about_html=about))
    assert about in text
    assert html.fromstring(text).xpath("//meta[@name='description']/@content") == ["A show."]


EVIL = "\"><script>alert(1)</script>'{{ 7*7 }}"


def test_no_text_of_an_episode_becomes_markup() -> None:
    show = make_show(title=EVIL, description=EVIL, author=EVIL, copyright=EVIL)
    episode = make_episode(
        title=EVIL, description=EVIL, season=1, season_name=EVIL, episode_display=EVIL,
        persons=(Person(name=EVIL, url="https://a.example/" + EVIL),),
        chapters=(Chapter(start=0, title=EVIL),),
    )  # fmt: skip
    for text in (
        PAGES.episode_page(show, episode, "", None),
        "".join(PAGES.index_page(show, [episode])),
    ):
        page = html.fromstring(text)
        assert page.xpath("//script") == []
        assert "49" not in text
        assert EVIL in page.text_content()


@given(st.text(max_size=50))
def test_any_title_comes_back_as_text(title: str) -> None:
    page = html.fromstring(
        episode_page(make_episode(title=title)).encode("utf-8", "replace"),
        parser=html.HTMLParser(encoding="utf-8"),
    )
    kept = "".join(char if char.isprintable() else " " for char in title)
    shown = "".join(c if c.isprintable() else " " for c in page.xpath("string(//h1)"))
    if not any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 for char in title):
        assert shown.split() == kept.split()


def test_the_same_episode_gives_the_same_page() -> None:
    assert episode_page(make_episode()) == episode_page(make_episode())
    assert Pages().digest() == PAGES.digest()


def test_the_page_of_a_language_that_is_read_from_the_right_says_so() -> None:
    text = PAGES.episode_page(make_show(language="he-IL"), make_episode(), "", None)
    assert '<html lang="he-IL" dir="rtl">' in text


def test_a_users_template_takes_the_place_of_ours() -> None:
    pages = Pages({"index.html": "{{ show.title }}: {{ episodes | length }}"})
    assert "".join(pages.index_page(make_show(), [make_episode()])) == "The Test: 1"
    assert "<audio" in pages.episode_page(make_show(), make_episode(), "", None)
    assert pages.digest() != PAGES.digest()


def test_a_users_block_extends_our_base() -> None:
    pages = Pages(
        {
            "episode.html": '{% extends "base.html" %}{% block body %}<b>{{ episode.title }}</b>{% endblock %}'
        }
    )
    text = pages.episode_page(make_show(), make_episode(title="A<B"), "", None)
    assert "<b>A&lt;B</b>" in text
    assert "<footer>" in text


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ episode.__class__.__init__.__globals__ }}",
        "{{ show.__reduce__() }}",
        "{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}",
        "{{ cycler.__init__.__globals__.os }}",
        "{% include '/etc/passwd' %}",
        "{% include '../base.html' %}",
        "{{ 1 / 0 }}",
        "{{ no_such_name }}",
        "{{ episode.no_such_fact }}",
        "{% if %}",
    ],
)
def test_a_template_cannot_leave_its_sandbox_and_its_faults_are_told(template: str) -> None:
    with pytest.raises(TemplateFaultError) as told:
        Pages({"episode.html": "\n" + template}).episode_page(make_show(), make_episode(), "", None)
    assert told.value.name == "episode.html"
    assert told.value.line in {2, None}


@pytest.mark.parametrize(
    ("seconds", "shown", "spoken"),
    [
        (0, "0:00", "1 s"),
        (59.4, "0:59", "59 s"),
        (60, "1:00", "1 min"),
        (3599.9, "59:59", "1 h 0 min"),
        (3725, "1:02:05", "1 h 2 min"),
    ],
)
def test_times(seconds: float, shown: str, spoken: str) -> None:
    assert (clock(seconds), spoken_duration(seconds)) == (shown, spoken)


def test_the_reference_page_of_templates_names_what_there_is() -> None:
    """Each name it gives is there, and each filter and template is on it."""
    page = (Path(__file__).parents[2] / "docs/reference/templates.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (`[^|]*`) \| (?:`?[\w.`, ]+ \| )?(.*) \|$", page, re.MULTILINE))
    said = {name for cell in rows for name in re.findall(r"`([\w.]+)`", cell)}
    environment = PAGES.environment
    ours = {"clock", "day", "duration", "moment", "plain"}
    templates = {"base.html", "episode.html", "index.html"}
    variables = {"root", "stylesheet", "direction", "notes", "transcript", "summary", "episodes",
                 "cover", "about", "show", "episode"}  # fmt: skip
    assert said == ours | templates | variables
    assert ours <= set(environment.filters)
    assert set(environment.list_templates()) == templates
    for name in re.findall(r"`([\w.]+)`", rows["`show`"]):
        assert hasattr(make_show(), name), name
    for name in re.findall(r"`([\w.]+)`", rows["`episode`"].partition(" (`start")[0]):
        value: Any = make_episode()
        for part in name.split("."):
            value = getattr(value, part)
