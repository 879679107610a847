"""Fragmented MP4: the times of samples stand in many small boxes through the file.

Where one box tells of all of them (``sidx``), or the last fragment tells when it plays (``tfdt``),
that is believed when it agrees with the file's size; else the fragments are looked at one by one.
"""

from __future__ import annotations

import sys
from array import array
from itertools import islice
from typing import TYPE_CHECKING

from podcastkit.audio.mp4.boxes import Box, boxes, children, data, inside, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.audio.mp4.tracks import Track
    from podcastkit.audio.sound_file import SoundFile

_MOST_REMOTE = 12
_MOST_PARTS = 64
_MOST_FRAGMENT = 4_000_000
_MOST_INDEXES = 8
_TAIL = 65_536
_CANDIDATES = 16
_EVEN = (0.6, 1.6)
"""How much a fragment's seconds a byte may differ from the whole file's. Where two files of one
length were joined, the time of the last fragment makes it differ by 2."""
_OTHER_FILE = frozenset({b"ftyp", b"moov"})
_BEHIND = frozenset({b"moof", b"mdat", b"mfra", b"sidx", b"styp", b"free", b"skip"})


def fragmented_seconds(file: SoundFile, moov: Box, track: Track) -> tuple[float | None, bool]:
    """How long the fragments of ``track`` last together, and whether that is proved."""
    each = _default_duration(file, moov, track)
    if not file.local:
        told = _by_index(file, moov, track)
        if told is not None:
            return told
        seconds = _by_last_fragment(file, moov, track, each)
        if seconds is not None:
            return seconds, True
    return _walked(file, moov, track, each)


def _walked(file: SoundFile, moov: Box, track: Track, each: int) -> tuple[float | None, bool]:
    """Fragment by fragment; of a file at a host only the first few, and their share of it."""
    seconds, asked, reached = None, 0, moov.end
    for box in boxes(file, moov.end, file.size):
        if box.end > file.size or box.kind in _OTHER_FILE:
            return seconds, False
        if box.kind == b"moof":
            asked += 1
            if asked > _MOST_REMOTE and not file.local:
                part = (box.start - moov.end) / max(1, file.size - moov.end)
                return (seconds / part if seconds and part > 0 else None), False
            times = _fragment(file, box, track, each, seconds or 0.0)
            seconds = times[1] if times is not None else seconds
        reached = box.end
    return seconds, reached == file.size


def _by_index(file: SoundFile, moov: Box, track: Track) -> tuple[float, bool] | None:
    """What a segment index behind the movie tells, when it is one of the whole file."""
    for box in islice(boxes(file, moov.end, file.size), _MOST_INDEXES):
        if box.kind != b"sidx":
            return None
        body = data(file, box)
        if number(body, 4) == track.number:
            return _index(file, box, body)
    return None


