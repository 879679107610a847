"""The files that go with an episode: its picture, chapters and transcripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from podcastkit import values
from podcastkit.content import assets, fields
from podcastkit.source import Attachment, Sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.content.reader import Reader
    from podcastkit.model import Chapter

_NO_ATTACHMENTS = (".md", ".markdown", ".toml", "index.html", "chapters.json")
_MARKDOWN = ("md", "markdown")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
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


def attachments(
    reader: Reader, body: str, chapters: tuple[Chapter, ...] = ()
) -> tuple[Attachment, ...]:
    """The pictures and other files of a bundle that its text names, wherever they stand in it.

    What its ``chapters`` name belongs to them; of an episode without a folder, the pictures of
    chapters that lie beside it. A page without them would show broken pictures; a site generator
    publishes them itself.
    """
    if not reader.project.output.pages:
        return ()
    place = reader.place
    named = [text for chapter in chapters for text in (chapter.image, chapter.url) if text]
    if place.bundle:
        text = "\n".join([body, *named])
        names = [n for n in _files_below(reader, place.folder) if n in text or quote(n) in text]
    else:
        names = sorted({unquote(c.image) for c in chapters if c.image and _is_below(c.image)})
    paths = [(name, f"{place.folder}/{name}" if place.folder else name) for name in names]
    return tuple(
        Attachment(name=name, path=path, digest=digest(reader, path) or "")
        for name, path in paths
        if place.bundle or _is_picture(reader, path)
    )


def _is_below(written: str) -> bool:
    """Whether a text is a path that does not lead up or elsewhere."""
    path = unquote(written)
    parts = path.replace("\\", "/").split("/")
    return not assets.is_url(path) and all(part and part[0] != "." for part in parts)


def _is_picture(reader: Reader, path: str) -> bool:
    if not path.lower().endswith(_PICTURES) or not reader.inputs.is_file(path):
        return False
    try:
        found = assets.find_file(reader.inputs, reader.project, "", path)
    except values.BadValueError:
        return False
    return found == path


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
