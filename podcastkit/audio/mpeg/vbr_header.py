"""The Xing, Info and VBRI headers: what an encoder says of the whole in its first frame.

The frame that holds one is silent and is not counted. LAME's part behind a Xing header tells how
many samples the encoder put before and behind the sound, and has a checksum over all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podcastkit.audio.mpeg.frames import Frame

_FRAMES, _BYTES, _TOC, _QUALITY = 1, 2, 4, 8
_LAME_CHECKSUM, _IN_STEREO = 34, 190
_VBRI_AT = 36
_LAME_LIKE = (b"LAME", b"Lavf", b"Lavc")


@dataclass(frozen=True, slots=True, kw_only=True)
class VbrHeader:
    """What is stated: ``frames`` and ``bytes`` are 0 where they are not.

    ``constant``: the encoder says that its bitrate is. ``delay`` and ``padding`` are samples
    before and behind the sound, ``None`` where nothing tells. ``sure``: a checksum, or a table
    that must agree, says that the numbers are as the encoder wrote them.
    """

    frames: int
    bytes: int
    constant: bool = False
    delay: int | None = None
    padding: int = 0
    sure: bool = False


def vbr_header(data: bytes, at: int, frame: Frame) -> VbrHeader | None:
    """The header in the frame at ``at``; ``None`` where it holds sound."""
    stream = frame.stream
    if stream.layer != 3:
        return None
    mono = frame.channels == 1
    side = (17 if mono else 32) if stream.version == 1 else (9 if mono else 17)
    # The two bytes of a frame's own checksum come before the header or, by most encoders, not.
    for place in (at + 4 + side, at + 6 + side):
        if data[place : place + 4] in {b"Xing", b"Info"}:
            return _xing(data, at, at + frame.length, place)
    if data[at + _VBRI_AT : at + _VBRI_AT + 4] == b"VBRI":
        return _vbri(data, at + _VBRI_AT)
    return None


def _checksums(data: bytes, start: int, lame: int, end: int) -> set[int]:
    """The checksums that a LAME tag at ``lame`` may bear, in a frame from ``start`` to ``end``.

    LAME sums what stands before the checksum, ffmpeg as many bytes as that are in stereo.
    """
    before, after = data[start : lame + _LAME_CHECKSUM], data[lame + _LAME_CHECKSUM + 2 : end]
    fixed = (before + bytes(2) + after).ljust(_IN_STEREO, b"\0")[:_IN_STEREO]
    return {_crc16(before), _crc16(fixed)}


def _xing(data: bytes, start: int, end: int, place: int) -> VbrHeader:
    flags, at = _number(data, place + 4, 4), place + 8
    frames = size = 0
    if flags & _FRAMES:
        frames, at = _number(data, at, 4), at + 4
    if flags & _BYTES:
        size, at = _number(data, at, 4), at + 4
    at += 100 * bool(flags & _TOC) + 4 * bool(flags & _QUALITY)
    delay, padding, sure = None, 0, False
    if data[at : at + 4] in _LAME_LIKE:
        both = _number(data, at + 21, 3)
        delay, padding = both >> 12, both & 0xFFF
        sure = _number(data, at + _LAME_CHECKSUM, 2) in _checksums(data, start, at, end)
    return VbrHeader(
        frames=frames,
        bytes=size,
        constant=data[place : place + 4] == b"Info",
        delay=delay,
        padding=padding,
        sure=sure,
    )


def _vbri(data: bytes, at: int) -> VbrHeader:
    size, frames = _number(data, at + 10, 4), _number(data, at + 14, 4)
    entries, scale, width, each = (_number(data, at + 18 + 2 * n, 2) for n in range(4))
    table = data[at + 26 : at + 26 + entries * width]
    whole = bool(table) and len(table) == entries * width
    told = sum(_number(table, n * width, width) for n in range(entries)) * scale if whole else 0
    fits = (entries - 1) * each < frames <= (entries + 1) * each
    sure = whole and fits and abs(told - size) <= 0.02 * size
    return VbrHeader(frames=frames, bytes=size, sure=sure)


def _number(data: bytes, at: int, width: int) -> int:
    return int.from_bytes(data[at : at + width], "big")


def _crc16(data: bytes) -> int:
    """CRC-16/ARC, as LAME's tag has it."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC16[(crc ^ byte) & 0xFF]
    return crc


def _table() -> list[int]:
    found = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
        found.append(crc)
    return found


_CRC16 = _table()
