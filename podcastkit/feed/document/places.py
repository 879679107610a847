"""Where each element of a feed stands: line and column, found only for a feed with a finding.

libxml2 knows no columns, and no lines beyond 65,535; expat knows both.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, cast
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
        found = self._places.get(element)
        return found if found is not None else (cast("int | None", element.sourceline), None)


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
    # What stands behind a place that expat cannot read has its line from libxml2.
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat's own signature
    return found
