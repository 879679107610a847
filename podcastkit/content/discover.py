"""Which files are episodes: those of a folder, searched deep, or of globs."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.inputs import Inputs

SUFFIXES = (".md", ".markdown", ".toml")
_INDEXES = ("index.md", "index.markdown", "index.toml")
_DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """A file that may be an episode: ``folder/index.md`` is a bundle, named by its folder."""

    path: str
    bundle: bool

    @property
    def folder(self) -> str:
        """The folder that the file lies in."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The file's name without suffix; of an index, its folder's."""
        if self.bundle:
            return self.folder.rpartition("/")[2]
        return self.path.rpartition("/")[2].rpartition(".")[0]

    def section(self, root: str) -> str:
        """The folders between the content root and the file (or its bundle)."""
        above = self.folder.rpartition("/")[0] if self.bundle else self.folder
        if root and (above == root or above.startswith(root + "/")):
            above = above[len(root) :].lstrip("/")
        return above


def discover(
    inputs: Inputs, patterns: tuple[str, ...], *, not_these: frozenset[str]
) -> list[FilePlace]:
    """All files that may be episodes, sorted by path. ``not_these`` names files of the project."""
    found: dict[str, FilePlace] = {}
    for pattern in patterns:
        base, glob = _base_and_glob(pattern.strip("/"))
        for place in _walk(inputs, base, top=True, depth=0):
            if place.path not in not_these and (glob is None or glob.fullmatch(place.path)):
                found[place.path] = place
    return [found[path] for path in sorted(found)]


def _base_and_glob(pattern: str) -> tuple[str, re.Pattern[str] | None]:
    if pattern in {".", ""}:
        return "", None
    parts = pattern.split("/")
    fixed = 0
    while fixed < len(parts) and not set(parts[fixed]) & set("*?["):
        fixed += 1
    if fixed == len(parts):
        if pattern.endswith(SUFFIXES):
            return "/".join(parts[:-1]), re.compile(re.escape(pattern))
        return pattern, None
    return "/".join(parts[:fixed]), re.compile(_glob_pattern(pattern))


def _glob_pattern(pattern: str) -> str:
    out = ""
    for part in re.split(r"(\*\*/?|\*|\?|\[[^\]]*\])", pattern):
        if part in {"**/", "**"}:
            out += r"(?:.*/)?" if part.endswith("/") else r".*"
        elif part == "*":
            out += r"[^/]*"
        elif part == "?":
            out += r"[^/]"
        elif part.startswith("[") and part.endswith("]") and len(part) > 2:
            inner = re.escape(part[1:-1].lstrip("!")).replace(r"\-", "-")
            out += f"[{'^' if part[1] == '!' else ''}{inner}]"
        else:
            out += re.escape(part)
    return out


def _walk(inputs: Inputs, folder: str, *, top: bool, depth: int) -> Iterator[FilePlace]:
    names = inputs.names(folder)
    if names is None or depth > _DEEPEST:
        return
    index = None if top else next((name for name in _INDEXES if names.get(name) is False), None)
    if index is not None:
        yield FilePlace(path=f"{folder}/{index}", bundle=True)
        return
    for name in sorted(names):
        path = f"{folder}/{name}" if folder else name
        if name.startswith((".", "_")) or (names[name] and _leads_back(inputs, path)):
            continue
        if names[name]:
            yield from _walk(inputs, path, top=False, depth=depth + 1)
        elif name.endswith(SUFFIXES) and not name.upper().startswith("README"):
            yield FilePlace(path=path, bundle=False)


def _leads_back(inputs: Inputs, path: str) -> bool:
    """Whether a folder is a link: links may leave the project or run in circles."""
    return os.path.islink(inputs.full(path))
