"""MPEG audio frames: what four bytes of header say (ISO 11172-3, ISO 13818-3, and MPEG 2.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_SAMPLE_RATES = {1.0: (44_100, 48_000, 32_000), 2.0: (22_050, 24_000, 16_000),
                 2.5: (11_025, 12_000, 8_000)}  # fmt: skip
_VERSIONS = {0: 2.5, 2: 2.0, 3: 1.0}
# Kilobits a second by index; MPEG 2 and 2.5 share theirs, and their layers II and III.
_BITRATES = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLES = {(1, 1): 384, (1, 2): 1152, (1, 3): 1152, (2, 1): 384, (2, 2): 1152, (2, 3): 576}
_FREE, _BAD = 0, 15
HEADER = 4
LONGEST = 2_881
"""No frame of a stated bitrate is longer: MPEG 2 layer II at 160 kb/s and 8 kHz, padded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What all frames of one stream share: it does not change from frame to frame.

    ``second`` is the header's second byte without its protection bit.
    """

    version: float
    layer: int
    sample_rate: int
    second: int
    rate_bits: int

    @property
    def samples(self) -> int:
        """Samples a frame, of each channel."""
        return _SAMPLES[min(2, int(self.version)), self.layer]

    def length(self, bitrate: int, *, padded: bool) -> int:
        """Bytes of a frame at ``bitrate`` bits a second."""
        if self.layer == 1:
            return (12 * bitrate // self.sample_rate + padded) * 4
        return self.samples // 8 * bitrate // self.sample_rate + padded


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame's header. ``bitrate`` in bits a second, 0 for free format; ``length`` in bytes.

    The length of a frame in free format is not in its header: it is 0 here.
    """

    stream: Stream
    bitrate: int
    padded: bool
    channels: int
    protected: bool
    length: int


def frame(data: bytes, at: int = 0) -> Frame | None:
    """The frame whose header stands at ``at``; ``None`` where none does."""
    return _frame(data[at : at + HEADER])


@lru_cache(4_096)
def _frame(header: bytes) -> Frame | None:
    if len(header) < HEADER:
        return None
    sync, second, third, fourth = header
    if sync != 0xFF or second & 0xE0 != 0xE0:
        return None
    stream = _stream(second & 0xFE, third >> 2 & 3)
    if stream is None or third >> 4 == _BAD or fourth & 3 == 2:
        return None
    index, padded = third >> 4, bool(third & 2)
    bitrate = 0
    if index != _FREE:
        bitrate = _BITRATES[min(2, int(stream.version)), stream.layer][index - 1] * 1000
    return Frame(
        stream=stream,
        bitrate=bitrate,
        padded=padded,
        channels=1 if fourth >> 6 == 3 else 2,
        protected=not second & 1,
        length=stream.length(bitrate, padded=padded) if bitrate else 0,
    )


@cache
def _stream(second: int, rate_bits: int) -> Stream | None:
    version, layer = _VERSIONS.get(second >> 3 & 3), 4 - (second >> 1 & 3)
    if version is None or layer == 4 or rate_bits == 3:
        return None
    rate = _SAMPLE_RATES[version][rate_bits]
    return Stream(
        version=version, layer=layer, sample_rate=rate, second=second, rate_bits=rate_bits
    )


def _byte_class(values: list[int]) -> bytes:
    return b"[" + b"".join(re.escape(bytes([value])) for value in values) + b"]"


HEADERS = re.compile(
    b"\xff"
    + _byte_class([b for b in range(0xE0, 0x100) if b >> 3 & 3 != 1 and b >> 1 & 3])
    + _byte_class([b for b in range(0xF0) if b >> 2 & 3 != 3])
)
"""Where a header may stand: what is excluded can be none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePattern:
    """Regular expressions that step through a stream's frames at the speed of C.

    ``run`` matches as many whole frames as follow each other, ``one`` a single one.
    """

    run: re.Pattern[bytes]
    one: re.Pattern[bytes]


@cache
def pattern(stream: Stream, free: int = 0) -> FramePattern:
    """The pattern of a stream's frames; ``free`` is the unpadded length in free format."""
    table = _BITRATES[min(2, int(stream.version)), stream.layer]
    lengths: dict[int, list[int]] = {}
    for index in range(_BAD):
        for bits in range(4):
            padded, third = bool(bits & 2), index << 4 | stream.rate_bits << 2 | bits
            slot = padded * (4 if stream.layer == 1 else 1)
            length = free + slot if free else 0
            if index:
                length = stream.length(table[index - 1] * 1000, padded=padded)
            if length and bool(free) == (index == _FREE):
                lengths.setdefault(length, []).append(third)
    tails = b"|".join(
        _byte_class(thirds) + b".{%d}" % (length - 3) for length, thirds in lengths.items()
    )
    one = b"\xff" + _byte_class([stream.second, stream.second | 1]) + b"(?:" + tails + b")"
    return FramePattern(
        run=re.compile(b"(?:" + one + b")*+", re.DOTALL), one=re.compile(one, re.DOTALL)
    )
