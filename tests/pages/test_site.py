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
from podcastkit.model import (
    Audio,
    Chapter,
    EpisodePodcasting,
    Funding,
    License,
    Location,
    Person,
    ShowPodcasting,
    SubscribeLink,
    Transcript,
)
from podcastkit.pages.site import FRAGMENTS, EpisodeTexts
from podcastkit.podcasting.terms import license_url
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
        make_episode(published=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), day=dt.date(2025, 12, 31)),
    ]
    page = html.fromstring("".join(make_pages().index_page(episodes)))
    assert page.xpath("//h2/text()") == ["2026", "2025"]
    assert page.xpath("//time[1]/text()") == ["5 January 2026", "31 December 2025"]
    assert page.xpath("//time[1]/@datetime")[1] == "2026-01-01T00:00:00Z"
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
        ("Apple Podcasts", "https://apple.example/1"),
        ("RSS feed", "https://a.example/feed.xml"),
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


def said_by(page: Any) -> dict[str, Any]:
    """What a page tells search engines."""
    (said,) = page.xpath("//script[@type='application/ld+json']/text()")
    table: dict[str, Any] = json.loads(said)
    return table


GRAZ = Location(name="Graz", geo="geo:47.07,15.44;u=20", osm="R34719#2", country="AT")
STUDIO = Location(name="Studio 5", rel="creator")


def test_licence_and_places_of_the_show_stand_on_all_of_its_pages() -> None:
    pages = make_pages(
        license=License(name="CC BY 4.0"), podcasting=ShowPodcasting(locations=(STUDIO, GRAZ))
    )
    for text in (
        pages.episode_page(make_episode(), EpisodeTexts()),
        "".join(pages.index_page([])),
    ):
        page = html.fromstring(text)
        assert "Place: Graz Made in: Studio 5" in words_of(page)
        assert "Licence: CC BY 4.0" in words_of(page.xpath("//footer")[0])
        assert page.xpath("//a[contains(@rel, 'license')]/@href") == [
            "https://creativecommons.org/licenses/by/4.0/"
        ]
        assert page.xpath("//a[text()='Graz']/@href") == [
            "https://www.openstreetmap.org/relation/34719"
        ]
        said = said_by(page)
        assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert said["locationCreated"] == [{"@type": "Place", "name": "Studio 5"}]
        assert said["contentLocation"] == [
            {
                "@type": "Place",
                "name": "Graz",
                "address": {"@type": "PostalAddress", "addressCountry": "AT"},
                "geo": {"@type": "GeoCoordinates", "latitude": "47.07", "longitude": "15.44"},
                "hasMap": "https://www.openstreetmap.org/relation/34719",
            }
        ]


def test_an_episodes_own_licence_places_and_support_take_the_place_of_the_shows() -> None:
    pages = make_pages(
        license=License(name="CC BY 4.0"), podcasting=ShowPodcasting(locations=(GRAZ,)),
        funding=(Funding(url="https://b.example/show", text="The show"),),
    )  # fmt: skip
    group = EpisodePodcasting(
        locations=(Location(name="Linz"),),
        funding=(Funding(url="https://b.example/this", text="This one"),),
    )
    episode = make_episode(license=License(name="Ask me"), podcasting=group)
    page = html.fromstring(pages.episode_page(episode, EpisodeTexts()))
    text = words_of(page)
    assert "Place: Linz" in text
    assert "Graz" not in text
    assert "Licence: Ask me" in text
    assert page.xpath("//a[contains(@rel, 'license')]") == []
    assert page.xpath("//section[@class='subscribe']//a/@href")[1:] == ["https://b.example/this"]
    assert said_by(page)["license"] == {"@type": "CreativeWork", "name": "Ask me"}
    assert said_by(page)["contentLocation"] == [{"@type": "Place", "name": "Linz"}]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("cc-by-nc-sa-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC BY-ND 2.5", "https://creativecommons.org/licenses/by-nd/2.5/"),
        ("cc-by-3.0-us", "https://creativecommons.org/licenses/by/3.0/us/"),
        ("cc-by-nc-nd-1.0", "https://creativecommons.org/licenses/by-nd-nc/1.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("cc-by-4.0-us", None), ("cc-by-3.7", None), ("mit", None), ("All rights reserved", None),
    ],
)  # fmt: skip
def test_licences_of_creative_commons_have_an_address(name: str, address: str | None) -> None:
    assert license_url(name) == address


