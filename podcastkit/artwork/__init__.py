"""Pictures: small versions of them, and the colours that they give to pages.

Plain functions on bytes. Pillow is imported when one of them is called, and not before.
"""

from podcastkit.artwork.colour import contrast, holding, mixed
from podcastkit.artwork.ending import is_whole
from podcastkit.artwork.opening import glanced
from podcastkit.artwork.palette import DARK, LIGHT, Palette, dominant, palette_of
from podcastkit.artwork.scaling import (
    RECIPE,
    Thumbnail,
    fitting,
    height_at,
    recipe_name,
    size_of,
    thumbnails,
)

__all__ = [
    "DARK",
    "LIGHT",
    "RECIPE",
    "Palette",
    "Thumbnail",
    "contrast",
    "dominant",
    "fitting",
    "glanced",
    "height_at",
    "holding",
    "is_whole",
    "mixed",
    "palette_of",
    "recipe_name",
    "size_of",
    "thumbnails",
]
