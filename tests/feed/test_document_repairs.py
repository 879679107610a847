"""What is nearly a feed is read as apps read it, and every repair is told at its place."""

from __future__ import annotations

import datetime as dt

import pytest

from podcastkit.feed.document.read import FeedItem, ReadFeed, read
from podcastkit.feed.document.tree import parse

ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
ITEM = """<item>
<title>A</title>
<guid>g1</guid>
<enclosure url="https://a.example/1.mp3" length="10" type="audio/mpeg"/>
<pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
</item>"""


def feed(text: str | bytes) -> ReadFeed:
    return read(parse(text if isinstance(text, bytes) else text.encode(), "f.xml"))


def rss(items: str, channel: str = "<title>S</title>", root: str = ITUNES) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {root}>\n<channel>{channel}\n{items}\n</channel></rss>\n'


def told(found: ReadFeed) -> list[tuple[str, int | None, int | None]]:
    return [(p.code, p.line, p.column) for p in found.problems]


def item(**parts: str) -> str:
    """An item in which one part is written in another way."""
    names = {"title": "<title>A</title>", "guid": "<guid>g1</guid>",
             "enclosure": '<enclosure url="https://a.example/1.mp3" length="10"/>',
             "date": "<pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>"}  # fmt: skip
    return "<item>" + "\n".join((names | parts).values()) + "</item>"


def first(text: str) -> FeedItem:
    return feed(rss(text)).items[0]


def test_a_right_feed_has_nothing_to_tell() -> None:
    found = feed(rss(ITEM))
    assert told(found) == []
    assert found.title == "S"
    (only,) = found.items
    assert (only.guid, only.title, only.line) == ("g1", "A", 4)
    assert only.published == dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    assert only.enclosure is not None
    assert (only.enclosure.url, only.enclosure.length) == ("https://a.example/1.mp3", 10)


