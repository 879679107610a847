"""What an MP4 file says in words and pictures: title, cover, chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.mp4.boxes import Box, children, data, inside, number
from podcastkit.audio.pictures import describe
from podcastkit.model import Artwork, Chapter

if TYPE_CHECKING:
    from podcastkit.audio.mp4.tracks import Track
    from podcastkit.audio.sound_file import SoundFile

_TEXT = 4_096
_PICTURE_HEAD = 16_384
_MOST_CHAPTERS = 300
_NERO_TICKS = 10_000_000
_TABLE = 16 + 12 * _MOST_CHAPTERS
_MOST_ASKED = 4
_ONE_ASK = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The title and the cover."""

    title: str | None = None
    artwork: Artwork | None = None


def words(file: SoundFile, moov: Box) -> Words:
    """What iTunes' list of tags says."""
    tags = inside(file, moov, b"udta", b"meta", b"ilst")
    title, artwork = None, None
    for box in children(file, tags) if tags else ():
        value = inside(file, box, b"data") if box.kind in {b"\xa9nam", b"covr"} else None
        if value is None:
            continue
        if box.kind == b"\xa9nam":
            title = data(file, value, _TEXT)[8:].decode("utf-8", "replace").strip() or None
        else:
            head = file.held(value.body + 8, _PICTURE_HEAD)
            artwork = describe(head, value.end - value.body - 8)
        if title and artwork:
            break  # what follows a large cover costs another request
    return Words(title=title, artwork=artwork)


def chapters(file: SoundFile, moov: Box, found: list[Track], sound: Track) -> tuple[Chapter, ...]:
    """Nero's list of chapters; where there is none, QuickTime's track of them."""
    listed = _nero(data(file, inside(file, moov, b"udta", b"chpl")))
    if listed or sound.chapters is None:
        return listed
    track = next((track for track in found if track.number == sound.chapters), None)
    return _quicktime(file, track) if track is not None and track.handler != b"vide" else ()


def _nero(body: bytes) -> tuple[Chapter, ...]:
    at, found = 9, []
    for _ in range(number(body, 8, 1)):
        length = number(body, at + 8, 1)
        title = body[at + 9 : at + 9 + length]
        if len(title) < length:
            break
        start = number(body, at, 8) / _NERO_TICKS
        found.append(Chapter(start=round(start, 3), title=title.decode("utf-8", "replace")))
        at += 9 + length
    return tuple(sorted(found, key=lambda chapter: chapter.start))


def _quicktime(file: SoundFile, track: Track) -> tuple[Chapter, ...]:
    """The samples of a text track, where they can be had for a few requests."""
    table = inside(file, track.box, b"mdia", b"minf", b"stbl")
    if table is None:
        return ()
    durations = _durations(data(file, inside(file, table, b"stts"), _TABLE))
    places = _places(file, table, len(durations))
    if not places or (not file.local and _asks(places) > _MOST_ASKED):
        return ()
    found, time = [], 0
    for (place, size), duration in zip(places, durations, strict=False):
        sample = file.at(place, min(size, _TEXT))
        text = sample[2 : 2 + number(sample, 0, 2)]
        wide = text[:2] in {b"\xfe\xff", b"\xff\xfe"}
        title = text.decode("utf-16" if wide else "utf-8", "replace").strip()
        found.append(Chapter(start=round(time / track.timescale, 3), title=title))
        time += duration
    return tuple(found)


def _durations(body: bytes) -> list[int]:
    found: list[int] = []
    for entry in range(min(number(body, 4), _MOST_CHAPTERS)):
        count = min(number(body, 8 + 8 * entry), _MOST_CHAPTERS - len(found))
        found += [number(body, 12 + 8 * entry)] * count
    return found


def _places(file: SoundFile, table: Box, count: int) -> list[tuple[int, int]]:
    """Where the first ``count`` samples lie, and their sizes: from chunks to samples."""
    sizes = data(file, inside(file, table, b"stsz"), _TABLE)
    same = number(sizes, 4)
    chunks, wide = data(file, inside(file, table, b"stco"), _TABLE), 4
    if not chunks:
        chunks, wide = data(file, inside(file, table, b"co64"), _TABLE), 8
    groups = data(file, inside(file, table, b"stsc"), _TABLE)
    each = {
        number(groups, 8 + 12 * n): number(groups, 12 + 12 * n)
        for n in range(min(number(groups, 4), _MOST_CHAPTERS))
    }
    found: list[tuple[int, int]] = []
    in_chunk = 1
    for chunk in range(min(number(chunks, 4), _MOST_CHAPTERS)):
        in_chunk = each.get(chunk + 1, in_chunk)
        place = number(chunks, 8 + wide * chunk, wide)
        for _ in range(min(in_chunk, count - len(found))):
            size = same or number(sizes, 12 + 4 * len(found))
            found.append((place, size))
            place += size
    return found


def _asks(places: list[tuple[int, int]]) -> int:
    asked, reached = 0, -1
    for place, size in sorted(places):
        if place + size > reached:
            asked, reached = asked + 1, place + max(size, _ONE_ASK)
    return asked
