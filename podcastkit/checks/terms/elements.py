"""The elements of RSS 2.0 and of Apple's namespace, and how often each may stand."""

from __future__ import annotations

RSS_ELEMENTS: dict[str, frozenset[str]] = {
    "channel": frozenset(
        """
        title link description language copyright managingEditor webMaster pubDate
        lastBuildDate category generator docs cloud ttl image rating textInput skipHours
        skipDays item
        """.split()
    ),
    "item": frozenset(
        """
        title link description author category comments enclosure guid pubDate source
        """.split()
    ),
}
"""The elements without a namespace, by what they stand in."""

ITUNES = tuple(
    f"itunes:{name}"
    for name in """
    author block category complete duration email episode episodeType explicit image
    isClosedCaptioned name new-feed-url order owner season subtitle summary title type
    applepodcastsverify
    """.split()
)
"""Apple's tags."""

DEAD = frozenset({"itunes:keywords", "itunes:order", "itunes:isClosedCaptioned"})
"""Tags of Apple's that nobody reads any more."""

_ONCE = frozenset(
    """
    description itunes:author itunes:block itunes:explicit itunes:image itunes:subtitle
    itunes:summary itunes:title link pubDate title
    """.split()
)

CHANNEL_ONCE = _ONCE | frozenset(
    """
    cloud copyright docs generator image itunes:complete itunes:new-feed-url itunes:owner
    itunes:type language lastBuildDate managingEditor rating skipDays skipHours textInput
    ttl webMaster
    """.split()
)
"""What may stand once in a channel."""

ITEM_ONCE = _ONCE | frozenset(
    """
    author comments content:encoded itunes:duration itunes:episode itunes:episodeType
    itunes:season source
    """.split()
)
"""What may stand once in an item. A doubled guid or enclosure has a rule of its own."""

URL_ATTRIBUTES = ("url", "href", "uri", "feedUrl", "img")
"""Attributes that hold an address."""

URL_ELEMENTS = (
    "itunes:image", "enclosure", "atom:link", "podcast:transcript", "podcast:chapters",
    "podcast:funding", "podcast:person", "podcast:trailer", "podcast:image", "podcast:license",
    "podcast:source", "podcast:contentLink", "podcast:remoteItem", "podcast:socialInteract",
)  # fmt: skip
"""Elements whose attributes hold addresses."""

URL_TEXTS = ("link", "itunes:new-feed-url")
"""Elements whose text is an address."""

READ_ANYWAY = frozenset({"channel", "enclosure", "guid", "item", "link", "pubdate", "title"})
"""Elements that are read whatever their capital letters; whoever reads them tells of these."""
