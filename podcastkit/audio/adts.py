"""AAC in ADTS frames (ISO 13818-7): no header tells of the whole, so all frames are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.durations import plausible
from podcastkit.errors import NotAudioError, NotReadWholeError
from podcastkit.model import Audio, Sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.audio.id3 import Tags
    from podcastkit.audio.sound_file import SoundFile

_RATES = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025,
          8_000, 7_350)  # fmt: skip
_HEADER = 7
_SAMPLES = 1_024
_BLOCK = 16_384
_LEAST_RUN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """Raw data blocks of 1,024 samples, the bytes of their frames, and where they ended."""

    blocks: int
    bytes: int
    whole: bool


def is_adts(data: bytes) -> bool:
    """Whether these bytes begin with frames of ADTS."""
    found = _count([data])
    return found.blocks >= _LEAST_RUN


def read(file: SoundFile, tags: Tags) -> Sound:
    """What is in a file of ADTS frames behind its tags."""
    head = file.at(tags.end, _BLOCK)
    rate = _rate(head)
    if rate is None:
        raise NotAudioError(f"{file.name}: no sound is found in the file")
    try:
        count = _count(file.stream(tags.end))
        seconds, exact, how = count.blocks * _SAMPLES / rate, count.whole, "frames"
    except NotReadWholeError:
        seen = _count([head])
        sound = file.size - tags.end
        seconds = seen.blocks * _SAMPLES / rate * sound / max(1, seen.bytes)
        exact, how = False, "estimate"
    duration = plausible(seconds)
    return Sound(
        audio=Audio(
            size=file.size,
            duration=duration,
            exact=exact and duration is not None,
            how=how if exact else "estimate",
            type="audio/aac",
            chapters=tags.chapters,
        ),
        codec="AAC",
        bitrate=round((file.size - tags.end) * 8 / duration) if duration else None,
        sample_rate=rate,
        channels=((head[2] & 1) << 2 | head[3] >> 6) or None,
        title=tags.title,
        artwork=tags.artwork,
    )


def _rate(head: bytes) -> int | None:
    if len(head) < _HEADER or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    index = head[2] >> 2 & 15
    return _RATES[index] if index < len(_RATES) else None


def _count(pieces: Iterable[bytes]) -> _Count:
    """Step from frame to frame; the first bytes that are no frame like the first end it."""
    data, place = b"", 0
    blocks = size = 0
    like = None
    for piece in pieces:
        data = data[place:] + piece
        place = 0
        end = len(data) - _HEADER
        while place <= end:
            third = data[place + 2] & 0xFD
            if like is None:
                like = third
            if data[place] != 0xFF or data[place + 1] & 0xF6 != 0xF0 or third != like:
                return _Count(blocks=blocks, bytes=size, whole=False)
            length = (data[place + 3] & 3) << 11 | data[place + 4] << 3 | data[place + 5] >> 5
            if length < _HEADER:
                return _Count(blocks=blocks, bytes=size, whole=False)
            if place + length > len(data):
                break
            blocks += (data[place + 6] & 3) + 1
            size += length
            place += length
    return _Count(blocks=blocks, bytes=size, whole=place == len(data))
