"""The few ways in which files are written here, each with its fault told in words."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from typing import TYPE_CHECKING, BinaryIO

from podcastkit.errors import DiskError

if TYPE_CHECKING:
    from types import TracebackType

_LARGE = 1 << 20
_ADVICE = {
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
    errno.EACCES: "look who owns it and may write there",
    errno.EPERM: "look who owns it and may write there",
    errno.EROFS: "the disk is mounted for reading alone",
}
# Windows refuses for a moment while somebody (a virus scanner, a server) reads the old file.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""Seconds to wait between tries of a rename."""


class Naming:
    """A context in which a refusal of the disk becomes a ``DiskError`` that names the file."""

    __slots__ = ("path", "verb")

    def __init__(self, path: object, verb: str = "written") -> None:
        self.path = path
        self.verb = verb

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, OSError):
            advice = _ADVICE.get(error.errno or 0)
            raise DiskError(
                f"{self.path} cannot be {self.verb}: {error.strerror or error}"
                + (f"; {advice}" if advice else "")
            ) from error


class Writer:
    """Counts and hashes what passes into a file, or into nothing where ``staged`` is ``None``."""

    def __init__(self, staged: str | None, *, target: str) -> None:
        self._naming = Naming(target)
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        self.size = 0
        if staged is not None:
            with self._naming:
                self._file = open(staged, "wb")  # noqa: SIM115 - closed by close()

    def write(self, data: bytes) -> int:
        """Write, and return how many bytes that was."""
        self._hash.update(data)
        self.size += len(data)
        if self._file is not None:
            with self._naming:
                self._file.write(data)
        return len(data)

    def close(self) -> None:
        """Write the rest out."""
        if self._file is not None:
            with self._naming:
                self._file.close()

    def digest(self) -> str:
        """The hash of all that has been written so far."""
        return self._hash.hexdigest()


def write_new(path: str, data: bytes) -> None:
    """Write a file in as few calls as the system allows."""
    rest = memoryview(data)
    with open(path, "wb", buffering=0) as file:
        while rest:
            rest = rest[file.write(rest) :]


def write_through(path: str, data: bytes) -> None:
    """Write, and wait until it is on the disk: for the few files that must not be half there."""
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def settle(path: str) -> None:
    """Wait until a file is on the disk."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def replace(staged: str, target: str) -> None:
    """Rename over what stands."""
    for wait in WAITS:
        try:
            os.replace(staged, target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    os.replace(staged, target)


def holds(path: str, digest: str, size: int) -> bool:
    """Whether a file of ``size`` bytes has this content hash; a large one is read in pieces."""
    try:
        with open(path, "rb", buffering=0) as file:
            if size < _LARGE:
                return hashlib.sha256(file.read()).hexdigest() == digest
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def is_equal(path: str, data: bytes) -> bool:
    """Whether a file has exactly these bytes."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(len(data) + 1) == data
    except OSError:
        return False
