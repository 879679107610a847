"""The files that go with an episode: its picture, chapters and transcripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from podcastkit import values
from podcastkit.content import assets, fields
from podcastkit.content.chapter_lists import chapters, from_file, has_version
from podcastkit.source import Attachment, Sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.content.reader import Reader
    from podcastkit.model import Chapter

_NO_ATTACHMENTS = (".md", ".markdown", ".toml", "index.html", "chapters.json")
_MARKDOWN = ("md", "markdown")
TRANSCRIPT_SUFFIXES = ("vtt", "srt", "json", "html", "txt")


def image(reader: Reader) -> str | None:
    """The picture: a URL, or the path of a file of the project."""
    found = reader.present("image")
    if found is None:
        return None
    try:
        written = values.text(found.value)
        if assets.is_url(written):
            return values.check_url(written)
        path = reader.file_of(found, written)
    except values.BadValueError as error:
        reader.bad("image", found.key, error)
        return None
    if path is None:
        reader.problem("PK012", f'the picture "{written}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       found.key or ())  # fmt: skip
    return path


def digest(reader: Reader, path: str | None) -> str | None:
    """The content hash of a file of the project; ``None`` for a URL."""
    if path is None or assets.is_url(path):
        return None
    reader.inputs.read(path)
    return reader.inputs.digest(path)


def chapter_list(reader: Reader) -> tuple[Chapter, ...] | None:
    """Chapters that the front matter lists, or the file that it names; ``None`` without any."""
    found = reader.present("chapters", whole=True)
    if found is None:
        return None
    try:
        if not isinstance(found.value, str):
            return chapters(found.value)
        path = reader.file_of(found, found.value)
        data = reader.inputs.read(path) if path else None
        if data is not None and path is not None:
            if not has_version(data, path):
                reader.problem("PK513", f'the chapters file "{path}" has no version',
                               'begin it with {"version": "1.2.0", "chapters": [',
                               found.key or ())  # fmt: skip
            return from_file(data, path)
        reader.problem("PK012", f'the chapters file "{found.value}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       found.key or ())  # fmt: skip
    except values.BadValueError as error:
        reader.bad("chapters", found.key, error)
    return None


def transcripts(reader: Reader) -> tuple[tuple[Sidecar, ...], Attachment | None]:
    """Transcript files: those that the front matter names, then those of the same name.

    One in Markdown is given apart: it takes the place of the transcript in the body.
    """
    named = list(_named_transcripts(reader))
    found: dict[str, Sidecar] = {}
    for item in named:
        if isinstance(item, Sidecar):
            found.setdefault(item.suffix, item)
    place = reader.place
    stem = place.path.rpartition(".")[0]
    stems = [stem, f"{place.folder}/transcript"] if place.bundle else [stem]
    for suffix in TRANSCRIPT_SUFFIXES:
        for name in stems:
            path = f"{name}.{suffix}"
            there = suffix not in found and reader.inputs.is_file(path)
            if there and not (suffix == "json" and path == _chapters_file(reader)):
                found[suffix] = Sidecar(suffix=suffix, path=path, digest=digest(reader, path))
    text = next((item for item in named if isinstance(item, Attachment)), None)
    if text is None and place.bundle:
        paths = (f"{place.folder}/transcript.{suffix}" for suffix in _MARKDOWN)
        text = next((_text(reader, path) for path in paths if reader.inputs.is_file(path)), None)
    return tuple(found[suffix] for suffix in sorted(found, key=_rank)), text


def _chapters_file(reader: Reader) -> str | None:
    """The file that the episode names for its chapters, which is no transcript."""
    found = reader.present("chapters", whole=True)
    if found is None or not isinstance(found.value, str):
        return None
    try:
        return reader.file_of(found, found.value)
    except values.BadValueError:
        return None


def _named_transcripts(reader: Reader) -> Iterator[Sidecar | Attachment]:
    for hit in fields.find_all(reader.context, "transcript", reader.specs("transcript")):
        for item in hit.value if isinstance(hit.value, list) else [hit.value]:
            try:
                found = _named_transcript(reader, hit, item)
            except values.BadValueError as error:
                reader.bad("transcript", hit.key, error)
                continue
            if found is not None:
                yield found


def _rank(suffix: str) -> int:
    return TRANSCRIPT_SUFFIXES.index(suffix) if suffix in TRANSCRIPT_SUFFIXES else 99


def _text(reader: Reader, path: str) -> Attachment:
    return Attachment(name="transcript", path=path, digest=digest(reader, path) or "")


def _named_transcript(reader: Reader, hit: fields.Found, item: Any) -> Sidecar | Attachment | None:
    written = values.text(item.get("url") if isinstance(item, dict) else item)
    suffix = written.partition("?")[0].rpartition(".")[2].lower()
    if suffix not in TRANSCRIPT_SUFFIXES and suffix not in _MARKDOWN:
        raise values.BadValueError(
            f"{values.shown(written)}, and should end in {', '.join(TRANSCRIPT_SUFFIXES)} or md"
        )
    if assets.is_url(written):
        if suffix in _MARKDOWN:
            raise values.BadValueError(
                f"{values.shown(written)}, and Markdown should be a file of the project"
            )
        return Sidecar(suffix=suffix, url=values.check_url(written))
    path = reader.file_of(hit, written)
    if path is not None and suffix in _MARKDOWN:
        return _text(reader, path)
    if path is not None:
        return Sidecar(suffix=suffix, path=path, digest=digest(reader, path))
    if not hit.template:
        reader.problem("PK012", f'the transcript "{written}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       hit.key or ())  # fmt: skip
    return None


def attachments(reader: Reader, body: str) -> tuple[Attachment, ...]:
    """The pictures and other files of a bundle that its text names, wherever they stand in it.

    A page without them would show broken pictures; a site generator publishes them itself.
    """
    if not (reader.place.bundle and reader.project.output.pages):
        return ()
    found = []
    for name in _files_below(reader, reader.place.folder):
        if name in body or quote(name) in body:
            path = f"{reader.place.folder}/{name}"
            found.append(Attachment(name=name, path=path, digest=digest(reader, path) or ""))
    return tuple(found)


def _files_below(reader: Reader, folder: str, above: str = "") -> list[str]:
    """Paths below a folder; no hidden files, no links, and no texts of other pages."""
    found = []
    for name, is_folder in sorted((reader.inputs.names(folder) or {}).items()):
        path = f"{folder}/{name}"
        if name[0] in "._" or os.path.islink(reader.inputs.full(path)):
            continue
        if is_folder:
            found += _files_below(reader, path, f"{above}{name}/")
        elif "." in name and not name.endswith(_NO_ATTACHMENTS):
            found.append(above + name)
    return found
