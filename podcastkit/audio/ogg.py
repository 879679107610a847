"""Ogg Opus and Ogg Vorbis (RFC 3533, RFC 7845): the last page tells how many samples there were.

A file may hold several streams one after the other. Files of this machine are walked page by page;
at a host the last page must belong to the first stream, and one in the middle must lie where a
single stream would have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.durations import plausible
from podcastkit.audio.vorbis_comment import title_of
from podcastkit.errors import NotAudioError, NotReadWholeError
from podcastkit.model import Audio, Sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podcastkit.audio.sound_file import SoundFile

_HEAD = 16_384
_TAIL = 65_536
_PROBE = 16_384
_LONGEST_PAGE = 65_307
_NO_GRANULE = (1 << 64) - 1
_BEGINS = 2
_OPUS_RATE = 48_000
_NEAR = 0.25
_LATE_START = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page: where it lies, and what its header says. ``granule`` counts samples."""

    start: int
    body: int
    end: int
    begins: bool
    granule: int | None
    serial: int
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stream:
    """What a stream's first packet says. ``skipped`` samples at its beginning are not played."""

    codec: str
    rate: int
    sample_rate: int
    channels: int
    skipped: int

    def seconds(self, granule: int) -> float:
        return max(0, granule - self.skipped) / self.rate


def read(file: SoundFile) -> Sound:
    """What is in an Ogg file. Raises ``NotAudioError`` for what is neither Opus nor Vorbis."""
    head = file.at(0, _HEAD)
    first, stream = _first_stream(head)
    if first is None or stream is None:
        raise NotAudioError(f"{file.name}: an Ogg file, but neither Opus nor Vorbis")
    seconds, exact = _seconds(file, head, first, stream)
    duration = plausible(seconds)
    exact = exact and duration is not None
    return Sound(
        audio=Audio(
            size=file.size,
            duration=duration,
            exact=exact,
            how="container" if exact else "estimate",
            type="audio/ogg",
        ),
        codec=stream.codec,
        bitrate=round(file.size * 8 / duration) if duration else None,
        sample_rate=stream.sample_rate,
        channels=stream.channels,
        title=_title(head, first),
    )


def _page(data: bytes, at: int) -> _Page | None:
    """The page at a place, when all of its header is there."""
    count = data[at + 26] if len(data) > at + 26 else 0
    if data[at : at + 5] != b"OggS\0" or len(data) < at + 27 + count:
        return None
    granule = int.from_bytes(data[at + 6 : at + 14], "little")
    body = at + 27 + count
    return _Page(
        start=at,
        body=body,
        end=body + sum(data[at + 27 : body]),
        begins=bool(data[at + 5] & _BEGINS),
        granule=None if granule == _NO_GRANULE else granule,
        serial=int.from_bytes(data[at + 14 : at + 18], "little"),
        sequence=int.from_bytes(data[at + 18 : at + 22], "little"),
    )


def _stream(packet: bytes) -> _Stream | None:
    if packet[:8] == b"OpusHead" and len(packet) >= 19:
        return _Stream(
            codec="Opus",
            rate=_OPUS_RATE,
            sample_rate=int.from_bytes(packet[12:16], "little") or _OPUS_RATE,
            channels=packet[9],
            skipped=int.from_bytes(packet[10:12], "little"),
        )
    rate = int.from_bytes(packet[12:16], "little")
    if packet[:7] == b"\x01vorbis" and rate:
        return _Stream(codec="Vorbis", rate=rate, sample_rate=rate, channels=packet[11], skipped=0)
    return None


def _first_stream(head: bytes) -> tuple[_Page | None, _Stream | None]:
    """The sound among the streams that begin the file: there may be pictures beside it."""
    at = 0
    while (page := _page(head, at)) is not None and page.begins:
        stream = _stream(head[page.body : page.end])
        if stream is not None:
            return page, stream
        at = page.end
    return None, None


def _title(head: bytes, first: _Page) -> str | None:
    comments, at = b"", first.end
    while (page := _page(head, at)) is not None:
        if page.serial == first.serial:
            comments += head[page.body : page.end]
        at = page.end
    return title_of(comments[8 if comments[:8] == b"OpusTags" else 7 :])


