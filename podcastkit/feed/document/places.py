"""Where each element of a feed stands: line and column, found only for a feed with a finding.

libxml2 knows no columns, and no lines beyond 65,535; expat knows both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from lxml import etree

    from podcastkit.feed.document.tree import Document

Place = tuple[int, int]


class Places:
    """Line and column (from 1, in characters) of the elements of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places: dict[etree._Element, Place] | None = None

    def of(self, element: etree._Element) -> tuple[int | None, int | None]:
        """Where an element's tag begins; without a column where that cannot be told."""
        if self._places is None:
            self._places = _all(self._document)
        if element in self._places:
            return self._places[element]
        return element.sourceline, None


def _all(document: Document) -> dict[etree._Element, Place]:
    if document.root is None:
        return {}
    # Both parsers meet the tags in the order of the text.
    return dict(zip(document.root.iter(), _tags(document.text), strict=False))


def _tags(text: str) -> list[Place]:
    found: list[Place] = []
    parser = expat.ParserCreate("utf-8")

    def note(_name: str, _attributes: list[str]) -> None:
        found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = note
    parser.ordered_attributes = True
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError:
        pass  # what comes behind has its line from libxml2
    return found
