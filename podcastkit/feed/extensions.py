"""Our tags as feedgen extensions.

feedgen's own ``podcast`` extension refuses values that Apple asks for (``explicit`` as ``true``,
a cover named ``.jpeg`` or with a query), and it knows nothing of the podcast namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from podcastkit.feed.elements import NAMESPACES, TagMaker, append_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import Episode, Show


class ShowTags(BaseExtension):  # type: ignore[misc]
    """The tags of one namespace in ``<channel>``. ``prefix`` is a key of ``NAMESPACES``."""

    def __init__(self, prefix: str, makers: Iterable[TagMaker[Show]], show: Show) -> None:
        self._prefix, self._makers, self._show = prefix, makers, show

    def extend_ns(self) -> dict[str, str]:
        """The declaration that ``<rss>`` has to carry."""
        return {self._prefix: NAMESPACES[self._prefix]}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Append the tags to the channel of ``<rss>``."""
        append_tags(feed[0], self._makers, self._show)
        return feed


class Undated(BaseExtension):  # type: ignore[misc]
    """Takes away the date of now that feedgen gives to a channel which has none."""

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Remove ``lastBuildDate``."""
        for date in feed.findall("channel/lastBuildDate"):
            feed[0].remove(date)
        return feed


class InChannel(BaseEntryExtension):  # type: ignore[misc]
    """Puts ``<item>`` into an empty channel whose root declares the namespaces of the feed.

    It comes first: then no tag of the item has to declare its own.
    """

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Move ``<item>`` to where its parent is a channel."""
        rss = etree.Element("rss", nsmap=dict(NAMESPACES))
        etree.SubElement(rss, "channel").append(feed)
        return feed


class EpisodeTags(BaseEntryExtension):  # type: ignore[misc]
    """The tags of one namespace in ``<item>``."""

    def __init__(self, makers: Iterable[TagMaker[Episode]], episode: Episode) -> None:
        self._makers, self._episode = makers, episode

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Append the tags to ``<item>``."""
        append_tags(feed, self._makers, self._episode)
        return feed
