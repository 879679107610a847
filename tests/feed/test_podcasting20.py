"""The podcast namespace: one small function each, from a show or an episode to data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from podcastkit.feed import podcasting20
from podcastkit.feed.elements import Tag
from podcastkit.model import (
    AlternateEnclosure,
    EpisodePodcasting,
    Funding,
    License,
    MediaSource,
    Owner,
    Person,
    Transcript,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from podcastkit.feed.elements import TagMaker
    from podcastkit.model import Episode, Show

NS = "{https://podcastindex.org/namespace/1.0}"


def made(makers: Iterable[TagMaker[Any]], thing: Any) -> list[Tag]:
    """The tags with their namespace taken off, in document order."""
    found = []
    for make in makers:
        tags = make(thing)
        found += tags if isinstance(tags, list) else [tags] if tags else []
    assert all(tag.name.startswith(NS) and not tag.children for tag in found)
    return [tag._replace(name=tag.name.removeprefix(NS)) for tag in found]


def test_a_bare_show_has_its_guid_alone(make_show: Callable[..., Show]) -> None:
    show = make_show()
    assert made(podcasting20.SHOW_TAGS, show) == [Tag("guid", show.guid, {})]


def test_a_full_show_has_every_tag_in_document_order(make_show: Callable[..., Show]) -> None:
    show = make_show(
        locked=True,
        owner=Owner(name="Ada", email="ada@example.org"),
        medium="music",
        license=License(name="CC-BY-4.0"),
        funding=(
            Funding(url="https://example.org/é", text="Support us"),
            Funding(url="https://example.org/join", text="Join"),
        ),
        persons=(
            Person(name="Ada"),
            Person(
                name="Grace",
                role="Cover Art Designer",
                group="Visuals",
                url="https://example.org/grace",
                image="https://example.org/ü.png",
            ),
        ),
    )
    assert made(podcasting20.SHOW_TAGS, show) == [
        Tag("guid", show.guid, {}),
        Tag("locked", "yes", {"owner": "ada@example.org"}),
        Tag("medium", "music", {}),
        Tag("license", "cc-by-4.0", {}),
        Tag("funding", "Support us", {"url": "https://example.org/%C3%A9"}),
        Tag("funding", "Join", {"url": "https://example.org/join"}),
        Tag("person", "Ada", {"role": "host", "group": "cast"}),
        Tag(
            "person",
            "Grace",
            {
                "role": "cover art designer",
                "group": "visuals",
                "href": "https://example.org/grace",
                "img": "https://example.org/%C3%BC.png",
            },
        ),
    ]


def test_locked_says_no_and_names_nobody_without_an_address(make_show: Callable[..., Show]) -> None:
    tag = podcasting20.show_locked(make_show(locked=False, owner=Owner(name="Ada")))
    assert (tag.text, tag.attributes) == ("no", {})


def test_a_license_of_its_own_keeps_its_name_and_has_a_url(make_show: Callable[..., Show]) -> None:
    own = License(name="Our-License-v1", url="https://example.org/license")
    tag = podcasting20.show_license(make_show(license=own))
    assert (tag.text, tag.attributes) == ("Our-License-v1", {"url": "https://example.org/license"})


def test_a_bare_episode_has_no_tag(make_episode: Callable[..., Episode]) -> None:
    assert made(podcasting20.EPISODE_TAGS, make_episode()) == []


def test_a_full_episode_has_every_tag_in_document_order(
    make_episode: Callable[..., Episode],
) -> None:
    episode = make_episode(
        season=3,
        season_name="Egypt: the 19th century",
        episode=204,
        episode_display="Ch. 3",
        license=License(name="CC0-1.0"),
        persons=(Person(name="Grace", role="Guest"),),
        transcripts=(
            Transcript(url="https://e.org/t.vtt", type="text/vtt", language="es", rel="captions"),
            Transcript(url="https://e.org/t.html", type="text/html"),
        ),
        chapters_url="https://e.org/chapters.json",
    )
    assert made(podcasting20.EPISODE_TAGS, episode) == [
        Tag("season", "3", {"name": "Egypt: the 19th century"}),
        Tag("episode", "204", {"display": "Ch. 3"}),
        Tag("license", "cc0-1.0", {}),
        Tag("person", "Grace", {"role": "guest", "group": "cast"}),
        Tag(
            "transcript",
            "",
            {
                "url": "https://e.org/t.vtt",
                "type": "text/vtt",
                "language": "es",
                "rel": "captions",
            },
        ),
        Tag("transcript", "", {"url": "https://e.org/t.html", "type": "text/html"}),
        Tag(
            "chapters",
            "",
            {"url": "https://e.org/chapters.json", "type": "application/json+chapters"},
        ),
    ]


@pytest.mark.parametrize("number", [None, 0, -1])
def test_a_name_without_a_number_above_zero_is_not_written(
    make_episode: Callable[..., Episode], number: int | None
) -> None:
    episode = make_episode(season=number, season_name="S", episode=number, episode_display="E")
    assert made(podcasting20.EPISODE_TAGS, episode) == []


def test_a_person_without_a_name_is_nobody(make_show: Callable[..., Show]) -> None:
    assert podcasting20.show_persons(make_show(persons=(Person(name=" "),))) == []


def test_a_whole_number_keeps_all_of_its_digits(make_episode: Callable[..., Episode]) -> None:
    form = AlternateEnclosure(
        type="video/mp4", sources=(MediaSource(uri="ipfs://Qm1"),), length=2**63 - 1
    )
    group = EpisodePodcasting(alternate_enclosures=(form,))
    tags = podcasting20.episode_group(make_episode(podcasting=group))
    assert tags is not None
    assert [tag.attributes["length"] for tag in tags] == ["9223372036854775807"]
