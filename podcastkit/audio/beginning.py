"""A sound of which only the beginning may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.errors import NotReadWholeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.audio.sound_file import SoundFile

_HEAD = 16_384


class Beginning:
    """The beginning of another file (a ``podcastkit.audio.sound_file.SoundFile``).

    ``size`` is the whole one's; what lies behind the beginning can only be guessed at.
    """

    local = False
    in_order = True

    def __init__(self, file: SoundFile) -> None:
        self.name = file.name
        self.size = file.size
        self._head = file.held(0, _HEAD)

    def at(self, start: int, length: int) -> bytes:
        """What there is of the wanted bytes."""
        return self._head[start : start + length]

    def held(self, start: int, length: int) -> bytes:
        """The same."""
        return self._head[start : start + length]

    def stream(self, start: int = 0) -> Iterator[bytes]:
        """Refuse."""
        raise NotReadWholeError(f"{self.name}: only its beginning can be read ({start})")
