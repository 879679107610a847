"""JSON chapters 1.2, the file that ``podcast:chapters`` names (``application/json+chapters``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from podcastkit.markup import xml_text
from podcastkit.model import Chapter
from podcastkit.timed.chapter_reading import LONGEST, finished, moment, name_of
from podcastkit.timed.json_segments import document_of, lines_of
from podcastkit.timed.reading import FaultKind, Faults, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podcastkit.timed.chapter_reading import ReadChapters

VERSION = "1.2.0"

_START = ("starttime", "start", "time")
_END = ("endtime", "end")
_TITLE = ("title", "name")
_URL = ("url", "href", "link")
_IMAGE = ("img", "image")


def to_json(
    chapters: Iterable[Chapter],
    *,
    title: str | None = None,
    podcast_name: str | None = None,
) -> bytes:
    """The chapters as UTF-8 JSON: ascending by start, keys sorted, LF, a line break at the end.

    Times are seconds to the millisecond, a whole number where nothing is left over. ``title`` is
    the episode's and ``podcast_name`` the show's; both are optional in the format.
    """
    document: dict[str, object] = {
        "version": VERSION,
        "chapters": [
            _chapter(chapter) for chapter in sorted(chapters, key=lambda chapter: chapter.start)
        ],
    }
    if title:
        document["title"] = xml_text(title)
    if podcast_name:
        document["podcastName"] = xml_text(podcast_name)
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()


def _chapter(chapter: Chapter) -> dict[str, object]:
    texts = {"title": chapter.title, "url": chapter.url, "img": chapter.image}
    made: dict[str, object] = {key: xml_text(text) for key, text in texts.items() if text}
    made["startTime"] = _seconds(chapter.start)
    if not chapter.toc:
        made["toc"] = False
    if chapter.end is not None:
        made["endTime"] = _seconds(chapter.end)
    return made


def _seconds(time: float) -> float:
    rounded = round(time, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def read_json_chapters(text: str) -> ReadChapters:
    """JSON chapters of any version 1, or a bare list of them; keys in any case.

    A time may be a number of seconds or a text (``"1:02:03"``). ``location`` is not read.
    """
    faults = Faults()
    document, text = document_of(text, faults)
    if document is None:
        return finished((), faults)
    found = document
    if isinstance(document, dict):
        if not isinstance(document.get("version"), str):
            faults.add(FaultKind.SYNTAX, 1, "the file of chapters has no version",
                       'begin it with {"version": "1.2.0", "chapters": [')  # fmt: skip
        found = document.get("chapters")
    if not isinstance(found, list):
        faults.add(
            FaultKind.SYNTAX,
            1,
            "there is no list of chapters in this file",
            '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "…"}]}',
        )
        return finished((), faults)
    lines = lines_of(text, "chapters" if isinstance(document, dict) else None)
    return finished(_read(found, lines, faults), faults)


def _read(found: list[Any], lines: Iterator[int], faults: Faults) -> Iterator[tuple[int, Chapter]]:
    line = 1
    for number, item in enumerate(found, 1):
        if isinstance(item, dict | list):
            line = next(lines, line)
        if not isinstance(item, dict):
            faults.add(FaultKind.SYNTAX, line, "a chapter is no object", "write it in { }")
            continue
        values = {key.casefold(): value for key, value in item.items()}
        written = _first(values, _START)
        start = _time(written)
        if start is None:
            faults.add(
                FaultKind.SYNTAX, line,
                "a chapter has no startTime" if written is None
                else f"startTime is no time: {quoted(str(written)[:100])}",
                '"startTime": 62.5',
            )  # fmt: skip
            continue
        title, listed = _text(_first(values, _TITLE)), values.get("toc") is not False
        yield (
            line,
            Chapter(
                start=start,
                end=_time(_first(values, _END)),
                title=name_of(title, number) if listed or title else "",
                url=_text(_first(values, _URL)) or None,
                image=_text(_first(values, _IMAGE)) or None,
                toc=listed,
            ),
        )


def _first(values: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((values[name] for name in names if values.get(name) is not None), None)


def _text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _time(value: Any) -> float | None:
    if isinstance(value, str):
        return moment(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < LONGEST else None