def _index(file: SoundFile, box: Box, body: bytes) -> tuple[float, bool] | None:
    """The index's segments are added up, those excepted that were cut off the file."""
    scale, width = number(body, 8), 8 if body[:1] == b"\1" else 4
    at = 12 + 2 * width
    reached = box.end + number(body, 12 + width, width)
    count, at = min(number(body, at + 2, 2), (len(body) - at - 4) // 12), at + 4
    ticks, here = 0, 0.0
    for entry in range(at, at + 12 * count, 12):
        size, plays = number(body, entry), number(body, entry + 4)
        if size & 0x80000000:
            return None  # an index of indexes
        if reached + size > file.size:
            ticks += round(plays * max(0, file.size - reached) / size)
            return (ticks / scale, False) if scale and ticks else None
        reached += size
        ticks += plays
    here = ticks / scale if scale else 0.0
    behind = next(boxes(file, reached, file.size), None)
    if not here or (behind is not None and behind.kind in _BEHIND - {b"mfra"}):
        return None  # an index of the first segment only
    return here, reached == file.size or (behind is not None and behind.end == file.size)


def _by_last_fragment(file: SoundFile, moov: Box, track: Track, each: int) -> float | None:
    """When the last fragment ends, which is found in the tail or by the table at the end."""
    first = max(moov.end, file.size - _TAIL)
    tail = file.at(first, file.size - first)
    for place in _places(file, tail, first, track):
        box = next(boxes(file, place, file.size), None)
        if box is None or box.kind != b"moof" or not _ends_well(file, box):
            continue
        times = _fragment(file, box, track, each, None)
        if times is not None:
            rate = times[1] / max(1, file.size - moov.end)
            # A short one at the end tells little of the file's bitrate, the first one more.
            even = (_rate(file, found, track, each) / rate for found in (_first(file, moov), box))
            return times[1] if rate and any(_EVEN[0] < part < _EVEN[1] for part in even) else None
    return None


def _first(file: SoundFile, moov: Box) -> Box | None:
    behind = islice(boxes(file, moov.end, file.size), _MOST_INDEXES)
    return next((box for box in behind if box.kind == b"moof"), None)


def _rate(file: SoundFile, moof: Box | None, track: Track, each: int) -> float:
    """The seconds that a byte of a fragment and its sound plays; 0 where it does not tell."""
    times = _fragment(file, moof, track, each, 0.0) if moof is not None else None
    sound = next(boxes(file, moof.end, file.size), None) if moof is not None else None
    if moof is None or times is None or sound is None or sound.kind != b"mdat":
        return 0.0
    return (times[1] - times[0]) / (sound.end - moof.start)


def _places(file: SoundFile, tail: bytes, first: int, track: Track) -> Iterator[int]:
    """Where the last fragment may be."""
    at = len(tail)
    for _ in range(_CANDIDATES):
        at = tail.rfind(b"moof", 0, at)
        if at < 4:
            break
        if tail[at + 8 : at + 12] == b"mfhd":
            yield first + at - 4
    size = number(tail, len(tail) - 4)
    if tail[-12:-8] != b"mfro" or not 24 < size < file.size:
        return
    table = next(boxes(file, file.size - size, file.size), None)
    for box in children(file, table) if table is not None and table.kind == b"mfra" else ():
        body = data(file, box)
        if box.kind != b"tfra" or number(body, 4) != track.number or not number(body, 12):
            continue
        width = 8 if body[:1] == b"\1" else 4
        lengths = number(body, 8)
        entry = 2 * width + sum((lengths >> shift & 3) + 1 for shift in (0, 2, 4))
        yield number(body, 16 + entry * (number(body, 12) - 1) + width, width)


def _ends_well(file: SoundFile, moof: Box) -> bool:
    """Whether the boxes from the last fragment on end where the file does."""
    for box in islice(boxes(file, moof.start, file.size), _MOST_INDEXES):
        if box.kind not in _BEHIND:
            return False
        if box.end == file.size:
            return True
    return False


def _fragment(
    file: SoundFile, moof: Box, track: Track, each: int, begins: float | None
) -> tuple[float, float] | None:
    """When the fragment's samples of ``track`` begin and end, in seconds.

    ``begins`` is when they begin where the fragment itself does not tell.
    """
    body = data(file, moof, _MOST_FRAGMENT)
    for kind, part in _parts(body):
        boxes_in = _parts(part) if kind == b"traf" else []
        header = boxes_in[0][1] if boxes_in and boxes_in[0][0] == b"tfhd" else b""
        if not header or number(header, 4) != track.number:
            continue
        flags = number(header, 0) & 0xFFFFFF
        if flags & 8:
            each = number(header, 8 + 8 * bool(flags & 1) + 4 * bool(flags & 2))
        time = next((found for kind, found in boxes_in if kind == b"tfdt"), b"")
        if time:
            begins = number(time, 4, 8 if time[:1] == b"\1" else 4) / track.timescale
        if begins is None:
            return None
        played = sum(_run(found, each) for kind, found in boxes_in if kind == b"trun")
        return begins, begins + played / track.timescale
    return None


def _parts(body: bytes) -> list[tuple[bytes, bytes]]:
    """Kinds and bodies of the boxes in a fragment, whose bytes are all here."""
    found: list[tuple[bytes, bytes]] = []
    at = 0
    while at + 8 <= len(body) and len(found) < _MOST_PARTS:
        size = number(body, at)
        if size < 8:
            break
        found.append((body[at + 4 : at + 8], body[at + 8 : at + size]))
        at += size
    return found


def _run(body: bytes, each: int) -> int:
    flags, count = number(body, 0) & 0xFFFFFF, number(body, 4)
    if not flags & 0x100:
        return count * each
    at = 8 + 4 * bool(flags & 1) + 4 * bool(flags & 4)
    words = sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    count = min(count, max(0, len(body) - at) // (4 * words))
    numbers = array("I", body[at : at + 4 * words * count])
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers[::words])


def _default_duration(file: SoundFile, moov: Box, track: Track) -> int:
    extends = inside(file, moov, b"mvex")
    for box in children(file, extends) if extends else ():
        body = data(file, box, 64) if box.kind == b"trex" else b""
        if body and number(body, 4) == track.number:
            return number(body, 12)
    return 0
