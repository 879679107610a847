"""Any Unicode in an episode's file: the whole way into the feed, and both readers read it back."""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser
import podcastparser
import tomlkit
from hypothesis import assume, given, settings
from lxml import etree, html

from tests.feed.test_any_text import (
    HTML_TAG,
    as_feedparser_reads,
    legal,
    lines,
    one_line,
    squashed,
    squashed_in_lines,
    texts,
)
from tests.projects import TOML, Project

PATH = "episodes/2026-01-01-one.md"


def toml(table: dict[str, Any]) -> bytes | None:
    """The table as TOML; ``None`` where TOML cannot say it (lone surrogates)."""
    try:
        return tomlkit.dumps(table).encode()
    except UnicodeEncodeError:
        return None


def built(project: Project, front: bytes, body: str) -> tuple[Any, dict[str, Any]]:
    """The feed of one episode, well-formed, as feedparser and podcastparser read it."""
    project.write(PATH, b"+++\n" + front + b"+++\n" + body.encode("utf-8", "replace"))
    ran = project.feed()
    assert ran.exit == 0, ran.out
    data = (project.root / "feed/feed.xml").read_bytes()
    etree.fromstring(data, etree.XMLParser(recover=False))
    # As apps with a sanitiser of their own ask it: it mends what it takes for HTML.
    read = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    return read, podcastparser.parse("https://a.example/feed.xml", io.BytesIO(data))


@settings(max_examples=60)
@given(title=texts, description=texts, author=texts)
def test_title_description_and_author_come_back(
    project: Project, title: str, description: str, author: str
) -> None:
    table = {"title": title, "description": description}
    front = toml({**table, "extra": {"episode_url": "https://cdn.example/1.mp3"}})
    show = tomlkit.parse(TOML).unwrap()
    show["show"]["author"] = author
    # What no app shows as it stands is told, and the feed is written all the same.
    show["validate"] = {"ignore": dict.fromkeys(("PK127", "PK205", "PK206", "PK210"), "any text")}
    settings_file = toml(show)
    assume(front is not None and settings_file is not None and title.strip())
    project.sound("1.mp3")
    project.write("podcast.toml", settings_file or b"")
    first, second = built(project, front or b"", "")
    expected = one_line(title) or "one"
    assert first.entries[0].title == as_feedparser_reads(expected)
    assert second["episodes"][0]["title"] == squashed(expected)
    assert first.feed.get("author", "") == as_feedparser_reads(one_line(author))
    assert second.get("itunes_author", "") == squashed(one_line(author))
    told = lines(description)
    assert first.entries[0].get("summary", "") == as_feedparser_reads(told)
    if told and not HTML_TAG.search(told):
        assert second["episodes"][0]["description"] == squashed_in_lines(told)


def words(text: str) -> list[str]:
    return html.fromstring(f"<div>{text}</div>").text_content().split()


@settings(max_examples=60)
@given(notes=texts)
def test_notes_come_back(project: Project, notes: str) -> None:
    """As one paragraph in which every mark of Markdown is escaped, so that text stays text."""
    project.sound("1.mp3")
    front = b'title = "A"\n[extra]\nepisode_url = "https://cdn.example/1.mp3"\n'
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(legal(notes).split()))
    first, second = built(project, front, f"Notes {escaped}\n")
    theirs = second["episodes"][0]["description_html"]
    assert words(theirs) == ["Notes", *legal(notes).split()]
    assert first.entries[0].content[0].value == as_feedparser_reads(theirs)


@settings(max_examples=60)
@given(notes=texts)
def test_any_markdown_is_well_formed_and_both_readers_get_the_same(
    project: Project, notes: str
) -> None:
    project.sound("1.mp3")
    front = b'title = "A"\n[extra]\nepisode_url = "https://cdn.example/1.mp3"\n'
    first, second = built(project, front, notes)
    contents = [content.value for content in first.entries[0].get("content", [])]
    theirs = second["episodes"][0].get("description_html", "")
    assert [as_feedparser_reads(theirs)] == contents or not contents
