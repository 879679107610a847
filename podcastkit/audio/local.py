"""A sound that lies on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from podcastkit.audio.content import facts
from podcastkit.errors import NotAudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podcastkit.model import Sound

_STEP = 1_048_576


class LocalFile:
    """A file of this machine, a ``podcastkit.audio.sound_file.SoundFile``. Use ``with``."""

    local = True
    in_order = False

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._file = path.open("rb")
        self.size = os.fstat(self._file.fileno()).st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def at(self, start: int, length: int) -> bytes:
        """``length`` bytes from ``start`` on; fewer only at the file's end."""
        self._file.seek(start)
        return self._file.read(length)

    def held(self, start: int, length: int) -> bytes:
        """The same: reading costs nothing here."""
        return self.at(start, length)

    def stream(self, start: int = 0) -> Iterator[bytes]:
        """All bytes from ``start`` to the end, a megabyte at a time."""
        self._file.seek(start)
        while piece := self._file.read(_STEP):
            yield piece


def inspect(path: Path) -> Sound:
    """What is in a file. Raises ``NotAudioError`` for what is no sound."""
    try:
        with LocalFile(path) as file:
            return facts(file)
    except OSError as error:
        raise NotAudioError(f"{path.name}: the file cannot be read: {error.strerror}") from error
