"""A line of show notes that tells a time and a title: where each stands, and what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podcastkit.timed.reading import clock

if TYPE_CHECKING:
    from podcastkit.timed.notes_outline import Line

_TIME = (
    r"(?:([0-9]{1,2}):(?=[0-5]?[0-9]:))?([0-9]{1,3}):([0-5][0-9])(?:[.,]([0-9]{1,3}))?(?!:?[0-9])"
)
_MARKS = "\u2022\u00b7*\u25b6\u25ba\u23f1\u23f0\u231a\ufe0f@~"
_DASHES = "-\u2010-\u2015"
_BEGIN = re.compile(
    rf"[\s\[(<{{{_MARKS}{_DASHES}]{{0,8}}{_TIME}"
    rf"(?:\s?(?:[{_DASHES}\u2192]|to|bis|-->)\s?{_TIME})?"
    rf"(?=[\s\])>}}{_DASHES}:|\u00b7\u2022~.,;\u2192\u00bb]|$)[\])>}}]{{0,3}}"
)
_OF_DAY = re.compile(
    r"\s{0,3}(?:[aA]\.\s?[mM]\b|[pP]\.?\s?[mM]\b|AM\b|am\b|[uU]hr\b|UHR\b|[oO]['\u2019][cC]lock\b|h\b"
    r"|(?:UTC|GMT|CES?T|BST|[ECMP][SD]?T)\b)"
)
_END = re.compile(rf"[\[(<{{]?{_TIME}[\])>}}]{{0,3}}[\s.]*\Z")
_BEFORE_END = re.compile(rf"[{_DASHES}|@\u00b7\u2022~:\u2026\u2192]\s?\Z|\.\s?\.\s?\Z")
_LEADERS = re.compile(r"(?:\s*(?:\.\s?){2,}|[\s\u2026@]+)\Z")
_TAIL = 60
EDGES = " \t\u00a0-\u2010\u2011\u2012\u2013\u2014\u2015:|\u00b7\u2022~,;\u2192\u00bb"
_BARE_URL = re.compile(r"https?://\S{1,2000}\Z")
_QUARTERS = (0, 15, 30, 45)
_MORNING, _NIGHT = 6, 23


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A time with its title. ``of_day``: it may be a time of the day, on a quarter of an hour.

    ``time`` is where the time stands in the text of its ``line``.
    """

    line: Line
    time: tuple[int, int]
    start: float
    title: str
    url: str | None
    of_day: bool

    @property
    def at(self) -> int:
        """The byte of the Markdown with which the line begins."""
        return self.line.at


def _entry(line: Line, found: re.Match[str], skipped: int, end: int, title: str) -> Entry:
    """``found`` has the groups of ``_TIME`` from ``skipped`` on; it all ends at ``end``."""
    hours, minutes, seconds, fraction = found.groups()[:4]
    begin = skipped + found.start(2)
    title, url = _title_and_link(line, begin, end, title)
    whole = hours is None and fraction is None and int(seconds or 0) in _QUARTERS
    return Entry(
        line=line,
        time=(
            skipped + found.start(1 if hours else 2),
            skipped + found.end(4 if fraction else 3),
        ),
        start=clock(hours, minutes or "0", seconds or "0", fraction),
        title=title,
        url=url,
        of_day=whole and _MORNING <= int(minutes or 0) <= _NIGHT,
    )


def _title_and_link(line: Line, begin: int, end: int, title: str) -> tuple[str, str | None]:
    """A title on one line, and the first link that does not stand between ``begin`` and ``end``."""
    links = [
        url for first, last, url in line.links
        if (last <= begin or first >= end) and "#t=" not in url and url
    ]  # fmt: skip
    title = " ".join(title.split()).strip(EDGES)
    bare = _BARE_URL.search(title[-2010:])
    if bare and bare[0] != title:
        title = title[: -len(bare[0])].rstrip(EDGES + "<([")
        links = links or [bare[0]]
    return title, links[0] if links else None


def entry_at_begin(line: Line) -> Entry | None:
    """A line that begins with a time; its title may be empty."""
    found = _BEGIN.match(line.text)
    if found is None or _OF_DAY.match(line.text, found.end()):
        return None
    return _entry(line, found, 0, found.end(), line.text[found.end() :])


def entry_at_end(line: Line) -> Entry | None:
    """A line that ends in a time behind a dash, in brackets, or in a link."""
    skipped = max(0, len(line.text) - _TAIL)
    found = _END.search(line.text[skipped:])
    if found is None:
        return None
    begin, time = (
        skipped + found.start(),
        skipped + (found.start(1) if found[1] else found.start(2)),
    )
    before = line.text[:begin].rstrip()
    linked = any(first <= time < last and first > 0 for first, last, _ in line.links)
    if not (begin < time or linked or _BEFORE_END.search(line.text[max(0, begin - 4) : begin])):
        return None
    title = _LEADERS.sub("", before[-_TAIL:])
    title = before[:-_TAIL] + title if len(before) > _TAIL else title
    if not title.strip(EDGES):
        return None
    return _entry(line, found, skipped, len(line.text), title)


def titled(entry: Entry, below: Line | None) -> Entry | None:
    """An entry with a title: of a time that stands alone, the line below."""
    if entry.title or below is None or entry_at_begin(below) is not None:
        return entry if entry.title else None
    title, url = _title_and_link(below, 0, 0, below.text)
    return replace(entry, title=title, url=entry.url or url) if title else None
