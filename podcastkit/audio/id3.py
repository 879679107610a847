"""ID3v2 tags before a sound: where they end, its title, its picture and its chapters.

Follows ID3v2.2, 2.3, 2.4 and the ID3v2 Chapter Frame Addendum. Heads of frames are walked, small
frames are read, large ones stepped over: a cover of a megabyte would cost more than all else at a
host. What is kept makes a small tag of its own, which mutagen reads.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit.audio.pictures import describe
from podcastkit.errors import AudioError
from podcastkit.model import Artwork, Chapter

if TYPE_CHECKING:
    from podcastkit.audio.sound_file import SoundFile

HEADER = 10
_MOST_TAGS = 8
_SMALL = 8_192
_PICTURE_HEAD = 16_384
_LONGEST_READ = 2_000_000
_MOST_KEPT = 1_000_000
_MOST_JUMPS = 24
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_CHANGED_FRAME = 0x0F
"""Flags of ID3v2.4 frames that are compressed, encrypted or have their length before them."""
_WANTED = frozenset({b"TIT2", b"TT2", b"CHAP", b"CTOC", b"APIC", b"PIC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """``end`` is where the sound begins, in bytes; the rest is what the tags say."""

    end: int
    title: str | None = None
    artwork: Artwork | None = None
    chapters: tuple[Chapter, ...] = ()


def syncsafe(data: bytes) -> int:
    """A number of which each byte holds seven bits."""
    number = 0
    for byte in data:
        number = number << 7 | (byte & 0x7F)
    return number


def tag_length(header: bytes) -> int:
    """The bytes of the tag that begins with these ten; 0 where none does."""
    if header[:3] != b"ID3" or len(header) < HEADER or max(header[6:10]) > 0x7F:
        return 0
    return HEADER + syncsafe(header[6:10]) + (HEADER if header[5] & _FOOTER else 0)


def read(file: SoundFile) -> Tags:
    """What the tags at a file's beginning say, of which there may be several.

    A tag that claims to be longer than the file is taken for as long as its header.
    """
    found = Tags(end=0)
    for _ in range(_MOST_TAGS):
        header = file.at(found.end, HEADER)
        length = tag_length(header)
        if not length:
            break
        if found.end + length > file.size:
            return _with(found, Tags(end=found.end + HEADER))
        found = _with(found, _read_one(file, found.end, header, found.end + length))
    return found


def _with(first: Tags, then: Tags) -> Tags:
    return Tags(
        end=then.end,
        title=first.title or then.title,
        artwork=first.artwork or then.artwork,
        chapters=first.chapters or then.chapters,
    )


def _read_one(file: SoundFile, start: int, header: bytes, end: int) -> Tags:
    from mutagen.id3 import ID3

    stop = end - (HEADER if header[5] & _FOOTER else 0)
    try:
        walk = _Walk(file, header)
        small = walk.small_tag(start, stop)
        tags = ID3(io.BytesIO(small), load_v1=False) if small else None
        return Tags(
            end=end,
            title=_title(tags) if tags else None,
            artwork=walk.artwork,
            chapters=_chapters(tags) if tags and not walk.gave_up else (),
        )
    except (AudioError, OSError):
        raise
    except Exception:  # noqa: BLE001 - a tag that mutagen chokes on spoils no sound
        return Tags(end=end)


class _Walk:
    """Goes through one tag's frames and keeps what is wanted of them."""

    def __init__(self, file: SoundFile, header: bytes) -> None:
        self.file = file
        self.header = header
        self.version = header[3]
        self.head = 6 if self.version == 2 else 10
        self.name = re.compile(rb"[A-Z][A-Z0-9]{%d}" % (2 if self.version == 2 else 3))
        self.kept: list[bytes] = []
        self.artwork: Artwork | None = None
        self.gave_up = False

    def small_tag(self, start: int, end: int) -> bytes | None:
        """The tag from ``start`` to ``end`` with its small frames alone."""
        flags, place = self.header[5], start + HEADER
        if self.version not in {2, 3, 4}:
            return None
        if flags & _UNSYNCHRONISED and self.version < 4:
            # Lengths in it count bytes that are not there: only whole can it be read.
            return self.file.at(start, end - start) if end - start <= _LONGEST_READ else None
        if flags & _EXTENDED and self.version > 2:
            size = self.file.at(place, 4)
            place += syncsafe(size) if self.version == 4 else 4 + int.from_bytes(size, "big")
        self._frames(place, end)
        kept = b"".join(self.kept)
        size = bytes(len(kept) >> shift & 0x7F for shift in (21, 14, 7, 0))
        flags &= ~(_EXTENDED | _FOOTER)
        return self.header[:5] + bytes([flags]) + size + kept if kept else None

    def _frames(self, place: int, end: int) -> None:
        jumps, kept = 0, 0
        while place + self.head < end:
            if not self.file.held(place, 1):
                jumps += 1
                if jumps > _MOST_JUMPS:
                    # Twenty chapters with a picture each: better one large answer than many.
                    self.gave_up = end - place > _LONGEST_READ
                    if self.gave_up:
                        return
                    self.file.at(place, end - place)
                    jumps = 0
            head = self.file.at(place, self.head)
            if not self.name.match(head):
                return
            size = self._size(head, place, end)
            after = place + self.head + size
            if after > end:
                return
            name = head[: 3 if self.version == 2 else 4]
            if name in _WANTED and kept < _MOST_KEPT:
                kept += self._keep(name, head, place + self.head, size)
            place = after

    def _size(self, head: bytes, place: int, end: int) -> int:
        if self.version == 2:
            return int.from_bytes(head[3:6], "big")
        plain = int.from_bytes(head[4:8], "big")
        if self.version == 3 or plain < 0x80:
            return plain
        # Some programs write plain numbers into ID3v2.4: what follows tells which it is.
        safe = syncsafe(head[4:8])
        if max(head[4:8]) <= 0x7F:
            after = place + self.head + safe
            following = self.file.at(after, self.head) if after < end else b"\0"
            if after >= end or following[:1] == b"\0" or self.name.match(following):
                return safe
        return plain

    def _keep(self, name: bytes, head: bytes, place: int, size: int) -> int:
        if name in {b"APIC", b"PIC"}:
            if self.artwork is None:
                self.artwork = self._picture(name, head, place, size)
            return 0
        data = self.file.at(place, min(size, _SMALL))
        if name == b"CHAP" and size > _SMALL:
            data = self._without_picture(data)
        elif size > _SMALL:
            data += self.file.at(place + _SMALL, size - _SMALL) if size <= _MOST_KEPT else b""
            if len(data) < size:
                return 0
        self.kept.append(self._with_size(head, len(data)) + data)
        return len(data)

    def _with_size(self, head: bytes, size: int) -> bytes:
        if self.version == 2:
            return head[:3] + size.to_bytes(3, "big")
        number = size.to_bytes(4, "big")
        if self.version == 4:
            number = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
        return head[:4] + number + head[8:]

    def _without_picture(self, data: bytes) -> bytes:
        """The beginning of a chapter frame, with the frames in it that are whole."""
        place = data.index(b"\0") + 1 + 16
        kept = data[:place]
        while place + self.head <= len(data) and self.name.match(data, place):
            head = data[place : place + self.head]
            size = int.from_bytes(head[4:8], "big") if self.version == 3 else syncsafe(head[4:8])
            after = place + self.head + size
            if after > len(data):
                break
            kept += data[place:after]
            place = after
        return kept

    def _picture(self, name: bytes, head: bytes, place: int, size: int) -> Artwork | None:
        if self.version == 4 and head[9] & _CHANGED_FRAME:
            return None
        data = self.file.held(place, min(size, _PICTURE_HEAD))
        try:
            encoding, at = data[0], 1
            if name == b"PIC":
                mime, at = "image/" + data[1:4].decode("latin-1"), 4
            else:
                at = data.index(b"\0", 1)
                mime, at = data[1:at].decode("latin-1"), at + 1
            at += 1
            wide = encoding in {1, 2}
            ends = data.index(b"\0\0" if wide else b"\0", at)
            at = ends + 1 + (1 + (ends - at) % 2 if wide else 0)
        except (ValueError, IndexError):
            return None
        return describe(data[at:], size - at, stated=mime)


def _title(tags: Any) -> str | None:
    frame = tags.get("TIT2")
    return str(frame.text[0]).strip() or None if frame and frame.text else None


def _chapters(tags: Any) -> tuple[Chapter, ...]:
    """The CHAP frames that the tables of contents name, or all, by start."""
    frames = {frame.element_id: frame for frame in tags.getall("CHAP")}
    order = [child for toc in tags.getall("CTOC") for child in toc.child_element_ids]
    named = [frames[child] for child in dict.fromkeys(order) if child in frames]
    in_order = sorted(named or frames.values(), key=lambda frame: frame.start_time)
    return tuple(_chapter(frame, number) for number, frame in enumerate(in_order, 1))


def _chapter(frame: Any, number: int) -> Chapter:
    title = frame.sub_frames.get("TIT2")
    url = next((str(link.url) for link in frame.sub_frames.getall("WXXX")), None)
    end = frame.end_time / 1000 if frame.end_time > frame.start_time else None
    return Chapter(
        start=frame.start_time / 1000,
        end=end,
        title=(str(title.text[0]).strip() if title and title.text else "") or f"Chapter {number}",
        url=url if url and url.startswith(("https://", "http://")) else None,
    )
