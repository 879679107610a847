"""Chapters as a list in front matter or in a file of the project."""

from __future__ import annotations

from typing import Any

from podcastkit.content import fields
from podcastkit.content.data_files import read_data
from podcastkit.model import Chapter
from podcastkit.values import BadValueError, kind, seconds, text

_START = ("start", "startTime", "time")


def chapters(value: Any) -> tuple[Chapter, ...]:
    """A list of tables, or ``{chapters = [...]}``, sorted as it is. Times are seconds."""
    if isinstance(value, dict) and "chapters" in value:
        value = value["chapters"]
    if not isinstance(value, list):
        raise BadValueError(
            f"{kind(value)}, and should be a list of chapters",
            'chapters = [{ start = "0:00", title = "…" }]',
        )
    return tuple(_chapter(item, number) for number, item in enumerate(value, start=1))


def from_file(data: bytes, path: str) -> tuple[Chapter, ...]:
    """The chapters of a YAML or TOML file, or of the front matter of one in Markdown."""
    value, problems = read_data(data, path)
    if problems:
        raise BadValueError(f"a file that cannot be read: {problems[0].message}", problems[0].hint)
    return chapters(value)


def _chapter(item: Any, number: int) -> Chapter:
    if not isinstance(item, dict):
        raise BadValueError(
            f"a list whose item {number} is {kind(item)}", '{ start = "1:30", title = "…" }'
        )
    context = fields.Context(values=item, data={}, names={})

    def one(*keys: str) -> Any:
        found = (fields.look_up(context, key) for key in keys)
        return next((hit.value for hit in found if hit is not None), None)

    start, end = one(*_START), one("end", "endTime")
    if start is None:
        raise BadValueError(f"a list whose chapter {number} has no start", 'start = "1:30"')
    listed = one("toc") is not False
    return Chapter(
        start=seconds(start),
        end=None if end is None else seconds(end),
        title=" ".join(
            text(one("title", "name") or (f"Chapter {number}" if listed else "")).split()
        ),
        url=_optional(one("url", "href", "link")),
        image=_optional(one("img", "image")),
        toc=listed,
    )


def _optional(value: Any) -> str | None:
    return None if value is None else text(value)
