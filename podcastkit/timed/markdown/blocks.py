"""Safe HTML, as the Markdown parser and the sanitiser give it, to the blocks it consists of."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = (
    "p|h[1-6]|ul|ol|li|blockquote|pre|table|thead|tbody|tfoot|tr|td|th|caption|dl|dt|dd|div|"
    "section|details|summary|figure|figcaption|hr"
)
_BLOCK = re.compile(rf"(</?(?:{_NAMES})(?: [^>]*)?>)")
_TRANSPARENT = frozenset({"div", "section"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINE_BREAK = re.compile(r"<br ?/?>\s*")
_PICTURE = re.compile(r'<img [^>]*?\balt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


class Block(NamedTuple):
    """A block at the top: a paragraph, a heading, or whatever else.

    ``leaves`` is the inner HTML of each piece of text in it: of a paragraph or heading its only
    one, of a list one an item. ``html`` is the whole of a block that is neither, else empty;
    ``level`` that of a heading, else 0. A ``is_whole`` paragraph ends every tag that it begins.
    """

    leaves: tuple[str, ...]
    html: str = ""
    level: int = 0
    is_paragraph: bool = True
    is_whole: bool = False


def blocks(safe_html: str) -> Iterator[Block]:
    """The blocks of a text, in order. Wrappers without a meaning (div, section) do not count."""
    pieces = _BLOCK.split(safe_html)
    at, last = 0, len(pieces)
    while at < last:
        if at % 2 == 0:
            if (loose := pieces[at]) and not loose.isspace():
                yield Block((loose.strip(),))
            at += 1
            continue
        tag = pieces[at]
        if tag == "<p>" and at + 2 < last and pieces[at + 2] == "</p>":
            if inner := pieces[at + 1].strip():
                yield Block((inner,), is_whole=True)
            at += 3
            continue
        name = _name(tag)
        if tag[1] == "/" or name in _TRANSPARENT or name == "hr":
            at += 1
            continue
        end = _end(pieces, at, name)
        yield from _whole(pieces, at, end, name)
        at = end + 1


def _name(tag: str) -> str:
    return tag.strip("</>").partition(" ")[0]


def _end(pieces: list[str], at: int, name: str) -> int:
    """The index of the tag that closes the one at ``at``."""
    depth = 0
    for index in range(at, len(pieces), 2):
        if _name(pieces[index]) == name:
            depth += -1 if pieces[index][1] == "/" else 1
            if depth == 0:
                return index
    return len(pieces) - 1


def _whole(pieces: list[str], at: int, end: int, name: str) -> Iterator[Block]:
    texts = (pieces[index].strip() for index in range(at, end) if index % 2 == 0)
    leaves = tuple(text for text in texts if text)
    if not leaves:
        return
    if name in _HEADINGS:
        yield Block((" ".join(leaves),), level=int(name[1]))
    else:
        yield Block(leaves, "".join(pieces[at : end + 1]), is_paragraph=name == "p")


def plain(inner: str, *, lines: bool = False) -> str:
    r"""The words of inline HTML. White space is one blank each, or a line break with ``lines``."""
    if "<" in inner:
        if "<br" in inner:
            inner = _LINE_BREAK.sub("\n", inner)
        if "<img" in inner:
            inner = _PICTURE.sub(r"\1", inner)
        inner = _TAG.sub("", inner)
    if "&" in inner:
        inner = html.unescape(inner)
    if lines:
        return "\n".join(" ".join(line.split()) for line in inner.splitlines() if line.strip())
    if "  " in inner or _may_have_odd_blanks(inner):
        return " ".join(inner.split())
    return inner.strip()


def _may_have_odd_blanks(text: str) -> bool:
    """Whether white space other than a blank may be in a text, of which no control is a part."""
    if text.isascii():  # it is known of every string, while looking at each character takes longer
        return "\n" in text or "\t" in text or "\r" in text
    return not text.isprintable()
