"""The transcript files that go with an episode: named in its front matter, or by its own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.content import assets, fields, front_matter
from podcastkit.podcasting.languages import ISO_639_1
from podcastkit.source import Attachment, Sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.content.reader import Reader

SUFFIXES = ("vtt", "srt", "json", "html", "txt")
MARKDOWN = ("md", "markdown")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BESIDE = "it is looked for beside the episode, then from the project's folder"


def transcripts(reader: Reader) -> tuple[tuple[Sidecar, ...], Attachment | None]:
    """Transcript files: those that the front matter names, then those of the same name.

    Of each format there is one a language. One in Markdown is given apart: it takes the place of
    the transcript in the body.
    """
    found: dict[tuple[str, str | None], Sidecar] = {}
    text: Attachment | None = None
    for key, item in _named_transcripts(reader):
        if isinstance(item, Attachment):
            text = text or item
        elif found.setdefault((item.suffix, item.language), item) is not item:
            reader.bad("transcript", key, values.BadValueError(
                f"a list with two {item.suffix} files of one language, of which "
                f"{item.path or item.url} is left out",
                "name files after their language, as talk.de.vtt; or "
                '{ file = "…", language = "de" }'))  # fmt: skip
    place = reader.place
    stem = place.path.rpartition(".")[0]
    stems = [stem, f"{place.folder}/transcript"] if place.bundle else [stem]
    suffixes = {suffix for suffix, _ in found}
    for suffix in SUFFIXES:
        for name in stems:
            path = f"{name}.{suffix}"
            there = suffix not in suffixes and reader.inputs.is_file(path)
            if not there or (suffix == "json" and path == _chapters_file(reader)):
                continue
            digest = _digest(reader, path)
            if digest is not None:
                found[suffix, None] = Sidecar(suffix=suffix, path=path, digest=digest)
    if text is None and place.bundle:
        paths = (f"{place.folder}/transcript.{suffix}" for suffix in MARKDOWN)
        text = next((_text(reader, path) for path in paths if reader.inputs.is_file(path)), None)
    return tuple(sorted(found.values(), key=_rank)), text


def _chapters_file(reader: Reader) -> str | None:
    """The file that the episode names for its chapters, which is no transcript."""
    found = reader.present("chapters", whole=True)
    if found is None or not isinstance(found.value, str):
        return None
    try:
        return reader.file_of(found, found.value)
    except values.BadValueError:
        return None


def _named_transcripts(
    reader: Reader,
) -> Iterator[tuple[fields.Key | None, Sidecar | Attachment]]:
    for hit in fields.find_all(reader.context, "transcript", reader.specs("transcript")):
        for item in hit.value if isinstance(hit.value, list) else [hit.value]:
            try:
                found = _named_transcript(reader, hit, item)
            except values.BadValueError as error:
                reader.bad("transcript", hit.key, error)
                continue
            if found is not None:
                yield hit.key, found


def _rank(sidecar: Sidecar) -> tuple[int, str]:
    known = sidecar.suffix in SUFFIXES
    return SUFFIXES.index(sidecar.suffix) if known else 99, sidecar.language or ""


def _digest(reader: Reader, path: str) -> str | None:
    """The content hash of a transcript file; ``None``, and told, where it is not UTF-8."""
    data = reader.inputs.read(path)
    text, problem = front_matter.decode(data or b"", path)
    reader.problems += [problem] if problem else []
    return None if text is None else reader.inputs.digest(path)


def _text(reader: Reader, path: str) -> Attachment:
    return Attachment(name="transcript", path=path, digest=_digest(reader, path) or "")


def _named_transcript(reader: Reader, hit: fields.Found, item: Any) -> Sidecar | Attachment | None:
    named = item
    if isinstance(item, dict):
        named = next((item[key] for key in ("url", "file", "src", "path") if item.get(key)), None)
        if named is None:
            raise values.BadValueError(
                "a table without url or file", 'transcript = { url = "talk.vtt", language = "en" }'
            )
    written = values.text(named)
    suffix = written.partition("?")[0].rpartition(".")[2].lower()
    if suffix not in SUFFIXES and suffix not in MARKDOWN:
        raise values.BadValueError(
            f"{values.shown(written)}, and should end in {', '.join(SUFFIXES)} or md"
        )
    language = _language(reader, item, written)
    if assets.is_url(written):
        if suffix in MARKDOWN:
            raise values.BadValueError(
                f"{values.shown(written)}, and Markdown should be a file of the project"
            )
        return Sidecar(suffix=suffix, url=values.check_url(written), language=language)
    path = reader.file_of(hit, written)
    if path is not None and suffix in MARKDOWN:
        return _text(reader, path)
    if path is not None:
        digest = _digest(reader, path)
        if digest is None:
            return None
        return Sidecar(suffix=suffix, path=path, digest=digest, language=language)
    if not hit.template:
        reader.problem("PK012", f'the transcript "{written}" is not there', _BESIDE, hit.key or ())
    return None


def _language(reader: Reader, item: Any, written: str) -> str | None:
    """The language that a table or a file's name tells, where it is not the show's."""
    told = item.get("language") if isinstance(item, dict) else None
    if not told:
        parts = written.partition("?")[0].rpartition("/")[2].split(".")
        told = parts[-2] if len(parts) > 2 else ""
        word = told.replace("_", "-").partition("-")[0]
        if word.lower() not in ISO_639_1 or len(told) > 12:
            return None
    language = values.text(told).replace("_", "-")
    if not _LANGUAGE.fullmatch(language):
        raise values.BadValueError(
            f"a table whose language is {values.shown(language)}", 'language = "pt-BR"'
        )
    own = reader.project.show.language.lower()
    same = {own, own.partition("-")[0]}
    return None if language.lower() in same else language
