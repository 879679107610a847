"""Making a few of the project's own files that are not there yet: all of them, or none."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from podcastkit.errors import StandsAlreadyError
from podcastkit.publication.disk import Naming

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def create(files: Mapping[Path, bytes | Path]) -> None:
    """Write new files, and the folders they lie in: of these bytes, or copies of other files.

    Raises ``StandsAlreadyError`` where something stands already, a link that leads nowhere
    included, and ``DiskError``; in both cases nothing is left of what was begun.
    """
    made: list[str] = []
    folders: list[str] = []
    try:
        for path, data in files.items():
            with Naming(path.parent, "made"):
                folders += _missing_folders(path.parent)
                os.makedirs(path.parent, exist_ok=True)
            with Naming(path):
                _write(os.fspath(path), data, made)
    except BaseException:
        for name in reversed(made):
            with contextlib.suppress(OSError):
                os.unlink(name)
        for name in reversed(folders):
            with contextlib.suppress(OSError):
                os.rmdir(name)
        raise


def _missing_folders(folder: Path) -> list[str]:
    """The folders that have to be made, the outermost first."""
    missing = [os.fspath(each) for each in (folder, *folder.parents) if not each.exists()]
    return missing[::-1]


def _write(path: str, data: bytes | Path, made: list[str]) -> None:
    try:
        # Mode x: the system itself refuses where anything stands, so nothing is ever lost.
        with open(path, "xb") as file:
            made.append(path)
            if isinstance(data, bytes):
                file.write(data)
            else:
                with data.open("rb") as source:
                    shutil.copyfileobj(source, file)
    except FileExistsError as error:
        raise StandsAlreadyError(f"{path} is there, and nothing is written over it") from error
