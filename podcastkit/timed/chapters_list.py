"""Chapters as lines of text, each a time and a title.

Podlove and mp4chaps have them as ``00:01:02.500 Title <https://…>``, many others as ``1:02 Title``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.model import Chapter
from podcastkit.timed.chapter_reading import finished, moment, name_of
from podcastkit.timed.reading import FaultKind, Faults, normal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.timed.chapter_reading import ReadChapters

_LINE = re.compile(
    r"\s*+[\[(]?((?:[0-9]{1,6}:)?[0-9]{1,6}:[0-9]{1,2}(?:[.,][0-9]{1,9})?)[\])]?"
    r"(?:\s*+[-\u2013\u2014|:]\s++|\s++|$)(.*)"
)
_LINK = re.compile(r"<([^<>\s]{1,2000})>\s*\Z")


def read_list(text: str) -> ReadChapters:
    """One chapter a line, its time first; a link in ``<…>`` at its end is the chapter's.

    Empty lines and those that begin with ``#`` say nothing.
    """
    faults = Faults()
    return finished(_chapters(normal(text).split("\n"), faults), faults)


def _chapters(lines: list[str], faults: Faults) -> Iterator[tuple[int, Chapter]]:
    number = 0
    for line, written in enumerate(lines, 1):
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        found = _LINE.match(written)
        start = moment(found[1]) if found else None
        if found is None or start is None:
            faults.add(FaultKind.SYNTAX, line, f"this line has no time: {quoted(written)}",
                       "begin each line with one: 1:02:03 Title")  # fmt: skip
            continue
        number += 1
        link = _LINK.search(found[2][-2100:])
        title = found[2][: -len(link[0])] if link else found[2]
        yield (
            line,
            Chapter(start=start, title=name_of(title, number), url=link[1] if link else None),
        )
