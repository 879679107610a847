"""``[look]``: how the pages look. The schema has looked at the form of each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.project.settings import Look

if TYPE_CHECKING:
    from collections.abc import Callable

_COLOURS = ("accent", "accent_dark", "paper", "paper_dark")


def look_of(get: Callable[[str, Any], Any]) -> Look:
    """The table as settings; ``get`` gives a key's value, or what is to be taken where none is."""
    accent, accent_dark, paper, paper_dark = (_colour(get(name, None)) for name in _COLOURS)
    return Look(
        accent=accent,
        accent_dark=accent_dark,
        paper=paper,
        paper_dark=paper_dark,
        text_font=_fonts(get("text_font", "")),
        heading_font=_fonts(get("heading_font", "")),
        from_cover=get("from_cover", True),
    )


def _colour(written: str | None) -> str | None:
    """``#rrggbb`` of either form."""
    if written is None:
        return None
    digits = written.strip().lower().removeprefix("#")
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


def _fonts(written: str) -> tuple[str, ...]:
    """The names of a list of fonts, without their quotes."""
    names = (" ".join(part.strip(" \t'\"").split()) for part in written.split(","))
    return tuple(name for name in names if name)
