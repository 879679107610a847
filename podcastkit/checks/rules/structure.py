"""What stands where in a feed: RSS itself, known elements, their number and their places."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PODCASTING2, RSS, Fault, Subject, rule
from podcastkit.checks.terms.elements import (
    CHANNEL_ONCE,
    DEAD,
    ITEM_ONCE,
    ITUNES,
    READ_ANYWAY,
    RSS_ELEMENTS,
    URL_ATTRIBUTES,
    URL_ELEMENTS,
    URL_TEXTS,
)
from podcastkit.checks.terms.podcasting20 import PARENTS, SINGLE
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import FeedView, ShowView, TagView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_LARGE, _TOO_LARGE = 1_000_000, 5_000_000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WHOLE = "https://…, all of it"
_ROOTS = frozenset({"rss", "rdf:RDF", "channel", "item"})
_PICTURES = (".gif", ".jpg", ".jpeg", ".png")


@rule(
    "PK620",
    "rss-version",
    _E,
    of=Subject.TAG,
    profiles=(RSS, APPLE),
    tags=("rss", "channel"),
    source="RSS 2.0: <rss> is the first tag, version is required; Apple, feed requirements",
)
def rss_version(tag: TagView) -> Iterator[Fault]:
    """The first tag of a feed is not ``<rss version="2.0">``.

    Directories take RSS 2.0 alone, and know it by that tag, in small letters.

    Bad in a feed::

        <rss version="0.91">

    Good in a feed::

        <rss version="2.0">
    """
    if tag.name == "channel":
        if tag.parent not in _ROOTS:
            around = f"in <{tag.parent[:60]}>" if tag.parent else "alone"
            yield Fault(tag.spot, f"<channel> stands {around}, and should stand in <rss>",
                        '<rss version="2.0" …><channel>…</channel></rss>')  # fmt: skip
        return
    version = tag.attributes.get("version")
    if version != "2.0":
        yield Fault(tag.spot, f'the version of RSS is "{version}"' if version
                    else "<rss> has no version", '<rss version="2.0" …>')  # fmt: skip


@rule(
    "PK621",
    "element-unknown",
    _W,
    of=Subject.TAG,
    profiles=(RSS,),
    tags=("channel", "item"),
    source="RSS 2.0: other elements need a namespace; W3C Feed Validator",
)
def element_unknown(tag: TagView) -> Iterator[Fault]:
    """An element without a namespace is none of RSS.

    Nobody reads it; often a prefix was forgotten.

    Bad in an item::

        <duration>25</duration>

    Good in an item::

        <itunes:duration>25</itunes:duration>
    """
    known = RSS_ELEMENTS[tag.name]
    for name in dict.fromkeys(tag.children):
        if ":" in name or name.startswith("{") or name in known or name.lower() in READ_ANYWAY:
            continue
        near = [full for full in ITUNES if full.partition(":")[2].lower() == name.lower()]
        near = near or difflib.get_close_matches(name, known, n=1)
        yield Fault((tag.spot, name), f"<{name[:60]}> is no element of RSS",
                    f"did you mean <{near[0]}>?" if near else "remove it, or give it a "
                    "namespace")  # fmt: skip


@rule(
    "PK622",
    "itunes-tag-unknown",
    _W,
    of=Subject.TAG,
    profiles=(APPLE,),
    tags=("channel", "item"),
    source="Apple, A Podcaster's Guide to RSS: the list of tags",
)
def itunes_unknown(tag: TagView) -> Iterator[Fault]:
    """There is no such tag in Apple's namespace.

    Bad in an item::

        <itunes:lenght>25</itunes:lenght>

    Good in an item::

        <itunes:duration>25</itunes:duration>
    """
    for name in dict.fromkeys(tag.children):
        if name.startswith("itunes:") and name not in ITUNES and name not in DEAD:
            near = difflib.get_close_matches(name, ITUNES, n=1, cutoff=0.7)
            yield Fault((tag.spot, name), f"Apple knows no <{name[:60]}>",
                        f"did you mean <{near[0]}>?" if near else "remove it")  # fmt: skip


@rule(
    "PK623",
    "podcast-tag-unknown",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("channel", "item", "podcast:liveItem"),
    source="Podcast namespace: the list of tags",
)
def podcast_unknown(tag: TagView) -> Iterator[Fault]:
    """There is no such tag in the podcast namespace.

    Names are compared letter by letter, capital letters included.

    Bad in an item::

        <podcast:transcripts url="https://example.org/one.vtt" type="text/vtt"/>

    Good in an item::

        <podcast:transcript url="https://example.org/one.vtt" type="text/vtt"/>
    """
    for name in dict.fromkeys(tag.children):
        if name.startswith("podcast:") and name not in PARENTS:
            near = difflib.get_close_matches(name, PARENTS, n=1, cutoff=0.7)
            yield Fault((tag.spot, name), f"the podcast namespace knows no <{name[:60]}>",
                        f"did you mean <{near[0]}>?" if near else "remove it")  # fmt: skip


@rule(
    "PK624",
    "podcast-tag-misplaced",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=tuple(PARENTS),
    source="Podcast namespace: the parent of each tag",
)
def podcast_misplaced(tag: TagView) -> Iterator[Fault]:
    """A tag of the podcast namespace stands where it means nothing.

    Each tag names the elements in which it may stand; elsewhere apps pass it over.

    Bad in a channel::

        <podcast:transcript url="https://example.org/one.vtt" type="text/vtt"/>

    Good in an item::

        <podcast:transcript url="https://example.org/one.vtt" type="text/vtt"/>
    """
    if tag.parent not in PARENTS[tag.name]:
        yield Fault(tag.spot, f"<{tag.name}> stands in <{tag.parent[:60]}>",
                    f"it belongs in {' or '.join(f'<{name}>' for name in PARENTS[tag.name])}")  # fmt: skip


@rule(
    "PK625",
    "element-doubled",
    _E,
    of=Subject.TAG,
    profiles=(RSS, APPLE, PODCASTING2),
    tags=("channel", "item", "podcast:liveItem"),
    source="RSS 2.0; Apple; podcast namespace: how often each may stand",
)
def element_doubled(tag: TagView) -> Iterator[Fault]:
    """An element that may stand once stands twice.

    Apps take the first or the last, and differ.

    Bad in an item::

        <title>What a feed is</title>
        <title>What is a feed?</title>

    Good in an item::

        <title>What a feed is</title>
    """
    if len(set(tag.children)) == len(tag.children):
        return
    once = CHANNEL_ONCE if tag.name == "channel" else ITEM_ONCE
    for name in dict.fromkeys(tag.children):
        if (name in once or name in SINGLE) and (count := tag.children.count(name)) > 1:
            yield Fault((tag.spot, name, 1), f"<{name}> stands {count} times in one {tag.name}",
                        "keep one")  # fmt: skip


@rule(
    "PK626",
    "channel-image",
    _W,
    of=Subject.TAG,
    profiles=(RSS,),
    tags=("image",),
    source="RSS 2.0, image: url, title, link; GIF, JPEG or PNG",
)
def channel_image(tag: TagView) -> Iterator[Fault]:
    """The channel's ``<image>`` lacks a part, or is of another format.

    RSS wants address, title and link of it. Readers that are no podcast apps show this one.

    Bad in a channel::

        <image><url>https://example.org/cover.jpg</url></image>

    Good in a channel::

        <image>
          <url>https://example.org/cover.jpg</url>
          <title>The Feed Bench</title>
          <link>https://example.org</link>
        </image>
    """
    if tag.parent not in {"channel", "rss", "rdf:RDF"}:
        return
    missing = [name for name in ("url", "title", "link") if name not in tag.children]
    if missing:
        yield Fault(tag.spot, f"<image> has no {' and no '.join(missing)}",
                    "<image><url>…</url><title>…</title><link>…</link></image>")  # fmt: skip


@rule(
    "PK627",
    "channel-image-format",
    _W,
    of=Subject.TAG,
    profiles=(RSS,),
    tags=("url",),
    source="RSS 2.0, image: GIF, JPEG or PNG",
)
def channel_image_format(tag: TagView) -> Iterator[Fault]:
    """The channel's ``<image>`` is no GIF, JPEG or PNG by its name.

    Bad in a channel::

        <image>
          <url>https://example.org/cover.webp</url>
          <title>The Feed Bench</title>
          <link>https://example.org</link>
        </image>

    Good in a channel::

        <image>
          <url>https://example.org/cover.png</url>
          <title>The Feed Bench</title>
          <link>https://example.org</link>
        </image>
    """
    name = tag.text.strip().partition("?")[0].rpartition("/")[2].lower()
    if tag.parent == "image" and "." in name and not name.endswith(_PICTURES):
        yield Fault(tag.spot, f'the picture\'s name ends in ".{name.rpartition(".")[2][:20]}"',
                    "RSS takes GIF, JPEG and PNG")  # fmt: skip


@rule("PK628", "feed-large", _I, of=Subject.FEED, source="Apple and Podbase: about 1 MB loads well")
def feed_large(feed: FeedView) -> Iterator[Fault]:
    """A feed is larger than 1 MB.

    Each app reads it again and again, on phones as well.

    Good in a channel::

        <description>Short.</description>
    """
    if feed.size and _LARGE < feed.size <= _TOO_LARGE:
        yield Fault(feed.show.spot, f"the feed has {feed.size / 1e6:.1f} MB",
                    "transcripts belong in files of their own; compression at the host helps")  # fmt: skip


@rule("PK629", "feed-too-large", _W, of=Subject.FEED, source="Podbase; Apple's crawler")
def feed_too_large(feed: FeedView) -> Iterator[Fault]:
    """A feed is larger than 5 MB.

    Some directories stop reading there, and do not see the rest.

    Good in a channel::

        <description>Short.</description>
    """
    if feed.size and feed.size > _TOO_LARGE:
        yield Fault(feed.show.spot, f"the feed has {feed.size / 1e6:.1f} MB: some directories stop "
                    "reading before its end", "shorten the notes, or keep fewer episodes")  # fmt: skip


@rule(
    "PK630",
    "dead-tag",
    _I,
    of=Subject.TAG,
    tags=("channel", "item"),
    source="Apple gave up itunes:keywords; Google Podcasts closed in 2024",
)
def dead_tag(tag: TagView) -> Iterator[Fault]:
    """A tag is one that nobody reads any more.

    It does no harm, and makes the feed longer.

    Bad in a channel::

        <itunes:keywords>feeds, podcasts</itunes:keywords>

    Good in a channel::

        <itunes:category text="Technology"/>
    """
    for name in dict.fromkeys(tag.children):
        if name in DEAD or name.startswith("googleplay:"):
            yield Fault((tag.spot, name), f"nobody reads <{name}> any more", "leave it out")


@rule(
    "PK631",
    "relative-url",
    _E,
    of=Subject.TAG,
    profiles=(RSS, APPLE),
    tags=(*URL_ELEMENTS, *URL_TEXTS),
    source="RSS 2.0 and Apple: addresses are whole",
)
def relative_url(tag: TagView) -> Iterator[Fault]:
    """An address in a feed is not whole.

    A feed is read anywhere, so that ``/cover.jpg`` leads nowhere.

    Bad in a channel::

        <itunes:image href="/cover.jpg"/>

    Good in a channel::

        <itunes:image href="https://example.org/cover.jpg"/>
    """
    if tag.name in URL_TEXTS:
        written = tag.text.strip()
        if written and not _SCHEME.match(written):
            yield Fault(tag.spot, f'<{tag.name}> is "{written[:80]}"', _WHOLE)
        return
    for name in URL_ATTRIBUTES:
        url = tag.attributes.get(name)
        # What is empty is missing, and the rules of each tag tell that.
        if url and url.strip() and not _SCHEME.match(url.strip()):
            yield Fault(tag.spot, f'{name} of <{tag.name}> is "{url[:80]}"', _WHOLE)


@rule("PK632", "paging-link", _I, of=Subject.CHANNEL, source="RFC 5005: paged feeds")
def paging_link(show: ShowView) -> Iterator[Fault]:
    """A paged feed links to itself as its next or previous page.

    A reader that follows it goes round in circles.

    Bad in a channel::

        <atom:link rel="self" href="https://example.org/feed.xml"/>
        <atom:link rel="next" href="https://example.org/feed.xml"/>

    Good in a channel::

        <atom:link rel="self" href="https://example.org/feed.xml"/>
        <atom:link rel="next" href="https://example.org/feed.xml?page=2"/>
    """
    for said in show.pages:
        if show.self_url and said.text.strip() == show.self_url.text.strip():
            yield Fault(said.spot, "the next or previous page is this page itself",
                        "link the other page")  # fmt: skip
