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
_PACKAGES = "node_modules"
"""Holds thousands of pages that are nobody's episodes."""


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

    def section(self, roots: tuple[str, ...]) -> str:
        """The folders between the content root (the first of ``roots`` that fits) and the file."""
        above = self.folder.rpartition("/")[0] if self.bundle else self.folder
        for root in roots:
            if root and (above == root or above.startswith(root + "/")):
                return above[len(root) :].lstrip("/")
        return above


def discover(
    inputs: Inputs,
    patterns: tuple[str, ...],
    *,
    not_these: frozenset[str],
    leaf_bundles: bool = True,
) -> list[FilePlace]:
    """All files that may be episodes, sorted by path. ``not_these`` names files of the project.

    ``leaf_bundles``: what lies beside an index belongs to it, and is no page of its own.
    """
    found: dict[str, FilePlace] = {}
    for pattern in patterns:
        base, glob = _base_and_glob(pattern.strip("/"))
        walk = _Walk(inputs, _hidden_folders(pattern), leaf_bundles=leaf_bundles)
        for place in walk.pages(base, top=True, depth=0):
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


def _hidden_folders(pattern: str) -> frozenset[str]:
    """Folders that a pattern names and that would be passed by (``_posts`` in ``**/_posts``)."""
    return frozenset(part for part in pattern.split("/") if part.startswith("_"))


class _Walk:
    """One way through the folders. ``named`` folders are entered although they begin with ``_``."""

    def __init__(self, inputs: Inputs, named: frozenset[str], *, leaf_bundles: bool) -> None:
        self.inputs = inputs
        self.named = named
        self.leaf_bundles = leaf_bundles

    def pages(self, folder: str, *, top: bool, depth: int) -> Iterator[FilePlace]:
        names = self.inputs.names(folder)
        if names is None or depth > _DEEPEST:
            return
        index = None if top else next((n for n in _INDEXES if names.get(n) is False), None)
        if index is not None:
            yield FilePlace(path=f"{folder}/{index}", bundle=True)
            if self.leaf_bundles:
                return
        for name in sorted(names):
            path = f"{folder}/{name}" if folder else name
            if self._passed_by(name) or (names[name] and self._leads_back(path)):
                continue
            if names[name]:
                yield from self.pages(path, top=False, depth=depth + 1)
            elif (
                name.endswith(SUFFIXES) and not name.upper().startswith("README") and name != index
            ):
                yield FilePlace(path=path, bundle=False)

    def _passed_by(self, name: str) -> bool:
        if name in self.named:
            return False
        return name.startswith((".", "_")) or name == _PACKAGES

    def _leads_back(self, path: str) -> bool:
        """Whether a folder is a link: links may leave the project or run in circles."""
        return os.path.islink(self.inputs.full(path))
