"""A feed's bytes to a tree of elements with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from podcastkit.feed.document.notes import Notes
from podcastkit.feed.document.syntax import ROOT
from podcastkit.feed.document.text import decode

if TYPE_CHECKING:
    from podcastkit.findings import Problem

MAX_BYTES = 25_000_000
"""Larger feeds are refused; the largest real ones have some 15 MB."""

MAX_TAGS = 1_000_000
"""How often ``<`` may stand in a feed: what takes the memory is elements, not text."""

MAX_TAGS_TO_MEND = 400_000
"""The same for a feed that is not XML: mending it takes ten times as long as reading it."""

_BEGINNING = 1024
_DECLARATION = re.compile(r"\ufeff?<\?xml[ \t\r\n][^>]*\?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed's tree; ``root`` is ``None`` where there is nothing that could be read.

    ``whole`` is false when the feed was cut off, so that items may be missing. ``text`` is what
    was parsed, mended where that was needed.
    """

    path: str
    root: etree._Element | None
    problems: tuple[Problem, ...]
    whole: bool = True
    text: str = ""


def parse(data: bytes, path: str) -> Document:
    """Read a feed's bytes. Never raises: what is wrong is in ``problems``.

    A feed that is well-formed is read as it is; another one is mended first, each repair a
    problem at its line (``podcastkit.feed.document.repair``). ``path`` is the name that findings
    give the feed.
    """
    notes = Notes(path)
    if len(data) > MAX_BYTES:
        return _unreadable(notes, f"the feed is larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        return _unreadable(notes, "the feed is empty")
    text = decode(data, notes)
    if "\0" in text[:_BEGINNING] and ROOT.search(text) is None:
        return _unreadable(notes, "this is no text: a picture or a sound, perhaps")
    if text.count("<") > MAX_TAGS:
        return _unreadable(notes, f"the feed has more than {MAX_TAGS:,} tags")
    root = None if "<!DOCTYPE" in text else _strictly(text)
    if root is None:
        if _tags(text) > MAX_TAGS_TO_MEND:
            return _unreadable(notes, "it is not XML, and has too many tags to be mended")
        # Most feeds are XML, and what mends the others takes long to load.
        from podcastkit.feed.document.repair import HopelessError, repaired

        try:
            text = repaired(text, notes)
        except HopelessError as error:
            return _unreadable(notes, str(error))
        root = _loosely(text, notes) if text else None
    if root is None:
        return _unreadable(notes, "there is no XML in it")
    problems = notes.problems()
    whole = all(problem.code != "PK603" for problem in problems)
    return Document(path=path, root=root, problems=problems, whole=whole, text=text)


def _tags(text: str) -> int:
    """How often ``<`` stands outside of CDATA."""
    parts = text.split("<![CDATA[")
    return parts[0].count("<") + sum(part.partition("]]>")[2].count("<") for part in parts[1:])


def _unreadable(notes: Notes, message: str) -> Document:
    """Nothing was read; what else was noted on the way is noise beside that."""
    notes = Notes(notes.path)
    notes.add("PK601", 1, 1, message, "is it the address of the feed, and not of a web page?")
    return Document(path=notes.path, root=None, problems=notes.problems(), whole=False)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _strictly(text: str) -> etree._Element | None:
    """The tree of what is XML already; else ``None``."""
    declaration = _DECLARATION.match(text)
    rest = text[declaration.end() :] if declaration else text
    before = "\n" * text.count("\n", 0, declaration.end()) if declaration else ""
    try:
        return etree.fromstring((before + rest).encode(), _parser(recover=False))
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError):
        return None


def _loosely(text: str, notes: Notes) -> etree._Element | None:
    """The tree of what was mended; what is wrong with it even so is told."""
    parser = _parser(recover=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    for entry in parser.error_log:
        notes.add("PK602", entry.line, entry.column, f"this is not XML: {entry.message}", None)
    return root
