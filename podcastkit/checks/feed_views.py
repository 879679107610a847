"""Any feed's tree as the rules look at it: its channel, its items, each of its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from podcastkit.checks.rule import Said
from podcastkit.checks.views import EpisodeView, ShowView, TagView
from podcastkit.feed.document import values
from podcastkit.feed.document.namespaces import prefix_of
from podcastkit.timed.chapter_reading import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml import etree

    Element = etree._Element  # noqa: SLF001 - the name that lxml has for it
    Children = dict[str, list[Element]]

_SHOW_LINES = ("title", "itunes:title", "itunes:subtitle", "itunes:author", "copyright")
_LINES = ("title", "itunes:title", "itunes:subtitle", "itunes:author", "author")
_HOLDERS = frozenset({"rss", "channel", "item", "podcast:liveItem"})
_HTML = ("description", "content:encoded", "itunes:summary")


class Tree:
    """A feed's elements by the usual names of their namespaces.

    ``names`` is a memory of those, which trees of the same writer may share.
    """

    def __init__(self, root: Element, names: dict[str, str] | None = None) -> None:
        self.root = root
        self._names: dict[str, str] = {} if names is None else names

    def name(self, element: Element) -> str:
        """An element's name with the usual prefix: ``itunes:duration``, ``guid``."""
        tag = str(element.tag)
        if tag not in self._names:
            uri, _, local = tag.rpartition("}")
            prefix, _ = prefix_of(uri.lstrip("{"))
            self._names[tag] = f"{prefix}:{local}" if prefix else local if prefix == "" else tag
        return self._names[tag]

    def children(self, element: Element) -> Children:
        """An element's children by name, in their order."""
        found: Children = {}
        for child in element:
            found.setdefault(self.name(child), []).append(child)
        return found

    def channel(self) -> Element | None:
        """The channel, wherever it is hung up."""
        if self.name(self.root) == "channel":
            return self.root
        return next((child for child in self.root if self.name(child) == "channel"), None)

    def items(self) -> Iterator[Element]:
        """All items that are in no other item."""
        for place in [self.root, *self.root]:
            for child in place:
                if self.name(child) == "item":
                    yield child

    def tags(self, wanted: Collection[str]) -> Iterator[TagView]:
        """Every element of a wanted name, as rules of tags see it."""
        names = self._names
        if self.name(self.root) in wanted:
            yield self._view(self.root, self.name(self.root), "")
        stack = [self.root]
        while stack:
            parent = stack.pop()
            above = self.name(parent)
            for child in parent:
                name = names.get(child.tag) or self.name(child)
                if name in wanted:
                    yield self._view(child, name, above)
                if len(child):
                    stack.append(child)

    def _view(self, element: Element, name: str, parent: str) -> TagView:
        return TagView(
            spot=element,
            name=name,
            # What holds elements has no text of its own to speak of, and an item's would be long.
            text=element.text or "" if name in _HOLDERS else text_of(element),
            parent=parent,
            attributes=element.attrib,  # type: ignore[arg-type]
            children=tuple(map(self.name, element)),
        )

    def child(self, element: Element, name: str, number: int = 0) -> Element:
        """The child of a name, counted from 0; the element itself where it is not there."""
        found = [child for child in element if self.name(child) == name]
        return found[number] if number < len(found) else element


def text_of(element: Element) -> str:
    """All text of an element, as it stands there."""
    if not len(element):
        return element.text or ""
    return "".join(map(str, element.itertext()))


def _first(parts: Children, name: str) -> Said | None:
    found = parts.get(name)
    return Said(text_of(found[0]), found[0]) if found else None


