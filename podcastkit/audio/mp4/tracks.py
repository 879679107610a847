"""The tracks of an MP4 file: what each holds, and how long it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.mp4.boxes import Box, children, data, inside, number

if TYPE_CHECKING:
    from podcastkit.audio.sound_file import SoundFile

_CODECS = {
    b"mp4a": "AAC", b"alac": "ALAC", b"Opus": "Opus", b"ac-3": "AC-3", b"ec-3": "E-AC-3",
    b"fLaC": "FLAC", b".mp3": "MP3", b"lpcm": "PCM", b"sowt": "PCM", b"twos": "PCM",
    b"ipcm": "PCM", b"fpcm": "PCM",
}  # fmt: skip
_MP3_IN_MP4 = frozenset({0x69, 0x6B})
_MOST_TRACKS = 16
_HEADS = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One track. ``seconds`` is how long it plays: its edit list applied, where it has one.

    ``delay`` is what the edit list leaves out at the beginning, in seconds; ``chapters`` the
    number of the track with this one's chapters.
    """

    number: int
    box: Box
    handler: bytes
    timescale: int
    seconds: float
    delay: float
    codec: str
    sample_rate: int
    channels: int
    chapters: int | None


def tracks(file: SoundFile, moov: Box) -> list[Track]:
    """All tracks of the movie."""
    scale = _timescale(data(file, inside(file, moov, b"mvhd"), _HEADS))
    found = [box for box in children(file, moov) if box.kind == b"trak"][:_MOST_TRACKS]
    return [_track(file, box, scale) for box in found]


def _track(file: SoundFile, box: Box, movie_scale: int) -> Track:
    header = data(file, inside(file, box, b"tkhd"), _HEADS)
    media = inside(file, box, b"mdia")
    times = data(file, inside(file, media, b"mdhd"), _HEADS) if media else b""
    handler = data(file, inside(file, media, b"hdlr"), _HEADS)[8:12] if media else b""
    scale = _timescale(times)
    seconds = _duration(times) / scale
    delay, edited = _edits(data(file, inside(file, box, b"edts", b"elst"), _HEADS), scale)
    if edited and 0 < edited / movie_scale <= seconds * 1.01 + 0.1:
        seconds = edited / movie_scale
    elif delay < seconds:
        seconds -= delay
    codec, channels, rate = "", 0, 0
    if media and handler == b"soun":
        codec, channels, rate = _sound(
            data(file, inside(file, media, b"minf", b"stbl", b"stsd"), _HEADS)
        )
    chapters = data(file, inside(file, box, b"tref", b"chap"), _HEADS)
    return Track(
        number=number(header, 20 if header[:1] == b"\1" else 12),
        box=box,
        handler=handler,
        timescale=scale,
        seconds=seconds,
        delay=delay,
        codec=codec,
        sample_rate=rate or (scale if scale >= 8_000 else 0),
        channels=channels,
        chapters=number(chapters, 0) or None,
    )


def _timescale(header: bytes) -> int:
    return number(header, 20 if header[:1] == b"\1" else 12) or 1


def _duration(header: bytes) -> int:
    long = header[:1] == b"\1"
    found = number(header, 24, 8) if long else number(header, 16)
    return 0 if found in {0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF} else found


def _edits(body: bytes, media_scale: int) -> tuple[float, int]:
    """Seconds that the first edit leaves out, and how long all of them play in movie time."""
    width = 8 if body[:1] == b"\1" else 4
    delay, played = None, 0
    for entry in range(min(number(body, 4), 100)):
        at = 8 + entry * (2 * width + 4)
        media_time = int.from_bytes(body[at + width : at + 2 * width], "big", signed=True)
        if media_time < 0 or len(body) < at + 2 * width:
            continue  # an empty edit: nothing plays
        delay = media_time / media_scale if delay is None else delay
        played += number(body, at, width)
    return delay or 0.0, played


def _sound(body: bytes) -> tuple[str, int, int]:
    """Codec, channels and sample rate of the first sample description."""
    kind = body[12:16]
    codec = _CODECS.get(kind, kind.decode("latin-1").strip())
    config = body.find(b"esds", 40)
    if config > 0:
        # The descriptor of the decoder's configuration: tag 4, length, kind of object.
        at = body.find(b"\x04", config + 8)
        while at > 0 and at + 1 < len(body) and body[at + 1] & 0x80:
            at += 1
        if at > 0 and body[at + 2 : at + 3] and body[at + 2] in _MP3_IN_MP4:
            codec = "MP3"
    return codec, number(body, 32, 2), number(body, 40, 2)
