"""What stands under a path of the preview, and what it is."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES = {
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "json": "application/json",
    "xml": "application/rss+xml; charset=utf-8",
    "xsl": "text/xsl; charset=utf-8",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "mp4": "video/mp4",
    "m4v": "video/x-m4v",
    "mov": "video/quicktime",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "aac": "audio/aac",
}
_CHAPTERS = "application/json+chapters"
_UNKNOWN = "application/octet-stream"
_TEXTS = re.compile(r"\.(?:html?|xml|xsl|json|vtt|srt|txt|css)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, or another path to ask for (``moved``), of a request's path."""

    file: Path | None = None
    moved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The address that stands in built files for the preview's own: it ends in ``/``.

    A build does not depend on the port, so its pieces hold for any.
    """

    base: str

    def at(self, data: bytes, host: str, *, page: bool) -> bytes:
        """A text with its addresses leading here.

        In a page without a host, so that all of it comes from one origin; in a feed in full, as
        apps need them.
        """
        base = self.base.encode()
        here = f"http://{host}".encode()
        data = data.replace(base, b"/" if page else here + b"/")
        return data.replace(base.rstrip(b"/"), here)


def type_of(name: str) -> str:
    """The media type of a file by its name."""
    if name == "chapters.json" or name.endswith(".chapters.json"):
        return _CHAPTERS
    return TYPES.get(name.rpartition(".")[2].lower(), _UNKNOWN)


def is_text(name: str) -> bool:
    """Whether a file may hold addresses of the preview."""
    return _TEXTS.search(name.lower()) is not None


def find(folder: Path, sounds: Mapping[str, Path], path: str) -> Place:
    """What a request's path (not yet unquoted, without its query) leads to.

    ``sounds`` are files that lie elsewhere, by their path. Nothing outside the folder is found,
    through links neither, and nothing hidden; nor is a name that no system has.
    """
    try:
        return _find(folder, sounds, unquote(path, errors="strict"))
    except (OSError, ValueError):  # too long a name, or bytes that are no text
        return Place()


def _find(folder: Path, sounds: Mapping[str, Path], plain: str) -> Place:
    if plain in sounds:
        return Place(file=sounds[plain])
    parts = [part for part in plain.split("/") if part]
    if any(_is_forbidden(part) for part in parts):
        return Place()
    target = folder.joinpath(*parts)
    if target.is_dir():
        if not plain.endswith("/"):
            # In full from the root: a path with two slashes would name another host.
            return Place(moved="/" + "/".join(map(quote, parts)) + "/")
        target /= "index.html"
    elif plain.endswith("/"):
        return Place()
    elif not target.is_file():
        target = target.with_name(target.name + ".html")
    if not target.is_file() or not _is_inside(folder, target):
        return Place()
    return Place(file=target)


def _is_forbidden(part: str) -> bool:
    return part.startswith(".") or "\\" in part or "\0" in part or (os.name == "nt" and ":" in part)


def _is_inside(folder: Path, target: Path) -> bool:
    return Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder))
