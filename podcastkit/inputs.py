"""Reading the project's files, with a memory of all that was read.

A build that remembers every file, folder and absence it looked at can tell later, without
parsing anything, that nothing has changed (``podcastkit.state``). So every room that reads
the project's files reads them through ``Inputs``, and by no other way.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from podcastkit.errors import DiskError

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 10_000_000
"""Files above this size are refused: nobody writes 10 MB of front matter and notes by hand."""

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_EDGE_BYTES = 65_536


def digest_of(data: bytes) -> str:
    """The content hash used everywhere: hex SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: str) -> str | None:
    """The content hash of a file, or ``None`` where no readable file is."""
    try:
        with open(path, "rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > MAX_FILE_BYTES:
                return hashlib.file_digest(file, "sha256").hexdigest()
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None


def folder_digest(path: str) -> str | None:
    """A hash of the names in a folder and of their kinds, or ``None`` where no folder is."""
    try:
        with os.scandir(path) as entries:
            return _names_digest({entry.name: entry.is_dir() for entry in entries})
    except OSError:
        return None


def _names_digest(names: dict[str, bool]) -> str:
    lines = sorted(name + ("/" if folder else "") for name, folder in names.items())
    return digest_of("\0".join(lines).encode("utf-8", "surrogateescape"))


def edges_digest(path: str) -> str | None:
    """A hash of a large file's size and of both its ends (64 KB each), or ``None``."""
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(_EDGE_BYTES)
            file.seek(max(0, size - _EDGE_BYTES))
            return digest_of(f"{size}:".encode() + head + file.read(_EDGE_BYTES))
    except OSError:
        return None


def current(root: str, seen: str) -> str | None:
    """What ``Inputs.seen`` would hold for the key ``seen`` if it were looked at now."""
    kind, path = seen[:1], os.path.join(root, seen[2:])
    if kind == "f":
        return file_digest(path)
    if kind == "d":
        return folder_digest(path)
    if kind == "e":
        return edges_digest(path)
    return "file" if os.path.isfile(path) else None


class Inputs:
    """The files below one folder, read by relative path (``/`` on every system).

    ``seen`` maps what was looked at to its hash: ``f:path`` for a file's bytes, ``d:path`` for
    a folder's names, ``e:path`` for a large file's size and ends, ``x:path`` for whether a file
    is there at all; ``None`` says that it was not. A run that remembers nothing needs no hashes of
    files (``hashed``).
    """

    def __init__(self, root: Path, *, hashed: bool = True) -> None:
        self.root = root
        self._base = os.fspath(root)
        self._hashed = hashed
        self.seen: dict[str, str | None] = {}
        self.too_large: set[str] = set()
        self._stamps: dict[str, tuple[int, int]] = {}
        self._listed: dict[str, dict[str, bool] | None] = {}

    def full(self, path: str) -> str:
        """The path as the system wants it."""
        return f"{self._base}{os.sep}{path if os.sep == '/' else path.replace('/', os.sep)}"

    def read(self, path: str) -> bytes | None:
        """A file's bytes; ``None`` where no file is. Raises ``DiskError`` when the disk refuses.

        Of a file above ``MAX_FILE_BYTES`` only the beginning is given, and it is in ``too_large``.
        """
        found = self._bytes(path)
        if found is None:
            self.seen[f"f:{path}"] = None
            return None
        data, self._stamps[path] = found
        if len(data) > MAX_FILE_BYTES:
            self.too_large.add(path)
        self.seen[f"f:{path}"] = digest_of(data) if self._hashed else ""
        return data

    def read_again(self, path: str) -> bytes | None:
        """The bytes of a file that ``read`` has read; ``None`` when it has changed since."""
        found = self._bytes(path)
        return found[0] if found is not None and found[1] == self._stamps.get(path) else None

    def _bytes(self, path: str) -> tuple[bytes, tuple[int, int]] | None:
        """A file's bytes, and what its system says of its size and time."""
        try:
            file = os.open(self.full(path), _READING)
            try:
                stat = os.fstat(file)
                data = os.read(file, min(stat.st_size, MAX_FILE_BYTES) + 1)
                while 0 < len(data) < stat.st_size and (more := os.read(file, stat.st_size)):
                    data += more
            finally:
                os.close(file)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None
        except OSError as error:
            raise DiskError(f"{path} cannot be read: {error.strerror or error}") from error
        return data, (stat.st_size, stat.st_mtime_ns)

    def digest(self, path: str) -> str | None:
        """The hash of a file that ``read`` has read."""
        return self.seen.get(f"f:{path}")

    def hashed(self, path: str) -> str | None:
        """The hash of a file that is published as it is, of whatever size; ``None`` where none is.

        It is read in pieces, and is never in ``too_large``.
        """
        found = file_digest(self.full(path)) if self._hashed else ""
        self.seen[f"f:{path}"] = found
        return found

    def names(self, path: str) -> dict[str, bool] | None:
        """A folder's names, each with whether it is a folder itself; ``None`` where none is.

        A folder is listed once a run: what appears in it later is for the next run.
        """
        if path not in self._listed:
            self._listed[path] = self._list(path)
        return self._listed[path]

    def _list(self, path: str) -> dict[str, bool] | None:
        full = self.full(path) if path else self._base
        try:
            with os.scandir(full) as entries:
                found = {entry.name: entry.is_dir() for entry in entries}
        except OSError:
            self.seen[f"d:{path}"] = None
            return None
        self.seen[f"d:{path}"] = _names_digest(found)
        return found

    def is_file(self, path: str) -> bool:
        """Whether a file is there; known from its folder where that has been listed."""
        folder, _, name = path.rpartition("/")
        if folder in self._listed:
            return (self._listed[folder] or {}).get(name) is False
        there = os.path.isfile(self.full(path))
        self.seen[f"x:{path}"] = "file" if there else None
        return there

    def edges(self, path: str) -> str | None:
        """A large file's hash by its size and both ends; ``None`` where no file is."""
        found = self.seen[f"e:{path}"] = edges_digest(self.full(path))
        return found
