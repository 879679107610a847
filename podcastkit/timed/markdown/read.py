"""The HTML of a transcript's Markdown to turns and headings.

A name, a time or both begin a turn; a time alone goes on with who spoke before; a paragraph with
neither belongs to the turn above it. What stands before the first of them is the opening.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from podcastkit.timed.markdown.blocks import blocks, plain
from podcastkit.timed.markdown.labels import Label, Style, label_of, time_in_heading
from podcastkit.timed.markdown.names import Names
from podcastkit.timed.markdown.usual import usual
from podcastkit.timed.speakers import is_name
from podcastkit.timed.turns import Heading, ReadableTranscript, Turn

if TYPE_CHECKING:
    from podcastkit.timed.markdown.blocks import Block
    from podcastkit.timed.turns import Part

_LINE = re.compile(r"\s*<br ?/?>\s*|\n")
# A time within a line begins a turn as one at its beginning does.
_INNER_TIME = re.compile(
    r"(?<=[\s>])(?=\[(?:[0-9]{1,3}:(?=[0-5]?[0-9]:))?[0-9]{1,3}:[0-5][0-9](?:[.,][0-9]{1,3})?\] )"
    r"(?<![>\]] )(?<!: )"
)
_NAMED_FIRST = frozenset({Style.MARKED_COLON, Style.MARKED, Style.COLON, Style.NAME_TIME})
_CLOSING = frozenset(
    {"about", "about us", "acknowledgements", "bibliography", "contact", "credits", "feedback",
     "footnotes", "further reading", "license", "links", "music", "notes", "references",
     "resources", "show notes", "shownotes", "sources", "sponsors", "subscribe", "support",
     "support us", "thanks", "anmerkungen", "danke", "impressum", "kontakt", "lizenz", "musik",
     "quellen", "créditos", "enlaces", "fuentes", "crédits", "liens", "remerciements", "crediti",
     "fonti", "link", "bronnen", "colofon", "källor", "länkar"}
)  # fmt: skip
"""Headings below which nobody speaks any more, where no turn follows."""
_INLINE = re.compile(r"<(/?)([a-z]+)[^<>]*>")
_SINGLE_TAG = re.compile("<(?:br|img|wbr)")
_SINGLE = frozenset({"br", "img", "wbr"})

Line = tuple[Label, str]
"""A label and the inline HTML of the whole line."""


def read_markdown(safe_html: str) -> ReadableTranscript:
    """The turns of a transcript, from the safe HTML that its Markdown gives (``markup.render``)."""
    if "&nbsp;" in safe_html:
        safe_html = safe_html.replace("&nbsp;", "\xa0")
    return usual(safe_html) or read_any(safe_html)


def read_any(safe_html: str) -> ReadableTranscript:
    """The same in the way that is for all forms. There is no ``&nbsp;`` in the HTML."""
    found = [(block, _lines(block)) for block in blocks(safe_html)]
    labels = [label for _, lines in found for label, _ in lines]
    assembly = _Assembly(Names(labels), bare=_bare_times_count(labels))
    named = _headings_that_name([block for block, _ in found if block.level])
    for block, lines in found:
        if block.is_whole and len(lines) == 1:
            assembly.line(*lines[0])
        elif block.level:
            assembly.heading(block, named)
        elif block.is_paragraph:
            assembly.paragraph(lines)
        else:
            assembly.block(block, lines)
    return assembly.transcript()


def _lines(block: Block) -> list[Line]:
    """The lines of a paragraph, or the leaves of another block, each with its label."""
    if block.level:
        return []
    if not block.is_paragraph:
        return [(label_of(leaf), leaf) for leaf in block.leaves]
    inner = block.leaves[0]
    if "\n" not in inner and "<br" not in inner:
        if inner.count("[") > 1:
            return [(label_of(line), line) for line in _INNER_TIME.split(inner)]
        return [(label_of(inner), inner)]
    parts = [
        part for line in _LINE.split(inner) if line.strip() for part in _INNER_TIME.split(line)
    ]
    return [(label_of(line), line) for line in parts]


def _headings_that_name(headings: list[Block]) -> frozenset[str]:
    """The names in headings that are turns: *Ada*, *Ben*, *Ada* are no chapters."""
    words = Counter(_untimed(plain(block.leaves[0])) for block in headings)
    again = {name for name, count in words.items() if count > 1 and is_name(name)}
    if len(again) == 0 or sum(words[name] for name in again) * 2 < words.total():
        return frozenset()
    return frozenset(name for name in words if name in again or is_name(name))


def _untimed(words: str) -> str:
    timed = time_in_heading(words)
    return timed[2] if timed else words


def _bare_times_count(labels: list[Label]) -> bool:
    """Whether times without brackets are times here: not one alone, and most of them all."""
    timed = [label.bare for label in labels if label.time is not None]
    bare = sum(timed)
    if bare < 2 or bare * 2 <= len(timed):
        return False
    # Who is named and then says a time of the day is one among many who say none.
    named = sum(label.style in _NAMED_FIRST for label in labels)
    return bare * 2 > named


class _Assembly:
    """The parts so far, and the turn that is open: its paragraphs, as words and as HTML."""

    def __init__(self, names: Names, *, bare: bool) -> None:
        self._names = names
        self._bare = bare
        self._parts: list[Part] = []
        self._labelled: int | None = None
        self._last = 0  # where the last turn with a label stands
        self._speaker: str | None = None
        self._start: float | None = None
        self._written: str | None = None
        self._words: list[str] = []
        self._html: list[str] = []

    def heading(self, block: Block, named: frozenset[str]) -> None:
        """A heading closes the turn; who speaks stays the same, unless it is ``named`` in it."""
        words = plain(block.leaves[0])
        if not words:
            return
        timed = time_in_heading(words)
        start, written, text = timed or (None, None, words)
        if text in named or not text:
            label = Label(start, written, False, None, None, 0, 0)  # noqa: FBT003
            self._open(label, text or None)
            return
        self._close()
        self._parts.append(Heading(text, block.level, start, written))

    def line(self, label: Label, line: str) -> None:
        """A paragraph of one line, in which every tag that begins also ends: nearly all are."""
        cut = self._cut(label)
        if cut is not None:
            self._open(label)
            line = _balanced(line[cut:], whole=True)
        if words := plain(line):
            self._words.append(words)
            self._html.append(f"<p>{line}</p>")

    def paragraph(self, lines: list[Line]) -> None:
        """Text of the open turn, or of new ones where its lines begin them."""
        pieces: list[str] = []
        for label, line in lines:
            cut = self._cut(label)
            if cut is None:
                pieces.append(line)
                continue
            # What stands above belongs to the turn before.
            self._add(pieces)
            self._open(label)
            rest = _balanced(line[cut:])
            pieces = [rest] if rest else []
        self._add(pieces)

    def block(self, block: Block, lines: list[Line]) -> None:
        """A list or quotation: turns where its items begin some, else text of the open turn."""
        if all(self._cut(label) is None for label, _ in lines):
            self._words.append("\n".join(filter(None, (plain(leaf) for leaf in block.leaves))))
            self._html.append(block.html)
            return
        for line in lines:
            self.paragraph([line])

    def transcript(self) -> ReadableTranscript:
        """All of it."""
        end = self._start if not self._words else None
        self._close()
        first = self._labelled or 0
        # A heading above the first turn is its own; what is said before that is the opening.
        while first and isinstance(self._parts[first - 1], Heading):
            first -= 1
        last = self._closing()
        return ReadableTranscript(
            parts=tuple(self._parts[first:last]),
            opening=tuple(self._parts[:first]),
            closing=tuple(
                part if isinstance(part, Heading) else part._replace(speaker=None)
                for part in self._parts[last:]
            ),
            end=end,
        )

    def _closing(self) -> int:
        """Where links or credits begin that nobody speaks, under a heading that says so."""
        for at in range(self._last, len(self._parts) if self._labelled is not None else 0):
            part = self._parts[at]
            if isinstance(part, Heading) and part.text.casefold().strip(" :.") in _CLOSING:
                return at
        return len(self._parts)

    def _cut(self, label: Label) -> int | None:
        """Where the words behind a label begin; ``None`` where it begins no turn after all."""
        if self._names.of(label) is not None:
            return label.named if self._is_said(label) else label.end
        is_time = label.time is not None and label.timed > 0 and (self._bare or not label.bare)
        return label.timed if is_time else None

    def _is_said(self, label: Label) -> bool:
        """Whether the time behind a name is said: *Ben: 12:30 is when we met*."""
        return label.named > 0 and label.bare and not self._bare

    def _open(self, label: Label, name: str | None = None) -> None:
        """Close the turn above, and begin the one of this label, or of who is named otherwise."""
        time = None if self._is_said(label) else label.time
        # A time in a line of its own is that of the name below it.
        waits = time is None and not self._words and self._start is not None
        self._close()
        self._last = len(self._parts)
        if self._labelled is None:
            self._labelled = self._last
        self._speaker = name or self._names.of(label) or self._speaker
        if not waits:
            self._start, self._written = time, label.written if time is not None else None

    def _add(self, pieces: list[str]) -> None:
        inner = "\n".join(pieces).strip()
        if inner and (words := plain(inner)):
            self._words.append(words)
            self._html.append(f"<p>{_closed(inner)}</p>")

    def _close(self) -> None:
        if not self._words:
            return
        self._parts.append(
            Turn(
                "\n".join(self._words), "\n".join(self._html), self._speaker,
                self._start, self._written,
            )
        )  # fmt: skip
        self._words, self._html = [], []
        self._start = self._written = None


def _balanced(rest: str, *, whole: bool = False) -> str:
    """What follows a label, without the ends of the emphasis that it began with.

    In the rest of a ``whole`` line they are what there is of ends more than of beginnings.
    """
    ends = rest.count("</")
    if not ends or (whole and ends * 2 == rest.count("<") and not _SINGLE_TAG.search(rest)):
        return rest.strip()
    depth = 0
    out, at = [], 0
    for tag in _INLINE.finditer(rest):
        if tag[2] in _SINGLE:
            continue
        depth += -1 if tag[1] else 1
        if depth < 0:
            out.append(rest[at : tag.start()])
            at, depth = tag.end(), 0
    return ("".join(out) + rest[at:]).strip()


def _closed(inner: str) -> str:
    """Inline HTML as it is, or its words alone where lines that were parted share a tag."""
    if "<" not in inner:
        return inner
    open_tags: list[str] = []
    for tag in _INLINE.finditer(inner):
        if tag[2] in _SINGLE:
            continue
        if not tag[1]:
            open_tags.append(tag[2])
        elif not open_tags or open_tags.pop() != tag[2]:
            return escape(plain(inner), quote=False)
    return escape(plain(inner), quote=False) if open_tags else inner
