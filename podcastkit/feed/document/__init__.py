"""Feeds as they are found: read tolerantly, as apps do, and each repair told at its line.

``parse`` makes a tree of what is nearly XML, ``read`` takes the show and its items out of it.
Nothing is fetched, no entity is defined and no document type is read, whatever a feed says.
"""

from podcastkit.feed.document.namespaces import NAMESPACES, prefix_of
from podcastkit.feed.document.read import Enclosure, FeedItem, ReadFeed, read
from podcastkit.feed.document.tree import MAX_BYTES, Document, parse

__all__ = [
    "MAX_BYTES",
    "NAMESPACES",
    "Document",
    "Enclosure",
    "FeedItem",
    "ReadFeed",
    "parse",
    "prefix_of",
    "read",
]
