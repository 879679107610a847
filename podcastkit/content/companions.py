"""The files that go with an episode: its picture, and what its text names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from podcastkit import markup, values
from podcastkit.content import assets, harmless
from podcastkit.content.harmless import is_attachable, is_picture, is_sound
from podcastkit.markup.links import may_lead_to_files
from podcastkit.source import Attachment

if TYPE_CHECKING:
    from podcastkit.content.reader import Reader
    from podcastkit.model import Chapter


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
        harmless.check(path, f'"{written}", no picture', "export it as JPEG or PNG")
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


def attachments(
    reader: Reader, body: str, chapters: tuple[Chapter, ...] = (), *, sound: str | None = None
) -> tuple[Attachment, ...]:
    """The pictures and other files beside an episode that its text shows or links.

    A name in the text, or in an address of another place, is none of them, and neither is the
    episode's own ``sound``, which is published in its own way, nor what a browser might run
    (``harmless``).

    What its ``chapters`` name belongs to them. Beside an episode without a folder of its own lie
    the files of others: of sounds there none is published, and of chapters their pictures alone. A
    page without all these would show broken pictures; a site generator publishes them itself.
    """
    if not reader.project.output.pages:
        return ()
    place = reader.place
    if place.bundle:
        named = [text for chapter in chapters for text in (chapter.image, chapter.url) if text]
        names = _named(_files_below(reader, place.folder), body, named)
    else:
        shown = {unquote(c.image) for c in chapters if c.image and is_picture(c.image)}
        linked = {name for name in _linked(body) if not is_sound(name)}
        names = sorted(name for name in shown | linked if _lies_beside(reader, name))
    paths = [(name, f"{place.folder}/{name}" if place.folder else name) for name in names]
    return tuple(
        Attachment(name=name, path=path, digest=reader.inputs.hashed(path) or "")
        for name, path in paths
        if path != sound
    )


def _linked(body: str) -> set[str]:
    """What a text leads to. One without a link that may mean a file is not parsed."""
    return markup.targets(body) if may_lead_to_files(body) else set()


def _named(files: list[str], body: str, chapters: list[str]) -> list[str]:
    """The files that a text or chapters lead to. Texts in which no name stands are not parsed."""
    text = "\n".join([body, *chapters])
    maybe = [name for name in files if name in text or quote(name) in text]
    if not maybe:
        return []
    led_to = markup.targets(body) | {unquote(one).removeprefix("./") for one in chapters}
    return [name for name in maybe if name in led_to]


def _is_below(written: str) -> bool:
    """Whether a text is a path that does not lead up or elsewhere."""
    path = unquote(written)
    parts = path.replace("\\", "/").split("/")
    return not assets.is_url(path) and all(part and part[0] != "." for part in parts)


def _lies_beside(reader: Reader, name: str) -> bool:
    """Whether a name is that of a file beside the episode, or in a folder there."""
    if not (_is_below(name) and is_attachable(name)):
        return False
    folder = reader.place.folder
    path = f"{folder}/{name}" if folder else name
    if not reader.inputs.is_file(path):
        return False
    try:
        found = assets.find_file(reader.inputs, reader.project, "", assets.as_written(path))
    except values.BadValueError:
        return False
    return found == path and not os.path.islink(reader.inputs.full(path))


def _files_below(reader: Reader, folder: str, above: str = "") -> list[str]:
    """Paths below a folder; no hidden files, no links, and nothing that a browser might run."""
    found = []
    for name, is_folder in sorted((reader.inputs.names(folder) or {}).items()):
        path = f"{folder}/{name}"
        if name[0] in "._" or os.path.islink(reader.inputs.full(path)):
            continue
        if is_folder:
            found += _files_below(reader, path, f"{above}{name}/")
        elif is_attachable(name):
            found.append(above + name)
    return found