def show_view(tree: Tree, path: str, *, fetched: str | None = None) -> ShowView:
    """The channel as the rules of a show look at it. ``fetched`` is where it was read from."""
    channel = tree.channel()
    if channel is None:
        return ShowView(path=path, spot=tree.root)
    parts = tree.children(channel)
    links = parts.get("atom:link", [])
    owner = parts.get("itunes:owner")
    image = parts.get("itunes:image")
    proofs = parts.get("podcast:txt", [])
    return ShowView(
        path=path,
        spot=channel,
        title=_first(parts, "title"),
        description=_first(parts, "description"),
        link=_first(parts, "link"),
        self_url=_link(links, "self"),
        language=_first(parts, "language"),
        author=_first(parts, "itunes:author"),
        owner_email=_first(tree.children(owner[0]), "itunes:email") if owner else None,
        image=Said(image[0].get("href") or text_of(image[0]), image[0]) if image else None,
        categories=_categories(tree, parts),
        explicit=_first(parts, "itunes:explicit"),
        type=_first(parts, "itunes:type"),
        copyright=_first(parts, "copyright"),
        block=_first(parts, "itunes:block"),
        complete=_first(parts, "itunes:complete"),
        new_feed_url=_first(parts, "itunes:new-feed-url"),
        summary=_first(parts, "itunes:summary"),
        guid=_first(parts, "podcast:guid"),
        medium=_first(parts, "podcast:medium"),
        pages=tuple(
            said for rel in ("next", "previous", "prev") if (said := _link(links, rel)) is not None
        ),
        texts=_lines(parts, _SHOW_LINES),
        fetched=fetched,
        verified=any("verify" in (proof.get("purpose") or "") for proof in proofs),
    )


def _link(links: list[Element], rel: str) -> Said | None:
    found = next((link for link in links if link.get("rel") == rel), None)
    return None if found is None else Said((found.get("href") or "").strip(), found)


def _categories(tree: Tree, parts: Children) -> tuple[tuple[Said, Said | None], ...]:
    found: list[tuple[Said, Said | None]] = []
    for outer in parts.get("itunes:category", ()):
        said = Said(outer.get("text") or "", outer)
        inner = tree.children(outer).get("itunes:category", [])
        found += [(said, Said(one.get("text") or "", one)) for one in inner] or [(said, None)]
    return tuple(found)


def episode_view(tree: Tree, item: Element, path: str, show_title: str) -> EpisodeView:
    """An item as the rules of an episode look at it."""
    parts = tree.children(item)
    enclosure = next((e for e in parts.get("enclosure", ()) if (e.get("url") or "").strip()), None)
    guid = parts.get("guid")
    date = _first(parts, "pubDate")
    duration = _first(parts, "itunes:duration")
    title = _first(parts, "title")
    name = title.text.strip()[:80] if title else ""
    return EpisodeView(
        path=path,
        spot=item,
        name=f'"{name}"' if name else "the item",
        show_title=show_title,
        title=title or _first(parts, "itunes:title"),
        description=_first(parts, "description"),
        summary=_first(parts, "itunes:summary"),
        link=_first(parts, "link"),
        guid=_first(parts, "guid"),
        permalink=(guid[0].get("isPermaLink") or "true").strip() != "false" if guid else None,
        season=_first(parts, "itunes:season"),
        number=_first(parts, "itunes:episode"),
        type=_first(parts, "itunes:episodeType"),
        explicit=_first(parts, "itunes:explicit"),
        published=values.instant(date.text)[0] if date else None,
        date=date,
        url=None if enclosure is None else Said(enclosure.get("url") or "", enclosure),
        mime=None if enclosure is None else Said(enclosure.get("type") or "", enclosure),
        size=None if enclosure is None else values.length(enclosure.get("length"))[0],
        duration=values.seconds(duration.text)[0] if duration else None,
        written_duration=duration,
        texts=_lines(parts, _LINES),
        simple_chapters=_simple_chapters(tree, parts),
        html=tuple((name, said) for name in _HTML if (said := _first(parts, name)) is not None),
    )


def _simple_chapters(tree: Tree, parts: Children) -> tuple[tuple[Said, float], ...]:
    """Title and start of each chapter that stands in the item itself."""
    return tuple(
        (Said((one.get("title") or "").strip(), one), start)
        for element in parts.get("psc:chapters", ())
        for one in tree.children(element).get("psc:chapter", ())
        if (start := moment(one.get("start") or "")) is not None
    )


def _lines(parts: Children, names: tuple[str, ...]) -> tuple[tuple[str, Said], ...]:
    named = ((name, _first(parts, name)) for name in names)
    return tuple((name, said) for name, said in named if said is not None)


def element_of(tree: Tree, spot: Any) -> Element:
    """The element of a spot: itself, or a child of it by name and number."""
    if isinstance(spot, Said):
        spot = spot.spot
    if isinstance(spot, tuple):
        element, name, *number = spot
        return tree.child(element, name, *number)
    return cast("Element", spot)