def _seconds(
    file: SoundFile, head: bytes, first: _Page, stream: _Stream
) -> tuple[float | None, bool]:
    if file.local:
        return _walked(file.stream(), stream, file.size)
    data = file.at(max(0, file.size - _TAIL), _TAIL)
    last = _last_page(data, first.serial)
    if last is not None and last.granule is not None:
        whole = last.end == len(data)
        if file.size <= _TAIL:
            return _walked([data], stream, file.size)
        if _single(file, head, first, stream, last):
            return stream.seconds(last.granule), whole
    try:
        return _walked(file.stream(), stream, file.size)
    except NotReadWholeError:
        known = last is not None and last.granule is not None
        return (stream.seconds(last.granule or 0) if known and last else None), False


def _last_page(data: bytes, serial: int) -> _Page | None:
    """The last page with a time, where it is of the stream ``serial``."""
    at = len(data)
    while (at := data.rfind(b"OggS\0", 0, at)) >= 0:
        page = _page(data, at)
        if page is not None and page.end <= len(data) and page.granule is not None:
            return page if page.serial == serial else None
    return None


def _single(file: SoundFile, head: bytes, first: _Page, stream: _Stream, last: _Page) -> bool:
    """Whether a page in the middle lies where it would if there were one stream only."""
    begun = _page(head, first.end)
    while begun is not None and not begun.granule:
        begun = _page(head, begun.end)
    if begun is not None and stream.seconds(begun.granule or 0) > _LATE_START:
        return False  # cut out of a longer one: it does not begin at zero
    data = file.at(file.size // 2, _PROBE)
    if (at := data.find(b"OggS\0")) < 0:
        data = file.at(file.size // 2, _LONGEST_PAGE + _PROBE)
        at = data.find(b"OggS\0")
    page = _page(data, at) if at >= 0 else None
    if page is None or page.serial != last.serial or not last.granule or not last.sequence:
        return False
    part = (file.size // 2 + at) / file.size
    told = (page.sequence / last.sequence, (page.granule or 0) / last.granule)
    return page.granule is None or all(abs(share - part) < _NEAR * part for share in told)


def _walked(pieces: Iterable[bytes], stream: _Stream, size: int) -> tuple[float | None, bool]:
    """The seconds of all streams in the file, page by page; whether it is whole."""
    chain: dict[int, tuple[_Stream, int, int | None]] = {}
    seconds, reached = 0.0, 0
    for page, body in _pages(pieces):
        gap, reached = page.start != reached, page.end
        if page.begins:
            here = _stream(body)
            if here is not None:
                seconds += _ended(chain.pop(page.serial, None))
                chain[page.serial] = (here, 0, None)
        elif page.serial in chain and page.granule is not None:
            here, _, begun = chain[page.serial]
            late = begun is None and here.seconds(page.granule) > _LATE_START
            begun = (page.granule if late else 0) if begun is None else begun
            chain[page.serial] = (here, page.granule, begun)
        if gap:
            reached = -1
    seconds += sum(_ended(left) for left in chain.values())
    return seconds or None, reached == size and stream is not None


def _ended(stream: tuple[_Stream, int, int | None] | None) -> float:
    if stream is None:
        return 0.0
    kind, granule, begun = stream
    return kind.seconds(granule - begun) if begun else kind.seconds(granule)


def _pages(pieces: Iterable[bytes]) -> Iterator[tuple[_Page, bytes]]:
    """All pages of a file that comes in pieces, with the beginnings of their bodies."""
    data, passed = b"", 0
    for piece in pieces:
        data += piece
        at = 0
        while True:
            at = data.find(b"OggS\0", at)
            if at < 0 or len(data) < at + 27 + 255:
                break
            page = _page(data, at)
            if page is None or page.end > len(data):
                break
            yield _moved(page, passed), data[page.body : min(page.end, page.body + 64)]
            at = page.end
        at = max(0, len(data) - 4) if at < 0 else at
        data, passed = data[at:], passed + at
    at = 0
    while (at := data.find(b"OggS\0", at)) >= 0:
        page = _page(data, at)
        if page is not None and page.end <= len(data):
            yield _moved(page, passed), data[page.body : min(page.end, page.body + 64)]
            at = page.end
        else:
            at += 1


def _moved(page: _Page, by: int) -> _Page:
    return _Page(
        start=page.start + by,
        body=page.body + by,
        end=page.end + by,
        begins=page.begins,
        granule=page.granule,
        serial=page.serial,
        sequence=page.sequence,
    )
