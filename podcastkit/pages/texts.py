"""Small texts of pages: times, dates, summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_SUMMARY = 200
_BEGINNING = 2000
_FORMS = {"application/x-subrip": "SRT", "text/plain": "TXT"}


def clock(seconds: float) -> str:
    """``1:02:03`` or ``2:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_fragment(seconds: float) -> str:
    """``#t=75`` or ``#t=75.5``: a moment of the sound, behind its address."""
    return f"#t={seconds:.3f}".rstrip("0").rstrip(".")


def shortened(text: str) -> str:
    """At most 200 characters of a text on one line, cut between words if it has any blanks."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_SUMMARY:
        return text
    cut = text[: _LONGEST_SUMMARY - 1]
    words = cut.rpartition(" ")[0]
    # A language that writes without blanks may have one far before the end.
    return (words if len(words) > _LONGEST_SUMMARY * 4 // 5 else cut) + "…"


def beginning(html: str) -> str:
    """As much of safe HTML as a summary may need, no tag cut in two."""
    cut = html[:_BEGINNING]
    return cut[: cut.rfind("<")] if cut.rfind("<") > cut.rfind(">") else cut


def form(media_type: str) -> str:
    """What people call the form of a transcript, by its media type: ``VTT``."""
    return _FORMS.get(media_type, media_type.rpartition("/")[2].upper())


def day(instant: datetime) -> str:
    """``2026-01-05``: read the same way in every language."""
    return instant.date().isoformat()


def moment(instant: datetime) -> str:
    """The machine-readable date of a ``time`` element. ``instant`` is in UTC, as all are here."""
    return instant.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
