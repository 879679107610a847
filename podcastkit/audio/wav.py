"""WAV (RIFF/WAVE, and RF64 and BW64 beyond 4 GB): how many bytes of sound, at how many a second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.durations import plausible
from podcastkit.errors import NotAudioError
from podcastkit.model import Audio, Sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.audio.sound_file import SoundFile

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_UNKNOWN = 0xFFFFFFFF
_FORMS = frozenset({b"RIFF", b"RF64", b"BW64"})
_MOST_CHUNKS = 256
_CODECS = {_PCM: "PCM", _FLOAT: "PCM float", 2: "ADPCM", 0x11: "ADPCM", 6: "A-law", 7: "µ-law",
           0x31: "GSM", 0x55: "MP3"}  # fmt: skip
_PLAIN = frozenset({_PCM, _FLOAT, 6, 7})
_BLOCKS = frozenset({2, 0x11, 0x31})
"""Formats whose header tells how many samples a block has."""


@dataclass(slots=True, kw_only=True)
class _Chunks:
    """What the chunks say: format, where the sound lies, samples where they are told, title.

    ``block`` is the bytes that belong together: for plain sound those of one moment; ``joined``
    says that another file begins behind the sound; ``ends`` is where the last chunk ends, as it
    says.
    """

    kind: int = 0
    channels: int = 0
    rate: int = 0
    bytes_a_second: int = 0
    block: int = 0
    samples_a_block: int = 0
    joined: bool = False
    start: int | None = None
    length: int = 0
    samples: int = 0
    title: str | None = None
    ends: int = 0


def read(file: SoundFile) -> Sound:
    """What is in a WAV file. Raises ``NotAudioError`` where there is no sound in it."""
    found = _chunks(file)
    if found.start is None or not found.channels:
        raise NotAudioError(f"{file.name}: no sound is found in the file")
    there = min(found.length, file.size - found.start)
    seconds, exact = _seconds(found, there)
    duration = plausible(seconds)
    exact = exact and duration is not None and found.ends >= file.size - 1 and not found.joined
    return Sound(
        audio=Audio(
            size=file.size,
            duration=duration,
            exact=exact,
            how="container" if exact else "estimate",
            type="audio/wav",
        ),
        codec=_CODECS.get(found.kind, f"WAV format {found.kind}"),
        bitrate=round(there * 8 / seconds) if duration else None,
        sample_rate=found.rate or None,
        channels=found.channels,
        title=found.title,
    )


def _seconds(found: _Chunks, there: int) -> tuple[float, bool]:
    """How long so many bytes of the sound play, 0 where nothing tells; whether that is proved."""
    if found.kind in _PLAIN and found.rate and found.block:
        # What players go by; the bytes a second are for their buffers, and may be wrong.
        each = found.rate * found.block
        return there / each, each == found.bytes_a_second
    if found.samples and found.rate and found.length:
        return found.samples / found.rate * there / found.length, False
    if found.kind in _BLOCKS and found.samples_a_block and found.block and found.rate:
        return there / found.block * found.samples_a_block / found.rate, False
    return (there / found.bytes_a_second if found.bytes_a_second else 0.0), False


def _chunks(file: SoundFile) -> _Chunks:
    found = _Chunks()
    for name, place, size in _walk(file):
        if name == b"fmt ":
            _format(found, file.at(place, 40))
        elif name == b"fact":
            found.samples = int.from_bytes(file.at(place, 4), "little")
        elif name == b"LIST" and file.at(place, 4) == b"INFO":
            found.title = _title(file.at(place + 4, min(size, 4_096)))
        elif name == b"data" and found.start is None:
            found.start, found.length = place, size
        elif name in _FORMS and found.start is not None:
            found.joined = True
        found.ends = place + size
    return found


def _walk(file: SoundFile) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and size of each chunk; what claims to be longer than the file is its last."""
    place, long = 12, 0
    for _ in range(_MOST_CHUNKS):
        head = file.at(place, 8)
        if len(head) < 8:
            return
        name, size = head[:4], int.from_bytes(head[4:], "little")
        place += 8
        if name == b"ds64":
            long = int.from_bytes(file.at(place + 8, 8), "little")
        if name == b"data" and (size == _UNKNOWN or (not size and file.size > place)):
            # Written to a pipe, or longer than 4 GB.
            size = long or file.size - place
        yield name, place, size
        place += size + size % 2


def _format(found: _Chunks, body: bytes) -> None:
    fields = [int.from_bytes(body[at : at + 2], "little") for at in range(0, 26, 2)]
    found.kind, found.channels = fields[0], fields[1]
    found.rate = int.from_bytes(body[4:8], "little")
    found.bytes_a_second = int.from_bytes(body[8:12], "little")
    found.block = fields[6]
    found.samples_a_block = fields[9] if fields[8] >= 2 else 0
    if found.kind == _EXTENSIBLE:
        found.kind = fields[12]


def _title(body: bytes) -> str | None:
    at = 0
    while at + 8 <= len(body):
        size = int.from_bytes(body[at + 4 : at + 8], "little")
        if body[at : at + 4] == b"INAM":
            text = body[at + 8 : at + 8 + size].split(b"\0")[0]
            return text.decode("utf-8", "replace").strip() or None
        at += 8 + size + size % 2
    return None
