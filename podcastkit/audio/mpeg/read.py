"""The reader of MPEG audio: MP3 and its elder layers.

A length that a header states counts only when the rest of the file confirms it; else frames of one
size are looked for where they must be; else every frame is counted. See ``how`` in
``podcastkit.model.Audio``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.durations import plausible
from podcastkit.audio.mpeg.constant import constant_frames, run_of_frames
from podcastkit.audio.mpeg.counting import Count, chain, count_frames
from podcastkit.audio.mpeg.frames import HEADERS, Frame, frame
from podcastkit.audio.mpeg.tail import end_of_sound
from podcastkit.audio.mpeg.vbr_header import VbrHeader, vbr_header
from podcastkit.errors import NotAudioError, NotReadWholeError
from podcastkit.model import Audio, Sound

if TYPE_CHECKING:
    from podcastkit.audio.id3 import Tags
    from podcastkit.audio.sound_file import SoundFile

_WINDOW = 16_384
_LEAST_SEEN = 3_000
_SEARCHED = 1_000_000
_LEAST_SHARE, _MOST_SHARE = 0.6, 1.7
_DECODER_DELAY = 529
"""Samples that a layer III decoder is late; encoders' delays and paddings are counted without."""


def read(file: SoundFile, tags: Tags) -> Sound:
    """What is in a file of MPEG audio behind its tags.

    Raises ``NotAudioError`` where no sound is found.
    """
    begun = _beginning(file, _behind_ape(file, tags.end))
    seconds, exact, how = _duration(file, begun)
    sound = max(1, file.size - begun.place)
    first, stream = begun.first, begun.first.stream
    duration = plausible(seconds)
    return Sound(
        audio=Audio(
            size=file.size,
            duration=duration,
            exact=exact and duration is not None,
            how=how,
            type="audio/mpeg",
            chapters=tags.chapters,
        ),
        codec=f"MP{stream.layer}",
        bitrate=round(sound * 8 / duration) if duration else None,
        sample_rate=stream.sample_rate,
        channels=first.channels,
        title=tags.title,
        artwork=tags.artwork,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beginning:
    """The first frame, at ``place``, and the bytes that were seen from there on."""

    place: int
    first: Frame
    seen: bytes
    header: VbrHeader | None


def _behind_ape(file: SoundFile, start: int) -> int:
    """The place behind an APEv2 tag that stands at ``start``."""
    header = file.at(start, 32)
    if header[:8] != b"APETAGEX":
        return start
    after = start + 32 + int.from_bytes(header[12:16], "little")
    return after if after < file.size else start


def _beginning(file: SoundFile, start: int) -> _Beginning:
    """Where the first frame is; behind tags there may be zeros or junk."""
    place, length = start, len(file.held(start, _WINDOW))
    if length < _LEAST_SEEN:
        length = _WINDOW
    while True:
        data = file.at(place, length)
        last = place + length >= file.size
        for match in HEADERS.finditer(data):
            at = match.start()
            begun = chain(data, at, None, last=last)
            first = frame(data, at)
            if begun is not None and first is not None:
                header = vbr_header(data, at, first)
                return _Beginning(place=place + at, first=first, seen=data[at:], header=header)
        if last or place - start > _SEARCHED:
            raise NotAudioError(f"{file.name}: no sound is found in the file")
        # What began near the end of these bytes is looked at once more, with what follows.
        place += max(1, length - _WINDOW // 2) if length > _WINDOW // 2 else 0
        length = min(length * 2, 262_144) if length >= _WINDOW else _WINDOW


def _duration(file: SoundFile, begun: _Beginning) -> tuple[float | None, bool, str]:
    header = begun.header
    stated = header is not None and header.frames > 0 and header.bytes > 0
    whole = header is not None and stated and _reaches_end(file, begun, header)
    if header is not None and whole and _fits(file, begun, header):
        return _seconds_stated(begun, header), True, "header"
    if not stated and not file.in_order:
        end = end_of_sound(file, begun.place)
        frames = constant_frames(file, begun.place, end, begun.first, begun.seen, header)
        if frames is not None:
            stream = begun.first.stream
            return (
                _trimmed(frames * stream.samples / stream.sample_rate, begun), True, "constant",
            )  # fmt: skip
    try:
        count = count_frames(file.stream(begun.place))
    except NotReadWholeError:
        return _estimate(file, begun), False, "estimate"
    if header is not None and whole and abs(sum(count.frames.values()) - header.frames) <= 1:
        return _seconds_stated(begun, header), True, "header"
    return _counted(count, begun), True, "frames"


def _reaches_end(file: SoundFile, begun: _Beginning, header: VbrHeader) -> bool:
    """Whether the bytes that are stated end where the sound does.

    Some encoders count the frame that holds the header among them, others do not.
    """
    ends = {begun.place + header.bytes, begun.place + header.bytes + begun.first.length}
    return bool(ends & {file.size, file.size - 128}) or end_of_sound(file, begun.place) in ends


def _fits(file: SoundFile, begun: _Beginning, header: VbrHeader) -> bool:
    """Whether bytes a frame, as stated, can be those of the frames that are seen.

    Frames of one bitrate leave no doubt. For others a checksum must say that the counts are as the
    encoder wrote them, and their mean must not be out of all proportion to the frames seen; as
    many a show begins with silence, other places have a say before that is decided.
    """
    run = run_of_frames(begun.seen, begun.first)[1:]
    stream = begun.first.stream
    if header.constant and len(run) > 1 and len({here.bitrate for here in run}) == 1:
        length = stream.samples / 8 * run[0].bitrate / stream.sample_rate
        beside = header.bytes - header.frames * length
        return abs(beside) <= 2 * length + 0.002 * header.bytes
    if not header.sure:
        return False
    mean = header.bytes / header.frames
    lengths = [here.length for here in run]
    if lengths and _LEAST_SHARE < mean * len(lengths) / sum(lengths) < _MOST_SHARE:
        return True
    end = begun.place + header.bytes
    for place in (begun.place + header.bytes // 2, end - _WINDOW):
        lengths += [here.length for here in _frames_at(file, place, begun.first)]
    return bool(lengths) and _LEAST_SHARE < mean * len(lengths) / sum(lengths) < _MOST_SHARE


def _frames_at(file: SoundFile, place: int, like: Frame) -> list[Frame]:
    """Frames in a window of the file, from the first one on that others follow."""
    data = file.at(max(0, place), _WINDOW)
    for match in HEADERS.finditer(data):
        if chain(data, match.start(), None, last=False):
            return run_of_frames(data[match.start() :], like)
    return []


def _seconds_stated(begun: _Beginning, header: VbrHeader) -> float:
    stream = begun.first.stream
    samples = header.frames * stream.samples - (header.delay or 0) - header.padding
    return samples / stream.sample_rate


def _counted(count: Count, begun: _Beginning) -> float:
    """The seconds of counted frames, without what an encoder put around the sound."""
    stream = begun.first.stream
    seconds = count.seconds
    if begun.header is not None:
        seconds -= stream.samples / stream.sample_rate
    return _trimmed(seconds, begun)


def _trimmed(seconds: float, begun: _Beginning) -> float:
    """Seconds without the encoder's delay, and without its padding where the end is the end."""
    header, stream = begun.header, begun.first.stream
    if header is None or header.delay is None:
        return seconds
    samples = header.delay + _DECODER_DELAY
    if 0 < header.frames * stream.samples <= seconds * stream.sample_rate + stream.samples:
        samples += max(0, header.padding - _DECODER_DELAY)
    return seconds - samples / stream.sample_rate


def _estimate(file: SoundFile, begun: _Beginning) -> float | None:
    """What the beginning lets one guess of the whole."""
    sound, header = file.size - begun.place, begun.header
    if header is not None and header.frames and header.bytes and header.sure:
        return _seconds_stated(begun, header) * min(1.0, sound / header.bytes)
    run = run_of_frames(begun.seen, begun.first)
    if header is not None and len(run) > 1:
        run = run[1:]
    length = sum(here.length for here in run)
    if not length:
        return None
    stream = begun.first.stream
    return len(run) * stream.samples / stream.sample_rate * sound / length
