"""What kind of sound a file is, by its first bytes and whatever its name, and who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.audio import adts, flac, id3, mp4, mpeg, ogg, wav
from podcastkit.errors import AudioError, NotAudioError

if TYPE_CHECKING:
    from podcastkit.audio.sound_file import SoundFile
    from podcastkit.model import Sound

_HEAD = 4_096
_KNOWN = "MP3, M4A, Ogg, FLAC, WAV, AAC"
_OTHERS = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM, which podcast apps do not play"),
    (b"0&\xb2u", "Windows Media, which podcast apps do not play"),
    (b"FORM", "AIFF, which podcast apps do not play"),
)


def facts(file: SoundFile) -> Sound:
    """What is in a sound. Raises ``NotAudioError`` for what is none that podcasts use."""
    try:
        return _read(file)
    except (AudioError, OSError):
        raise
    except Exception as error:  # what mutagen and Pillow raise where bytes are not what they seem
        raise NotAudioError(f"{file.name}: the sound cannot be read: {error}") from error


def _read(file: SoundFile) -> Sound:
    head = file.at(0, _HEAD)
    if not head:
        raise NotAudioError(f"{file.name}: the file is empty")
    if head[4:8] in {b"ftyp", b"moov", b"mdat", b"styp", b"wide"}:
        return mp4.read(file)
    if head[:4] == b"OggS":
        return ogg.read(file)
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return wav.read(file)
    return _behind_tags(file, head)


def _behind_tags(file: SoundFile, head: bytes) -> Sound:
    tags = id3.read(file)
    if tags.end:
        head = file.at(tags.end, _HEAD)
    if head[:4] == b"fLaC":
        return flac.read(file, tags)
    if adts.is_adts(head):
        return adts.read(file, tags)
    for magic, words in _OTHERS:
        if head.startswith(magic):
            raise NotAudioError(f"{file.name}: that is {words}, not a sound ({_KNOWN})")
    return mpeg.read(file, tags)
