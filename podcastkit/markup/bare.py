"""Bare addresses in Markdown, which become links as on GitHub (GFM 0.29, 6.9).

GFM is departed from where it would make a wrong link: an address ends before code, another link or
a footnote's mark, and before punctuation of Chinese and Japanese, which is written without a blank.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import pyromark

from podcastkit.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WIDE = r"\u3000-\u303f\uff00-\uff65"
"""The punctuation of Chinese and Japanese."""
_ADDRESS = re.compile(rf"https?://[\w-][^\s<>\"\u201c\u201d{_WIDE}]*")
_MAY_STAND_BEFORE = re.compile(rf"[\s*_~(\u201c{_WIDE}]")
_LONGEST = 2000
_AT_ITS_END = "?!.,:;*_~'"
_ENTITY_AT_END = re.compile(r"&[a-zA-Z0-9]+;\Z")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STARS_BEFORE = re.compile(r"\*{1,3}\Z")
_MARKS_BEFORE = re.compile(r"[^\W_][*_~]+\Z")
_MARKS_AFTER = re.compile(r"[*_~]+[^\W_]")
_DOMAIN = re.compile(r"https?://((?:[\w-]+\.)+[\w-]+)")
_HOLDS_NO_LINK = re.compile(r"<(/?)(a|code|pre|kbd|samp|script|style|textarea)\b", re.IGNORECASE)
_CLOSED = frozenset(
    {"Link", "Image", "CodeBlock", "Code", "HtmlBlock", "InlineHtml", "FootnoteReference"}
)
Range = tuple[int, int]


def linked(markdown: str, options: pyromark.Options) -> str:
    """The text with its bare addresses between ``<`` and ``>``.

    Where there are none it is the same text, and was only searched.
    """
    found = [match for match in _ADDRESS.finditer(markdown) if _may_begin(markdown, match.start())]
    if not found:
        return markdown
    closed = _merged(_closed(markdown, options))
    parts, done = [], 0
    for match in found:
        number = bisect_right(closed, (match.start(), len(markdown)))
        if number and match.start() < closed[number - 1][1]:
            continue
        end = closed[number][0] if number < len(closed) else len(markdown)
        written = _within_stars(markdown, match.start(), min(match.end(), end))
        if len(written) > _LONGEST:
            continue
        written = trimmed(written)
        address = _ENTITY.sub(lambda one: html.unescape(one[0]), _ESCAPED.sub(r"\1", written))
        behind = match.start() + len(written)
        if _is_address(address) and _keeps_emphasis(markdown, match.start(), behind):
            parts += [markdown[done : match.start()], f"<{address}>"]
            done = behind
    return "".join([*parts, markdown[done:]])


def trimmed(address: str) -> str:
    """An address without what belongs to the sentence around it: stops, and brackets left open."""
    while address:
        entity = _ENTITY_AT_END.search(address)
        if entity:
            address = address[: entity.start()]
        elif address[-1] in _AT_ITS_END or _is_left_open(address):
            address = address[:-1]
        else:
            break
    return address


def _is_left_open(address: str) -> bool:
    opening = {")": "(", "]": "["}.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def _may_begin(text: str, place: int) -> bool:
    """Whether an address may begin there; in most notes all stand in the brackets of links."""
    if place == 0:
        return True
    before = _MAY_STAND_BEFORE.match(text, place - 1)
    return before is not None and not text.startswith("](", place - 2)


def _is_address(text: str) -> bool:
    """Whether a host with a point in its name is in it, and nothing that would end it early.

    A bar would: in a table.
    """
    domain = _DOMAIN.match(text)
    if domain is None or any(sign in "<>|" or sign.isspace() or sign < " " for sign in text):
        return False
    return not any("_" in part for part in domain[1].split(".")[-2:])


def _within_stars(text: str, start: int, end: int) -> str:
    """What may be an address; in stars it ends before them: ``**https://example.org**``."""
    written = text[start:end]
    stars = _STARS_BEFORE.search(text, max(0, start - 3), start)
    return written.partition(stars[0])[0] if stars else written


def _keeps_emphasis(text: str, start: int, end: int) -> bool:
    """Whether marks right beside an address mean the same beside ``<`` and ``>``.

    With a letter on their other side they would not (CommonMark, 6.2).
    """
    before, after = (
        _MARKS_BEFORE.search(text, max(0, start - 9), start),
        _MARKS_AFTER.match(text, end),
    )
    return not (before or after)


def _merged(ranges: Iterator[Range]) -> list[Range]:
    """The same places in order, as ranges that neither meet nor overlap."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _closed(markdown: str, options: pyromark.Options) -> Iterator[Range]:
    """Where no address becomes a link: code, links, raw HTML, and what stands within its links."""
    at = Offsets(markdown).characters
    within: list[tuple[str, int]] = []
    for event, place in pyromark.events_with_range(markdown, options=options):
        if not isinstance(event, dict):
            continue
        if event.get("Start") == "TableCell":
            # An address reaches to the next blank, and a cell may end before that.
            yield at(place["end"]), at(place["end"])
        elif _is_closed(event):
            yield at(place["start"]), at(place["end"])
        tags = event.get("InlineHtml") or event.get("Html")
        for closing, name in _HOLDS_NO_LINK.findall(tags) if isinstance(tags, str) else ():
            if not closing:
                within.append((name.lower(), at(place["start"])))
            elif within and within[-1][0] == name.lower():
                yield within.pop()[1], at(place["end"])
    if within:
        yield within[0][1], len(markdown)
    if "]:" in markdown:
        spans = pyromark.reference_definitions(markdown, options=options).values()
        yield from ((at(one["span"]["start"]), at(one["span"]["end"])) for one in spans)


def _is_closed(event: Mapping[str, object]) -> bool:
    begun = event.get("Start")
    names = begun if isinstance(begun, dict) else {begun} if begun else event
    return not _CLOSED.isdisjoint(names)