EVIL = "\"><script>alert(1)</script></script><!--'{{ 7*7 }}"


def test_no_text_of_an_episode_becomes_markup() -> None:
    pages = make_pages(
        title=EVIL, description=EVIL, author=EVIL, copyright=EVIL,
        license=License(name=EVIL, url="https://a.example/" + EVIL),
        podcasting=ShowPodcasting(locations=(Location(name=EVIL, osm="N1"),)),
    )  # fmt: skip
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
    assert found["notes"].split() == ["<div", 'class="podcastkit-notes">', "<h3>N</h3>", "</div>"]
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


def in_language(language: str) -> str:
    return make_pages(language=language).episode_page(
        make_episode(), EpisodeTexts(notes_html="<p>N</p>")
    )


def test_words_of_another_language_than_the_shows_say_so() -> None:
    page = html.fromstring(in_language("ko"))
    assert page.get("lang") == "ko"
    assert [one.get("lang") for one in page.xpath("//h2 | //a[@class='skip']")] == ["en"] * 3
    assert html.fromstring(in_language("de")).xpath("//h2/@lang") == []


def test_a_language_with_an_underscore_is_written_as_browsers_read_it() -> None:
    assert html.fromstring(in_language("pt_BR")).get("lang") == "pt-BR"


def test_a_transcript_in_another_language_says_so() -> None:
    page = html.fromstring(
        episode_page(make_episode(), transcript_html="<p>שלום</p>", transcript_language="he")
    )
    (box,) = page.xpath("//div[@class='podcastkit-transcript']")
    assert (box.get("lang"), box.get("dir")) == ("he", "rtl")


def test_a_transcript_file_is_called_by_its_type() -> None:
    files = [
        Transcript(url="https://b.example/12.vtt?token=a.b", type="text/vtt"),
        Transcript(url="https://b.example/12", type="application/x-subrip"),
        Transcript(url="https://b.example/text", type="text/plain"),
    ]
    page = html.fromstring(episode_page(make_episode(transcripts=tuple(files))))
    assert page.xpath("//ul[@class='links files']//a/text()") == ["VTT", "SRT", "TXT"]


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
    assert re.search(r"<b>before</b><div[^>]*>\s*<p>x</p>\s*</div>\s*<b>after</b>", text)
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


def test_scripts_and_stylesheets_are_small() -> None:
    files = make_pages().static_files(fragments=True)
    assert {
        name: len(data) <= limit for name, data in files.items() for limit in [LIMITS[name]]
    } == (dict.fromkeys(LIMITS, True))


def test_the_player_and_what_follows_it_are_one_small_script_in_two() -> None:
    files = make_pages().static_files()
    assert len(files["podcastkit.js"]) + len(files["transcript.js"]) < 4_096


LIMITS = {
    "podcastkit.css": 9_890, "podcastkit-fragments.css": 3_000, "podcastkit.js": 2_000,
    "transcript.js": 3_000, "search.js": 4_096, "icon.svg": 400,
}  # fmt: skip
"""In bytes; below 10,000 with the accent of a cover (``podcastkit.pages.look``)."""


def test_pages_and_fragments_get_what_they_need_and_no_more() -> None:
    pages = make_pages()
    assert sorted(pages.static_files(icon=False)) == [
        "podcastkit.css", "podcastkit.js", "search.js", "transcript.js",
    ]  # fmt: skip
    assert sorted(pages.static_files(pages=False, fragments=True)) == [
        "podcastkit-fragments.css", "podcastkit.js", "transcript.js",
    ]  # fmt: skip
    assert sorted(pages.static_files(fragments=True)) == sorted(LIMITS)


def test_every_page_has_an_icon() -> None:
    """Browsers would ask for one that is not there, and log it as an error."""
    page = html.fromstring(episode_page(make_episode()))
    assert page.xpath("//link[@rel='icon']/@href") == ["../../icon.svg"]


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
                 "pictures", "home", "parts_of_episodes", "words", "structured_data",
                 "licence", "places", "funding", "portraits", "language", "ours",
                 "transcript_language", "transcript_direction"}  # fmt: skip
    assert said == ours | templates | variables
    assert ours <= set(environment.filters)
    for name in re.findall(r"`([\w.]+)`", rows["`show`"]):
        assert hasattr(make_show(), name), name
    for name in re.findall(r"`([\w.]+)`", rows["`episode`"].partition(" (`start")[0]):
        value: Any = make_episode()
        for part in name.split("."):
            value = getattr(value, part)
