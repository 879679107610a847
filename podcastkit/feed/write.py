"""A feed as bytes: ``head + items + TAIL``, RSS 2.0 through feedgen.

The pieces are made one at a time, so that a feed of any length needs the memory of one item, and
an item that has not changed can be taken from a cache. feedgen formats dates under a changed
locale of the whole process: never build pieces in two threads at once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from podcastkit.feed import itunes, podcasting20, simple_chapters
from podcastkit.feed.elements import cdata, lines, one_line
from podcastkit.feed.extensions import EpisodeTags, InChannel, ShowTags, Undated
from podcastkit.feed.urls import ascii_url, with_prefix
from podcastkit.markup import xml_text

if TYPE_CHECKING:
    from podcastkit.model import Episode, Show

__all__ = ["GENERATOR", "TAIL", "ascii_url", "head", "item", "with_prefix"]

GENERATOR = "podcastkit"

TAIL = b"  </channel>\n</rss>\n"
"""What follows the last item."""

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_MINUTE = timedelta(minutes=1)


def head(show: Show, *, built: datetime | None, description_html: str | None = None) -> bytes:
    """Everything before the first item: declaration, ``<rss>``, the channel's own tags.

    ``built`` is the newest date of the items, aware; ``None`` leaves the channel without dates.
    ``description_html`` takes the place of the show's plain description.
    """
    feed = FeedGenerator()
    title = one_line(show.title) or one_line(show.feed_url)
    feed.title(title)
    feed.link(href=ascii_url(show.feed_url), rel="self", type="application/rss+xml")
    feed.link(href=ascii_url(show.link), rel="alternate")  # the last one is the channel's link
    feed.description(cdata(description_html or "") or lines(show.description) or title)
    feed.language(one_line(show.language))
    feed.copyright(one_line(show.copyright or ""))
    feed.generator(GENERATOR)
    feed.docs("")
    if show.image:
        feed.image(ascii_url(show.image))
    feed.register_extension("itunes", lambda: ShowTags("itunes", itunes.SHOW_TAGS, show))
    feed.register_extension("podcast", lambda: ShowTags("podcast", podcasting20.SHOW_TAGS, show))
    feed.register_extension("psc", lambda: ShowTags("psc", (), show))
    if built is None:
        feed.register_extension("undated", Undated)
    else:
        feed.pubDate(_mailable(built))
        feed.lastBuildDate(_mailable(built))
    text: bytes = feed.rss_str(pretty=True, xml_declaration=False)
    return _DECLARATION + text[: text.rindex(TAIL)]


def item(
    episode: Episode,
    *,
    notes_html: str,
    description_html: str | None,
) -> bytes:
    """One ``<item>``, on lines of its own, without namespace declarations.

    ``notes_html`` is the whole of the show notes, safe and with absolute links; blank notes give
    no ``content:encoded``. ``description_html`` is simple HTML within Apple's limit; without it
    the episode's plain description stands in, and without that the notes do, for feedgen knows
    no content without a description.
    """
    entry = FeedEntry()
    entry.title(one_line(episode.title) or one_line(episode.slug))
    entry.link(href=ascii_url(episode.link), rel="alternate")
    notes = cdata(notes_html)
    description = cdata(description_html or "") or lines(episode.description or "") or notes
    if description is not None:
        entry.description(description)
    if notes is not None:
        entry.content(notes)
    # Apps compare guids to the letter, so blanks stay.
    entry.guid(xml_text(episode.guid), permalink=_is_permalink(episode))
    url = ascii_url(episode.enclosure_url)
    entry.enclosure(url, length=episode.audio.size, type=one_line(episode.audio.type))
    entry.pubDate(_mailable(episode.published))
    entry.register_extension("channel", InChannel)
    entry.register_extension("itunes", lambda: EpisodeTags(itunes.EPISODE_TAGS, episode))
    entry.register_extension("podcast", lambda: EpisodeTags(podcasting20.EPISODE_TAGS, episode))
    entry.register_extension("psc", lambda: EpisodeTags(simple_chapters.EPISODE_TAGS, episode))
    rss = entry.rss_entry().getroottree()
    text: bytes = etree.tostring(rss, pretty_print=True, encoding="UTF-8")
    return text[text.index(b"    <item>") : text.rindex(TAIL)]


def _is_permalink(episode: Episode) -> bool:
    return episode.guid == episode.link and episode.guid.startswith(("https://", "http://"))


def _mailable(moment: datetime) -> datetime:
    """RFC 2822 knows offsets in whole minutes; zones before about 1940 had others."""
    offset = moment.utcoffset()
    return moment if offset is None or not offset % _MINUTE else moment.astimezone(UTC)
