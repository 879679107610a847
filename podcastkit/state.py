"""``.podcastkit/``: what a run remembers for the next one. It may be deleted at any time.

For the project file ``podcast.toml`` it holds

- ``podcast.run.json``: hashes of all that the last run read and stat figures of all it wrote. When
  all of it still holds, there is nothing to do, and nothing needs to be parsed to know it.
- ``podcast.pieces.json``: for each episode the hash of everything its item and page depend on,
  and where its item lies in the feed that was written, its words in what the index searches.
- ``podcast.pictures.json``: what was learned of pictures, by their hashes: their small versions and
  their colours.
- ``podcast.facts.json``: what was learned about sounds by runs that failed later.
- ``podcast.preview.json``: the hash of a feed that was a preview of drafts, which nobody has.
- ``podcast.busy``: held while a run works.
- ``podcast-preview.address``: where a preview is shown, while it runs.

Loading never fails: a state that cannot be read is no state.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podcastkit.errors import DiskError
from podcastkit.findings import Problem
from podcastkit.inputs import current, digest_of

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 1
FOLDER = ".podcastkit"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What the last successful run saw and did.

    ``due_from`` and ``due_until`` are RFC 3339 texts in UTC: for any as-of date from the first up
    to (not including) the second, the same episodes are due. ``outputs`` maps a path below the
    project's folder to its size and modification time. ``result`` is what ``feed --json`` says.
    """

    engine: str
    options: str
    due_from: str
    due_until: str
    inputs: dict[str, str | None]
    outputs: dict[str, list[int]]
    result: dict[str, Any]


Place = tuple[int, int]
"""Offset and length in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One episode as rendered: ``key`` hashes all it depends on.

    ``item`` lies in the feed, ``words`` in what the index searches. ``files`` are the paths that
    were made for it, below the output folder; ``problems`` what was found in its texts while they
    were read.
    """

    key: str = ""
    item: Place = (0, 0)
    words: Place = (0, 0)
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class State:
    """The files of one project's state. ``stem`` is the project file's name without suffix."""

    root: Path
    stem: str
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.root / FOLDER

    def path(self, what: str) -> Path:
        """The file that holds ``what``: run.json, pieces.json, facts.json, busy."""
        return self.folder / f"{self.stem}.{what}"

    def prepare(self) -> None:
        """Make the folder, which git is told to ignore by a file of its own."""
        try:
            self.folder.mkdir(exist_ok=True)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise DiskError(f"{self.folder} cannot be made: {error.strerror}") from error

    def load(self, what: str) -> dict[str, Any]:
        """A file of the state as a table; empty where it is missing, broken or of another age."""
        try:
            data = json.loads(self.path(what).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or data.get("version") != _VERSION:
            return {}
        return data

    def save(self, what: str, data: dict[str, Any]) -> None:
        """Write a file of the state as a whole or not at all."""
        self.prepare()
        target = self.path(what)
        staged = target.with_name(f"{target.name}.new")
        try:
            text = json.dumps({"version": _VERSION, **data}, separators=(",", ":"))
            staged.write_bytes(text.encode("utf-8", "surrogatepass"))
            staged.replace(target)
        except OSError as error:
            raise DiskError(f"{target} cannot be written: {error.strerror}") from error

    def forget(self, what: str) -> None:
        """Remove a file of the state."""
        self.path(what).unlink(missing_ok=True)

    def pieces(self) -> tuple[str, dict[str, Piece]]:
        """The hash of the feed that the last run wrote, and its pieces by slug."""
        data = self.load("pieces.json")
        try:
            return str(data["feed"]), {
                slug: Piece(
                    key=key,
                    item=(item[0], item[1]),
                    words=(words[0], words[1]),
                    files=tuple(files),
                    problems=tuple(Problem(**problem) for problem in problems),
                )
                for slug, (key, item, words, files, problems) in data["items"].items()
            }
        except (KeyError, TypeError, ValueError, AttributeError):
            return "", {}

    def save_pieces(self, feed: str, pieces: dict[str, Piece]) -> None:
        """Keep where this run's pieces lie in its feed, whose hash is ``feed``."""
        items = {
            slug: [
                *(piece.key, piece.item, piece.words, piece.files),
                [_table(problem) for problem in piece.problems],
            ]
            for slug, piece in pieces.items()
        }
        self.save("pieces.json", {"feed": feed, "items": items})

    def unchanged(self, *, options: str, as_of: str) -> dict[str, Any] | None:
        """The last run's result when a run now would change nothing; else ``None``.

        ``as_of`` is an RFC 3339 text in UTC.
        """
        try:
            record = RunRecord(**{k: v for k, v in self.load("run.json").items() if k != "version"})
            if record.options != options or not record.due_from <= as_of < record.due_until:
                return None
            root = os.fspath(self.root)
            if not all(_stat(root, path) == seen for path, seen in record.outputs.items()):
                return None
            if record.engine != engine_key():
                return None
            # What was written last is most likely what has changed.
            inputs = sorted(record.inputs, key=lambda seen: _written(root, seen), reverse=True)
            if all(current(root, seen) == record.inputs[seen] for seen in inputs):
                return record.result
        except (TypeError, ValueError, AttributeError):
            pass
        return None

    def outputs(self, folder: str) -> dict[str, list[int]]:
        """Size and modification time of what the last run left in ``folder``, by path below it."""
        outputs = self.load("run.json").get("outputs")
        if not isinstance(outputs, dict):
            return {}
        start = f"{folder}/"
        return {
            path.removeprefix(start): stat
            for path, stat in outputs.items()
            if path.startswith(start)
        }

    def record(self, record: RunRecord) -> None:
        """Keep what this run saw and did."""
        self.save("run.json", {name: getattr(record, name) for name in RunRecord.__slots__})

    def stats(self, paths: list[str]) -> dict[str, list[int]]:
        """Size and modification time of files that were written."""
        root = os.fspath(self.root)
        found = {path: _stat(root, path) for path in paths}
        return {path: stat for path, stat in found.items() if stat is not None}


def _table(problem: Problem) -> dict[str, str | int]:
    """What a problem says; those that are kept have a line, and no key."""
    values = {name: getattr(problem, name) for name in Problem.__slots__}
    return {name: value for name, value in values.items() if value is not None}


def _stat(root: str, path: str) -> list[int] | None:
    try:
        stat = os.stat(os.path.join(root, path))
    except (OSError, ValueError):
        return None
    return [stat.st_size, stat.st_mtime_ns]


def _written(root: str, seen: str) -> int:
    """When an input was written, in nanoseconds; ``Inputs.seen`` says what a key looks like."""
    stat = _stat(root, seen[2:])
    return stat[1] if stat else 0


@functools.cache  # what runs is what was there when it began
def engine_key() -> str:
    """A hash of the program itself: its files, and the versions of what it stands on.

    Read from the names of the installed packages' folders, because asking each package for its
    version means importing it, which costs more than all the rest of a silent run.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    parts = [sys.version, *_files_below(package)]
    for folder in sys.path:
        try:
            names = os.listdir(folder) if folder else []
        except OSError:
            continue
        parts += sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return digest_of("\n".join(parts).encode("utf-8", "surrogateescape"))


def _files_below(folder: str) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _files_below(entry.path)
            else:
                stat = entry.stat()
                found.append(f"{entry.path}:{stat.st_size}:{stat.st_mtime_ns}")
    return found
