"""Changing a few of the project's own files together: all of them, or none."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from podcastkit.publication.disk import Naming, is_equal, replace, write_through

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def rewrite(files: Mapping[Path, bytes]) -> None:
    """Write each file's new bytes beside it, and rename them into place when all are there.

    The order of ``files`` is the order of the renames. Raises ``DiskError``; when that happens
    before the first rename, nothing has changed.
    """
    staged: list[tuple[str, str]] = []
    try:
        for path, data in files.items():
            if is_equal(os.fspath(path), data):
                continue
            beside = os.fspath(path.with_name(f".{path.name}.new"))
            staged.append((beside, os.fspath(path)))
            with Naming(path):
                write_through(beside, data)
        for beside, target in staged:
            with Naming(target):
                replace(beside, target)
    finally:
        for beside, _ in staged:
            with contextlib.suppress(OSError):
                os.unlink(beside)
