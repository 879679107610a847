"""What the readers of sounds read from: bytes at a place, wherever the file lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class SoundFile(Protocol):
    """A sound's bytes, on the disk or at a host. Reading costs time, and a host's patience.

    ``name`` is what messages call the file, ``size`` its bytes. ``local`` files may be read whole
    without a thought. A file that comes ``in_order`` only has no cheap way to its end: to read at
    a place is to read all that lies before it.
    """

    @property
    def name(self) -> str:
        """The file as messages call it."""

    @property
    def size(self) -> int:
        """The whole file's bytes."""

    @property
    def local(self) -> bool:
        """Whether the file lies on this machine."""

    @property
    def in_order(self) -> bool:
        """Whether the host gives no parts."""

    def at(self, start: int, length: int) -> bytes:
        """``length`` bytes from ``start`` on; fewer only at the file's end.

        A host is asked only for what no earlier answer held. Ask for all that is wanted of one
        place at once: one answer is cheaper than two.
        """

    def held(self, start: int, length: int) -> bytes:
        """What can be had of ``at(start, length)`` for nothing, from its beginning on."""

    def stream(self, start: int = 0) -> Iterator[bytes]:
        """All bytes from ``start`` to the end, in pieces of some 64 KB to 1 MB.

        Raises ``NotReadWholeError``, before the first piece or in between, when the file may not
        be read whole; then a reader gives an estimate.
        """
