"""What kind of sound a file is, by its first bytes, and what it says of itself.

Simple and honest: mutagen reads the headers, and a duration counts as exact only where a header
or a container states it and the file's size agrees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from podcastkit.audio import id3
from podcastkit.errors import AudioError, NotAudioError
from podcastkit.model import Audio, Chapter

if TYPE_CHECKING:
    from collections.abc import Callable

_SAME_SIZE = 0.01
_PADDING = 0.15
_FIRST_FRAME = 2_048
# A flags word whose lowest bit says that a frame count follows, and the count; VBRI always has one.
_FRAMES_STATED = re.compile(
    rb"(?:Xing|Info).{3}[\x01\x03\x05\x07\x09\x0b\x0d\x0f](?!\0{4}).{4}|VBRI", re.DOTALL
)
_BRANDS = {
    b"M4A ": "audio/x-m4a",
    b"M4B ": "audio/x-m4a",
    b"M4P ": "audio/x-m4a",
    b"M4V ": "video/x-m4v",
    b"M4VH": "video/x-m4v",
    b"M4VP": "video/x-m4v",
    b"qt  ": "video/quicktime",
}


def facts(file: BinaryIO, *, size: int, name: str) -> Audio:
    """The facts of an open sound of ``size`` bytes. ``name`` is for messages.

    Raises ``NotAudioError`` for what is no sound that podcasts use.
    """
    file.seek(0)
    head = file.read(64)
    try:
        return _reader(head, name)(file, size, name)
    except (AudioError, OSError):
        raise
    except Exception as error:  # mutagen raises of all kinds where bytes are not what they seem
        raise NotAudioError(f"{name}: the sound cannot be read: {error}") from error


def _reader(head: bytes, name: str) -> Callable[[BinaryIO, int, str], Audio]:
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0):
        return _mpeg
    if head[4:8] == b"ftyp":
        return _mp4
    if head[:4] == b"OggS":
        return _ogg
    if head[:4] == b"fLaC":
        return _flac
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return _wave
    if not head:
        raise NotAudioError(f"{name}: the file is empty")
    raise NotAudioError(f"{name}: that is no sound podcastkit knows (MP3, M4A, Ogg, FLAC, WAV)")


def _audio(
    info: Any, size: int, kind: str, *, exact: bool, chapters: tuple[Chapter, ...] = ()
) -> Audio:
    # A damaged header may state anything; below a millisecond nothing is left to hear.
    length = float(info.length)
    duration = round(length, 3) if 0.001 <= length < 1e7 else None
    return Audio(
        size=size,
        duration=duration,
        exact=exact and duration is not None,
        how="mutagen",
        type=kind,
        chapters=chapters,
    )


def _mpeg(file: BinaryIO, size: int, name: str) -> Audio:
    from mutagen.aac import AAC
    from mutagen.mp3 import BitrateMode, HeaderNotFoundError, MPEGInfo

    marks = id3.chapters(file)
    start = id3.end_of_tags(file)
    file.seek(start)
    first = file.read(_FIRST_FRAME)
    sync = first[:2]
    if len(sync) == 2 and sync[0] == 0xFF and sync[1] & 0xF6 == 0xF0:
        file.seek(0)
        return _audio(AAC(file).info, size, "audio/aac", exact=False)
    try:
        info = MPEGInfo(file, start)
    except HeaderNotFoundError as error:
        raise NotAudioError(f"{name}: no sound is found in the file") from error
    stated = info.bitrate_mode is not BitrateMode.UNKNOWN and _FRAMES_STATED.search(first)
    sound = size - start
    claimed = info.bitrate * info.length / 8
    # The stated length leaves out the encoder's delay and padding, the bytes do not.
    room = max(_SAME_SIZE * sound, info.bitrate / 8 * _PADDING)
    fits = sound > 0 and abs(claimed - sound) <= room
    exact = bool(stated) and fits and not info.sketchy
    return _audio(info, size, "audio/mpeg", exact=exact, chapters=marks)


def _mp4(file: BinaryIO, size: int, name: str) -> Audio:
    from mutagen.mp4 import MP4, MP4NoTrackError

    file.seek(0)
    brand = file.read(12)[8:]
    file.seek(0)
    try:
        found = MP4(file)
    except MP4NoTrackError as error:
        raise NotAudioError(f"{name}: there is no sound in the file") from error
    marks = tuple(
        Chapter(start=round(float(mark.start), 3), title=str(mark.title))
        for mark in found.chapters or ()
    )
    kind = _BRANDS.get(brand) or ("video/mp4" if _has_pictures(file) else "audio/x-m4a")
    return _audio(found.info, size, kind, exact=True, chapters=marks)


def _has_pictures(file: BinaryIO) -> bool:
    """Whether one of the tracks is of moving pictures (ISO 14496-12, ``hdlr``)."""
    from mutagen.mp4 import Atoms  # type: ignore[attr-defined]

    file.seek(0)
    for track in Atoms(file)[b"moov"].findall(b"trak"):
        known, data = track[b"mdia", b"hdlr"].read(file)
        if known and data[8:12] == b"vide":
            return True
    return False


def _ogg(file: BinaryIO, size: int, name: str) -> Audio:
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis

    file.seek(0)
    start = file.read(256)
    if b"OpusHead" not in start and b"vorbis" not in start:
        raise NotAudioError(f"{name}: an Ogg file, but neither Opus nor Vorbis")
    file.seek(0)
    found = OggOpus(file) if b"OpusHead" in start else OggVorbis(file)
    return _audio(found.info, size, "audio/ogg", exact=True)


def _flac(file: BinaryIO, size: int, _name: str) -> Audio:
    from mutagen.flac import FLAC

    file.seek(0)
    return _audio(FLAC(file).info, size, "audio/flac", exact=True)


def _wave(file: BinaryIO, size: int, _name: str) -> Audio:
    from mutagen.wave import WAVE

    file.seek(0)
    return _audio(WAVE(file).info, size, "audio/wav", exact=True)
