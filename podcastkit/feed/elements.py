"""What every tag of the feed is made with: the namespaces, clean texts, tags as plain data."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from lxml import etree

from podcastkit.markup import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
PSC = "http://podlove.org/simple-chapters"

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM, "content": CONTENT, "psc": PSC},
)
"""Prefix to namespace, in the order in which the feed declares them."""

_LINE_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")

Thing_contra = TypeVar("Thing_contra", contravariant=True)


class Tag(NamedTuple):
    """One element, its name in Clark notation (``{namespace}name``), its texts clean.

    Data, for an lxml element that is built apart and moved into its place costs three times as
    much as one that is built where it belongs.
    """

    name: str
    text: str
    attributes: Mapping[str, str]
    children: tuple[Tag, ...] = ()


class TagMaker(Protocol[Thing_contra]):
    """A pure function from a show or an episode to one kind of tag.

    ``None`` and an empty list say that the feed has no such tag.
    """

    def __call__(self, thing: Thing_contra, /) -> Tag | list[Tag] | None:
        """Make the tag or the tags."""


def tag(name: str, text: str = "", /, **attributes: str | None) -> Tag:
    """A tag with one-line texts. Attributes that are ``None`` or blank are left out."""
    clean: dict[str, str] = {}
    for key, value in attributes.items():
        if value and (line := one_line(value)):
            clean[key] = line
    return Tag(name, one_line(text), clean)


def text_tag(name: str, text: str | None) -> Tag | None:
    """A tag with one-line text, or ``None`` where there is no text to speak of."""
    clean = one_line(text) if text else ""
    return Tag(name, clean, {}) if clean else None


def append_tags(
    parent: etree._Element,
    makers: Iterable[TagMaker[Thing_contra]],
    thing: Thing_contra,
) -> None:
    """Append to ``parent`` what the makers make of ``thing``, in their order."""
    for make in makers:
        made = make(thing)
        if made is None:
            continue
        for one in made if isinstance(made, list) else (made,):
            _append(parent, one)


def _append(parent: etree._Element, one: Tag) -> None:
    element = etree.SubElement(parent, one.name)
    if one.text:
        element.text = one.text
    for key, value in one.attributes.items():
        element.set(key, value)
    for child in one.children:
        _append(element, child)


def one_line(text: str) -> str:
    """The text without what XML forbids, trimmed, each line break in it a blank."""
    if text.isprintable():  # then nothing is to be done, which costs a tenth to find out
        return text.strip()
    return _LINE_BREAKS.sub(" ", xml_text(text).strip())


def lines(text: str) -> str:
    """The text without what XML forbids, trimmed, its lines ended by LF."""
    return _with_lf(text if text.isprintable() else xml_text(text))


def cdata(html: str) -> etree.CDATA | None:
    """HTML as a CDATA section, or ``None`` for blank HTML.

    libxml2 splits the section wherever the HTML says ``]]>`` itself. lxml looks for forbidden
    characters anyway, so that asking it costs nothing where there are none.
    """
    try:
        return _section(html)
    except ValueError:
        return _section(xml_text(html))


def _section(html: str) -> etree.CDATA | None:
    clean = _with_lf(html)
    return etree.CDATA(clean) if clean else None


def _with_lf(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()
