"""Chapters from a list of times in the show notes.

Which groups of times count, and which do not, is told in docs/reference/chapters.md; the table in
tests/timed/test_notes_chapters.py has an example of each form.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from podcastkit.markup import xml_text
from podcastkit.model import Chapter
from podcastkit.timed.chapter_reading import ReadChapters, may_have_times
from podcastkit.timed.notes_entries import EDGES, Entry, entry_at_begin, entry_at_end, titled
from podcastkit.timed.notes_outline import outline_of
from podcastkit.timed.reading import CueFault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from podcastkit.timed.notes_outline import Item, Line, Outline

_LONG = 120
_FEW = 3


def notes_chapters(markdown: str) -> ReadChapters:
    """The chapters that show notes list, in order of time; none where no group of times is one.

    ``lines`` count from 1 in the Markdown. The only fault is a list that would be one if its times
    ascended: notes owe nobody a form.
    """
    if not may_have_times(markdown):
        return ReadChapters()
    text = xml_text(markdown)
    outline = outline_of(text)
    best = _best(outline)
    if not best:
        return _disordered(outline, text)
    lines = _lines(text, [entry.at for entry in best])
    return ReadChapters(
        chapters=tuple(Chapter(start=e.start, title=e.title, url=e.url) for e in best),
        lines=tuple(lines[entry.at] for entry in best),
    )


def listed(markdown: str) -> list[Entry]:
    """The same as they stand in the text, which has no character that XML forbids."""
    return sorted(_best(outline_of(markdown)), key=lambda entry: entry.at)


def _best(outline: Outline) -> list[Entry]:
    """The entries of the longest group, in order of time."""
    groups = [_best_of_list(items) for items in _all_lists(outline.lists)]
    groups += [_of_table(rows) for rows in outline.tables]
    if not _is_spoken(_titles_of_lines(outline)):
        groups += [found for run in outline.paragraphs for found in _of_paragraphs(run)]
    groups.append(_of_lines([[line] for line in outline.headings]))
    groups = [group for group in groups if group]
    groups.sort(key=lambda group: (-len(group), group[0].at))
    return sorted(groups[0], key=lambda entry: entry.start) if groups else []


def _disordered(outline: Outline, text: str) -> ReadChapters:
    """No chapters, and word of a list that is none because its times do not ascend."""
    lists = [[item.lines[0] for item in items if item.lines] for items in outline.lists]
    lists += [[line for lines in run for line in lines] for run in outline.paragraphs]
    for lines in lists:
        timed = [entry for line in lines if (entry := entry_at_begin(line))]
        if len(timed) < _FEW or timed[0].start:
            continue
        if len(timed) * 3 < len(lines) * 2 or not _descends(timed):
            continue
        if all(entry.of_day for entry in timed) or _is_spoken([entry.title for entry in timed]):
            continue
        first = next(later for earlier, later in pairwise(timed) if later.start < earlier.start)
        fault = CueFault(
            kind=FaultKind.BACKWARDS,
            line=_lines(text, [first.at])[first.at],
            message=f'the times of this list do not ascend at "{first.title[:40]}", so that they '
            "are no chapters",
            hint="put them in order",
        )
        return ReadChapters(faults=(fault,))
    return ReadChapters()


def _descends(timed: Sequence[Entry]) -> bool:
    """Whether more than one step in five goes back."""
    back = sum(later.start < entry.start for entry, later in pairwise(timed))
    return back > (len(timed) - 1) // 5


def _lines(text: str, places: list[int]) -> dict[int, int]:
    """The line of each byte in these places."""
    raw = text.encode("utf-8", "replace")
    found: dict[int, int] = {}
    line, before = 1, 0
    for place in sorted(places):
        line += raw.count(b"\n", before, place)
        before = place
        found[place] = line
    return found


def _all_lists(lists: Iterable[list[Item]]) -> Iterator[list[Item]]:
    for items in lists:
        yield items
        for item in items:
            yield from _all_lists(item.lists)


def _best_of_list(items: list[Item]) -> list[Entry]:
    """The entries of a list with those of the lists in it, else its own alone."""
    for at_end in (False, True):
        whole = _judged(_flat(items, at_end=at_end), share=(2, 3), at_least=2)
        own = _judged([_of_item(item, at_end=at_end) for item in items], share=(2, 3), at_least=2)
        found = max(whole, own, key=len)
        if found:
            return found
    return []


def _of_item(item: Item, *, at_end: bool) -> Entry | None:
    lines = item.lines
    if not lines:
        return None
    if at_end:
        return entry_at_end(lines[0])
    found = entry_at_begin(lines[0])
    return found and titled(found, lines[1] if len(lines) > 1 else None)


def _flat(items: list[Item], *, at_end: bool) -> list[Entry | None]:
    """The entries of a list and of those lists in it that are mostly times, in their order.

    An item without a time above such a list is its heading, and does not count.
    """
    found: list[Entry | None] = []
    for item in items:
        own = _of_item(item, at_end=at_end)
        below = [
            flat for inner in item.lists
            if _enough(flat := _flat(inner, at_end=at_end), share=(2, 3))
        ]  # fmt: skip
        if own is not None or not below:
            found.append(own)
        for flat in below:
            found += flat
    return found


def _of_table(rows: list[list[Line]]) -> list[Entry]:
    """One entry a row that has a cell with nothing but a time in it."""
    found = [entry for cells in rows[1:] for entry in [_of_row(cells)]]
    return _judged(found, share=(2, 3), at_least=2)


def _of_row(cells: list[Line]) -> Entry | None:
    times = [number for number, cell in enumerate(cells) if _is_time(cell)]
    if not times:
        return None
    words = [
        number for number, cell in enumerate(cells)
        if number not in times and cell.text.strip(EDGES + "#.0123456789")
    ]  # fmt: skip
    if not words:
        return None
    title = cells[next((number for number in words if number > times[0]), words[0])]
    time = entry_at_begin(cells[times[0]])
    return time and titled(time, title)


def _is_time(cell: Line) -> bool:
    found = entry_at_begin(cell)
    return found is not None and not found.title


def _of_paragraphs(run: list[list[Line]]) -> Iterator[list[Entry]]:
    """The groups of lines in paragraphs that follow each other and all have times."""
    group: list[list[Line]] = []
    for lines in [*run, []]:
        timed = [entry for line in lines if (entry := entry_at_begin(line) or entry_at_end(line))]
        if group and (not timed or timed[0].start == 0):
            yield _of_lines(group)  # what begins at 0 is another list
            group = []
        if timed:
            group.append(lines)


def _of_lines(paragraphs: list[list[Line]]) -> list[Entry]:
    """The entries of lines: at least three, or two of which the first is at 0.

    A sentence may begin with a time of the day, and so may the next line of a paragraph.
    """
    for at_end in (False, True):
        found: list[Entry | None] = []
        for lines in paragraphs:
            found += _trimmed(_timed_lines(lines, at_end=at_end))
        least = 2 if found and found[0] is not None and found[0].start == 0 else 3
        group = _judged(found, share=(1, 2), at_least=least)
        if group:
            return group
    return []


def _timed_lines(lines: list[Line], *, at_end: bool) -> Iterator[Entry | None]:
    skip = False
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if skip:
            skip = False
            continue
        entry = entry_at_end(line) if at_end else entry_at_begin(line)
        if entry is not None and not entry.title:
            entry = titled(entry, below)
            skip = entry is not None
        yield entry


def _trimmed(entries: Iterable[Entry | None]) -> list[Entry | None]:
    """Without what stands before the first time and behind the last."""
    found = list(entries)
    timed = [number for number, entry in enumerate(found) if entry is not None]
    return found[timed[0] : timed[-1] + 1] if timed else []


def _enough(entries: Sequence[Entry | None], *, share: tuple[int, int]) -> bool:
    timed = sum(entry is not None for entry in entries)
    return timed > 0 and timed * share[1] >= len(entries) * share[0]


def _judged(
    entries: Sequence[Entry | None], *, share: tuple[int, int], at_least: int
) -> list[Entry]:
    """The entries when they are a list of chapters; else none.

    Enough of them have times, and these ascend, but for one step in five. Times that may all be
    hours of a day are a programme's, and what is said at each time is a transcript's.
    """
    timed = [entry for entry in entries if entry is not None]
    if len(timed) < at_least or not _enough(entries, share=share):
        return []
    if _descends(timed) or all(entry.of_day for entry in timed):
        return []
    return [] if _is_spoken([entry.title for entry in timed]) else timed


def _titles_of_lines(outline: Outline) -> list[str]:
    """What stands behind a time at the beginning of any line: a transcript may be in many runs."""
    lines = (line for run in outline.paragraphs for paragraph in run for line in paragraph)
    return [entry.title for line in lines if (entry := entry_at_begin(line)) is not None]


def _is_spoken(titles: list[str]) -> bool:
    """Whether these are what people say in a transcript: long, or behind the same few names."""
    if sum(map(len, titles)) > _LONG * len(titles):
        return True
    names = [name for name, colon, _ in (title.partition(":") for title in titles) if colon]
    return len(names) > len(titles) / 2 and len(set(names)) <= len(names) / 2
