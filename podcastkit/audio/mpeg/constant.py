"""Frames of one size all the way: found where they must be, the rest need not be read.

Frames of a constant bitrate lie in a grid, each at its number times their mean length, give or
take one slot of padding. When those at the beginning, in the middle and at the end lie in the
same grid, so do all: anything else between would have moved the later ones.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from podcastkit.audio.mpeg.frames import HEADER, Frame, frame

if TYPE_CHECKING:
    from podcastkit.audio.mpeg.vbr_header import VbrHeader
    from podcastkit.audio.sound_file import SoundFile

_WINDOW = 16_384
_LEAST_RUN = 3


def run_of_frames(data: bytes, first: Frame) -> list[Frame]:
    """The frames that follow each other from the beginning of ``data``, those cut off excepted."""
    found, place = [], 0
    while (here := frame(data, place)) is not None:
        if here.stream != first.stream or not here.length or place + here.length > len(data):
            break
        found.append(here)
        place += here.length
    return found


def constant_frames(
    file: SoundFile, start: int, end: int, first: Frame, seen: bytes, header: VbrHeader | None
) -> int | None:
    """How many frames there are from ``start`` to ``end`` when all are of one bitrate.

    ``seen`` are the bytes from ``start``, where ``first`` stands; one that holds a ``header`` is
    not counted. ``None``: they are not of one bitrate, or nothing proves it.
    """
    run = run_of_frames(seen, first)
    skipped = 0
    if header is not None and run:
        skipped, run = run[0].length, run[1:]
    if len(run) < _LEAST_RUN or len({here.bitrate for here in run}) > 1:
        return None
    for length in _lengths(run):
        frames = _frames_in_grid(
            file, end, _Grid(start + skipped, length, run[0]), seen[skipped : end - start]
        )
        if frames is not None:
            return frames
    return None


def _lengths(run: list[Frame]) -> list[Fraction]:
    """Bytes that frames like these have in the mean: some encoders never pad."""
    stream, bitrate = run[0].stream, run[0].bitrate
    exact = Fraction(stream.samples * bitrate, 8 * stream.sample_rate)
    return [exact] if any(here.padded for here in run) else [exact, Fraction(run[0].length)]


def _frames_in_grid(file: SoundFile, end: int, grid: _Grid, seen: bytes) -> int | None:
    if end - grid.start <= len(seen):
        return grid.last(seen, grid.start)
    middle = (grid.start + end) // 2
    data = file.at(middle, min(_WINDOW, end - middle))
    if not grid.holds(data, middle):
        return None
    first_byte = max(middle, end - _WINDOW)
    return grid.last(file.at(first_byte, end - first_byte), first_byte)


class _Grid:
    """Where frames ``like`` one lie: number times mean ``length`` from ``start``."""

    def __init__(self, start: int, length: Fraction, like: Frame) -> None:
        self.start = start
        self.length = length
        self.like = like
        slot = 4 if like.stream.layer == 1 else 1
        self.slots = 0 if length % slot == 0 else slot

    def holds(self, data: bytes, place: int) -> bool:
        """Whether the bytes from ``place`` on are frames of this grid."""
        found = self._begins(data, place)
        if found is None:
            return False
        _, at, count = found
        return count >= _LEAST_RUN or (count > 0 and at + self.length >= len(data))

    def last(self, data: bytes, place: int) -> int | None:
        """How many frames there are up to the end, where ``data`` from ``place`` on ends."""
        found = self._begins(data, place)
        if found is None:
            return None
        number, at, count = found
        rest = data[at:]
        cut = frame(rest)
        # A last frame may be cut off; what else stands there is no part of the grid.
        whole = not rest or (len(rest) < HEADER and rest[:1] == b"\xff")
        if not whole and (cut is None or not self._fits(cut)):
            return None
        return number + count + (cut is not None)

    def _begins(self, data: bytes, first_byte: int) -> tuple[int, int, int] | None:
        """The number of the first frame in ``data``, where its run ends, and how long it is."""
        number = max(0, -int(-(first_byte - self.start + self.slots) // self.length))
        near = int(self.start + number * self.length) - first_byte
        for at in range(near - self.slots, near + self.slots + 1):
            if at < 0 or not self._fits(frame(data, at)):
                continue
            place, count = at, 0
            while (here := frame(data, place)) is not None and self._fits(here):
                if place + here.length > len(data):
                    break
                place, count = place + here.length, count + 1
            if count:
                return number, place, count
        return None

    def _fits(self, here: Frame | None) -> bool:
        return (
            here is not None
            and here.stream == self.like.stream
            and here.bitrate == self.like.bitrate
        )
