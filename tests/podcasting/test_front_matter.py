"""The podcast namespace in front matter: forms that people type, places of what is bad, sites."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from podcastkit.jobs.load import load
from podcastkit.model import (
    Chat,
    ContentLink,
    EpisodePodcasting,
    Funding,
    Location,
    Picture,
    Social,
    Soundbite,
    Txt,
)
from podcastkit.podcasting.episode import EPISODE_KEYS
from podcastkit.podcasting.keys import EPISODE_NAMES
from tests.projects import TOML, Project

NS = "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture
def read(project: Project) -> Callable[[str], tuple[EpisodePodcasting | None, list[Any]]]:
    """The group of an episode with these keys, and what is wrong."""

    def reading(keys: str) -> tuple[EpisodePodcasting | None, list[Any]]:
        project.episode(1, extra=keys + "\n")
        loaded = load(project.root / "podcast.toml")
        assert len(loaded.sources) == 1
        return loaded.sources[0].podcasting, list(loaded.problems)

    return reading


def test_an_episode_that_says_nothing_of_it_has_no_group(read: Any) -> None:
    assert read('subtitle = "A"\nlocation = ""\nsoundbites = []\ntxt = [""]') == (None, [])


@pytest.mark.parametrize(
    ("keys", "field", "wanted"),
    [
        ('location = "Rome"', "locations", (Location(name="Rome"),)),
        (
            'location = ["Rome", { name = "Oslo", rel = "Creator", geo = "59.9, 10.7" }]',
            "locations",
            (Location(name="Rome"), Location(name="Oslo", rel="creator", geo="geo:59.9,10.7")),
        ),
        ("txt = 3", "txt", (Txt(text="3"),)),
        (
            'images = ["https://a.example/a.jpg"]',
            "images",
            (Picture(url="https://a.example/a.jpg"),),
        ),
        (
            'soundbites = { start = "1:02:03.5", duration = "PT1M" }',
            "soundbites",
            (Soundbite(start=3723.5, duration=60.0),),
        ),
        (
            "soundbites = [{ startTime = 00:01:02, end = 80.25 }]",
            "soundbites",
            (Soundbite(start=62.0, duration=18.25),),
        ),
        ("social_interact = false", "social_interact", (Social(protocol="disabled"),)),
        ('social_interact = "Disabled"', "social_interact", (Social(protocol="disabled"),)),
        (
            'social_interact = ["https://x.com/ada/1", "at://ada/1", "nostr:note1"]',
            "social_interact",
            (
                Social(protocol="twitter", uri="https://x.com/ada/1"),
                Social(protocol="atproto", uri="at://ada/1"),
                Social(protocol="nostr", uri="nostr:note1"),
            ),
        ),
        (
            'chat = [{ server = "a.example", protocol = "IRC" }, { server = "b", protocol = "c" }]',
            "chat",
            Chat(server="a.example", protocol="irc"),
        ),
        (
            'content_links = "https://video.example/1"',
            "content_links",
            (ContentLink(url="https://video.example/1", text="video.example"),),
        ),
        (
            'funding = { url = "https://a.example", text = "Give" }',
            "funding",
            (Funding(url="https://a.example", text="Give"),),
        ),
    ],
)
def test_forms_that_people_type(read: Any, keys: str, field: str, wanted: Any) -> None:
    group, problems = read(keys)
    assert problems == []
    assert group == EpisodePodcasting(**{field: wanted})


@pytest.mark.parametrize(
    ("keys", "key", "words"),
    [
        ('location = { name = "Rome", geo = "here" }', ("location", "geo"), "latitude"),
        ("location = true", ("location",), "should be a text"),
        ('location = ["Rome", { osm = "R1" }]', ("location", 1), "without name"),
        ('soundbites = [{ start = 1, duration = 20 }, { start = "soon", duration = 2 }]',
         ("soundbites", 1, "start"), "should be a duration"),
        ("soundbites = [{ start = 20, end = 10 }]", ("soundbites", 0, "end"), "not after the start"),
        ('images = "wide.jpg"', ("images",), "should begin with https://"),
        ('images = { url = "https://a.example/a.jpg", aspect_ratio = "16:9" }',
         ("images", "aspect_ratio"), "right form"),
        ('alternate_enclosures = [{ url = "https://a.example/a.opus" }]',
         ("alternate_enclosures", 0), "without type"),
        ('alternate_enclosures = [{ type = "audio/opus", sources = ["https://a.example/1", "two"] }]',
         ("alternate_enclosures", 0, "sources", 1), "should be an address"),
        ('value = { recipients = [{ address = "02", split = 1 }], time_splits = [{ start = 1, duration = 2 }] }',
         ("value", "time_splits", 0), "either remote or recipients"),
        ('value = { recipients = [{ address = "02", split = "half" }] }',
         ("value", "recipients", 0, "split"), "whole number"),
        ('social_interact = "somewhere"', ("social_interact",), "should be an address"),
        ('chat = "irc.a.example"', ("chat",), "should be a table"),
        ('content_links = "https://ada:pw@a.example/"', ("content_links",), "password"),
    ],
)  # fmt: skip
def test_what_is_bad_is_told_at_its_place(read: Any, keys: str, key: Any, words: str) -> None:
    _, problems = read(keys)
    assert [(problem.code, problem.key) for problem in problems] == [("PK005", key)]
    assert words in problems[0].message
    assert problems[0].message.startswith(".".join(map(str, key)))


def test_the_good_ones_of_a_list_stay(read: Any) -> None:
    group, problems = read('location = ["Rome", { name = "" }, "Oslo"]')
    assert [place.name for place in group.locations] == ["Rome", "Oslo"]
    assert len(problems) == 1


def test_a_finding_has_the_line_of_the_bad_part(project: Project) -> None:
    path = project.episode(
        1, extra='soundbites = [\n  { start = 1, duration = 20 },\n  { start = "x" },\n]\n'
    )
    findings = project.run("validate", "--json").json["findings"]
    (finding,) = [found for found in findings if found["code"] == "PK005"]
    assert (finding["path"], finding["line"]) == (path, 6)


@pytest.mark.parametrize(("preset", "table"), [("zola", "extra"), ("hugo", "params")])
def test_keys_may_stand_in_the_generators_table(project: Project, preset: str, table: str) -> None:
    project.write("podcast.toml", f'{TOML}[content]\npreset = "{preset}"\n')
    project.write(
        "content/podcast/one.md",
        f'+++\ntitle = "A"\ndate = 2026-01-05\n[{table}]\nepisode_url = "https://cdn.example/1.mp3"\n'
        'location = "Rome"\nvalue = { recipients = [{ address = "a@b.example", split = 1 }] }\n'
        'images = ["/static/preview.jpg"]\n+++\nNotes.\n',
    )
    loaded = load(project.root / "podcast.toml")
    (source,) = loaded.sources
    assert source.podcasting is not None
    assert source.podcasting.locations == (Location(name="Rome"),)
    assert source.podcasting.value[0].recipients[0].type == "lnaddress"
    assert source.podcasting.images == ()
    told = [(problem.code, problem.key) for problem in loaded.problems]
    # Met by chance it is no error; Hugo has a key of that name.
    assert told == ([("PK008", ("extra", "images", 0))] if preset == "zola" else [])


def test_fields_say_where_a_site_keeps_them(project: Project) -> None:
    project.write("podcast.toml", f'{TOML}[fields]\nlocation = ["place", "where.{{0}}", "city"]\nsoundbites = "clips"\n')  # fmt: skip
    project.episode(1, extra='place = "Rome"\ncity = { title = "Oslo" }\nclips = [{ start = 1, duration = 20 }]\n')  # fmt: skip
    loaded = load(project.root / "podcast.toml")
    group = loaded.sources[0].podcasting
    assert group is not None
    assert group.locations == (Location(name="Rome"),)
    assert group.soundbites == (Soundbite(start=1.0, duration=20.0),)
    assert [(p.code, p.key) for p in loaded.problems] == [("PK005", ("city",))]


def live(project: Project) -> list[Any]:
    feed = etree.fromstring(project.read("feed/feed.xml").encode())
    return list(feed.find("channel").findall(NS + "liveItem"))


def test_a_live_item_keeps_its_guid_while_its_status_changes(project: Project) -> None:
    stream = (
        '\n[[show.live_items]]\ntitle = "A"\nstatus = "pending"\nstart = 2026-03-04T20:00:00Z\n'
        'url = "https://s.example/a.mp3"\nlink = "https://a.example/live"\n'
    )
    project.write("podcast.toml", TOML + stream)
    project.episode(1)
    assert project.feed().exit == 0
    (first,) = live(project)
    page = (project.root / "feed/episodes/number-1/index.html").stat().st_mtime_ns
    project.write("podcast.toml", TOML + stream.replace("pending", "live"))
    ran = project.feed()
    assert ran.json["written"] == ["feed/feed.xml"]
    assert (project.root / "feed/episodes/number-1/index.html").stat().st_mtime_ns == page
    (second,) = live(project)
    assert (first.get("status"), second.get("status")) == ("pending", "live")
    assert first.findtext("guid") == second.findtext("guid")
    project.write("podcast.toml", TOML + stream.replace("20:00", "21:00"))
    assert project.feed().exit == 0
    assert live(project)[0].findtext("guid") != first.findtext("guid")


def test_changed_tags_of_an_episode_change_the_feed(project: Project) -> None:
    """A cached build equals a clean one for these keys, too."""
    project.episode(1, extra='location = "Rome"\n')
    project.feed()
    project.episode(1, extra='location = "Oslo"\n')
    assert project.feed().json["written"] == [
        "feed/episodes/number-1/index.html",
        "feed/feed.xml",
    ]
    assert ">Oslo</podcast:location>" in project.read("feed/feed.xml")


def test_the_keys_that_bring_in_the_readers_are_those_that_they_read() -> None:
    assert set(EPISODE_NAMES) == set(EPISODE_KEYS)
