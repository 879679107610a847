"""Chapters that an author wrote: in the front matter, in a file beside it, in the notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from podcastkit import values
from podcastkit.content import assets, front_matter
from podcastkit.content.chapter_lists import chapters, from_file
from podcastkit.findings import Problem
from podcastkit.timed.chapter_reading import ReadChapters, may_have_times

if TYPE_CHECKING:
    from podcastkit.content.front_matter import Document
    from podcastkit.content.reader import Reader
    from podcastkit.model import Chapter

BESIDE = (".chapters.json", ".chapters.txt", ".psc", ".labels.txt")
"""What the name of a chapters file adds to that of the episode beside which it lies."""

IN_BUNDLE = ("chapters.json", "chapters.txt", "chapters.psc", "chapters.xml", "labels.txt")
"""The names of a chapters file in the folder of an episode."""

_DATA = ("yaml", "yml", "toml", "md", "markdown")
_NAMED_AS = "it is looked for beside the episode, then from the project's folder"


NONE = ReadChapters()
"""What notes list that list nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Chapters, and the lines of a file that they stand in; ``path`` is ``None`` for front matter.

    ``all`` is ``None`` where there is no list at all.
    """

    all: tuple[Chapter, ...] | None = None
    path: str | None = None
    lines: tuple[int, ...] = ()


def written_chapters(reader: Reader) -> Written:
    """The chapters that the front matter lists, or names a file of; else those of a file beside.

    ``false`` says that there are none.
    """
    found = reader.present("chapters", whole=True)
    if found is None:
        path = _beside(reader)
        return Written() if path is None else _of_file(reader, path)
    if found.value is False:
        return Written(all=())
    try:
        if not isinstance(found.value, str):
            return _listed(reader, found.value)
        if "\n" in found.value.strip():
            return Written(all=_lines(found.value))
        path = reader.file_of(found, found.value)
        if path is None:
            reader.problem("PK012", f'the chapters file "{found.value}" is not there', _NAMED_AS,
                           found.key or ())  # fmt: skip
            return Written()
        if path.rpartition(".")[2].lower() in _DATA:
            data = reader.inputs.read(path)
            return Written(all=None if data is None else from_file(data, path))
        return _of_file(reader, path)
    except values.BadValueError as error:
        reader.bad("chapters", found.key, error)
    return Written()


def _lines(written: str) -> tuple[Chapter, ...]:
    """A text of several lines, each a time and a title."""
    from podcastkit.timed.chapters_read import read_chapters

    read = read_chapters(written, "txt")
    if read.faults:
        fault = read.faults[0]
        raise values.BadValueError(f"a text in which {fault.message}", fault.hint)
    return read.chapters


def _listed(reader: Reader, value: Any) -> Written:
    """A list. Pictures beside the episode, which is published with them, have to be there."""
    found = chapters(value)
    pages = reader.project.output.pages
    for number, chapter in enumerate(found):
        name = unquote(chapter.image or "")
        if not pages or not name or assets.is_url(name) or name[0] in "/.#?":
            continue
        folder = reader.place.folder
        if not reader.inputs.is_file(f"{folder}/{name}" if folder else name):
            message = f'the picture "{name}" of the chapter "{chapter.title}" is not there'
            hint = "it is looked for beside the episode"
            reader.problem("PK012", message, hint, ("chapters", number))
    return Written(all=found)


def _beside(reader: Reader) -> str | None:
    place = reader.place
    names = [place.path.rpartition(".")[0] + suffix for suffix in BESIDE]
    if place.bundle:
        names = [f"{place.folder}/{name}" for name in IN_BUNDLE]
    return next((name for name in names if reader.inputs.is_file(name)), None)


def _of_file(reader: Reader, path: str) -> Written:
    data = reader.inputs.read(path)
    if data is None or path in reader.inputs.too_large:
        return Written()
    text, problem = front_matter.decode(data, path)
    if text is None:
        reader.problems += [problem] if problem else []
        return Written()
    from podcastkit.timed.chapters_read import read_chapters

    read = read_chapters(text, path.rpartition(".")[2])
    reader.problems += [
        Problem(code="PK513", path=path, line=fault.line, column=1, message=fault.message,
                hint=fault.hint)
        for fault in read.faults
    ]  # fmt: skip
    return Written(all=read.chapters, path=path, lines=read.lines)


def listed_in_notes(reader: Reader, document: Document, notes: tuple[int, int]) -> ReadChapters:
    """The chapters of a list of times in the notes, at the lines of the episode's file.

    For most notes it is known without parsing them that there are none. A list that is none
    because of its order is told.
    """
    text = document.body[notes[0] : notes[1]]
    if not may_have_times(text):
        return NONE
    from podcastkit.timed.notes_chapters import notes_chapters

    read = notes_chapters(text)
    above = document.body_line - 1 + document.body.count("\n", 0, notes[0])
    reader.problems += [
        Problem(code="PK518", path=reader.place.path, line=above + fault.line, column=1,
                message=fault.message, hint=fault.hint)
        for fault in read.faults
    ]  # fmt: skip
    return ReadChapters(chapters=read.chapters, lines=tuple(above + line for line in read.lines))
