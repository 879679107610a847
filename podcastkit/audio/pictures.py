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
    width, height = _extent(head) if kind else (None, None)
    return Artwork(type=kind or stated.lower(), bytes=size, width=width, height=height)


def _extent(head: bytes) -> tuple[int | None, int | None]:
    from PIL import ImageFile

    try:
        parser = ImageFile.Parser()
        parser.feed(head)
    except Exception:  # noqa: BLE001 - a picture that Pillow chokes on spoils no sound
        return None, None
    return parser.image.size if parser.image else (None, None)
