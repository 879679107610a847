"""The precedence rules: files, lock and sound to an episode."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from podcastkit import addresses, resolve
from podcastkit.model import Audio, BodyPlace, Chapter, Person
from podcastkit.project import (
    AudioSettings,
    ContentSettings,
    OutputSettings,
    Project,
    ShowSettings,
    ValidateSettings,
)
from podcastkit.source import AudioPlace, Moment, Source
from podcastkit.timed.chapter_choice import Origin, chosen

DAY = dt.date(2026, 3, 29)
UTC = dt.timedelta()


def source(**given: Any) -> Source:
    return Source(
        **{
            "path": "episodes/a.md",
            "slug": "a",
            "page": "episodes/a/",
            "audio": AudioPlace(
                written="https://cdn.example/a.mp3", url="https://cdn.example/a.mp3"
            ),
            "body": BodyPlace(path="episodes/a.md", digest="", notes=(0, 0)),
            "title": "A",
            "moment": None,
            "name_moment": None,
            "notes_are_empty": True,
            **given,
        }
    )


def content(zone: str = "UTC", time: dt.time = dt.time()) -> ContentSettings:
    return ContentSettings(timezone=zone, publish_time=time, data={})


def project(**audio: Any) -> Project:
    show = ShowSettings(
        title="T", description="D", link="https://a.example/", feed_url="https://a.example/f.xml",
        language="en", persons=(Person(name="Ada"),),
    )  # fmt: skip
    return Project(
        path="podcast.toml", show=show, content=content(), fields={}, person_fields={},
        mapped=frozenset(), audio=AudioSettings(**audio),
        output=OutputSettings(url="https://a.example/out/"), validate=ValidateSettings(ignore={}),
    )  # fmt: skip


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc]


def test_the_guid_of_the_show_is_the_one_the_namespace_gives_as_its_example() -> None:
    expected = "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert resolve.show_guid(None, None, "https://podnews.net/rss") == expected
    assert resolve.show_guid(None, None, "http://podnews.net/rss/") == expected


def test_the_guid_of_the_show_never_changes_with_its_feed_url() -> None:
    locked = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert resolve.show_guid(None, locked, "https://new.example/feed.xml") == locked


def test_an_episodes_guid_is_as_written_then_as_locked_then_derived() -> None:
    show = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert resolve.episode_guid(" written ", "locked", show, "a") == " written "
    assert resolve.episode_guid(None, "locked", show, "a") == "locked"
    derived = resolve.episode_guid(None, None, show, "a")
    assert derived == resolve.episode_guid(None, None, show, "a")
    assert derived != resolve.episode_guid(None, None, show, "b")


def test_a_written_time_beats_the_lock() -> None:
    moment = Moment(date=DAY, time=dt.time(9), offset=UTC)
    found = resolve.publication_date(source(moment=moment), utc(2026, 3, 29, 12), content())
    assert found == utc(2026, 3, 29, 9)


def test_the_lock_tells_the_hour_of_a_day_within_36_hours() -> None:
    moment = Moment(date=DAY)
    near, far = utc(2026, 3, 30, 11), utc(2026, 3, 31, 0)
    assert resolve.publication_date(source(name_moment=moment), near, content()) == near
    assert resolve.publication_date(source(name_moment=moment), far, content()) == utc(2026, 3, 29)


def test_a_day_alone_is_at_publish_time_in_the_shows_zone() -> None:
    found = resolve.publication_date(
        source(name_moment=Moment(date=dt.date(2026, 1, 5))), None,
        content("Europe/Berlin", dt.time(6, 30)),
    )  # fmt: skip
    assert found == utc(2026, 1, 5, 5, 30)


def test_a_time_in_the_gap_when_clocks_go_forward_moves_on_by_the_gap() -> None:
    moment = Moment(date=DAY, time=dt.time(2, 30))
    found = resolve.publication_date(source(moment=moment), None, content("Europe/Berlin"))
    assert found == utc(2026, 3, 29, 1, 30)  # 03:30 in Berlin


def test_a_time_that_comes_twice_is_the_first() -> None:
    moment = Moment(date=dt.date(2026, 10, 25), time=dt.time(2, 30))
    found = resolve.publication_date(source(moment=moment), None, content("Europe/Berlin"))
    assert found == utc(2026, 10, 25, 0, 30)


def test_nothing_says_a_date() -> None:
    assert resolve.publication_date(source(), utc(2026, 1, 1), content()) is None


@pytest.mark.parametrize(
    ("place", "settings", "expected"),
    [
        (AudioPlace(written="u", url="https://cdn.example/x.mp3"), {}, "https://cdn.example/x.mp3"),
        (AudioPlace(written="x", path="s/a b.mp3"), {"url": "https://cdn.example/s"},
         "https://cdn.example/s/a%20b.mp3"),
        (AudioPlace(written="x", path="s/a.mp3"), {"copy": True, "url": "https://cdn.example/"},
         "https://a.example/out/episodes/a/a.mp3"),
        (AudioPlace(written="x", path="s/a.mp3"), {}, None),
    ],
)  # fmt: skip
def test_where_the_sound_is_served(
    place: AudioPlace, settings: dict[str, Any], expected: str | None
) -> None:
    link = "https://a.example/episodes/a/"
    assert addresses.enclosure_url(source(audio=place), project(**settings), link) == expected


def test_a_page_that_is_written_here_is_where_all_that_is_written_is_served() -> None:
    ours, theirs = project(), project()
    theirs = replace(theirs, output=replace(theirs.output, pages=False))
    ours = replace(ours, output=replace(ours.output, pages=True))
    assert addresses.page_link(source(), ours) == "https://a.example/out/episodes/a/"
    assert addresses.page_link(source(), theirs) == "https://a.example/episodes/a/"
    written = source(link="https://b.example/x")
    assert addresses.page_link(written, ours) == "https://b.example/x"


def test_the_day_is_the_one_that_the_author_wrote() -> None:
    late = Moment(date=DAY, time=dt.time(20, 0), offset=dt.timedelta(hours=-8))
    assert resolve.said_day(source(moment=late)) == DAY
    assert resolve.publication_date(source(moment=late), None, content()) == utc(2026, 3, 30, 4)
    assert resolve.said_day(source()) is None


def test_guests_alone_do_not_hide_the_hosts() -> None:
    host, guest = Person(name="Ada"), Person(name="Bo", role="guest")
    assert resolve.persons(source(persons=(guest,)), (host,)) == (host, guest)
    other = Person(name="Cy")
    assert resolve.persons(source(persons=(guest, other)), (host,)) == (guest, other)
    assert resolve.persons(source(), (host,)) == ()


def test_chapters_behind_the_end_are_left_out_and_the_rest_is_in_order() -> None:
    chapters = (
        Chapter(start=5, title="B"),
        Chapter(start=0, title="A"),
        Chapter(start=9, title="C"),
    )
    found = chosen(explicit=chapters, duration=8.5)
    assert found.chapters == (chapters[1], chapters[0])
    assert found.left_out == ((Origin.WRITTEN, chapters[2]),)
    assert len(chosen(explicit=chapters, duration=None).chapters) == 3


A, B, C, D = (Chapter(start=0, title=name) for name in "ABCD")
LATE = Chapter(start=99, title="late")


@pytest.mark.parametrize(
    ("explicit", "audio", "headings", "notes", "chapters", "origin"),
    [
        ((A,), (B,), (C,), (D,), (A,), Origin.WRITTEN),
        (None, (B,), (C,), (D,), (B,), Origin.AUDIO),
        (None, (), (C,), (D,), (C,), Origin.HEADINGS),
        (None, (), (), (D,), (D,), Origin.NOTES),
        (None, (), (), (), (), None),
        # An empty list is the author's word, too.
        ((), (B,), (C,), (D,), (), None),
        # What has nothing within the sound does not hide what has.
        (None, (LATE,), (), (D, LATE), (D,), Origin.NOTES),
        # What was written by hand is not replaced, though none of it can be reached.
        ((LATE,), (B,), (), (), (), None),
    ],
)
def test_chapters_come_from_the_first_that_has_some(
    explicit: tuple[Chapter, ...] | None,
    audio: tuple[Chapter, ...],
    headings: tuple[Chapter, ...],
    notes: tuple[Chapter, ...],
    chapters: tuple[Chapter, ...],
    origin: Origin | None,
) -> None:
    found = chosen(explicit=explicit, audio=audio, headings=headings, notes=notes, duration=10.0)
    assert (found.chapters, found.origin) == (chapters, origin)


@pytest.mark.parametrize(
    ("written", "absolute"),
    [
        ("pic one.jpg", "https://example.org/e/1/pic one.jpg"),
        ("/a.png", "https://example.org/a.png"),
        ("#more", "https://example.org/e/1/#more"),
        ("https://b.example/?", "https://b.example/?"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("http://[", None),
    ],
)
def test_links_and_pictures_of_chapters_are_web_addresses(
    written: str, absolute: str | None
) -> None:
    """Relative ones count from the episode's page; what a player must not open is left out."""
    chapter = Chapter(start=0, title="A", url=written, image=written)
    found = resolve.with_addresses(chapter, "https://example.org/e/1/")
    assert (found.url, found.image) == (absolute, absolute)


def test_the_authors_figures_stand_in_only_with_a_size() -> None:
    assert resolve.audio_as_written(source(duration=60.0)) is None
    found = resolve.audio_as_written(source(size=1000, duration=60.0))
    assert found == Audio(
        size=1000, duration=60.0, exact=False, how="front matter", type="audio/mpeg"
    )
