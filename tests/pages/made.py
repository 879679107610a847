"""A show, an episode and their pages as facts, without any project."""

from __future__ import annotations

import datetime as dt
from typing import Any

from podcastkit.model import Audio, BodyPlace, Episode, Show
from podcastkit.pages.site import EpisodeTexts, Pages


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
        "published": dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC), "day": dt.date(2026, 1, 5),
        "link": "https://a.example/episodes/one/", "folder": "episodes/one/",
        "page": "episodes/one/index.html",
        "enclosure_url": "https://a.example/one.mp3",
        "audio": Audio(size=1, duration=3725.0, exact=True, how="test", type="audio/mpeg"),
        "body": BodyPlace(path="episodes/one.md", digest="d", notes=(0, 1)),
    }  # fmt: skip
    return Episode(**(facts | changes))


def make_pages(templates: dict[str, str] | None = None, **show: Any) -> Pages:
    return Pages(make_show(**show), home="https://a.example/", templates=templates)


def episode_page(episode: Episode, notes: str = "<p>N</p>", **texts: Any) -> str:
    return make_pages().episode_page(episode, EpisodeTexts(notes_html=notes, **texts))
