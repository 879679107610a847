"""The times that show notes list, in their HTML: each line on its own, each time a link.

Markdown is marked before it is rendered: two blanks make a line break of one that would be a blank,
and two characters of private use stand around each time. What is neither stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from podcastkit.markup import xml_text
from podcastkit.timed.notes_chapters import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from podcastkit.timed.notes_entries import Entry

# Beside a digit, which is neither blank nor punctuation either, these change nothing in Markdown.
_BEGIN, _END = "\ue0f0", "\ue0f1"
_MARKS = re.compile(f"[{_BEGIN}{_END}]")
_BREAK = "  "
_MARK_OR_LINK = re.compile(rf"{_BEGIN}([0-9:.,]+){_END}|<(/?)a[ >]")


class Marked(NamedTuple):
    """Text in which times are marked, and when each one is: in seconds, in the text's order."""

    text: str
    starts: tuple[float, ...] = ()


def marked(markdown: str) -> Marked:
    """The Markdown of notes with marks around each time of the list, and with its line breaks.

    Times within a link, or written in pieces, have none.
    """
    text = xml_text(markdown)
    raw = text.encode("utf-8", "replace")
    entries = listed(text)
    edits = [(entry.line.soft, _BREAK) for entry in entries if entry.line.soft is not None]
    starts = []
    # A text with such characters of its own shall keep them.
    for entry in entries if not _MARKS.search(text) else ():
        place = _place(entry, raw)
        if place is not None:
            edits += [(place[0], _BEGIN), (place[1], _END)]
            starts.append(entry.start)
    edits.sort(key=lambda edit: (edit[0], edit[1] == _BREAK))
    return Marked(_edited(raw, edits), tuple(starts))


def _edited(raw: bytes, edits: Iterable[tuple[int, str]]) -> str:
    out, done = [], 0
    for at, new in edits:
        out += [raw[done:at], new.encode()]
        done = at
    return b"".join((*out, raw[done:])).decode("utf-8", "replace")


def _place(entry: Entry, raw: bytes) -> tuple[int, int] | None:
    """The bytes that a time takes in the Markdown, when it stands there as it is read."""
    line, (begin, end) = entry.line, entry.time
    if any(first < end and begin < last for first, last, _ in line.links):
        return None
    offset, at = next(piece for piece in reversed(line.pieces) if piece[0] <= begin)
    while raw[at : at + 1] in {b"`", b" "} and not line.text.startswith(chr(raw[at]), offset):
        at += 1  # code begins behind its marks
    at += len(line.text[offset:begin].encode())
    time = line.text[begin:end].encode()
    return (at, at + len(time)) if raw[at : at + len(time)] == time else None


def is_marked(html: str, starts: tuple[float, ...]) -> bool:
    """Whether each mark came through, and no other."""
    return "".join(_MARKS.findall(html)) == (_BEGIN + _END) * len(starts)


def unmarked(html: str) -> str:
    """HTML without the marks."""
    return _MARKS.sub("", html)


def linked(found: Marked, link: Callable[[float], str | None]) -> str:
    """HTML in which marked times are links, but for those within another one.

    ``link`` gives the address for a time in seconds, escaped; ``None`` where there shall be none.
    """
    if not found.starts:
        return found.text
    starts = iter(found.starts)
    depth = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal depth
        if match[1] is None:
            depth += -1 if match[2] else 1
            return match[0]
        address = link(next(starts))
        return match[1] if depth or address is None else f'<a href="{address}">{match[1]}</a>'

    return unmarked(_MARK_OR_LINK.sub(replaced, found.text))
