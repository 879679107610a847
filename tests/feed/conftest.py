"""Shows and episodes to write, and the two independent readers that read them back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import feedparser
import podcastparser
import pytest

from podcastkit.model import Audio, BodyPlace, Episode, Show

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Readings:
    """What feedparser and podcastparser made of the same bytes."""

    feedparser: Any
    podcastparser: dict[str, Any]

    @property
    def entry(self) -> Any:
        return self.feedparser.entries[0]

    @property
    def episode(self) -> dict[str, Any]:
        found: dict[str, Any] = self.podcastparser["episodes"][0]
        return found


def _show(**changes: Any) -> Show:
    facts: dict[str, Any] = {
        "title": "The Feed Bench",
        "description": "A show about feeds.",
        "link": "https://example.org",
        "feed_url": "https://example.org/feed.xml",
        "language": "en",
        "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
    }
    return Show(**(facts | changes))


def _audio(**changes: Any) -> Audio:
    facts: dict[str, Any] = {
        "size": 1_234_567,
        "duration": 61.5,
        "exact": True,
        "how": "mutagen",
        "type": "audio/mpeg",
    }
    return Audio(**(facts | changes))


def _episode(**changes: Any) -> Episode:
    facts: dict[str, Any] = {
        "slug": "first",
        "source": "episodes/first.md",
        "title": "The first one",
        "guid": "1c0bf1d3-7d9c-5b9e-8f0f-5b7b3f0c7f52",
        "published": datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
        "day": date(2026, 1, 5),
        "link": "https://example.org/episodes/first/",
        "folder": "episodes/first/",
        "page": "episodes/first/index.html",
        "enclosure_url": "https://cdn.example.org/first.mp3",
        "audio": _audio(),
        "body": BodyPlace(path="episodes/first.md", digest="0" * 64, notes=(0, 0)),
    }
    return Episode(**(facts | changes))


def _read(feed: bytes) -> Readings:
    return Readings(
        feedparser=feedparser.parse(
            io.BytesIO(feed), sanitize_html=False, resolve_relative_uris=False
        ),
        podcastparser=podcastparser.parse("https://example.org/feed.xml", io.BytesIO(feed)),
    )


@pytest.fixture(scope="session")
def make_show() -> Callable[..., Show]:
    return _show


@pytest.fixture(scope="session")
def make_audio() -> Callable[..., Audio]:
    return _audio


@pytest.fixture(scope="session")
def make_episode() -> Callable[..., Episode]:
    return _episode


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], Readings]:
    return _read
