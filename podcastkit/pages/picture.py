"""A picture as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """``path`` is its largest version below the output folder, ``width`` and ``height`` its pixels.

    ``sources`` has the path and the width of every version, the smallest first.
    """

    path: str
    width: int
    height: int
    sources: tuple[tuple[str, int], ...]
