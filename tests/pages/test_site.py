"""Pages: nothing from a stranger reaches them raw, and a user's templates are kept in a sandbox."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from podcastkit.errors import TemplateFaultError
from podcastkit.model import Audio, Chapter, Funding, Person, SubscribeLink, Transcript
from podcastkit.pages.site import FRAGMENTS, EpisodeTexts
from tests.pages.made import episode_page, make_episode, make_pages, make_show


def words_of(page: Any) -> str:
    return " ".join(page.text_content().split())


def test_an_episodes_page_says_all_there_is() -> None:
    episode = make_episode(
        season=2, episode=3, type="bonus", description="About one.", explicit=True,
        persons=(Person(name="Ada", url="https://ada.example"), Person(name="Ben")),
        chapters=(Chapter(start=0, title="Begin", url="https://b.example"),
                  Chapter(start=5, title="Hidden", toc=False),
                  Chapter(start=3661.5, title="End")),
        transcripts=(Transcript(url="https://a.example/episodes/one/transcript.vtt", type="text/vtt"),),
    )  # fmt: skip
    page = html.fromstring(episode_page(episode, "<p>Notes.</p>", transcript_html="<p>Said.</p>"))
    text = words_of(page.xpath("//body")[0])
    for words in (
        "Season 2, Episode 3 · 5 January 2026 · 1 h 2 min · Bonus · Explicit", "With Ada, Ben",
        "Show notes Notes.", "Chapters 0:00 Begin ↗ 1:01:01 End", "Transcript VTT Said.",
        "Download", "RSS feed",
    ):  # fmt: skip
        assert words in text, words
    assert "Hidden" not in text
    assert page.xpath("//audio/@src") == ["https://a.example/one.mp3"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://a.example/episodes/one/"]
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../../podcastkit.css"]
    assert page.xpath("//script/@src") == ["../../podcastkit.js"]
    assert page.xpath("//meta[@name='description']/@content") == ["About one."]
    assert page.xpath("//header//a/@href") == ["../../index.html"] * 2
    assert page.xpath("//section[@class='chapters']//li/a[1]/@href") == [
        "https://a.example/one.mp3#t=0", "https://a.example/one.mp3#t=3661.5",
    ]  # fmt: skip
    assert page.xpath("//ul[contains(@class, 'files')]//@href") == [
        "../../episodes/one/transcript.vtt"
    ]


def test_what_is_absent_leaves_no_empty_frame() -> None:
    page = html.fromstring(episode_page(make_episode(), ""))
    assert page.xpath("//section/@class") == ["subscribe"]
    assert page.xpath("//nav") == []
    assert page.xpath("//*[@class='people' or contains(@class, 'files') or @role='search']") == []
    assert not any(len(element.text_content().strip()) == 0 for element in page.xpath("//h2|//p"))


def test_a_page_leads_to_those_before_and_after() -> None:
    older = make_episode(slug="zero", title="Zero", page="episodes/zero/index.html")
    page = html.fromstring(episode_page(make_episode(), previous=older))
    assert [(a.get("rel"), a.get("href")) for a in page.xpath("//nav/a")] == [
        ("prev", "../../episodes/zero/index.html")
    ]


def test_the_index_lists_every_episode_under_its_year() -> None:
    episodes = [
        make_episode(slug="two", title="Two", page="episodes/two/index.html"),
        make_episode(published=dt.datetime(2025, 12, 30, tzinfo=dt.UTC)),
    ]
    page = html.fromstring("".join(make_pages().index_page(episodes)))
    assert page.xpath("//h2/text()") == ["2026", "2025"]
    assert page.xpath("//ol[@class='episodes']//h3/a/@href") == [
        "episodes/two/index.html", "episodes/one/index.html",
    ]  # fmt: skip


def test_a_show_with_seasons_is_listed_by_them() -> None:
    episodes = [
        make_episode(title="Three", season=2, episode=1),
        make_episode(title="Two", season=1, season_name="The beginning", episode=1),
        make_episode(title="One", type="trailer"),
    ]
    page = html.fromstring("".join(make_pages().index_page(episodes)))
    assert page.xpath("//h2/text()") == ["Season 2", "The beginning", "2026"]
    assert [words_of(e) for e in page.xpath("//p[@class='facts']")][:2] == [
        "Episode 1 · 5 January 2026 · 1 h 2 min"
    ] * 2
    assert page.xpath("//nav[@class='jump']//a/@href") == ["#season-2", "#season-1", "#year-2026"]


def test_the_index_says_where_to_subscribe_and_to_help() -> None:
    pages = make_pages(
        subscribe=(SubscribeLink(name="Apple Podcasts", url="https://apple.example/1"),),
        funding=(Funding(url="https://coffee.example", text="A coffee"),),
    )
    page = html.fromstring("".join(pages.index_page([])))
    assert [(a.text, a.get("href")) for a in page.xpath("//header//ul//a")] == [
        ("RSS feed", "https://a.example/feed.xml"),
        ("Apple Podcasts", "https://apple.example/1"),
        ("A coffee", "https://coffee.example"),
    ]
    assert "No episode yet" in words_of(page)


def test_a_description_in_markdown_is_shown_as_such() -> None:
    about = "<p>A <strong>show</strong>.</p>"
    text = "".join(make_pages().index_page([], about_html=about))
    assert about in text
    assert html.fromstring(text).xpath("//meta[@name='description']/@content") == ["A show."]


def test_search_engines_are_told_what_the_page_is() -> None:
    episode = make_episode(season=1, episode=2, persons=(Person(name="Ada"),))
    page = html.fromstring(episode_page(episode, "<p>What it is.</p>"))
    (said,) = page.xpath("//script[@type='application/ld+json']/text()")
    table = json.loads(said)
    assert table["@type"] == "PodcastEpisode"
    assert (table["name"], table["description"]) == ("One", "What it is.")
    assert (table["datePublished"], table["duration"]) == ("2026-01-05T09:00:00Z", "PT3725S")
    assert table["associatedMedia"]["contentUrl"] == "https://a.example/one.mp3"
    assert table["partOfSeries"]["webFeed"] == "https://a.example/feed.xml"
    (said,) = html.fromstring("".join(make_pages().index_page([episode]))).xpath(
        "//script[@type='application/ld+json']/text()"
    )
    assert json.loads(said)["@type"] == "PodcastSeries"


EVIL = "\"><script>alert(1)</script></script><!--'{{ 7*7 }}"


def test_no_text_of_an_episode_becomes_markup() -> None:
    pages = make_pages(title=EVIL, description=EVIL, author=EVIL, copyright=EVIL)
    episode = make_episode(
        title=EVIL, description=EVIL, season=1, season_name=EVIL, episode_display=EVIL,
        persons=(Person(name=EVIL, url="https://a.example/" + EVIL),),
        chapters=(Chapter(start=0, title=EVIL),),
    )  # fmt: skip
    for text in (
        pages.episode_page(episode, EpisodeTexts(previous=episode)),
        "".join(pages.index_page([episode])),
    ):
        page = html.fromstring(text)
        assert [script for script in page.xpath("//script") if not script.get("src")] == [
            page.xpath("//script[@type='application/ld+json']")[0]
        ]
        assert json.loads(page.xpath("//script/text()")[0])["name"] == EVIL
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
    assert make_pages().digest() == make_pages().digest()


def test_a_page_speaks_the_language_of_its_show() -> None:
    text = make_pages(language="he-IL").episode_page(make_episode(), EpisodeTexts())
    assert '<html lang="he-IL" dir="rtl">' in text
    text = make_pages(language="de").episode_page(make_episode(), EpisodeTexts())
    assert "5. Januar 2026" in text


def test_a_users_template_takes_the_place_of_ours() -> None:
    pages = make_pages({"index.html": "{{ show.title }}: {{ episodes | length }}"})
    assert "".join(pages.index_page([make_episode()])) == "The Test: 1"
    assert "<audio" in pages.episode_page(make_episode(), EpisodeTexts())
    assert pages.digest() != make_pages().digest()


def test_a_users_block_extends_our_base() -> None:
    pages = make_pages(
        {
            "episode.html": '{% extends "base.html" %}{% block body %}<b>{{ episode.title }}</b>{% endblock %}'
        }
    )
    text = pages.episode_page(make_episode(title="A<B"), EpisodeTexts())
    assert "<b>A&lt;B</b>" in text
    assert "<footer>" in text


def test_fragments_are_the_parts_of_a_page_that_have_something_to_show() -> None:
    episode = make_episode(chapters=(Chapter(start=3, title="A<B"),))
    texts = EpisodeTexts(notes_html="<h1>N</h1>", transcript_html="<p>T</p>")
    found = make_pages().fragments(episode, texts)
    assert list(found) == list(FRAGMENTS)
    assert "<html" not in "".join(found.values())
    assert found["notes"].strip() == "<h3>N</h3>"
    assert "A&lt;B" in found["chapters"]
    assert list(make_pages().fragments(make_episode(), EpisodeTexts())) == ["player"]
    mine = make_pages({"player.html": "<b>{{ episode.title }}</b>"})
    assert mine.fragments(make_episode(), EpisodeTexts())["player"] == "<b>One</b>"


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
        make_pages({"episode.html": "\n" + template}).episode_page(make_episode(), EpisodeTexts())
    assert told.value.name == "episode.html"
    assert told.value.line in {2, None}


def test_a_fault_is_told_of_the_template_that_has_it() -> None:
    """Also of one that another includes, or whose macros it uses."""
    pages = make_pages({"notes.html": "one\ntwo\n{{ episode.nothing }}"})
    with pytest.raises(TemplateFaultError) as told:
        pages.episode_page(make_episode(), EpisodeTexts(notes_html="<p>x</p>"))
    assert (told.value.name, told.value.line) == ("notes.html", 3)


@pytest.mark.parametrize(
    ("templates", "at"),
    [
        ({"episode.html": "\n{% include 'episode.html' %}"}, ("episode.html", {2})),
        ({"episode.html": "\n{% extends 'episode.html' %}"}, ("episode.html", {2})),
        ({"notes.html": "\n\n{% include 'notes.html' %}"}, ("notes.html", {3})),
        ({"player.html": "\n{% include 'episode.html' %}"}, ("player.html", {2})),
        ({"base.html": "\n{% extends 'base.html' %}"}, ("base.html", {2})),
        ({"notes.html": "{% include 'a.html' %}", "a.html": "{% include 'notes.html' %}"},
         ("notes.html a.html", {1})),
    ],
)  # fmt: skip
def test_a_template_that_includes_or_extends_itself_is_told(
    templates: dict[str, str], at: tuple[str, set[int]]
) -> None:
    with pytest.raises(TemplateFaultError, match="includes or extends itself") as told:
        make_pages(templates).episode_page(make_episode(), EpisodeTexts(notes_html="<p>x</p>"))
    assert told.value.name in at[0].split()
    assert told.value.line in at[1]


def test_a_template_can_wrap_ours_of_the_same_name() -> None:
    pages = make_pages(
        {
            "notes.html": '<b>before</b>{% include "podcastkit/notes.html" %}<b>after</b>',
            "base.html": '{% extends "podcastkit/base.html" %}'
            '{% block scripts %}<script src="my.js"></script>{{ super() }}{% endblock %}',
            "episode.html": '{% extends "podcastkit/episode.html" %}'
            "{% block title %}My {{ super() }}{% endblock %}",
        }
    )
    text = pages.episode_page(make_episode(), EpisodeTexts(notes_html="<p>x</p>"))
    assert re.search(r"<b>before</b>\s*<p>x</p>\s*<b>after</b>", text)
    assert "<title>My One" in text
    assert text.count("<footer>") == 1
    assert list(pages.fragments(make_episode(), EpisodeTexts(notes_html="<p>x</p>"))) == [
        "player",
        "notes",
    ]


def test_what_is_wrong_around_a_template_of_ours_is_told_of_the_users() -> None:
    with pytest.raises(TemplateFaultError) as told:
        make_pages({"episode.html": '\n{% include "podcastkit/none.html" %}'}).episode_page(
            make_episode(), EpisodeTexts()
        )
    assert (told.value.name, told.value.line) == ("episode.html", 2)
    assert "podcastkit/none.html" in str(told.value)


def test_a_sound_of_unknown_length_has_no_length() -> None:
    audio = Audio(size=1, duration=None, exact=False, how="estimate", type="audio/mpeg")
    page = html.fromstring(episode_page(make_episode(audio=audio)))
    assert words_of(page.xpath("//p[@class='facts']")[0]) == "5 January 2026"
    assert page.xpath("//audio/@data-duration") == []


def test_the_script_and_the_stylesheet_are_small() -> None:
    files = make_pages().static_files()
    assert sorted(files) == ["podcastkit.css", "podcastkit.js", "search.js"]
    assert len(files["podcastkit.js"]) < 4 * 1024
    assert len(files["podcastkit.css"]) < 10 * 1024


def test_the_reference_page_of_templates_names_what_there_is() -> None:
    """Each name it gives is there, and each filter and template is on it."""
    page = (Path(__file__).parents[2] / "docs/reference/templates.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (`[^|]*`) \| (?:`?[\w.`, ]+ \| )?(.*) \|$", page, re.MULTILINE))
    said = {name for cell in rows for name in re.findall(r"`([\w.]+)`", cell)}
    environment = make_pages().environment
    ours = {"clock", "date", "day", "duration", "moment", "near", "plain", "time_fragment"}
    templates = {name for name in environment.list_templates() if "/" not in name}
    variables = {"root", "stylesheet", "direction", "notes", "transcript", "summary", "episodes",
                 "about", "show", "episode", "chapters", "has_turns", "previous", "next", "picture",
                 "pictures", "home", "parts_of_episodes", "words", "structured_data"}  # fmt: skip
    assert said == ours | templates | variables
    assert ours <= set(environment.filters)
    for name in re.findall(r"`([\w.]+)`", rows["`show`"]):
        assert hasattr(make_show(), name), name
    for name in re.findall(r"`([\w.]+)`", rows["`episode`"].partition(" (`start")[0]):
        value: Any = make_episode()
        for part in name.split("."):
            value = getattr(value, part)
