"""Pictures opened within limits, and made upright, in sRGB and free of metadata."""

from __future__ import annotations

import contextlib
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image, ImageFile

MAX_PIXELS = 50_000_000
"""Pictures of more pixels are not unpacked: a few bytes can stand for gigabytes of them."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""The values of EXIF's orientation that exchange width and height."""


def opened(data: bytes) -> ImageFile.ImageFile | None:
    """A picture whose beginning was read; ``None`` for what is none, or has too many pixels."""
    from PIL import Image

    try:
        with _quietly():
            image = Image.open(BytesIO(data), formats=_FORMATS)
        return image if 0 < image.width * image.height <= MAX_PIXELS else None
    except Exception:  # noqa: BLE001 - whatever Pillow chokes on is no picture for us
        return None


def glanced(data: bytes) -> ImageFile.ImageFile:
    """A picture of any format, of which the beginning was read, to ask for format, size and mode.

    A JPEG or PNG may have any number of pixels. Raises what Pillow raises for what is no picture.
    """
    from PIL import Image

    with _quietly():
        try:
            return Image.open(BytesIO(data))
        except Image.DecompressionBombError:
            return _however_large(data)


def _however_large(data: bytes) -> ImageFile.ImageFile:
    """The same past Pillow's own limit, which is for those who unpack pictures."""
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    kind = PngImageFile if data.startswith(b"\x89PNG") else JpegImageFile
    return kind(BytesIO(data))


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height in pixels as the picture is seen."""
    width, height = image.size
    with _quietly():
        turned = image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    return (height, width) if turned else (width, height)


def upright(image: ImageFile.ImageFile, least: int) -> Image.Image:
    """The whole picture as it is seen, in RGB or RGBA of sRGB.

    A JPEG is unpacked only to what leaves both sides at least ``least`` pixels. Raises what Pillow
    raises for damaged data.
    """
    from PIL import ImageOps

    image.draft(image.mode, (least, least))
    profile = image.info.get("icc_profile")
    with _quietly():
        ImageOps.exif_transpose(image, in_place=True)
        made = _in_srgb(image, profile) if isinstance(profile, bytes) else None
        found = made or _plain(image)
    if found.mode == "RGBA" and found.getchannel("A").getextrema() == (255, 255):
        found = found.convert("RGB")
    # Pillow writes what stands here into some formats: profiles, comments, what is transparent.
    found.info = {}
    return found


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Without Pillow's warnings: broken EXIF is no matter, and many pixels are counted here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture with its colours turned to sRGB; ``None`` where its profile is of no use."""
    from PIL import ImageCms

    if image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits of grey, of which Pillow would cut off all above the lowest 8.
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")
