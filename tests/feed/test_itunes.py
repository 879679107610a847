"""Apple's tags: one small function each, from a show or an episode to data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from podcastkit.feed import itunes
from podcastkit.feed.elements import Tag
from podcastkit.model import Category, Owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from podcastkit.feed.elements import TagMaker
    from podcastkit.model import Audio, Episode, Show

NS = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def made(makers: Iterable[TagMaker[Any]], thing: Any) -> list[Tag]:
    """The tags with their namespace taken off, in document order."""
    found = []
    for make in makers:
        tags = make(thing)
        found += tags if isinstance(tags, list) else [tags] if tags else []
    return [bare(tag) for tag in found]


def bare(tag: Tag) -> Tag:
    assert tag.name.startswith(NS)
    return Tag(
        tag.name.removeprefix(NS), tag.text, tag.attributes, tuple(bare(c) for c in tag.children)
    )


def test_a_bare_show_says_explicit_and_type(make_show: Callable[..., Show]) -> None:
    assert made(itunes.SHOW_TAGS, make_show()) == [
        Tag("explicit", "false", {}),
        Tag("type", "episodic", {}),
    ]


def test_a_full_show_has_every_tag_in_document_order(make_show: Callable[..., Show]) -> None:
    show = make_show(
        author="Ada",
        subtitle="In short",
        owner=Owner(name="Ada", email="ada@example.org"),
        image="https://example.org/ü.jpeg?v=1",
        categories=(Category(name="Education", sub="How To"), Category(name="History")),
        explicit=True,
        type="serial",
        block=True,
        complete=True,
        new_feed_url="https://example.org/é.xml",
    )
    assert made(itunes.SHOW_TAGS, show) == [
        Tag("author", "Ada", {}),
        Tag("subtitle", "In short", {}),
        Tag("owner", "", {}, (Tag("name", "Ada", {}), Tag("email", "ada@example.org", {}))),
        Tag("image", "", {"href": "https://example.org/%C3%BC.jpeg?v=1"}),
        Tag("category", "", {"text": "Education"}, (Tag("category", "", {"text": "How To"}),)),
        Tag("category", "", {"text": "History"}),
        Tag("explicit", "true", {}),
        Tag("type", "serial", {}),
        Tag("block", "Yes", {}),
        Tag("complete", "Yes", {}),
        Tag("new-feed-url", "https://example.org/%C3%A9.xml", {}),
    ]


def test_an_owner_without_an_address_has_a_name_alone(make_show: Callable[..., Show]) -> None:
    owner = itunes.show_owner(make_show(owner=Owner(name="Ada")))
    assert bare(owner) == Tag("owner", "", {}, (Tag("name", "Ada", {}),))


def test_a_bare_episode_says_duration_and_type(make_episode: Callable[..., Episode]) -> None:
    assert made(itunes.EPISODE_TAGS, make_episode()) == [
        Tag("duration", "62", {}),
        Tag("episodeType", "full", {}),
    ]


def test_a_full_episode_has_every_tag_in_document_order(
    make_episode: Callable[..., Episode],
) -> None:
    episode = make_episode(
        itunes_title="Began",
        subtitle="How it\nbegan",
        image="https://example.org/1.png",
        explicit=True,
        season=1,
        episode=2,
        type="trailer",
        block=True,
    )
    assert made(itunes.EPISODE_TAGS, episode) == [
        Tag("title", "Began", {}),
        Tag("subtitle", "How it began", {}),
        Tag("duration", "62", {}),
        Tag("image", "", {"href": "https://example.org/1.png"}),
        Tag("explicit", "true", {}),
        Tag("season", "1", {}),
        Tag("episode", "2", {}),
        Tag("episodeType", "trailer", {}),
        Tag("block", "Yes", {}),
    ]


@pytest.mark.parametrize(
    ("duration", "expected"),
    [(0.0, 1), (0.2, 1), (1.49, 1), (1.5, 2), (2.5, 3), (61.499, 61), (3599.5, 3600)],
)
def test_durations_are_whole_seconds_half_up_and_at_least_one(
    duration: float, expected: int
) -> None:
    assert itunes.whole_seconds(duration) == expected


def test_an_unknown_duration_is_left_out(
    make_episode: Callable[..., Episode], make_audio: Callable[..., Audio]
) -> None:
    assert itunes.episode_duration(make_episode(audio=make_audio(duration=None))) is None


@pytest.mark.parametrize("number", [None, 0, -1])
def test_only_numbers_above_zero_are_written(
    make_episode: Callable[..., Episode], number: int | None
) -> None:
    episode = make_episode(season=number, episode=number)
    assert itunes.episode_season(episode) is None
    assert itunes.episode_number(episode) is None


@pytest.mark.parametrize("blank", ["", "  ", "\x0b", "\n"])
def test_blank_texts_make_no_tag(
    make_show: Callable[..., Show], make_episode: Callable[..., Episode], blank: str
) -> None:
    assert itunes.show_author(make_show(author=blank)) is None
    assert itunes.episode_subtitle(make_episode(subtitle=blank)) is None
