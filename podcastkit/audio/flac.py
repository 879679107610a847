"""FLAC (RFC 9639): what STREAMINFO says, and the frames as witnesses of it.

Each frame tells where its samples belong. The last one tells how many there are; whether they are
all there is seen in files of this machine by going from frame to frame, and at a host by one in the
middle, which must lie where a single stream would have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from podcastkit.audio.durations import plausible
from podcastkit.audio.vorbis_comment import title_of
from podcastkit.errors import NotAudioError, NotReadWholeError
from podcastkit.model import Artwork, Audio, Sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podcastkit.audio.id3 import Tags
    from podcastkit.audio.sound_file import SoundFile

_STREAMINFO, _COMMENT, _PICTURE = 0, 4, 6
_TAIL = 65_536
_LONGEST_TAIL = 524_288
_PROBE = 32_768
_HEADER = 16
_NEAR = 0.25
_SYNC = re.compile(b"\xff[\xf8\xf9]")
_MOST_BLOCKS = 64
_MOST_COMMENT = 65_536
_BLOCK_SIZES = {1: 192, 2: 576, 3: 1152, 4: 2304, 5: 4608} | {8 + n: 256 << n for n in range(8)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stream:
    """STREAMINFO, and what the other blocks say; ``end`` is where the sound begins."""

    rate: int
    channels: int
    samples: int
    block: int
    end: int
    title: str | None
    artwork: Artwork | None


def read(file: SoundFile, tags: Tags) -> Sound:
    """What is in a FLAC file behind its tags, where it has any."""
    stream = _stream(file, tags.end)
    samples, exact = _samples(file, stream)
    duration = plausible(samples / stream.rate)
    exact = exact and duration is not None
    return Sound(
        audio=Audio(
            size=file.size,
            duration=duration,
            exact=exact,
            how="container" if exact else "estimate",
            type="audio/flac",
        ),
        codec="FLAC",
        bitrate=round((file.size - stream.end) * 8 / duration) if duration else None,
        sample_rate=stream.rate,
        channels=stream.channels,
        title=stream.title or tags.title,
        artwork=stream.artwork or tags.artwork,
    )


def _stream(file: SoundFile, start: int) -> _Stream:
    place, info, title, artwork = start + 4, b"", None, None
    for _ in range(_MOST_BLOCKS):
        head = file.at(place, 4)
        if len(head) < 4:
            break
        size, kind = int.from_bytes(head[1:], "big"), head[0] & 0x7F
        body = place + 4
        if kind == _STREAMINFO:
            info = file.at(body, 34)
        elif kind == _COMMENT:
            title = title_of(file.at(body, min(size, _MOST_COMMENT)))
        elif kind == _PICTURE and artwork is None:
            artwork = _artwork(file.at(body, min(size, 512)))
        place = body + size
        if head[0] & 0x80:
            break
    packed = int.from_bytes(info[10:18], "big")
    rate = packed >> 44
    if len(info) < 34 or not rate or place > file.size:
        raise NotAudioError(f"{file.name}: no sound is found in the file")
    return _Stream(
        rate=rate,
        channels=(packed >> 41 & 7) + 1,
        samples=packed & 0xFFFFFFFFF,
        block=int.from_bytes(info[2:4], "big"),
        end=place,
        title=title,
        artwork=artwork,
    )


def _artwork(body: bytes) -> Artwork | None:
    """A PICTURE block states what its picture is."""
    at = 8 + int.from_bytes(body[4:8], "big")
    kind = body[8:at].decode("latin-1")
    at += 4 + int.from_bytes(body[at : at + 4], "big")
    width, height, _, _, size = (int.from_bytes(body[at + 4 * n :][:4], "big") for n in range(5))
    if len(body) < at + 20:
        return None
    return Artwork(type=kind, bytes=size, width=width or None, height=height or None)


def _samples(file: SoundFile, stream: _Stream) -> tuple[int, bool]:
    """How many samples there are, and whether that is proved."""
    last, whole = _last_sample(file, stream, _TAIL)
    if last is None and file.size - stream.end > _TAIL:
        last, whole = _last_sample(file, stream, _LONGEST_TAIL)
    told = last or stream.samples
    if not file.local:
        agreed = not stream.samples or stream.samples == last or not whole
        if agreed and (last is None or _single(file, stream, last)):
            return told, whole
    try:
        counted, unbroken = _counted(file.stream(stream.end), stream)
    except NotReadWholeError:
        return told, False
    return (told, whole) if unbroken else (counted or told, False)


def _last_sample(file: SoundFile, stream: _Stream, tail: int) -> tuple[int | None, bool]:
    """How many samples the frames have, and whether the file ends where the last one does.

    The last header with a fitting checksum that follows from a frame before it is the last
    frame's; any other is chance.
    """
    first = max(stream.end, file.size - tail)
    data = file.at(first, file.size - first)
    found = list(_frames([data], stream))
    known = {0, *(end for _, _, end in found)}
    for place, begins, end in reversed(found):
        if begins in known or end == stream.samples:
            # A frame's last bytes are a checksum over all of it: with them it is zero.
            whole = not _crc16(data[place:])
            return (end if whole else begins), whole
    return None, False


def _single(file: SoundFile, stream: _Stream, last: int) -> bool:
    """Whether a frame in the middle lies where it would if there were one stream only."""
    sound = file.size - stream.end
    if sound <= _TAIL:
        return _counted([file.at(stream.end, sound)], stream)[1]
    middle = stream.end + sound // 2
    found = list(_frames([file.at(middle, _PROBE)], stream))
    known = {end for _, _, end in found}
    begun = [begins for _, begins, _ in found]
    proved = [begins for begins in begun if begins in known] or begun
    return bool(last) and any(abs(begins / last - 0.5) < _NEAR for begins in proved)


def _counted(pieces: Iterable[bytes], stream: _Stream) -> tuple[int, bool]:
    """The samples of all frames, and whether each follows from the one before it."""
    samples, expected, unbroken, stray = 0, 0, True, -1
    for _, begins, end in _frames(pieces, stream):
        if begins not in {expected, stray}:
            stray = end  # chance; or the first one behind a gap, if another follows from it
            continue
        unbroken = unbroken and begins == expected
        samples, expected, stray = samples + end - begins, end, -1
    return samples, unbroken


def _frames(pieces: Iterable[bytes], stream: _Stream) -> Iterator[tuple[int, int, int]]:
    """Where frames seem to begin, their first sample, and the one behind their last."""
    data, passed = b"", 0
    for piece in chain(pieces, [b""]):
        data += piece
        # A header at the end of a piece is looked at together with the next one.
        end = max(0, len(data) - _HEADER) if piece else len(data)
        for found in _SYNC.finditer(data, 0, end):
            samples = _frame(data, found.start(), stream)
            if samples is not None:
                yield passed + found.start(), *samples
        kept = max(0, end - 1)
        data, passed = data[kept:], passed + kept


def _frame(data: bytes, at: int, stream: _Stream) -> tuple[int, int] | None:
    """The first sample of the frame at ``at``, and the one behind its last."""
    if len(data) < at + 6 or data[at + 1] & 0xFE != 0xF8 or data[at + 3] & 1:
        return None
    variable, size_code, rate_code = data[at + 1] & 1, data[at + 2] >> 4, data[at + 2] & 15
    lead = data[at + 4]
    more = 0
    while more < 7 and lead & (0x80 >> more):
        more += 1
    if more == 1 or (more == 7 and lead != 0xFE):
        return None
    number = lead & (0x7F >> more) if more else lead
    place = at + 5
    for byte in data[place : place + max(0, more - 1)]:
        if byte & 0xC0 != 0x80:
            return None
        number = number << 6 | (byte & 0x3F)
    place += max(0, more - 1)
    size = _BLOCK_SIZES.get(size_code, 0)
    if size_code in {6, 7}:
        width = size_code - 5
        size, place = int.from_bytes(data[place : place + width], "big") + 1, place + width
    place += {12: 1, 13: 2, 14: 2}.get(rate_code, 0)
    if not size or rate_code == 15 or len(data) <= place or _crc8(data[at : place + 1]):
        return None
    first = number if variable else number * stream.block
    return first, first + size


def _table(polynomial: int, width: int) -> list[int]:
    top, mask, found = 1 << (width - 1), (1 << width) - 1, []
    for byte in range(256):
        crc = byte << (width - 8)
        for _ in range(8):
            crc = (crc << 1 ^ polynomial if crc & top else crc << 1) & mask
        found.append(crc)
    return found


_CRC8, _CRC16 = _table(0x07, 8), _table(0x8005, 16)


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = _CRC8[crc ^ byte]
    return crc


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = (crc << 8 & 0xFFFF) ^ _CRC16[crc >> 8 ^ byte]
    return crc
