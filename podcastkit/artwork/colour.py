"""Colours as texts (``#rgb`` or ``#rrggbb``): their contrast, and others of the same hue.

Contrast is that of WCAG 2.2 (relative luminance in sRGB). Hue, chroma and lightness are those of
OKLCH, in which a colour that is made darker keeps the hue that people see.
"""

from __future__ import annotations

import math

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3: the contrast that text of any size needs (level AA)."""

_STEPS = 250
_BLACK, _WHITE = "#000000", "#ffffff"

Lch = tuple[float, float, float]
"""Lightness from 0 to 1, chroma from 0 to about 0.4, hue in radians."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (none) to 21 (black on white); their order is no matter.

    Raises ``ValueError`` for a text that is no colour.
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def holding(colour: str, paper: str, ratio: float = READABLE) -> str:
    """The nearest colour of the same hue with a contrast to ``paper`` of at least ``ratio``.

    Below 4.58 there always is one; above, black or white where none has it, whichever has more.
    """
    if contrast(colour, paper) >= ratio:
        return to_hex(*_rgb(colour))
    lightness, chroma, hue = to_lch(colour)
    for step in range(1, _STEPS + 1):
        for target in (lightness - step / _STEPS, lightness + step / _STEPS):
            found = from_lch((min(1.0, max(0.0, target)), chroma, hue))
            if contrast(found, paper) >= ratio:
                return found
    return max((_BLACK, _WHITE), key=lambda end: contrast(end, paper))


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` (0 to 1) of ``other`` in it."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return to_hex(*(a + (b - a) * share for a, b in pairs))


def _rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) != 6 or not colour.startswith("#"):
        raise ValueError(f"{colour} is no colour")
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


def to_hex(red: float, green: float, blue: float) -> str:
    """``#rrggbb`` of parts from 0 to 1."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, v))):02x}" for v in (red, green, blue))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value) for value in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def to_lch(colour: str) -> Lch:
    """Lightness, chroma and hue (OKLCH, CSS Color 4) of a colour."""
    red, green, blue = (_linear(value) for value in _rgb(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_lch(lch: Lch) -> str:
    """The colour of that lightness and hue, with as much of the chroma as screens can show."""
    lightness, most, hue = lch
    found = _unbounded(lightness, most, hue)
    if _shown(found):
        return to_hex(*map(_curved, found))
    least = 0.0
    for _ in range(20):
        middle = (least + most) / 2
        if _shown(_unbounded(lightness, middle, hue)):
            least = middle
        else:
            most = middle
    return to_hex(*(_curved(max(0.0, value)) for value in _unbounded(lightness, least, hue)))


def _unbounded(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear red, green and blue, which may lie outside of what sRGB has."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(linear: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= value <= 1.0001 for value in linear)
