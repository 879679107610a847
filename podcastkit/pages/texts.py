"""Small texts of pages, and what templates do with HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_LONGEST_SUMMARY = 200


def clock(seconds: float) -> str:
    """``1:02:03`` or ``2:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_fragment(seconds: float) -> str:
    """``#t=75`` or ``#t=75.5``: a moment of the sound, behind its address."""
    return f"#t={seconds:.3f}".rstrip("0").rstrip(".")


def headings_below(safe_html: str, level: int) -> str:
    """HTML whose headings stand below one of ``level`` (1 to 5), and no level is skipped.

    Their order is kept: a deeper one stays deeper, as far as HTML has levels.
    """
    if "<h" not in safe_html:
        return safe_html
    above: list[int] = []
    shown = level + 1

    def moved(tag: re.Match[str]) -> str:
        nonlocal shown
        if not tag[1]:
            written = int(tag[2])
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
            shown = min(6, level + len(above))
        return f"<{tag[1]}h{shown}"

    return _HEADING.sub(moved, safe_html)


def shortened(text: str) -> str:
    """At most 200 characters of a text on one line, cut between words."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_SUMMARY:
        return text
    return text[: _LONGEST_SUMMARY - 1].rpartition(" ")[0] + "…"


def day(instant: datetime) -> str:
    """``2026-01-05``: read the same way in every language."""
    return instant.date().isoformat()


def moment(instant: datetime) -> str:
    """The machine-readable date of a ``time`` element. ``instant`` is in UTC, as all are here."""
    return instant.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