RIGHT = rss(ITEM)
MENDED = {
    "a byte order mark": ("\ufeff" + RIGHT, []),
    "blanks before the declaration": ("\n  " + RIGHT, [("PK604", 2, 3)]),
    "a program's message before it": ("Warning: x\n" + RIGHT, [("PK604", 1, 1), ("PK604", 2, 1)]),
    "markup before it": ("<br />\n<b>Notice</b>: y\n" + RIGHT, [("PK604", 1, 1), ("PK604", 3, 1)]),
    "garbage behind the end": (RIGHT + "\n<!-- cached -->\nnull", [("PK604", 13, 1)]),
    "a bare & in a text": (RIGHT.replace(">S<", ">S & T<"), [("PK602", 3, 19)]),
    "a bare & in an address": (RIGHT.replace("1.mp3", "1.mp3?a=1&b=2"), [("PK602", 7, 12)]),
    "an entity of HTML": (RIGHT.replace(">S<", ">S&nbsp;<"), [("PK602", 3, 18)]),
    "an entity of nobody": (RIGHT.replace(">S<", ">S&foo;<"), [("PK602", 3, 18)]),
    "a < in a text": (RIGHT.replace(">S<", ">S < 3<"), [("PK602", 3, 19)]),
    "a control character": (RIGHT.replace(">S<", ">S\x0b<"), [("PK602", 3, 18)]),
    "one in CDATA": (RIGHT.replace(">S<", "><![CDATA[S\x01]]><"), [("PK602", 3, 17)]),
    "a number of no character": (RIGHT.replace(">S<", ">S&#0;<"), [("PK602", 3, 18)]),
    "]]> in a text": (RIGHT.replace(">S<", ">S]]><"), [("PK602", 3, 18)]),
    "an end that closes nothing": (RIGHT.replace(">S<", ">S</b><"), [("PK602", 3, 18)]),
    "a tag that is not closed": (RIGHT.replace(">S<", "><b>S<"), [("PK602", 3, 21)]),
    "a title that is not closed": (RIGHT.replace("A</title>", "A"), [("PK602", 6, 1)]),
    "an item that is not closed": (
        rss(ITEM.replace("</item>", "") + ITEM.replace("g1", "g2")), [("PK602", 9, 1)],
    ),
    "an attribute twice": (RIGHT.replace('length="10"', 'length="10" length="9"'), [("PK602", 7, 54)]),
    "an end in other letters": (RIGHT.replace("</item>", "</Item>"), [("PK602", 9, 1)]),
    "an unknown prefix": (RIGHT.replace(ITUNES, "").replace(
        "</item>", "<itunes:title>x</itunes:title></item>"), [("PK607", 9, 1)]),
    "a comment with --": (RIGHT.replace(">S<", ">S<!-- a -- b --><"), []),
    "a document type": (RIGHT.replace("<rss", '<!DOCTYPE rss SYSTEM "x.dtd"><rss'), [("PK606", 2, 1)]),
    "UTF-16": (RIGHT.encode("utf-16"), []),
    "Latin-1, as declared": (
        RIGHT.replace("UTF-8", "ISO-8859-1").replace(">S<", ">Sé<").encode("latin-1"),
        [("PK605", 1, 1)],
    ),
    "Latin-1, not declared": (RIGHT.replace(">S<", ">Sé<").encode("latin-1"), [("PK605", 3, 18)]),
    "a namespace in other letters": (RIGHT.replace("dtds", "DTDs").replace(
        "</item>", "<itunes:duration>5</itunes:duration></item>"), [("PK607", 2, 1)]),
    "another namespace under the usual prefix": (RIGHT.replace("podcast-1.0.dtd", "podcast").replace(
        "</item>", "<itunes:title>x</itunes:title><itunes:author>A</itunes:author></item>"),
        [("PK607", 2, 1)]),
    "an attribute without quotes": (
        RIGHT.replace('version="2.0"', "version=2.0"), [("PK602", 2, 1)],
    ),
    "attributes without quotes to the end of a tag": (
        RIGHT.replace('length="10" type="audio/mpeg"', "length=10 type=audio/mpeg"),
        [("PK602", 7, 1)],
    ),
    "a tag in other letters": (RIGHT.replace("pubDate", "pubdate"), [("PK608", 8, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDED)
def test_what_is_mended_is_told_at_its_place_and_the_item_is_whole(name: str) -> None:
    text, expected = MENDED[name]
    found = feed(text)
    assert told(found) == expected
    assert found.whole
    one = found.items[0]
    assert (one.guid, one.title) == ("g1", "A")
    assert one.published == dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    assert one.enclosure is not None
    assert one.enclosure.url.startswith("https://a.example/1.mp3")
    assert one.enclosure.length == 10


def test_what_was_meant_is_kept() -> None:
    assert feed(RIGHT.replace(">S<", ">S & T<")).title == "S & T"
    assert feed(RIGHT.replace(">S<", ">S&eacute;&foo;<")).title == "Sé&foo;"
    assert feed(RIGHT.replace(">S<", ">1 < 2<")).title == "1 < 2"
    assert feed(MENDED["Latin-1, not declared"][0]).title == "Sé"
    url = feed(MENDED["a bare & in an address"][0]).items[0].enclosure
    assert url is not None
    assert url.url == "https://a.example/1.mp3?a=1&b=2"


@pytest.mark.parametrize("cut", range(10, 420, 13))
def test_a_cut_feed_gives_what_is_whole_and_says_so(cut: int) -> None:
    text = rss(ITEM + "\n" + ITEM.replace("g1", "g2"))
    end = text.index("g2") + cut - 200
    end = min(end, len(text.rstrip()) - 1)
    found = feed(text[:end])
    assert [p.code for p in found.problems] == ["PK603"]
    assert not found.whole
    complete = text[:end].count("</item>")
    assert [one.guid for one in found.items] == ["g1", "g2"][:complete]
    assert found.problems[0].line == text.count("\n", 0, end) + 1
    if text.rfind("<item>", 0, end) > text.rfind("</item>", 0, end):
        assert "is left out" in found.problems[0].message


@pytest.mark.parametrize("guid", [" g ", "\n\tg\n", "1", "a&amp;b", "ä", "https://a.example/?p=1 "])
def test_a_guid_is_kept_to_the_byte(guid: str) -> None:
    assert first(item(guid=f"<guid>{guid}</guid>")).guid == guid.replace("&amp;", "&")
    assert first(item(guid=f"<guid><![CDATA[{guid}]]></guid>")).guid == guid


ODD = {
    "no guid": (item(guid=""), [("PK611", 4)]),
    "an empty guid": (item(guid="<guid> </guid>"), [("PK611", 4)]),
    "two guids in an item": (item(guid="<guid>g1</guid>\n<guid>g2</guid>"), [("PK612", 6)]),
    "a guid twice": (item() + "\n" + item(), [("PK612", 9)]),
    "a short number": (item(guid="<guid>17</guid>"), [("PK613", 5)]),
    "blanks": (item(guid="<guid> g</guid>"), [("PK613", 5)]),
    "no enclosure": (item(enclosure=""), [("PK610", 4)]),
    "no date": (item(date=""), [("PK615", 4)]),
    "a date that is none": (item(date="<pubDate>soon</pubDate>"), [("PK615", 7)]),
    "a loose date": (item(date="<pubDate>Thu., 05 Nov. 2009 10:00 EST</pubDate>"), [("PK614", 7)]),
    "a length of 0": (item(enclosure='<enclosure url="u" length="0"/>'), [("PK616", 6)]),
    "no length": (item(enclosure='<enclosure url="u"/>'), [("PK616", 6)]),
    "a length of nonsense": (item(enclosure='<enclosure url="u" length="5 MB"/>'), [("PK616", 6)]),
    "an odd duration": (item(date=(
        "<pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>\n"
        "<itunes:duration>99:99</itunes:duration>")), [("PK635", 8)]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_in_an_item_is_told_at_its_line(name: str) -> None:
    text, expected = ODD[name]
    assert [(p.code, p.line) for p in feed(rss(text)).problems] == expected


def test_the_first_guid_counts_and_a_second_item_with_it_is_marked() -> None:
    assert first(item(guid="<guid>g1</guid><guid>g2</guid>")).guid == "g1"
    assert [one.guid_doubled for one in feed(rss(item() + item())).items] == [False, True]


def test_both_names_of_the_podcast_namespace_count() -> None:
    for uri in ("https://podcastindex.org/namespace/1.0", "http://podcastindex.org/namespace/1.0/",
                "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"):  # fmt: skip
        text = rss(ITEM, "<podcast:guid>u</podcast:guid>", f'xmlns:podcast="{uri}"')
        assert feed(text).guid == "u"


def test_the_channel_says_where_it_is_and_where_it_goes() -> None:
    links = (
        '<a:link rel="self" href="https://a.example/f"/><a:link rel="next" href="?page=2"/>'
        "<itunes:new-feed-url> https://b.example/f </itunes:new-feed-url>"
    )
    found = feed(rss(ITEM, links, f'{ITUNES} xmlns:a="http://www.w3.org/2005/Atom/"'))
    assert (found.self_url, found.next_url, found.new_feed_url) == (
        "https://a.example/f", "https://a.example/f?page=2", "https://b.example/f",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "  \n", "no", "<html><body>x</body></html>", "{}", "<rss/>", "\x00",
             '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(text: str) -> None:
    found = feed(text)
    assert not found.readable
    assert [p.code for p in found.problems][-1:] == ["PK601"]


def test_items_beside_the_channel_are_read() -> None:
    text = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>S</title></channel>{ITEM}</rdf:RDF>'
    assert [one.guid for one in feed(text).items] == ["g1"]


def test_many_problems_of_one_kind_are_counted_and_not_all_told() -> None:
    found = feed(RIGHT.replace(">S<", ">" + "&" * 500 + "<"))
    assert len(found.problems) == 101
    assert found.problems[-1].message == "400 more like those above"
