"""Label tracks as Audacity exports them: start, end and name, parted by tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.model import Chapter
from podcastkit.timed.chapter_reading import finished, moment, name_of
from podcastkit.timed.reading import FaultKind, Faults, normal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.timed.chapter_reading import ReadChapters

_LABEL = re.compile(
    r"[ ]*([0-9]{1,9}(?:[.,][0-9]{1,9})?)\t([0-9]{1,9}(?:[.,][0-9]{1,9})?)(?:\t(.*))?"
)
_FREQUENCIES = "\\"


def are_labels(text: str) -> bool:
    """Whether the first line that says something is a label's."""
    for line in normal(text[:10_000]).split("\n"):
        if line.strip() and not line.startswith(_FREQUENCIES):
            return _LABEL.fullmatch(line) is not None
    return False


def read_labels(text: str) -> ReadChapters:
    """One chapter a label. One that marks a stretch of the sound ends where the stretch does.

    Lines of frequencies, which begin with a backslash, say nothing of a chapter.
    """
    faults = Faults()
    return finished(_chapters(normal(text).split("\n"), faults), faults)


def _chapters(lines: list[str], faults: Faults) -> Iterator[tuple[int, Chapter]]:
    number = 0
    for line, written in enumerate(lines, 1):
        if not written.strip() or written.startswith(_FREQUENCIES):
            continue
        found = _LABEL.fullmatch(written)
        start, end = (moment(found[1]), moment(found[2])) if found else (None, None)
        if found is None or start is None or end is None:
            faults.add(FaultKind.SYNTAX, line, f"this is no label: {quoted(written)}",
                       "a label is start, end and name, parted by tabs")  # fmt: skip
            continue
        number += 1
        title = name_of(found[3] or "", number)
        yield line, Chapter(start=start, title=title, end=end if end > start else None)
