"""What kind of sound a file is, by its first bytes, and what it says of itself.

Simple and honest: mutagen reads the headers, and a duration counts as exact only where a header
or a container states it and the file's size agrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from mutagen import MutagenError

from podcastkit.errors import NotAudioError
from podcastkit.model import Audio, Chapter

if TYPE_CHECKING:
    from collections.abc import Callable

_ID3_HEADER = 10
_LONGEST_TAG = 2_000_000
_SAME_SIZE = 0.01
_PADDING = 0.15
_MOST_TAGS = 4


def facts(file: BinaryIO, *, size: int, name: str) -> Audio:
    """The facts of an open sound of ``size`` bytes. ``name`` is for messages.

    Raises ``NotAudioError`` for what is no sound that podcasts use.
    """
    file.seek(0)
    head = file.read(64)
    try:
        return _reader(head, name)(file, size, name)
    except NotAudioError:
        raise
    except (MutagenError, EOFError, ValueError, KeyError, IndexError, OverflowError) as error:
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
    length = float(info.length)
    duration = round(length, 3) if 0 < length < 1e7 else None
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

    start = _end_of_tags(file)
    file.seek(start)
    sync = file.read(2)
    if len(sync) == 2 and sync[0] == 0xFF and sync[1] & 0xF6 == 0xF0:
        file.seek(0)
        return _audio(AAC(file).info, size, "audio/aac", exact=False)
    try:
        info = MPEGInfo(file, start)
    except HeaderNotFoundError as error:
        raise NotAudioError(f"{name}: no sound is found in the file") from error
    stated = info.bitrate_mode is not BitrateMode.UNKNOWN
    sound = size - start
    claimed = info.bitrate * info.length / 8
    # The stated length leaves out the encoder's delay and padding, the bytes do not.
    room = max(_SAME_SIZE * sound, info.bitrate / 8 * _PADDING)
    fits = sound > 0 and abs(claimed - sound) <= room
    chapters = _id3_chapters(file) if start else ()
    return _audio(
        info, size, "audio/mpeg", exact=stated and fits and not info.sketchy, chapters=chapters
    )


def _end_of_tags(file: BinaryIO) -> int:
    """Where the sound begins behind ID3v2 tags, of which there may be several."""
    start = 0
    for _ in range(_MOST_TAGS):
        file.seek(start)
        header = file.read(_ID3_HEADER)
        if header[:3] != b"ID3" or len(header) < _ID3_HEADER:
            break
        length = 0
        for byte in header[6:10]:
            length = length << 7 | (byte & 0x7F)
        footer = _ID3_HEADER if header[5] & 0x10 else 0
        start += _ID3_HEADER + length + footer
    return start


def _id3_chapters(file: BinaryIO) -> tuple[Chapter, ...]:
    """The CHAP frames of the first tag, in the order of its table of contents or of time."""
    from mutagen.id3 import ID3

    if not 0 < _end_of_tags(file) <= _LONGEST_TAG:
        return ()
    file.seek(0)
    try:
        tags = ID3(file, load_v1=False)
    except (MutagenError, ValueError, KeyError, IndexError, OverflowError):
        return ()
    frames = {frame.element_id: frame for frame in tags.getall("CHAP")}
    order = [child for toc in tags.getall("CTOC") for child in toc.child_element_ids]
    named = [frames[child] for child in dict.fromkeys(order) if child in frames]
    chosen = named or list(frames.values())
    return tuple(sorted((_chapter(frame) for frame in chosen), key=lambda chapter: chapter.start))


def _chapter(frame: Any) -> Chapter:
    title = frame.sub_frames.get("TIT2")
    url = next((str(link.url) for link in frame.sub_frames.getall("WXXX")), None)
    end = frame.end_time / 1000 if frame.end_time > frame.start_time else None
    return Chapter(
        start=frame.start_time / 1000,
        end=end,
        title=str(title.text[0]) if title and title.text else frame.element_id,
        url=url if url and url.startswith(("https://", "http://")) else None,
    )


def _mp4(file: BinaryIO, size: int, name: str) -> Audio:
    from mutagen.mp4 import MP4, MP4NoTrackError

    file.seek(0)
    try:
        found = MP4(file)
    except MP4NoTrackError as error:
        raise NotAudioError(f"{name}: there is no sound in the file") from error
    marks = tuple(
        Chapter(start=round(float(mark.start), 3), title=str(mark.title))
        for mark in found.chapters or ()
    )
    return _audio(found.info, size, "audio/x-m4a", exact=True, chapters=marks)


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
