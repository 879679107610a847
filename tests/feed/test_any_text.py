"""Any Unicode in any text: the feed is well-formed and both readers give the same text back.

What a writer of XML has to change, and what the readers change on their own, is spelled out here
and nowhere else; all the rest must come back as it went in.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from podcastkit.feed.write import TAIL, head, item
from podcastkit.model import Owner

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Outside the ``Char`` of XML 1.0."""

HTML_TAG = re.compile(r"<[a-z][a-z0-9]*(?:\s.*?>|\/?>)", re.IGNORECASE | re.DOTALL)
"""Where podcastparser takes a description for HTML and files it under another key."""

MARKUP = ["]]>", "<![CDATA[", "<b>", "&amp;", "&#0;", "Vec<T>", '"', "'", "--", "<!--", "<?x"]
CONTROLS = ["\x00", "\x0b", "\x1b[1m", "\x7f", "\x9f", "\ud800", "\udfff", "\ufffe", "\uffff"]
BLANKS = ["\r\n", "\r", "\n", "\t", "  ", "\xa0", "\u2028", "\x85", "\ufeff"]
OTHERS = ["e\u0301", "\U0001f399", "\u202e", "Ã©"]

nasty = st.sampled_from([*MARKUP, *CONTROLS, *BLANKS, *OTHERS])
texts = st.lists(st.text(max_size=20) | nasty, max_size=6).map("".join)


def legal(text: str) -> str:
    return FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Trimmed, a line break and the blanks around it one blank."""
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", legal(text).strip())


def lines(text: str) -> str:
    """Trimmed, with LF alone."""
    return legal(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def as_feedparser_reads(text: str) -> str:
    """It takes C1 control characters for windows-1252, and mends what looks like double UTF-8."""
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return "".join(_from_windows_1252(character) for character in text)


def _from_windows_1252(character: str) -> str:
    if not "\x80" <= character <= "\x9f":
        return character
    return character.encode("latin-1").decode("cp1252", "ignore") or character


def squashed(text: str) -> str:
    """Blanks of any kind become one, which podcastparser does to one-line texts."""
    return re.sub(r"\s+", " ", text.strip())


def squashed_in_lines(text: str) -> str:
    """What podcastparser does to longer texts."""
    return re.sub(r"[^\S\r\n]+", " ", text.strip())


@settings(max_examples=250, deadline=None)
@given(title=texts, author=texts, owner=texts, description=texts)
def test_any_text_of_a_show_comes_back(
    *, make_show: Any, read: Any, title: str, author: str, owner: str, description: str
) -> None:
    show = make_show(title=title, author=author, owner=Owner(name=owner), description=description)
    feed = head(show, built=None) + TAIL
    etree.fromstring(feed, etree.XMLParser(recover=False))
    found = read(feed)

    expected_title = one_line(title) or show.feed_url
    assert not found.feedparser.bozo
    assert found.feedparser.feed.title == as_feedparser_reads(expected_title)
    assert found.podcastparser["title"] == squashed(expected_title)
    expected = lines(description) or expected_title
    assert found.feedparser.feed.subtitle == as_feedparser_reads(expected)
    assert found.podcastparser["description"] == squashed_in_lines(expected)
    assert found.feedparser.feed.get("author", "") == as_feedparser_reads(one_line(author))
    assert found.podcastparser.get("itunes_author", "") == squashed(one_line(author))
    assert found.podcastparser["itunes_owner"].get("name", "") == squashed(one_line(owner))


@settings(max_examples=250, deadline=None)
@given(title=texts, description=texts, notes=texts, subtitle=texts)
def test_any_text_of_an_episode_comes_back(
    *,
    make_show: Any,
    make_episode: Any,
    read: Any,
    title: str,
    description: str,
    notes: str,
    subtitle: str,
) -> None:
    show = make_show()
    episode = make_episode(title=title, description=description, subtitle=subtitle)
    piece = item(episode, notes_html=notes, description_html=None)
    feed = head(show, built=None) + piece + TAIL
    etree.fromstring(feed, etree.XMLParser(recover=False))
    found = read(feed)

    assert not found.feedparser.bozo
    assert found.entry.title == as_feedparser_reads(one_line(title) or "first")
    assert found.episode["title"] == squashed(one_line(title) or "first")
    assert found.entry.get("subtitle", "") == as_feedparser_reads(one_line(subtitle))
    assert found.episode.get("subtitle", "") == squashed(one_line(subtitle))
    contents = [content.value for content in found.entry.get("content", [])]
    assert contents == ([as_feedparser_reads(lines(notes))] if lines(notes) else [])
    if lines(notes):
        assert found.episode["description_html"] == lines(notes)
    expected = lines(description) or lines(notes)
    assert found.entry.get("summary", "") == as_feedparser_reads(expected)
    if lines(description) and not HTML_TAG.search(lines(description)):
        assert found.episode["description"] == squashed_in_lines(lines(description))


@settings(max_examples=100, deadline=None)
@given(html=texts)
def test_any_html_of_a_description_comes_back(
    make_show: Any, make_episode: Any, read: Any, html: str
) -> None:
    piece = item(make_episode(), notes_html="", description_html=html)
    found = read(head(make_show(), built=None) + piece + TAIL)

    assert not found.feedparser.bozo
    assert found.entry.get("summary", "") == as_feedparser_reads(lines(html))
    if HTML_TAG.search(lines(html)):
        assert found.episode["description_html"] == lines(html)
