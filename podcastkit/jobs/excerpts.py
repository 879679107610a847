"""Lines of the project's files, to be shown beside what is said of them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from podcastkit.errors import ProjectMissingError
from podcastkit.inputs import MAX_FILE_BYTES
from podcastkit.jobs.find import find_project_file, here

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def line_reader(
    config: str | Path | None, *, feeds: Sequence[str] = ()
) -> Callable[[str, int], str | None]:
    """A function that gives a line of a file below the project's folder, counted from 1.

    Of the ``feeds`` that somebody named, wherever they lie, it gives lines as well.

    It gives ``None`` for a line or file that is not there or no longer, for large files that are
    no text, and for what lies outside, links resolved: an excerpt may end in a public log. Files
    are read again for it.
    """
    root = _root(config)

    @functools.lru_cache(maxsize=4)
    def lines_of(path: str) -> list[str]:
        if path in feeds:
            return _lines(here(), path, anywhere=True)
        return _lines(root, path) if root is not None else []

    def line_of(path: str, line: int) -> str | None:
        lines = lines_of(path)
        return lines[line - 1] if 0 < line <= len(lines) else None

    return line_of


def folder_in_repository(config: str | Path | None) -> str:
    """Where the project lies in its git repository: ``""`` for the top, else ``shows/a/``.

    Without a repository the project's folder is the top.
    """
    root = _root(config)
    for folder in (root, *root.parents) if root else ():
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix() if root else "."
            return "" if inside == "." else f"{inside}/"
    return ""


def _root(config: str | Path | None) -> Path | None:
    try:
        return find_project_file(here(), Path(config) if config else None).parent.resolve()
    except (ProjectMissingError, OSError):
        return None


def _lines(root: Path, path: str, *, anywhere: bool = False) -> list[str]:
    try:
        file = (root / path).resolve()
        if not ((anywhere or file.is_relative_to(root)) and file.is_file()):
            return []
        with file.open("rb") as opened:
            data = opened.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError):
        return []
    if len(data) > MAX_FILE_BYTES and b"\0" in data:
        return []  # a sound or a picture has no lines
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
