"""The show and its items out of a feed's tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from podcastkit.feed.document import values
from podcastkit.feed.document.namespaces import NAMESPACES, prefix_of
from podcastkit.feed.document.notes import Notes
from podcastkit.feed.document.places import Places

if TYPE_CHECKING:
    import datetime as dt

    from lxml import etree

    from podcastkit.feed.document.tree import Document
    from podcastkit.findings import Problem

_SHORT_NUMBER = re.compile(r"\s*\d{1,9}\s*", re.ASCII)
_RFC = "Mon, 05 Jan 2026 09:00:00 +0000"
_NAMED = ("guid", "title", "link", "pubDate", "enclosure", "itunes:duration", "dc:date")
_KNOWN_PREFIXES = frozenset({"itunes", "podcast", "content", "atom"})
_CASES = {name.lower(): name for name in (*_NAMED, "item", "channel", "podcast:guid")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """An item's sound as the feed gives it: ``length`` in bytes where it tells one."""

    url: str
    length: int | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item. ``guid`` is to the byte what the feed says, blanks included.

    ``published`` is in UTC, ``duration`` in seconds; ``None`` is what the feed does not tell, or
    not so that it can be read. ``guid_doubled`` says that an item above has the same guid.
    """

    line: int
    title: str
    guid: str | None = None
    guid_doubled: bool = False
    link: str | None = None
    published: dt.datetime | None = None
    enclosure: Enclosure | None = None
    duration: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed as read. ``items`` keep the feed's order; those without enclosure are among them.

    ``guid`` is ``podcast:guid``, ``self_url`` the feed's own word for its address, ``next_url``
    the next page (RFC 5005), ``new_feed_url`` where the show has moved. ``whole`` is false when
    items may be missing because the feed was cut off.
    """

    path: str
    title: str = ""
    guid: str | None = None
    self_url: str | None = None
    next_url: str | None = None
    new_feed_url: str | None = None
    items: tuple[FeedItem, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    readable: bool = True
    whole: bool = True


def read(document: Document) -> ReadFeed:
    """Take a feed's show and items out of its tree."""
    notes = Notes(document.path)
    reader = _Reader(notes, Places(document))
    root = document.root
    if root is None:
        return ReadFeed(path=document.path, problems=document.problems, readable=False, whole=False)
    channel = reader.channel(root)
    if channel is None:
        name = reader.name(root)
        hint = "an Atom feed is none for podcasts" if name == "atom:feed" else \
            "is it the address of the feed, and not of a web page?"  # fmt: skip
        reader.note("PK601", root, f"<{name}> is no RSS feed", hint)
        problems = (*document.problems, *notes.problems())
        return ReadFeed(path=document.path, problems=problems, readable=False, whole=False)
    parts = reader.children(channel)
    items = tuple(reader.item(element) for element in reader.items(root))
    links = {element.get("rel", ""): element.get("href", "").strip()
             for element in parts.get("atom:link", ())}  # fmt: skip
    self_url = links.get("self") or None
    return ReadFeed(
        path=document.path,
        title=reader.text(parts, "title") or "",
        guid=reader.text(parts, "podcast:guid"),
        self_url=self_url,
        next_url=_absolute(links.get("next"), self_url),
        new_feed_url=reader.text(parts, "itunes:new-feed-url"),
        items=items,
        problems=(*document.problems, *notes.problems()),
        whole=document.whole,
    )


def _absolute(url: str | None, base: str | None) -> str | None:
    try:
        return urljoin(base or "", url) if url else None
    except ValueError:
        return url


def _whole_text(element: etree._Element) -> str:
    """All text of an element, as it stands there."""
    if not len(element):
        return element.text or ""
    return "".join(map(str, element.itertext()))


def _declaring(element: etree._Element, uri: str) -> etree._Element:
    """The outermost element in which a namespace is known: there it is declared."""
    found = element
    for above in element.iterancestors():
        if uri not in above.nsmap.values():
            break
        found = above
    return found


class _Reader:
    """Reads elements by the usual names of their namespaces, and notes what is odd."""

    def __init__(self, notes: Notes, places: Places) -> None:
        self.notes = notes
        self._places = places
        self._names: dict[str, str] = {}
        self._inexact: set[str] = set()
        self._guids: dict[str, int] = {}

    def line(self, element: etree._Element) -> int:
        """The line of an element's tag."""
        return cast("int | None", element.sourceline) or 1

    def note(self, code: str, element: etree._Element, message: str, hint: str | None) -> None:
        """Note a problem where an element's tag begins."""
        self.notes.add(code, *self._places.of(element), message, hint)

    def name(self, element: etree._Element) -> str:
        """An element's name with the usual prefix: ``itunes:duration``, ``guid``."""
        tag = str(element.tag)
        if tag not in self._names:
            self._names[tag] = self._usual(tag, element)
        return self._names[tag]

    def _usual(self, tag: str, element: etree._Element) -> str:
        uri, _, local = tag.rpartition("}")
        uri = uri.lstrip("{")
        prefix, exact = prefix_of(uri)
        meant = prefix if prefix is not None else element.prefix
        inexact = not exact if prefix is not None else meant in _KNOWN_PREFIXES
        if inexact and uri not in self._inexact:
            self._inexact.add(uri)
            message = f'the namespace "{uri[:80]}" is not quite that of {meant or "RSS"}'
            hint = f'write "{NAMESPACES[meant]}", to the letter' if meant else "leave it away"
            self.note("PK607", _declaring(element, uri), message, hint)
        name = f"{prefix}:{local}" if prefix else local if prefix == "" else tag
        usual = _CASES.get(name.lower(), name)
        if usual != name:
            message = f"<{name}> should be <{usual}>"
            self.note("PK608", element, message, "some apps will not find it")
        return usual

    def children(self, element: etree._Element) -> dict[str, list[etree._Element]]:
        """An element's children by name."""
        found: dict[str, list[etree._Element]] = {}
        for child in element:
            if isinstance(child.tag, str):
                found.setdefault(self.name(child), []).append(child)
        return found

    def channel(self, root: etree._Element) -> etree._Element | None:
        """The channel, wherever it is hung up."""
        if self.name(root) == "channel":
            return root
        return next((child for child in root if self.name(child) == "channel"), None)

    def items(self, root: etree._Element) -> list[etree._Element]:
        """All items that are in no other item: below the channel, or beside it as in RSS 1.0."""
        places = [root, *root]
        return [child for place in places for child in place if self.name(child) == "item"]

    def text(self, parts: dict[str, list[etree._Element]], name: str) -> str | None:
        """The text of the first element of a name, blanks at its ends dropped."""
        found = parts.get(name)
        return _whole_text(found[0]).strip() or None if found else None

    def item(self, element: etree._Element) -> FeedItem:
        """One item; what is odd in it is noted at its line."""
        parts = self.children(element)
        line = self.line(element)
        title = self.text(parts, "title") or ""
        enclosure = self._enclosure(parts, title, element)
        guid = self._guid(parts, title, element) if enclosure else None
        doubled = guid is not None and guid in self._guids
        if guid is not None and not doubled:
            self._guids[guid] = line
        elif guid is not None:
            self.note("PK612", parts["guid"][0],
                           f'the guid "{guid}" is also that of the item in line '
                           f"{self._guids[guid]}: apps show only one of the two",
                           "every item needs a guid of its own")  # fmt: skip
        return FeedItem(
            line=line,
            title=title,
            guid=guid,
            guid_doubled=doubled,
            link=self.text(parts, "link"),
            published=self._published(parts, title, element),
            enclosure=enclosure,
            duration=self._duration(parts),
        )

    def _enclosure(
        self, parts: dict[str, list[etree._Element]], title: str, item: etree._Element
    ) -> Enclosure | None:
        for element in parts.get("enclosure", ()):
            url = element.get("url", "").strip()
            if url:
                size, odd = values.length(element.get("length"))
                if odd:
                    written = element.get("length", "")
                    self.note("PK616", element,
                                   f'the length "{written}" tells no size: {odd}',
                                   "the size in bytes, as the file has it")  # fmt: skip
                return Enclosure(url=url, length=size, type=element.get("type") or None)
        self.note("PK610", item, f'"{title}" has no enclosure: it is no episode', None)
        return None

    def _guid(
        self, parts: dict[str, list[etree._Element]], title: str, item: etree._Element
    ) -> str | None:
        found = parts.get("guid", [])
        if len(found) > 1:
            self.note("PK612", found[1],
                           f'"{title}" has {len(found)} guids; the first one counts',
                           "keep one")  # fmt: skip
        guid = _whole_text(found[0]) if found else ""
        if not guid.strip():
            self.note("PK611", item, f'"{title}" has no guid: each app makes its own',
                           None)  # fmt: skip
            return None
        if guid != guid.strip():
            self.note("PK613", found[0],
                           f'the guid of "{title}" has blanks at its ends, which belong to it',
                           "they must stay: apps compare it to the letter")  # fmt: skip
        elif _SHORT_NUMBER.fullmatch(guid):
            self.note("PK613", found[0],
                           f'the guid of "{title}" is the number {guid}, which another show may '
                           "have too", "keep it; give new episodes better ones")  # fmt: skip
        return guid

    def _published(
        self, parts: dict[str, list[etree._Element]], title: str, item: etree._Element
    ) -> dt.datetime | None:
        found = parts.get("pubDate") or parts.get("dc:date")
        written = _whole_text(found[0]).strip() if found else ""
        if not found or not written:
            self.note("PK615", item, f'"{title}" has no date', None)
            return None
        instant, odd = values.instant(written)
        if odd:
            code = "PK615" if instant is None else "PK618" if "zone" in odd else "PK614"
            self.note(code, found[0], f'the date "{written[:60]}": {odd}',
                      f"write it as {values.rfc(instant) if instant else _RFC}")  # fmt: skip
        return instant

    def _duration(self, parts: dict[str, list[etree._Element]]) -> float | None:
        found = parts.get("itunes:duration")
        written = _whole_text(found[0]).strip() if found else ""
        if not found or not written:
            return None
        seconds, odd = values.seconds(written)
        if odd:
            code = "PK617" if odd == values.NO_DURATION else "PK635"
            self.note(code, found[0],
                           f'the duration "{written[:40]}": {odd}',
                           "seconds, or H:M:S")  # fmt: skip
        return seconds
