"""The reader of MP4 sounds: what the movie's tables say, and whether the file bears it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.audio.durations import plausible
from podcastkit.audio.mp4 import tags
from podcastkit.audio.mp4.boxes import Box, boxes, inside
from podcastkit.audio.mp4.fragments import fragmented_seconds
from podcastkit.audio.mp4.tracks import Track, tracks
from podcastkit.errors import NotAudioError
from podcastkit.model import Audio, Sound

if TYPE_CHECKING:
    from podcastkit.audio.sound_file import SoundFile

_TYPES = {
    b"M4A ": "audio/x-m4a",
    b"M4B ": "audio/x-m4a",
    b"M4P ": "audio/x-m4a",
    b"M4V ": "video/x-m4v",
    b"M4VH": "video/x-m4v",
    b"M4VP": "video/x-m4v",
    b"qt  ": "video/quicktime",
}
_MOST_TOP = 64
_TOP_KINDS = frozenset({
    b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"mfra", b"sidx", b"styp", b"uuid",
    b"meta", b"udta", b"ftyp", b"pdin", b"emsg", b"prft",
})  # fmt: skip


def read(file: SoundFile) -> Sound:
    """What is in an MP4 file. Raises ``NotAudioError`` where there is no sound in it."""
    top = _top(file)
    moov = next((box for box in top if box.kind == b"moov"), None)
    if moov is None:
        raise NotAudioError(
            f"{file.name}: its table of contents (moov) is missing: the file was cut, or its "
            "recording never ended"
        )
    if moov.end > file.size and not any(box.kind == b"mdat" for box in top):
        raise NotAudioError(f"{file.name}: the file was cut before its sound begins")
    found = tracks(file, moov)
    sound = next((track for track in found if track.handler == b"soun"), None)
    if sound is None:
        raise NotAudioError(f"{file.name}: there is no sound in the file")
    seconds, exact = _seconds(file, top, moov, sound)
    words = tags.words(file, moov)
    chapters = tags.chapters(file, moov, found, sound)
    duration = plausible(seconds)
    exact = exact and duration is not None
    whole = inside(file, moov, b"mvex") is None
    played = sum(min(box.end, file.size) - box.body for box in top if box.kind == b"mdat" and whole)
    return Sound(
        audio=Audio(
            size=file.size,
            duration=duration,
            exact=exact,
            how="container" if exact else "estimate",
            type=_type(file, found),
            chapters=chapters,
        ),
        codec=sound.codec,
        bitrate=round((played or file.size) * 8 / duration) if duration else None,
        sample_rate=sound.sample_rate or None,
        channels=sound.channels or None,
        title=words.title,
        artwork=words.artwork,
    )


def _top(file: SoundFile) -> list[Box]:
    """The outermost boxes up to the first fragment, of which there may be thousands."""
    found: list[Box] = []
    for box in boxes(file, 0, file.size):
        if box.kind == b"moof" or box.kind not in _TOP_KINDS or len(found) > _MOST_TOP:
            break
        found.append(box)
    return found


def _seconds(file: SoundFile, top: list[Box], moov: Box, sound: Track) -> tuple[float | None, bool]:
    """How long the sound plays, and whether the file is as long as its boxes say."""
    if inside(file, moov, b"mvex") is not None:
        seconds, exact = fragmented_seconds(file, moov, sound)
        if seconds is not None:
            return max(0.0, max(seconds, sound.seconds) - sound.delay), exact
    last = top[-1]
    if last.end <= file.size:
        # Where two files were joined, some players play the first one only.
        single = sum(box.kind == b"moov" for box in top) == 1
        return sound.seconds, single and last.end == file.size
    # Cut: of the sound there is what there is of its bytes.
    if last.kind != b"mdat" or last.end == last.body:
        return sound.seconds, False
    return sound.seconds * (file.size - last.body) / (last.end - last.body), False


def _type(file: SoundFile, found: list[Track]) -> str:
    head = file.at(0, 12)
    brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
    pictures = any(track.handler == b"vide" for track in found)
    return _TYPES.get(brand) or ("video/mp4" if pictures else "audio/x-m4a")
