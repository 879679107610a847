"""Boxes: the nested parts of which an MP4 file is made (ISO 14496-12, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.audio.sound_file import SoundFile

_HEAD = 16
_MOST = 20_000
_MOST_CHILDREN = 1_000
_LONGEST = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box: its ``body`` begins behind its head; ``end`` is where the next one begins."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(file: SoundFile, start: int, end: int) -> Iterator[Box]:
    """The boxes from ``start`` to ``end``, one after the other; what is none ends them.

    The last one may reach beyond ``end``: a file that was cut.
    """
    for _ in range(_MOST):
        head = file.at(start, min(_HEAD, end - start)) if start < end else b""
        if len(head) < 8:
            return
        size, body = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, body = int.from_bytes(head[8:16], "big"), start + 16
        elif size == 0:
            size = end - start
        if size < body - start or not all(32 <= byte < 127 or byte == 0xA9 for byte in head[4:8]):
            return
        yield Box(kind=head[4:8], start=start, body=body, end=start + size)
        start += size


def inside(file: SoundFile, box: Box, *path: bytes) -> Box | None:
    """The first box at a path of kinds below ``box``."""
    for kind in path:
        found = next((child for child in children(file, box) if child.kind == kind), None)
        if found is None:
            return None
        box = found
    return box


def children(file: SoundFile, box: Box) -> Iterator[Box]:
    """The first thousand boxes right below ``box``, those that reach beyond it excepted."""
    start = box.body
    if box.kind == b"meta" and file.at(start + 4, 4) != b"hdlr":
        start += 4  # a full box, but not in QuickTime
    for child in islice(boxes(file, start, min(box.end, file.size)), _MOST_CHILDREN):
        if child.end > box.end:
            return
        yield child


def data(file: SoundFile, box: Box | None, most: int = _LONGEST) -> bytes:
    """A box's body, at most so many bytes of it; empty for no box."""
    if box is None:
        return b""
    return file.at(box.body, max(0, min(box.end - box.body, most)))


def number(body: bytes, at: int, width: int = 4) -> int:
    """The unsigned number of ``width`` bytes at a place; 0 where the body ends before it."""
    return int.from_bytes(body[at : at + width], "big")
