"""Ogg Opus and Ogg Vorbis (RFC 3533, RFC 7845): the last page tells how many samples there were.

A file may hold several streams one after the other. Files of this machine are walked page by page;
at a host the last page must belong to the first stream, and one in the middle must lie where a
single stream would have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
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
_CONTINUED, _BEGINS = 1, 2
_OPUS_RATE = 48_000
_NEAR = 0.25
_LATE = 0.1
_OPUS_FRAMES = (480, 960, 1_920, 2_880) * 3 + (480, 960) * 2 + (120, 240, 480, 960) * 4
"""The samples of a frame of each of Opus' 32 configurations (RFC 6716, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page: where it lies, and what its header says.

    ``granule`` counts samples; ``packets`` are those that end in it.
    """

    start: int
    body: int
    end: int
    begins: bool
    continued: bool
    granule: int | None
    serial: int
    sequence: int
    packets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stream:
    """What a stream's first packet says.

    ``skipped`` samples at its beginning are not played; ``longest`` is how many a packet has at
    most, where the packet itself does not tell.
    """

    codec: str
    rate: int
    sample_rate: int
    channels: int
    skipped: int
    longest: int = 0

    def seconds(self, granule: int, begun: int = 0) -> float:
        return max(0, granule - begun - self.skipped) / self.rate

    def begun(self, page: _Page, packet: bytes) -> int:
        """How many samples passed before the first page with sound, which begins with ``packet``.

        A stream that was cut out of a longer one need not begin at zero (RFC 7845, 4.3).
        """
        if page.continued:
            return 0  # what its first bytes are is not known
        each = _opus_samples(packet) if self.codec == "Opus" else self.longest
        begun = (page.granule or 0) - page.packets * each
        return begun if begun > _LATE * self.rate else 0


def _opus_samples(packet: bytes) -> int:
    """How many samples a packet of Opus has, by its first byte or two."""
    if len(packet) < 2:
        return 0
    count = (1, 2, 2, packet[1] & 0x3F)[packet[0] & 3]
    return _OPUS_FRAMES[packet[0] >> 3] * count


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


def _page(data: bytes, at: int, passed: int = 0) -> _Page | None:
    """The page at a place, when all of its header is there; ``passed`` lies before the data."""
    count = data[at + 26] if len(data) > at + 26 else 0
    if data[at : at + 5] != b"OggS\0" or len(data) < at + 27 + count:
        return None
    granule = int.from_bytes(data[at + 6 : at + 14], "little")
    body = at + 27 + count
    sizes = data[at + 27 : body]
    return _Page(
        start=passed + at,
        body=passed + body,
        end=passed + body + sum(sizes),
        begins=bool(data[at + 5] & _BEGINS),
        continued=bool(data[at + 5] & _CONTINUED),
        granule=None if granule == _NO_GRANULE else granule,
        serial=int.from_bytes(data[at + 14 : at + 18], "little"),
        sequence=int.from_bytes(data[at + 18 : at + 22], "little"),
        packets=count - sizes.count(255),
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
        longest = 1 << (packet[28] >> 4) >> 1 if len(packet) > 28 else 0
        return _Stream(
            codec="Vorbis",
            rate=rate,
            sample_rate=rate,
            channels=packet[11],
            skipped=0,
            longest=longest,
        )
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
        return _walked(file.stream(), file.size)
    data = file.at(max(0, file.size - _TAIL), _TAIL)
    if file.size <= _TAIL:
        return _walked([data], file.size)
    last = _last_page(data, first.serial)
    if last is not None and last.granule is not None and _single(file, last):
        begun = _begun(head, first, stream)
        return stream.seconds(last.granule, begun), last.end == len(data)
    try:
        return _walked(file.stream(), file.size)
    except NotReadWholeError:
        return _guess([head, data], stream, file.size), False


def _last_page(data: bytes, serial: int) -> _Page | None:
    """The last page with a time, where it is of the stream ``serial``."""
    at = len(data)
    while (at := data.rfind(b"OggS\0", 0, at)) >= 0:
        page = _page(data, at)
        if page is not None and page.end <= len(data) and page.granule is not None:
            return page if page.serial == serial else None
    return None


def _begun(head: bytes, first: _Page, stream: _Stream) -> int:
    """Where the stream's first page with sound begins, when it is at hand."""
    page = _page(head, first.end)
    while page is not None and (page.serial != first.serial or not page.granule):
        page = _page(head, page.end)
    return stream.begun(page, head[page.body : page.body + 2]) if page is not None else 0


def _single(file: SoundFile, last: _Page) -> bool:
    """Whether a page in the middle lies where it would if there were one stream only."""
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


def _guess(parts: list[bytes], stream: _Stream, size: int) -> float | None:
    """By how many bytes a second have at the beginning and at the end."""
    seconds = length = 0.0
    for data in parts:
        timed = [page for page, _ in _pages([data]) if page.granule]
        for one, other in pairwise(timed):
            samples = (other.granule or 0) - (one.granule or 0)
            if one.serial == other.serial and samples > 0:
                seconds += samples / stream.rate
                length += other.end - one.end
    return size * seconds / length if length else None


def _walked(pieces: Iterable[bytes], size: int) -> tuple[float | None, bool]:
    """The seconds of all streams in the file, page by page; whether it is whole."""
    chain: dict[int, tuple[_Stream, int, int | None]] = {}
    seconds, reached, whole = 0.0, 0, True
    for page, body in _pages(pieces):
        whole = whole and page.start == reached
        reached = page.end
        if page.begins:
            here = _stream(body)
            if here is not None:
                seconds += _ended(chain.pop(page.serial, None))
                chain[page.serial] = (here, 0, None)
        elif page.serial in chain and page.granule:
            here, _, begun = chain[page.serial]
            begun = here.begun(page, body) if begun is None else begun
            chain[page.serial] = (here, page.granule, begun)
    seconds += sum(_ended(left) for left in chain.values())
    return seconds or None, whole and reached == size


def _ended(stream: tuple[_Stream, int, int | None] | None) -> float:
    return stream[0].seconds(stream[1], stream[2] or 0) if stream is not None else 0.0


def _pages(pieces: Iterable[bytes]) -> Iterator[tuple[_Page, bytes]]:
    """All pages of a file that comes in pieces, with the beginnings of their bodies."""
    data, passed = b"", 0
    for piece in pieces:
        data += piece
        at = 0
        while (at := data.find(b"OggS\0", at)) >= 0 and len(data) >= at + 27 + 255:
            page = _page(data, at, passed)
            if page is None or page.end - passed > len(data):
                break
            yield page, data[page.body - passed : min(page.end, page.body + 64) - passed]
            at = page.end - passed
        at = max(0, len(data) - 4) if at < 0 else at
        data, passed = data[at:], passed + at
    at = 0
    while (at := data.find(b"OggS\0", at)) >= 0:
        page = _page(data, at, passed)
        if page is not None and page.end - passed <= len(data):
            yield page, data[page.body - passed : min(page.end, page.body + 64) - passed]
            at = page.end - passed
        else:
            at += 1
