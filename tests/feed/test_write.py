"""The feed as bytes: pieces that make a whole, which two independent readers understand."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from podcastkit.feed.write import TAIL, head, item
from podcastkit.model import Category, Funding, License, Owner, Person, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podcastkit.model import Audio, Episode, Show

BUILT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


def write(
    show: Show,
    *episodes: Episode,
    notes: str = "<p>Notes</p>",
    description: str | None = None,
    built: datetime | None = BUILT,
) -> bytes:
    items = (item(episode, notes_html=notes, description_html=description) for episode in episodes)
    return head(show, built=built) + b"".join(items) + TAIL


def parse(feed: bytes) -> etree._Element:
    return etree.fromstring(feed, etree.XMLParser(recover=False, resolve_entities=False))


@pytest.fixture
def full_show(make_show: Callable[..., Show]) -> Show:
    return make_show(
        author="Ada & Grace",
        owner=Owner(name="Ada", email="ada@example.org"),
        image="https://example.org/cover.jpeg?v=2",
        categories=(Category(name="Technology"), Category(name="Education", sub="How To")),
        explicit=True,
        type="serial",
        subtitle="Feeds, from scratch",
        copyright="2026 Ada",
        locked=True,
        medium="podcast",
        license=License(name="CC-BY-4.0"),
        funding=(Funding(url="https://example.org/give", text="Support us"),),
        persons=(Person(name="Ada", url="https://example.org/ada", image="https://e.org/a.png"),),
        new_feed_url="https://example.org/feed.xml",
    )


@pytest.fixture
def full_episode(make_episode: Callable[..., Episode]) -> Episode:
    return make_episode(
        description="In short",
        subtitle="How it began",
        season=2,
        season_name="The second",
        episode=7,
        episode_display="7a",
        type="bonus",
        itunes_title="Began",
        image="https://example.org/first.png",
        explicit=False,
        persons=(Person(name="Grace", role="Guest"),),
        chapters_url="https://example.org/episodes/first/chapters.json",
        transcripts=(
            Transcript(
                url="https://example.org/episodes/first/transcript.vtt",
                type="text/vtt",
                language="en",
                rel="captions",
            ),
        ),
        published=datetime(2026, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    )


class TestReadBack:
    # feedparser knows no explicit but "yes" and "clean", so that is podcastparser's to read.

    def test_feedparser_reads_the_show(
        self, full_show: Show, full_episode: Episode, read: Callable[[bytes], Any]
    ) -> None:
        found = read(write(full_show, full_episode)).feedparser

        assert not found.bozo
        assert found.version == "rss20"
        assert found.feed.title == full_show.title
        assert found.feed.link == full_show.link
        assert found.feed.subtitle == full_show.subtitle
        assert found.feed.language == full_show.language
        assert found.feed.publisher_detail == {"name": "Ada", "email": "ada@example.org"}
        assert found.feed.rights == full_show.copyright
        assert found.feed.generator == "podcastkit"
        assert found.feed.image.href == full_show.image
        assert [tag.term for tag in found.feed.tags] == ["Technology", "Education", "How To"]
        assert {link.rel: link.href for link in found.feed.links} == {
            "self": full_show.feed_url,
            "alternate": full_show.link,
        }
        assert found.feed.published_parsed[:6] == BUILT.utctimetuple()[:6]
        assert found.feed.updated_parsed[:6] == BUILT.utctimetuple()[:6]

    def test_feedparser_reads_the_author(
        self, full_show: Show, full_episode: Episode, read: Callable[[bytes], Any]
    ) -> None:
        """Without an owner, for it reports an owner that has an e-mail address as the author."""
        found = read(write(replace(full_show, owner=None), full_episode)).feedparser
        assert found.feed.author == full_show.author

    def test_podcastparser_reads_the_show(
        self, full_show: Show, full_episode: Episode, read: Callable[[bytes], Any]
    ) -> None:
        found = read(write(full_show, full_episode)).podcastparser

        assert found["title"] == full_show.title
        assert found["link"] == full_show.link
        assert found["description"] == full_show.description
        assert found["language"] == full_show.language
        assert found["itunes_author"] == full_show.author
        assert found["itunes_owner"] == {"name": "Ada", "email": "ada@example.org"}
        assert found["cover_url"] == full_show.image
        assert found["itunes_categories"] == [["Technology"], ["Education", "How To"]]
        assert found["explicit"] is True
        assert found["type"] == "serial"
        assert found["new_url"] == full_show.new_feed_url
        assert found["generator"] == "podcastkit"

    def test_feedparser_reads_the_episode(
        self, full_show: Show, full_episode: Episode, read: Callable[[bytes], Any]
    ) -> None:
        found = read(write(full_show, full_episode)).entry

        assert found.title == full_episode.title
        assert found.link == full_episode.link
        assert found.id == full_episode.guid
        assert not found.guidislink
        assert found.published == "Mon, 05 Jan 2026 09:00:00 -0530"
        assert found.published_parsed[:6] == (2026, 1, 5, 14, 30, 0)
        assert found.summary == full_episode.description
        assert [content.value for content in found.content] == ["<p>Notes</p>"]
        assert [(e.href, e.length, e.type) for e in found.enclosures] == [
            ("https://cdn.example.org/first.mp3", "1234567", "audio/mpeg")
        ]
        assert found.itunes_duration == "62"
        assert found.itunes_season == "2"
        assert found.itunes_episode == "7"
        assert found.itunes_episodetype == "bonus"
        assert found.image.href == full_episode.image
        assert found.subtitle == full_episode.subtitle

    def test_podcastparser_reads_the_episode(
        self, full_show: Show, full_episode: Episode, read: Callable[[bytes], Any]
    ) -> None:
        found = read(write(full_show, full_episode)).episode

        assert found["title"] == full_episode.title
        assert found["link"] == full_episode.link
        assert found["guid"] == full_episode.guid
        assert found["published"] == full_episode.published.timestamp()
        assert found["description"] == full_episode.description
        assert found["description_html"] == "<p>Notes</p>"
        assert found["enclosures"] == [
            {
                "url": "https://cdn.example.org/first.mp3",
                "file_size": 1_234_567,
                "mime_type": "audio/mpeg",
            }
        ]
        assert found["total_time"] == 62
        assert (found["season"], found["number"], found["type"]) == (2, 7, "bonus")
        assert found["explicit"] is False
        assert found["episode_art_url"] == full_episode.image
        assert found["subtitle"] == full_episode.subtitle

    def test_podcastparser_reads_the_podcast_namespace(
        self, full_show: Show, full_episode: Episode, read: Callable[[bytes], Any]
    ) -> None:
        """It knows the namespace by the address of its documentation only, so that stands in."""
        feed = write(full_show, full_episode).replace(
            b'"https://podcastindex.org/namespace/1.0"',
            b'"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"',
        )
        found = read(feed)

        assert found.podcastparser["import_prohibited"] is True
        assert found.podcastparser["funding_url"] == "https://example.org/give"
        assert found.episode["transcript_url"] == full_episode.transcripts[0].url
        assert found.episode["chapters_json_url"] == full_episode.chapters_url
        assert found.episode["persons"] == [
            {"name": "Grace", "role": "guest", "group": "cast", "href": None, "img": None}
        ]


class TestDocument:
    def test_root_declares_the_exact_namespaces(self, make_show: Callable[..., Show]) -> None:
        root = parse(write(make_show()))

        assert root.tag == "rss"
        assert root.attrib == {"version": "2.0"}
        assert root.nsmap == {
            "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "podcast": "https://podcastindex.org/namespace/1.0",
            "psc": "http://podlove.org/simple-chapters",
            "atom": "http://www.w3.org/2005/Atom",
            "content": "http://purl.org/rss/1.0/modules/content/",
        }

    def test_document_is_declared_as_utf_8(self, make_show: Callable[..., Show]) -> None:
        assert head(make_show(title="Füße"), built=None).startswith(
            b'<?xml version="1.0" encoding="UTF-8"?>\n<rss '
        )

    def test_pieces_are_what_one_pretty_printed_document_would_be(
        self, full_show: Show, full_episode: Episode
    ) -> None:
        feed = write(full_show, full_episode, replace(full_episode, guid="2", title="Füße"))
        tree = etree.fromstring(feed, etree.XMLParser(strip_cdata=False, remove_blank_text=True))

        whole = etree.tostring(tree, pretty_print=True, encoding="UTF-8")
        assert feed == b'<?xml version="1.0" encoding="UTF-8"?>\n' + whole

    def test_items_stand_on_lines_of_their_own_and_declare_no_namespace(
        self, full_episode: Episode
    ) -> None:
        piece = item(full_episode, notes_html="<p>N</p>", description_html=None)

        assert piece.startswith(b"    <item>\n")
        assert piece.endswith(b"    </item>\n")
        assert b"xmlns" not in piece

    def test_lines_end_in_lf_alone(
        self, full_show: Show, make_episode: Callable[..., Episode]
    ) -> None:
        episode = make_episode(title="a\r\nb\rc", description="one\r\ntwo\rthree")
        feed = write(full_show, episode, notes="<p>one</p>\r\n<p>two</p>\r")

        assert b"\r" not in feed
        assert b"&#13;" not in feed

    def test_same_input_gives_the_same_bytes(self, full_show: Show, full_episode: Episode) -> None:
        once = write(full_show, full_episode)
        time.sleep(0.01)
        assert write(full_show, full_episode) == once

    def test_required_texts_that_are_nothing_but_forbidden_characters_do_not_stop_the_feed(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        show = make_show(title="\x0b", description="\ud800")
        root = parse(write(show, make_episode(title="\ufffe\x00"), notes=""))

        assert root.findtext("channel/title") == show.feed_url
        assert root.findtext("channel/item/title") == "first"


class TestDates:
    def test_without_a_date_the_channel_has_none(self, make_show: Callable[..., Show]) -> None:
        feed = head(make_show(), built=None)
        assert b"Date>" not in feed

    def test_both_dates_of_the_channel_are_the_given_one(
        self, make_show: Callable[..., Show]
    ) -> None:
        channel = parse(write(make_show()))[0]
        assert channel.findtext("pubDate") == "Mon, 05 Jan 2026 09:00:00 +0000"
        assert channel.findtext("lastBuildDate") == "Mon, 05 Jan 2026 09:00:00 +0000"

    @pytest.mark.parametrize(
        ("zone", "expected"),
        [
            ("Europe/Berlin", "Mon, 05 Jan 2026 09:00:00 +0100"),
            ("America/St_Johns", "Mon, 05 Jan 2026 09:00:00 -0330"),
            ("Asia/Kathmandu", "Mon, 05 Jan 2026 09:00:00 +0545"),
        ],
    )
    def test_dates_keep_their_zone_as_a_numeric_offset(
        self,
        make_show: Callable[..., Show],
        make_episode: Callable[..., Episode],
        zone: str,
        expected: str,
    ) -> None:
        episode = make_episode(published=datetime(2026, 1, 5, 9, tzinfo=ZoneInfo(zone)))
        root = parse(write(make_show(), episode))
        assert root.findtext("channel/item/pubDate") == expected

    def test_an_offset_with_seconds_becomes_utc(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        """RFC 2822 has no place for them, and readers take such a date for none."""
        moment = datetime(1930, 1, 5, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
        text = parse(write(make_show(), make_episode(published=moment))).findtext(
            "channel/item/pubDate"
        )
        assert text.endswith(" +0000")
        assert parsedate_to_datetime(text) == moment

    def test_a_date_without_a_zone_is_refused(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        naive = datetime(2026, 1, 5)
        with pytest.raises(ValueError, match="timezone"):
            write(make_show(), make_episode(published=naive))


class TestDescription:
    def test_html_is_cdata_and_so_are_the_notes(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        feed = write(make_show(), make_episode(), notes="<p>A</p>", description="<p>B</p>")

        assert b"<description><![CDATA[<p>B</p>]]></description>" in feed
        assert b"<content:encoded><![CDATA[<p>A</p>]]></content:encoded>" in feed

    def test_plain_description_is_escaped_text(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        feed = write(make_show(), make_episode(description="Vec<T> & co"))
        assert b"<description>Vec&lt;T&gt; &amp; co</description>" in feed

    def test_html_goes_before_the_plain_description(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        root = parse(
            write(make_show(), make_episode(description="plain"), description="<p>html</p>")
        )
        assert root.findtext("channel/item/description") == "<p>html</p>"

    @pytest.mark.parametrize("notes", ["", " \n", "\x0b"])
    def test_blank_notes_give_no_content(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode], notes: str
    ) -> None:
        root = parse(write(make_show(), make_episode(description="plain"), notes=notes))

        assert root.findtext("channel/item/description") == "plain"
        assert root.find(f"channel/item/{CONTENT}encoded") is None

    def test_notes_stand_in_for_a_missing_description(
        self, make_show: Callable[..., Show], make_episode: Callable[..., Episode]
    ) -> None:
        root = parse(write(make_show(), make_episode()))

        assert root.findtext("channel/item/description") == "<p>Notes</p>"
        assert root.findtext(f"channel/item/{CONTENT}encoded") == "<p>Notes</p>"

    @pytest.mark.parametrize("notes", ["a]]>b", "]]>", "]]]]>>", "<p>]]&gt;</p>]]>", "]]><x>]]>"])
    def test_the_end_mark_of_cdata_survives_inside_it(
        self,
        make_show: Callable[..., Show],
        make_episode: Callable[..., Episode],
        read: Callable[[bytes], Any],
        notes: str,
    ) -> None:
        feed = write(make_show(), make_episode(), notes=notes, description=notes)

        assert parse(feed).findtext(f"channel/item/{CONTENT}encoded") == notes
        assert parse(feed).findtext("channel/item/description") == notes
        assert read(feed).entry.content[0].value == notes
        assert read(feed).episode["description_html"] == notes

    def test_show_description_may_be_html(self, make_show: Callable[..., Show]) -> None:
        feed = head(make_show(), built=None, description_html="<p>All about <em>feeds</em></p>")
        assert b"<description><![CDATA[<p>All about <em>feeds</em></p>]]></description>" in feed


class TestItem:
    @pytest.mark.parametrize(
        ("guid", "link", "permalink"),
        [
            ("https://example.org/a/", "https://example.org/a/", "true"),
            ("https://example.org/a/", "https://example.org/b/", "false"),
            ("abc", "https://example.org/a/", "false"),
            ("urn:x:1", "urn:x:1", "false"),
        ],
    )
    def test_guid_always_says_whether_it_is_a_link(
        self,
        make_show: Callable[..., Show],
        make_episode: Callable[..., Episode],
        guid: str,
        link: str,
        permalink: str,
    ) -> None:
        found = parse(write(make_show(), make_episode(guid=guid, link=link))).find(
            "channel/item/guid"
        )
        assert (found.text, found.attrib) == (guid, {"isPermaLink": permalink})

    def test_urls_are_percent_encoded_ascii(
        self,
        make_show: Callable[..., Show],
        make_episode: Callable[..., Episode],
        make_audio: Callable[..., Audio],
    ) -> None:
        show = make_show(link="https://bücher.example/", image="https://e.org/ü cover.jpg")
        episode = make_episode(
            enclosure_url="https://cdn.example.org/Füße 1.mp3",
            link="https://example.org/é/",
            image="https://example.org/ø.png",
            audio=make_audio(size=1),
        )
        root = parse(write(show, episode))

        assert root.findtext("channel/link") == "https://xn--bcher-kva.example/"
        assert root.findtext("channel/image/url") == "https://e.org/%C3%BC%20cover.jpg"
        assert root.findtext("channel/item/link") == "https://example.org/%C3%A9/"
        assert root.find("channel/item/enclosure").attrib == {
            "url": "https://cdn.example.org/F%C3%BC%C3%9Fe%201.mp3",
            "length": "1",
            "type": "audio/mpeg",
        }
        assert root.find(f"channel/item/{ITUNES}image").get("href") == (
            "https://example.org/%C3%B8.png"
        )


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process under a German locale, compiled on the spot where the system has none."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    except locale.Error:
        if os.name != "posix" or not shutil.which("localedef"):
            pytest.skip("no German locale, and no localedef to make one")
        target = tmp_path / "de_DE.UTF-8"
        subprocess.run(
            ["localedef", "-i", "de_DE", "-f", "UTF-8", str(target)],
            check=False,
            capture_output=True,
        )
        monkeypatch.setenv("LOCPATH", str(tmp_path))
        try:
            locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
        except locale.Error:
            pytest.skip("no German locale, and localedef has no sources to make one from")
    yield
    locale.setlocale(locale.LC_ALL, before)


def test_a_foreign_locale_changes_nothing(
    full_show: Show, full_episode: Episode, request: pytest.FixtureRequest
) -> None:
    expected = write(full_show, full_episode)
    request.getfixturevalue("german")
    assert full_episode.published.strftime("%a") != "Mon", "the locale is not in force"

    assert write(full_show, full_episode) == expected
    assert full_episode.published.strftime("%a") != "Mon", "the locale was not put back"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no tzset")
def test_the_local_time_zone_changes_nothing(
    full_show: Show, full_episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = write(full_show, full_episode)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert write(full_show, full_episode) == expected
    finally:
        monkeypatch.undo()
        time.tzset()
