"""The sample show: its committed feed is what two independent readers and the model agree on."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
import pytest
from lxml import etree, html

import podcastkit
from podcastkit.jobs import plan, sounds
from podcastkit.model import Episode, Show

ROOT = Path(__file__).resolve().parents[2]
FEED = ROOT / "feed/feed.xml"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture(scope="module")
def published() -> plan.Publication:
    """The show and its episodes as the model has them, with the sounds that the build knew."""
    loaded = podcastkit.load(ROOT / "podcast.toml")
    assert loaded.problems == []
    assert loaded.project is not None
    assert loaded.lock is not None
    entries = plan.match_entries(loaded).entries
    selection = plan.select(
        loaded, loaded.project, entries, as_of=dt.datetime(2100, 1, 1, tzinfo=dt.UTC), drafts=False
    )
    heard = sounds.Sounds(audio={slug: entry.audio for slug, entry in entries.items()})
    return plan.plan(loaded, loaded.project, selection, entries, heard)


@pytest.fixture(scope="module")
def show(published: plan.Publication) -> Show:
    return published.show


@pytest.fixture(scope="module")
def episodes(published: plan.Publication) -> list[Episode]:
    assert len(published.episodes) == 4
    return published.episodes


def words(text: str) -> str:
    return " ".join(html.fromstring(f"<div>{text}</div>").text_content().split())


def test_feedparser_reads_the_models_values(show: Show, episodes: list[Episode]) -> None:
    read = feedparser.parse(FEED.read_bytes())
    assert not read.bozo
    channel = read.feed
    assert (channel.title, channel.link, channel.language) == (show.title, show.link, show.language)
    assert channel.description == show.description
    assert show.owner is not None
    # feedparser gives the owner as the author; Apple's author is read below.
    assert (channel.author, channel.image.href) == (show.owner.name, show.image)
    assert [entry.id for entry in read.entries] == [episode.guid for episode in episodes]
    for entry, episode in zip(read.entries, episodes, strict=True):
        assert entry.title == episode.title
        assert entry.link == episode.link
        assert entry.subtitle == episode.subtitle
        assert calendar.timegm(entry.published_parsed) == int(episode.published.timestamp())
        (enclosure,) = entry.enclosures
        assert enclosure.href == episode.enclosure_url
        assert int(enclosure.length) == episode.audio.size
        assert enclosure.type == episode.audio.type
        assert int(entry.itunes_duration) == int((episode.audio.duration or 0) + 0.5)
        assert entry.itunes_episodetype == episode.type


def test_podcastparser_reads_the_models_values(show: Show, episodes: list[Episode]) -> None:
    read: dict[str, Any] = podcastparser.parse(show.feed_url, io.BytesIO(FEED.read_bytes()))
    assert (read["title"], read["link"]) == (show.title, show.link)
    assert read["description"] == show.description
    assert read["cover_url"] == show.image
    for found, episode in zip(read["episodes"], episodes, strict=True):
        assert (found["title"], found["guid"]) == (episode.title, episode.guid)
        assert found["published"] == int(episode.published.timestamp())
        assert found["total_time"] == int((episode.audio.duration or 0) + 0.5)
        assert found["link"] == episode.link
        (enclosure,) = found["enclosures"]
        assert enclosure["url"] == episode.enclosure_url
        assert enclosure["file_size"] == episode.audio.size


def test_the_podcasting_2_tags_have_the_models_values(show: Show, episodes: list[Episode]) -> None:
    channel = etree.fromstring(FEED.read_bytes()).find("channel")
    assert channel is not None
    assert channel.findtext(f"{ITUNES}author") == show.author
    assert channel.findtext(f"{ITUNES}explicit") == str(show.explicit).lower()
    assert channel.findtext(f"{PODCAST}guid") == show.guid
    assert channel.findtext(f"{PODCAST}medium") == show.medium
    assert [p.text for p in channel.findall(f"{PODCAST}person")] == [p.name for p in show.persons]
    for item, episode in zip(channel.findall("item"), episodes, strict=True):
        found = [(t.get("url"), t.get("type")) for t in item.findall(f"{PODCAST}transcript")]
        # Others are made of what these, or the Markdown, say.
        assert set(found) >= {(t.url, t.type) for t in episode.transcripts}
        chapters = item.find(f"{PODCAST}chapters")
        assert (chapters is not None) is bool(episode.chapters)
        if chapters is None:
            continue
        assert chapters.get("url") == episode.chapters_url
        file = FEED.parent / (chapters.get("url") or "").removeprefix("https://example.org/")
        listed = json.loads(file.read_bytes())["chapters"]
        assert [c["title"] for c in listed] == [c.title for c in episode.chapters]


def test_the_notes_are_in_the_feed_and_the_transcripts_are_not(episodes: list[Episode]) -> None:
    read = feedparser.parse(FEED.read_bytes())
    with_transcript = 0
    for entry, episode in zip(read.entries, episodes, strict=True):
        page = html.fromstring((FEED.parent / episode.folder / "index.html").read_bytes())
        (notes,) = page.xpath("//section[@class='notes']")
        assert words(entry.content[0].value) == " ".join(notes.text_content().split()[2:])
        for section in page.xpath("//section[@class='transcript']"):
            with_transcript += 1
            lines = [p.text_content() for p in section.xpath(".//p")]
            assert lines
            assert lines[0] not in entry.content[0].value
    assert with_transcript >= 2


def test_the_sample_is_complete_and_small() -> None:
    """What the sample show promises: each way to keep an episode, under 3 MB in all."""
    files = [path for path in (ROOT / "episodes").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 3_000_000
    assert (ROOT / "episodes/cover.jpg").stat().st_size < 512_000
    loaded = podcastkit.load(ROOT / "podcast.toml")
    kinds = {Path(source.path).suffix for source in loaded.sources}
    assert kinds == {".md", ".toml"}
    assert any(source.path.endswith("/index.md") for source in loaded.sources)
    assert any(source.audio.path and source.audio.url for source in loaded.sources)
    assert any(source.transcripts for source in loaded.sources)
