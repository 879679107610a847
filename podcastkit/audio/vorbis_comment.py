"""The comments of Ogg and FLAC files (RFC 9639, 8.6): of them, the title."""

from __future__ import annotations

_MOST = 1_000


def title_of(body: bytes) -> str | None:
    """The title in a comment block, of which the end may be missing."""
    place = 4 + int.from_bytes(body[:4], "little")
    count, place = int.from_bytes(body[place : place + 4], "little"), place + 4
    for _ in range(min(count, _MOST)):
        length, place = int.from_bytes(body[place : place + 4], "little"), place + 4
        comment = body[place : place + length]
        if len(comment) < length:
            return None
        name, _, value = comment.partition(b"=")
        if name.upper() == b"TITLE":
            return value.decode("utf-8", "replace").strip() or None
        place += length
    return None
