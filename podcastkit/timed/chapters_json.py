"""JSON chapters 1.2, the file that ``podcast:chapters`` names (``application/json+chapters``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from podcastkit.markup import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import Chapter

VERSION = "1.2.0"


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
    if chapter.end is not None:
        made["endTime"] = _seconds(chapter.end)
    return made


def _seconds(time: float) -> float:
    rounded = round(time, 3)
    return int(rounded) if rounded == int(rounded) else rounded
