"""The colours of a cover, made readable on light and on dark paper."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.artwork.colour import contrast, from_lch, holding, to_hex, to_lch
from podcastkit.artwork.opening import opened, upright

if TYPE_CHECKING:
    from PIL import Image

LIGHT, DARK = "#fdfbf7", "#171512"
"""The pages' papers, by day and by night."""

_AIM = 5.0
"""More than is asked for (4.5), so that text on what is a little darker than paper is readable."""

_SIDE = 64
_SECTORS = 24
_COLOURED = 0.05
"""The chroma below which a colour is taken for a grey."""
_ENOUGH = 0.03
"""The share of coloured pixels below which a picture is grey as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """A hue as ``#rrggbb`` for the two papers, each with a contrast of at least 4.5 to its own.

    Text in the paper's colour is therefore as readable on an accent as the accent is on paper.
    """

    accent_light: str
    accent_dark: str


def palette_of(colour: str, *, paper: str = LIGHT, paper_dark: str = DARK) -> Palette:
    """The palette of one colour."""
    return Palette(accent_light=_accent(colour, paper), accent_dark=_accent(colour, paper_dark))


def _accent(colour: str, paper: str) -> str:
    """The colour at a lightness at which its hue is seen on that paper."""
    lightness, chroma, hue = to_lch(colour)
    is_light = contrast(paper, "#000000") > contrast(paper, "#ffffff")
    least, most = (0.42, 0.7) if is_light else (0.72, 0.86)
    return holding(from_lch((min(most, max(least, lightness)), chroma, hue)), paper, _AIM)


def dominant(data: bytes) -> str | None:
    """The saturated colour of which a picture has most; ``None`` for grey or damaged ones."""
    image = opened(data)
    if image is None:
        return None
    try:
        return _dominant(upright(image, _SIDE))
    except Exception:  # noqa: BLE001 - whatever Pillow chokes on gives no colours
        return None


def _dominant(image: Image.Image) -> str | None:
    counted = _counted(image)
    vivid = [(count, *to_lch(colour)) for colour, count in counted.items()]
    vivid = [found for found in vivid if found[2] >= _COLOURED]
    if sum(found[0] for found in vivid) < _ENOUGH * sum(counted.values()):
        return None
    weights: dict[int, float] = defaultdict(float)
    for count, _, chroma, hue in vivid:
        for near, part in ((-1, 0.5), (0, 1.0), (1, 0.5)):
            weights[(_sector(hue) + near) % _SECTORS] += part * count * chroma
    best = max(range(_SECTORS), key=lambda sector: weights[sector])
    chosen = [
        found for found in vivid
        if (_sector(found[3]) - best + 1) % _SECTORS <= 2
    ]  # fmt: skip
    total = sum(count * chroma for count, _, chroma, _ in chosen)
    lightness = sum(count * chroma * light for count, light, chroma, _ in chosen) / total
    a = sum(count * chroma**2 * math.cos(hue) for count, _, chroma, hue in chosen) / total
    b = sum(count * chroma**2 * math.sin(hue) for count, _, chroma, hue in chosen) / total
    return from_lch((lightness, math.hypot(a, b), math.atan2(b, a)))


def _sector(hue: float) -> int:
    return int((hue / math.tau % 1) * _SECTORS) % _SECTORS


def _counted(image: Image.Image) -> dict[str, int]:
    """How many pixels of a small version have which colour; the transparent ones do not count."""
    from PIL import Image

    small = image.convert("RGBA").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    small = small.point(lambda value: value & 0xF8)
    counted: dict[str, int] = {}
    for count, colour in small.getcolors(_SIDE * _SIDE) or []:
        if isinstance(colour, tuple) and colour[3] >= 128:
            name = to_hex(*(part / 255 for part in colour[:3]))
            counted[name] = counted.get(name, 0) + count
    return counted
