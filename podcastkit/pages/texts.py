"""Small texts of pages: times, dates, summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_SUMMARY = 200


def clock(seconds: float) -> str:
    """``1:02:03`` or ``2:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_fragment(seconds: float) -> str:
    """``#t=75`` or ``#t=75.5``: a moment of the sound, behind its address."""
    return f"#t={seconds:.3f}".rstrip("0").rstrip(".")


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
