"""Which files may stand at a show's own address as they are: those that no browser runs there."""

from __future__ import annotations

from podcastkit.values import BadValueError

_PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "avif")
_SOUNDS = (
    "mp3", "mp2", "m4a", "m4b", "mp4", "m4v", "mov", "aac", "ogg", "oga", "ogv", "opus", "flac",
    "wav", "webm",
)  # fmt: skip
_KINDS = frozenset({
    *_PICTURES, *_SOUNDS, "heic", "tif", "tiff", "bmp", "pdf", "epub", "txt", "csv", "tsv", "json",
    "vtt", "srt", "ics", "rtf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
    "key", "pages", "numbers", "zip", "gz", "tgz", "bz2", "xz", "7z", "mid", "midi", "stl", "ttf",
    "otf", "woff", "woff2",
})  # fmt: skip
_MADE_HERE = "chapters.json"


def is_harmless(path: str) -> bool:
    """Whether a file's name is that of a picture, a sound, a document or an archive.

    Not so HTML, SVG, XML, scripts and all that is not known: a server may give it any type, or
    none, and then a browser guesses by what is in it.
    """
    return _kind(path) in _KINDS


def _kind(path: str) -> str:
    """The suffix of a file's name in small letters, without its point; empty where it has none."""
    _, point, suffix = path.rpartition("/")[2].rpartition(".")
    return suffix.lower() if point else ""


def is_attachable(path: str) -> bool:
    """Whether a file that a text names may be published with it."""
    return is_harmless(path) and not path.endswith(_MADE_HERE)


def is_picture(path: str) -> bool:
    """Whether a file's name is that of a picture that browsers show."""
    return _kind(path) in _PICTURES


def is_sound(path: str) -> bool:
    """Whether a file's name is that of a sound or a film."""
    return _kind(path) in _SOUNDS


def check(path: str | None, message: str, hint: str) -> None:
    """Raise ``BadValueError`` for a file that may not be published as what it is named for."""
    if path is not None and not is_harmless(path):
        raise BadValueError(message, hint)
