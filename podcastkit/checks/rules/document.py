"""The feed document itself: what is told while it is read."""

from __future__ import annotations

from podcastkit.checks.rule import APPLE, PSP1, Rule, told
from podcastkit.findings import Severity

_E, _W = Severity.ERROR, Severity.WARNING

RULES: tuple[Rule, ...] = (
    told(
        "PK601",
        "feed-unreadable",
        _E,
        """
        A feed cannot be read at all: it is none, or too large.

        Often it is the address of a web page.

        Bad as feed.xml::

            <html><body>Not found</body></html>
        """,
        by="feed.document.tree",
        source="XML 1.0",
        stops=True,
    ),
    told(
        "PK602",
        "feed-not-well-formed",
        _E,
        """
        A feed is not XML: a bare &, a tag that is not closed.

        Strict readers show nothing of it.

        Bad in an item::

            <title>Salt & Pepper</title>

        Good in an item::

            <title>Salt &amp; Pepper</title>
        """,
        by="feed.document.repair",
        source="XML 1.0",
    ),
    told(
        "PK603",
        "feed-cut",
        _E,
        """
        A feed ends in the middle: the rest of its items is missing.

        It is told apart from a broken one, because an import of half a feed would lose the
        rest.
        """,
        by="feed.document.repair",
        source="XML 1.0",
    ),
    told(
        "PK604",
        "beside-the-feed",
        _E,
        """
        Something stands before a feed's declaration or behind its end; strict readers show nothing.

        Often it is a blank line, or a message of the program that made it.
        """,
        by="feed.document.prolog",
        source="XML 1.0, prolog",
    ),
    told(
        "PK605",
        "feed-encoding",
        _E,
        """
        A feed is not UTF-8, or not in the encoding that it declares.

        Umlauts and quotes come out as other letters, or the feed cannot be read at all.
        """,
        by="feed.document.text",
        source="XML 1.0, encodings; PSP-1: UTF-8",
    ),
    told(
        "PK606",
        "feed-doctype",
        _W,
        """
        A feed has a document type. It is not read, for it could define or load anything.

        Feeds have had none since RSS 2.0.
        """,
        by="feed.document.prolog",
        source="XML 1.0, document types",
    ),
    told(
        "PK607",
        "feed-namespace",
        _E,
        """
        A namespace is not written to the letter, or a prefix is not declared: apps do not find its tags.

        Namespaces are compared letter by letter, capital letters and the last slash included.
        """,
        by="feed.document.read",
        source="XML namespaces; Apple; podcast namespace",
    ),
    told(
        "PK608",
        "feed-tag-case",
        _E,
        """
        A tag's capital letters are wrong; some apps do not find it.

        XML knows capital letters: `<pubdate>` is another element than `<pubDate>`.

        Bad in an item::

            <pubdate>Mon, 05 Jan 2026 09:00:00 +0000</pubdate>

        Good in an item::

            <pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
        """,
        by="feed.document.read",
        source="XML 1.0: names are compared letter by letter",
    ),
    told(
        "PK609",
        "feed-moved",
        _W,
        """
        A feed says that it has moved, but what is there cannot be read.

        The feed that was named is read instead.
        """,
        by="jobs.feeds",
        source="Apple, itunes:new-feed-url",
    ),
    told(
        "PK610",
        "item-without-enclosure",
        _E,
        """
        An item of a feed has no sound: it is no episode.

        Apple wants one in each item, and apps pass the others over. A feed of a blog that has
        podcasts among other things is checked with `--profile rss`.

        Bad in an item::

            <enclosure url="" length="1" type="audio/mpeg"/>

        Good in an item::

            <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>
        """,
        by="feed.document.read",
        source="Apple, Podcast RSS feed requirements: enclosure; PSP-1",
        profiles=(APPLE, PSP1),
    ),
    told(
        "PK611",
        "item-without-guid",
        _E,
        """
        An item has no guid, so each app makes up its own; any change may download it again.

        Apps tell old episodes from new ones by the guid alone.

        Bad in an item::

            <guid></guid>

        Good in an item::

            <guid isPermaLink="false">one</guid>
        """,
        by="feed.document.read",
        source="RSS 2.0, guid; Apple",
    ),
    told(
        "PK612",
        "item-guid-doubled",
        _E,
        """
        Two items have one guid, or one item has two: apps show only one.

        Apps tell episodes apart by the guid alone.

        Bad in two items::

            <guid isPermaLink="false">same</guid>

        Good in an item::

            <guid isPermaLink="false">same</guid>
        """,
        by="feed.document.read",
        source="RSS 2.0, guid; Apple",
    ),
    told(
        "PK613",
        "item-guid-odd",
        _W,
        """
        A guid is a short number, or has blanks at its ends. It must stay as it is all the same.

        Apps compare guids to the letter; to mend one would download the episode again.

        Bad in an item::

            <guid isPermaLink="false">12</guid>

        Good in an item::

            <guid isPermaLink="false">https://example.org/12</guid>
        """,
        by="feed.document.read",
        source="W3C Feed Validator; RSS 2.0, guid",
    ),
    told(
        "PK614",
        "item-date-odd",
        _W,
        """
        A date is not written as RFC 2822 wants it; some apps cannot read it.

        Apps guess, each in its own way, and sort by what they guess.

        Bad in an item::

            <pubDate>2026-01-05T09:00:00Z</pubDate>

        Good in an item::

            <pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
        """,
        by="feed.document.read",
        source="RFC 2822; RSS 2.0, pubDate",
    ),
    told(
        "PK615",
        "item-date-unreadable",
        _E,
        """
        An item has no date, or one that nobody can read.

        Apps sort by it; without one an episode is new for ever, or never.

        Bad in an item::

            <pubDate>yesterday</pubDate>

        Good in an item::

            <pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
        """,
        by="feed.document.read",
        source="Apple, Podcast RSS feed requirements: pubDate",
    ),
    told(
        "PK616",
        "item-length-unknown",
        _W,
        """
        An enclosure does not tell how many bytes its sound has.

        Apps show the size before they load, and check what they loaded against it.

        Bad in an item::

            <enclosure url="https://cdn.example.org/one.mp3" length="0" type="audio/mpeg"/>

        Good in an item::

            <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>
        """,
        by="feed.document.read",
        source="RSS 2.0, enclosure: length is required",
    ),
    told(
        "PK617",
        "item-duration-odd",
        _E,
        """
        A duration is neither seconds nor H:M:S; apps show another one, or none.

        podcastkit reads it from the sound itself.

        Bad in an item::

            <itunes:duration>25 minutes</itunes:duration>

        Good in an item::

            <itunes:duration>0:25</itunes:duration>
        """,
        by="feed.document.read",
        source="Apple, A Podcaster's Guide to RSS: itunes:duration",
    ),
    told(
        "PK618",
        "item-date-without-zone",
        _E,
        """
        A date does not say its time zone, or one that nobody knows.

        Apps read it as UTC or as their own, so that episodes come hours early or late.

        Bad in an item::

            <pubDate>Mon, 05 Jan 2026 09:00:00</pubDate>

        Good in an item::

            <pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
        """,
        by="feed.document.read",
        source="Apple, Podcast RSS feed requirements: pubDate; RFC 2822",
    ),
    told(
        "PK619",
        "own-feed-faulty",
        _E,
        """
        The feed that podcastkit has made does not pass its own check: a mistake of podcastkit's, not of yours.

        Nothing was written. Please report it with the message.
        """,
        by="checks.own_feed",
        source="this program: what it writes passes its own check",
        stops=True,
    ),
    told(
        "PK635",
        "item-duration-form",
        _W,
        """
        A duration is zero, has a fraction, or more than 59 minutes or seconds in its place.

        Apps expect whole seconds, or H:M:S; some show another one, or none.

        Bad in an item::

            <itunes:duration>12.5</itunes:duration>

        Good in an item::

            <itunes:duration>13</itunes:duration>
        """,
        by="feed.document.read",
        source="Apple, A Podcaster's Guide to RSS: itunes:duration",
    ),
)
