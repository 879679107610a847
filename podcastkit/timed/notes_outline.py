"""What in a Markdown text may be a list of times: its lists, tables, headings and lines of text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pyromark

from podcastkit.markup import OPTIONS
from podcastkit.spoken import is_html

_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_DEEPEST = 4
_OTHER_BLOCKS = frozenset(
    {"BlockQuote", "CodeBlock", "HtmlBlock", "FootnoteDefinition", "MetadataBlock"}
)


@dataclass(slots=True, kw_only=True)
class Line:
    """Plain text with the links in it: where each stands, and its address.

    ``at`` is the byte of the Markdown with which it begins; ``soft`` that of the line break above
    it, where Markdown takes that for a blank. ``pieces`` are the offsets of its pieces in the text,
    and the byte at which each stands in the Markdown.
    """

    at: int
    soft: int | None = None
    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Item:
    """An item of a list: its own lines, and the lists in it."""

    lines: list[Line] = field(default_factory=list)
    lists: list[list[Item]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Outline:
    """The groups of a text, each kind in the order of the text.

    ``paragraphs`` are runs of paragraphs between which nothing else stands. Code and raw HTML are
    in none of these.
    """

    lists: list[list[Item]] = field(default_factory=list)
    tables: list[list[list[Line]]] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    paragraphs: list[list[list[Line]]] = field(default_factory=list)


def outline_of(markdown: str) -> Outline:
    """The outline of a text. Lists that are nested deeper than four levels are left out."""
    walk = _Walk()
    for event, place in pyromark.events_with_range(markdown, options=OPTIONS):
        walk.take(event, place["start"])
    return walk.found


class _Walk:
    """Takes the parser's events one by one."""

    def __init__(self) -> None:
        self.found = Outline()
        self._open: list[list[Item]] = []  # the lists that are open
        self._deeper = 0  # how many lists below these
        self._lines: list[Line] | None = None  # where text goes
        self._fresh = True  # the next text begins a line
        self._soft: int | None = None  # where the line above it ends, unless a tag breaks it
        self._broken = False
        self._hidden = 0  # how many pictures and blocks of code are open
        self._run: list[list[Line]] = []
        self._link: tuple[int, str] | None = None

    def take(self, event: Any, at: int) -> None:
        if isinstance(event, str):
            self._mark(event, at)
            return
        ((kind, value),) = event.items()
        if kind == "Start":
            name, details = next(iter(value.items())) if isinstance(value, dict) else (value, None)
            self._start(name, details, at)
        elif kind == "End":
            self._end(next(iter(value)) if isinstance(value, dict) else value)
        elif kind in {"Text", "Code"}:
            self._write(value, at)
        elif kind == "InlineHtml":
            self._write_html(value, at)

    def _mark(self, event: str, at: int) -> None:
        if event == "HardBreak" or (event == "SoftBreak" and not self._open):
            self._soft = at if event == "SoftBreak" and not self._broken else None
            self._fresh = True
        elif event == "SoftBreak":
            self._write(" ", at)
        elif event == "Rule":
            self._run = []

    def _start(self, name: str, details: Any, at: int) -> None:
        if name == "List":
            self._start_list()
        elif name == "Item":
            if not self._deeper:
                self._open[-1].append(Item())
                self._to(self._open[-1][-1].lines)
        elif name == "Paragraph":
            self._start_paragraph()
        elif name == "Heading":
            self._run = []
            self._to(self.found.headings)
        elif name.startswith("Table"):
            self._start_in_table(name, at)
        elif name == "Link":
            self._link = (self._length(), details["dest_url"])
        elif name == "Image" or name in _OTHER_BLOCKS:
            self._run = self._run if name == "Image" else []
            self._hidden += name in {"Image", "CodeBlock", "HtmlBlock"}

    def _end(self, name: str) -> None:
        if name == "List":
            if self._deeper:
                self._deeper -= 1
            else:
                self._open.pop()
            self._to(self._open[-1][-1].lines if self._open and self._open[-1] else None)
        elif name in {"Item", "Heading", "TableCell"}:
            self._to(None)
        elif name == "Link" and self._link is not None:
            begin, url = self._link
            if self._lines and not self._fresh:
                self._lines[-1].links.append((begin, self._length(), url))
            self._link = None
        elif name in {"Image", "CodeBlock", "HtmlBlock"}:
            self._hidden -= 1
        elif name in _OTHER_BLOCKS:
            self._run = []

    def _start_in_table(self, name: str, at: int) -> None:
        tables = self.found.tables
        if name == "Table":
            self._run = []
            tables.append([])
        elif name == "TableCell":
            tables[-1][-1].append(Line(at=at))
            self._to(tables[-1][-1])
            self._fresh = False
        else:
            tables[-1].append([])

    def _start_list(self) -> None:
        self._run = []
        if self._deeper or len(self._open) == _DEEPEST:
            self._deeper += 1
            return
        new: list[Item] = []
        above = self._open[-1][-1].lists if self._open else self.found.lists
        above.append(new)
        self._open.append(new)

    def _start_paragraph(self) -> None:
        self._fresh = True
        if self._open:
            return
        if not self._run:
            self.found.paragraphs.append(self._run)
        self._run.append([])
        self._to(self._run[-1])

    def _to(self, lines: list[Line] | None) -> None:
        self._lines = lines
        self._fresh, self._soft, self._broken = True, None, False

    def _length(self) -> int:
        return len(self._lines[-1].text) if self._lines and not self._fresh else 0

    def _write_html(self, tag: str, at: int) -> None:
        if _BREAK.match(tag):
            self._fresh, self._soft, self._broken = True, None, True
        elif not is_html(tag):
            self._write(tag, at)

    def _write(self, text: str, at: int) -> None:
        if self._hidden or self._deeper or self._lines is None:
            return
        if self._fresh:
            self._lines.append(Line(at=at, soft=self._soft))
            self._fresh, self._soft, self._broken = False, None, False
        line = self._lines[-1]
        line.pieces.append((len(line.text), at))
        line.text += text
