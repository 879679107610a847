"""Small versions of pictures, for pages."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from podcastkit.artwork.opening import opened, upright, upright_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

RECIPE = 1
"""The number of the recipe below. Another recipe makes other bytes, and needs other names."""

_QUALITY = 82
_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """A small picture as a file: its bytes, its size in pixels, and ``jpg`` or ``png``."""

    data: bytes
    width: int
    height: int
    suffix: str


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture as it is seen, of which only the beginning is looked at."""
    image = opened(data)
    try:
        return None if image is None else upright_size(image)
    except Exception:  # noqa: BLE001 - broken EXIF
        return None


def thumbnails(data: bytes, widths: Sequence[int]) -> tuple[Thumbnail, ...]:
    """The picture at each of ``widths`` that is less than its own, and at its own once, if need be.

    The shape stays, EXIF's orientation is applied, colours are those of sRGB, metadata is left
    out. JPEG, but PNG where it is transparent or, for what is no photo, where that is smaller. The
    same picture gives the same bytes with the same Pillow. Nothing for a damaged picture.
    """
    from PIL import Image

    image = opened(data)
    if image is None:
        return ()
    try:
        own = upright_size(image)
        photo = image.format == "JPEG"
        sizes = [upright(image, max(widths))]
        for width in reversed(fitting(own[0], widths)):
            # Half as wide and less is as good from a small version as from the whole, and sooner.
            base = next((size for size in reversed(sizes) if size.width >= 2 * width), sizes[0])
            size = (width, height_at(own, width))
            sizes.append(base.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0))
        return tuple(_written(small, photo=photo) for small in reversed(sizes[1:]))
    except Exception:  # noqa: BLE001 - whatever Pillow chokes on is no picture for a browser either
        return ()


def fitting(own: int, widths: Sequence[int]) -> tuple[int, ...]:
    """The widths that small versions of a picture have that is ``own`` pixels wide."""
    return tuple(sorted({min(width, own) for width in widths}))


def height_at(own: tuple[int, int], width: int) -> int:
    """The height that a picture of the size ``own`` has at ``width`` pixels."""
    return max(1, round(own[1] * width / own[0]))


def _written(small: Image.Image, *, photo: bool) -> Thumbnail:
    small.info = {}
    made = {}
    if small.mode == "RGB":
        made["jpg"] = _saved(small, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    if not photo or not made:
        made["png"] = _saved(small, "PNG", optimize=True)
    suffix, data = min(made.items(), key=lambda item: len(item[1]))
    return Thumbnail(data=data, width=small.width, height=small.height, suffix=suffix)


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def recipe_name(digest: str, width: int, suffix: str) -> str:
    """``cover-92eefdcd1a2b-320.jpg``: another picture or another recipe gives another name.

    ``digest`` is the content hash of the picture that it is a small version of.
    """
    recipe = "" if RECIPE == 1 else f"r{RECIPE}-"
    return f"cover-{digest[:_DIGITS]}-{recipe}{width}.{suffix}"
