"""Fragmented MP4: the times of samples stand in many small boxes through the file.

Where one box tells of all of them (``sidx``, ``mfra``), it is believed when it agrees with the
file's size; else the fragments are looked at one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.audio.mp4.boxes import Box, boxes, children, data, inside, number

if TYPE_CHECKING:
    from podcastkit.audio.mp4.tracks import Track
    from podcastkit.audio.sound_file import SoundFile

_MOST_REMOTE = 24


def fragmented_seconds(file: SoundFile, moov: Box, track: Track) -> tuple[float | None, bool]:
    """How long the fragments of ``track`` last together, and whether that is proved."""
    if not file.local:
        told = _by_index(file, moov) or _by_last_fragment(file, moov, track)
        if told is not None:
            return told, True
    seconds, asked = None, 0
    for box in boxes(file, moov.end, file.size):
        if box.end > file.size:
            return seconds, False
        if box.kind == b"moof":
            asked += 1
            if asked > _MOST_REMOTE and not file.local:
                part = (box.start - moov.end) / max(1, file.size - moov.end)
                return (seconds / part if seconds and part > 0 else None), False
            end = _fragment_end(file, moov, box, track, seconds or 0.0)
            seconds = end if end is not None else seconds
        last = box.end
        if last == file.size:
            return seconds, True
    return seconds, False


def _by_index(file: SoundFile, moov: Box) -> float | None:
    """The seconds of a segment index right behind the movie, when it covers the whole file."""
    found = next(iter(boxes(file, moov.end, file.size)), None)
    if found is None or found.kind != b"sidx":
        return None
    body = data(file, found)
    scale, wide = number(body, 8), body[:1] == b"\1"
    at = 12 + (16 if wide else 8)
    first = number(body, at - (8 if wide else 4), 8 if wide else 4)
    count, at = number(body, at + 2, 2), at + 4
    reached, ticks = found.end + first, 0
    for entry in range(count):
        size = number(body, at + 12 * entry)
        if size & 0x80000000:
            return None  # an index of indexes
        reached += size
        ticks += number(body, at + 12 * entry + 4)
    rest = list(boxes(file, reached, file.size)) if reached < file.size else []
    ends = reached == file.size or (len(rest) == 1 and rest[0].kind == b"mfra" and
                                    rest[0].end == file.size)  # fmt: skip
    return ticks / scale if scale and ends and ticks else None


def _by_last_fragment(file: SoundFile, moov: Box, track: Track) -> float | None:
    """The end of the last fragment, to which the random access table at the end leads."""
    tail = file.at(max(0, file.size - 16), 16)
    size = number(tail, 12)
    if tail[4:8] != b"mfro" or not 24 < size < file.size:
        return None
    table = next(iter(boxes(file, file.size - size, file.size)), None)
    if table is None or table.kind != b"mfra":
        return None
    for box in children(file, table):
        body = data(file, box)
        if box.kind != b"tfra" or number(body, 4) != track.number:
            continue
        wide = body[:1] == b"\1"
        lengths = number(body, 8)
        entry = (16 if wide else 8) + sum((lengths >> shift & 3) + 1 for shift in (0, 2, 4))
        count = number(body, 12)
        at = 16 + entry * (count - 1) + (8 if wide else 4)
        place = number(body, at, 8 if wide else 4)
        last = next(iter(boxes(file, place, file.size)), None)
        if count and last is not None and last.kind == b"moof":
            return _fragment_end(file, moov, last, track, None)
    return None


def _fragment_end(
    file: SoundFile, moov: Box, moof: Box, track: Track, begins: float | None
) -> float | None:
    """When the fragment's samples of ``track`` end, in seconds.

    ``begins`` is when they begin where the fragment itself does not tell.
    """
    for part in children(file, moof):
        header = data(file, inside(file, part, b"tfhd"), 64) if part.kind == b"traf" else b""
        if not header or number(header, 4) != track.number:
            continue
        flags = number(header, 0) & 0xFFFFFF
        at = 8 + 8 * bool(flags & 1) + 4 * bool(flags & 2)
        each = number(header, at) if flags & 8 else _default_duration(file, moov, track)
        time = data(file, inside(file, part, b"tfdt"), 16)
        if time:
            begins = number(time, 4, 8 if time[:1] == b"\1" else 4) / track.timescale
        if begins is None:
            return None
        runs = [data(file, box) for box in children(file, part) if box.kind == b"trun"]
        return begins + sum(_run(run, each) for run in runs) / track.timescale
    return None


def _run(body: bytes, each: int) -> int:
    flags, count = number(body, 0) & 0xFFFFFF, number(body, 4)
    if not flags & 0x100:
        return count * each
    at = 8 + 4 * bool(flags & 1) + 4 * bool(flags & 4)
    width = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    count = min(count, max(0, len(body) - at) // width)
    return sum(number(body, at + width * sample) for sample in range(count))


def _default_duration(file: SoundFile, moov: Box, track: Track) -> int:
    extends = inside(file, moov, b"mvex")
    for box in children(file, extends) if extends else ():
        body = data(file, box, 64)
        if box.kind == b"trex" and number(body, 4) == track.number:
            return number(body, 12)
    return 0
