"""Where the sound ends: tags that stand behind it.

ID3v1 with its extension, APEv2, Lyrics3 and ID3v2.4 tags that were appended, in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.audio.id3 import syncsafe

if TYPE_CHECKING:
    from podcastkit.audio.sound_file import SoundFile

_WINDOW = 16_384
_MOST_TAGS = 8
_ID3V1, _EXTENDED = 128, 227
_APE_HEADED = 0x80000000


def end_of_sound(file: SoundFile, start: int) -> int:
    """The place in bytes behind the last byte of the sound that begins at ``start``."""
    end = file.size
    first = max(start, end - _WINDOW)
    data = file.at(first, end - first)
    for _ in range(_MOST_TAGS):
        tag = _tag(data, file, end)
        if not tag or end - tag < start:
            break
        end -= tag
        if end - 32 >= first:
            data = data[: end - first]
        else:
            first = max(start, end - _WINDOW)
            data = file.at(first, end - first)
    return end


def _tag(data: bytes, file: SoundFile, end: int) -> int:
    """The bytes of the tag that ends where ``data`` ends; 0 where none does."""
    if data[-_ID3V1:][:3] == b"TAG":
        extended = data[-_ID3V1 - _EXTENDED :][:4] == b"TAG+"
        return _ID3V1 + (_EXTENDED if extended else 0)
    if data[-32:][:8] == b"APETAGEX":
        footer = data[-32:]
        flags = int.from_bytes(footer[20:24], "little")
        return int.from_bytes(footer[12:16], "little") + (32 if flags & _APE_HEADED else 0)
    if data[-10:][:3] == b"3DI":
        return syncsafe(data[-4:]) + 20
    if data[-9:] == b"LYRICS200" and data[-15:-9].isdigit():
        return int(data[-15:-9]) + 15
    if data[-9:] == b"LYRICSEND":
        before = max(0, end - 5_120)
        found = file.at(before, end - before).find(b"LYRICSBEGIN")
        return end - before - found if found >= 0 else 0
    return 0
