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
_AAC_RATES = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000,
             11_025, 8_000, 7_350)  # fmt: skip
_LAYOUTS = (0, 1, 2, 3, 4, 5, 6, 8)
_HE_AAC = {5: "HE-AAC", 29: "HE-AAC v2"}
_PARAMETRIC_STEREO = 29
_SYNC_EXTENSION = 0x2B7
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
    """Codec, channels and sample rate of the first sample description.

    For AAC the decoder's configuration tells of the last two: programs write 2 channels into the
    description of any sound.
    """
    kind = body[12:16]
    codec = _CODECS.get(kind, kind.decode("latin-1").strip())
    channels, rate = number(body, 32, 2), number(body, 40, 2)
    at = body.find(b"esds", 40)
    if at < 0:
        return codec, channels, rate
    decoder = _descriptor(_descriptor(body[at + 8 :], 3)[3:], 4)
    if decoder[:1] and decoder[0] in _MP3_IN_MP4:
        return "MP3", channels, rate
    kind_of_aac, told_rate, told_channels = _aac_config(_descriptor(decoder[13:], 5))
    if kind_of_aac in _HE_AAC:
        codec = _HE_AAC[kind_of_aac]
    return codec, told_channels or channels, told_rate or rate


def _descriptor(body: bytes, tag: int) -> bytes:
    """The body of the descriptor at the beginning, when it has this tag (ISO 14496-1, 7.2.2)."""
    if body[:1] != bytes([tag]):
        return b""
    at, length = 1, 0
    for byte in body[1:5]:
        at, length = at + 1, length << 7 | (byte & 0x7F)
        if not byte & 0x80:
            break
    return body[at : at + length]


def _aac_config(body: bytes) -> tuple[int, int, int]:
    """Kind of object, sample rate in hertz and channels of AAC (ISO 14496-3, 1.6.2.1).

    0 for what is not told. The rate is that of the output, where spectral band replication
    doubles it; such a file also says what it is to players that know only its core.
    """
    bits = int.from_bytes(body[:16].ljust(16, b"\0"), "big")
    left = 128

    def take(count: int) -> int:
        nonlocal left
        left -= count
        return bits >> left & ((1 << count) - 1)

    def rate() -> int:
        index = take(4)
        return take(24) if index == 15 else (_AAC_RATES[index] if index < len(_AAC_RATES) else 0)

    if len(body) < 2:
        return 0, 0, 0
    kind = take(5)
    kind = 32 + take(6) if kind == 31 else kind
    hertz, layout = rate(), take(4)
    if kind in _HE_AAC:
        hertz = rate() or hertz
    elif len(body) >= 5:
        # Behind the core's three flags the extension may be signalled so that old players skip it.
        take(3)
        if take(11) == _SYNC_EXTENSION and take(5) in _HE_AAC and take(1):
            kind, hertz = min(_HE_AAC), rate() or hertz
    channels = _LAYOUTS[layout] if layout < len(_LAYOUTS) else 0
    return kind, hertz, 2 if kind == _PARAMETRIC_STEREO else channels
