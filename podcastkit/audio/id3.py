"""ID3v2 tags before an MPEG sound: where they end, and the chapters in them.

Follows ID3v2.3, ID3v2.4 and the ID3v2 Chapter Frame Addendum. Pictures are stepped over, not
read: a cover of half a megabyte would cost more than all else at a host.
"""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO

from podcastkit.errors import AudioError
from podcastkit.model import Chapter

_HEADER = 10
_LONGEST = 2_000_000
_MOST_TAGS = 4
_FRAME_NAME = re.compile(rb"[A-Z][A-Z0-9]{3}")
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10


def end_of_tags(file: BinaryIO) -> int:
    """Where the sound begins, in bytes, behind ID3v2 tags, of which there may be several."""
    start = 0
    for _ in range(_MOST_TAGS):
        file.seek(start)
        header = file.read(_HEADER)
        if header[:3] != b"ID3" or len(header) < _HEADER:
            break
        start += _HEADER + _syncsafe(header[6:10]) + (_HEADER if header[5] & _FOOTER else 0)
    return start


def chapters(file: BinaryIO) -> tuple[Chapter, ...]:
    """The CHAP frames of the first tag that its tables of contents name, or all, by start."""
    from mutagen.id3 import ID3

    try:
        tag = _without_pictures(file)
        if tag is None:
            return ()
        tags = ID3(io.BytesIO(tag), load_v1=False)
        frames = {frame.element_id: frame for frame in tags.getall("CHAP")}
        order = [child for toc in tags.getall("CTOC") for child in toc.child_element_ids]
        named = [frames[child] for child in dict.fromkeys(order) if child in frames]
        found = [_chapter(frame) for frame in named or frames.values()]
    except (AudioError, OSError):
        raise
    except Exception:  # noqa: BLE001 - a tag that mutagen chokes on spoils no sound
        return ()
    return tuple(sorted(found, key=lambda chapter: chapter.start))


def _without_pictures(file: BinaryIO) -> bytes | None:
    """The first tag with its chapter frames alone; as it is where its frames cannot be told."""
    file.seek(0)
    header = file.read(_HEADER)
    if header[:3] != b"ID3" or len(header) < _HEADER:
        return None
    end = _HEADER + _syncsafe(header[6:10])
    kept = _chapter_frames(file, header, end)
    if kept is not None:
        size = bytes((len(kept) >> shift) & 0x7F for shift in (21, 14, 7, 0))
        return header[:6] + size + kept if kept else None
    file.seek(0)
    return file.read(end) if end <= _LONGEST else None


def _chapter_frames(file: BinaryIO, header: bytes, end: int) -> bytes | None:
    version, flags = header[3], header[5]
    if version not in {3, 4} or flags & (_UNSYNCHRONISED | _EXTENDED):
        return None
    place, kept = _HEADER, b""
    while place + _HEADER <= end:
        file.seek(place)
        frame = file.read(_HEADER)
        if frame[:1] in {b"", b"\0"}:
            break
        if not _FRAME_NAME.match(frame) or (version == 4 and max(frame[4:8]) > 0x7F):
            return None
        size = _syncsafe(frame[4:8]) if version == 4 else int.from_bytes(frame[4:8], "big")
        after = place + _HEADER + size
        if after > end:
            return None
        if frame[:4] in {b"CHAP", b"CTOC"} and len(kept) + size < _LONGEST:
            kept += frame + file.read(size)
        place = after
    return kept


def _syncsafe(data: bytes) -> int:
    number = 0
    for byte in data:
        number = number << 7 | (byte & 0x7F)
    return number


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
