"""A file of chapters, whatever its format, as chapters."""

from __future__ import annotations

import re

from podcastkit.timed.chapter_reading import ReadChapters, finished
from podcastkit.timed.chapters_json import read_json_chapters
from podcastkit.timed.chapters_labels import are_labels, read_labels
from podcastkit.timed.chapters_list import read_list
from podcastkit.timed.chapters_psc import read_psc
from podcastkit.timed.reading import FaultKind, Faults, normal

__all__ = ["ReadChapters", "read_chapters"]


_OTHERS = re.compile(r";FFMETADATA|CHAPTER[0-9]{1,4}(?:NAME)?\s*=", re.IGNORECASE)


def read_chapters(text: str, suffix: str) -> ReadChapters:
    """The chapters of a file, by what it begins with and by the suffix of its name (``.txt``).

    JSON chapters, Podlove Simple Chapters, Audacity's labels, or lines with a time and a title.
    All that can be read is read; what is wrong is a fault with its line, never an exception.
    """
    first = normal(text[:1000]).lstrip()[:1]
    suffix = f".{suffix.lower().lstrip('.')}"
    if first == "<" or (suffix in {".psc", ".xml"} and not first.isdigit()):
        return read_psc(text)
    if other := _OTHERS.match(normal(text[:1000]).lstrip()):
        return _refused(other[0])
    if first == "{" or suffix == ".json":
        return read_json_chapters(text)
    return read_labels(text) if are_labels(text) else read_list(text)


def _refused(beginning: str) -> ReadChapters:
    """A format that is known by name, told once and not at every line."""
    name = "FFmpeg's metadata" if beginning.startswith(";") else "OGM's chapters (CHAPTER01=…)"
    faults = Faults()
    faults.add(
        FaultKind.SYNTAX,
        1,
        f"these are {name}, which podcastkit does not read",
        "write one chapter a line: 0:00 Title",
    )
    return finished((), faults)
