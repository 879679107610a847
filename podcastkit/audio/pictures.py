"""What a picture inside a sound file is, by its first bytes."""

from __future__ import annotations

from podcastkit.model import Artwork

_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


def describe(head: bytes, size: int, *, stated: str = "") -> Artwork:
    """A picture of ``size`` bytes that begins with ``head``; ``stated`` is its tag's MIME type."""
    kind = next((kind for magic, kind in _KINDS if head.startswith(magic)), None)
    if kind is None and head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        kind = "image/webp"
    width, height = (None, None) if kind is None else _extent(head)
    if kind == "image/webp" and width is None:
        width, height = _webp(head)
    return Artwork(type=kind or stated.lower(), bytes=size, width=width, height=height)


def _extent(head: bytes) -> tuple[int | None, int | None]:
    from PIL import ImageFile

    try:
        parser = ImageFile.Parser()
        parser.feed(head)
    except Exception:  # noqa: BLE001 - a picture that Pillow chokes on spoils no sound
        return None, None
    return parser.image.size if parser.image else (None, None)


def _webp(head: bytes) -> tuple[int | None, int | None]:
    """The size of a WebP picture (RFC 9649), of which Pillow wants the whole to tell it."""
    kind, body = head[12:16], head[20:30]
    if len(body) < 10:
        return None, None
    if kind == b"VP8X":
        wide, high = (int.from_bytes(body[at : at + 3], "little") for at in (4, 7))
        return wide + 1, high + 1
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        wide, high = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return wide or None, high or None
    return None, None
