"""Dates, durations and sizes as feeds write them."""

from __future__ import annotations

import datetime as dt
import functools
import re

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)}  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_DAYS = tuple(day[:3] for day in _DAYS)
_MAY_BE_MONTH = 3
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330,
    "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "jst": 540, "kst": 540, "awst": 480, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630,
    "nzst": 720, "nzdt": 780,
}  # fmt: skip
"""Minutes east of Greenwich. RFC 822 knows the American ones; the rest is what feeds mean."""

_RFC = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? "
    r"(?:[+-]\d{4}|GMT|UT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|Z)"
)
_LOOSE = re.compile(
    r"(?:[^\W\d]+[\s.,]+)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(?P<month>[^\W\d]{3,12})"
    r"|(?P<month2>[^\W\d]{3,12})[\s.]+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[\s.,-]+(?P<year>\d{4}|\d{2})\b(?P<tail>.*)",
    re.DOTALL,
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?P<tail>.*)", re.DOTALL)
_CLOCK = re.compile(
    r"[\s,T]*(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?\s*(?P<noon>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>.*)",
    re.DOTALL,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])\s*(\d{1,2}):?(\d\d)?\b", re.IGNORECASE)
_DURATION = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,5}):)?(\d{1,7}(?:[.,]\d{1,9})?)", re.ASCII)
_ISO_DURATION = re.compile(
    r"PT(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7}(?:\.\d{1,9})?)S)?", re.ASCII
)

_LONGEST_DATE = 100
NO_DURATION = "that is no duration"
"""What is odd about a duration that cannot be read at all."""


def instant(written: str) -> tuple[dt.datetime | None, str | None]:
    """A publication date (RFC 2822) as an instant in UTC, and what is odd about it.

    Read as apps read it: full or cut names of days and months, dots, zones by name, ISO 8601.
    Without a zone it counts as UTC. ``None`` where it is no date at all.
    """
    return _instant(written.strip()[:_LONGEST_DATE])


@functools.lru_cache(maxsize=8192)
def _instant(text: str) -> tuple[dt.datetime | None, str | None]:
    """``instant`` of a text; a check of a feed reads each date twice."""
    odd = None if _RFC.fullmatch(text) else "it is not written as RFC 2822 wants it"
    found = _ISO.fullmatch(text) or _LOOSE.fullmatch(text)
    if not found:
        return None, "that is no date"
    parts = found.groupdict()
    month = parts["month"] or parts.get("month2") or ""
    number = int(month) if month.isdecimal() else _MONTHS.get(month[:_MAY_BE_MONTH].lower(), 0)
    year = int(parts["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    clock = _CLOCK.fullmatch(parts["tail"])
    try:
        date = dt.datetime(year, number, int(parts["day"] or parts.get("day2") or 0), tzinfo=dt.UTC)
        if clock is None:
            return date, "it has no time"
        hour = int(clock["h"])
        if clock["noon"]:
            hour = hour % 12 + (12 if clock["noon"][0] in "pP" else 0)
        time = dt.time(hour, int(clock["m"]), min(59, int(clock["s"] or 0)))
        minutes, fault = _zone(clock["zone"].strip())
        fault = fault or _wrong_day(text, date)
        there = dt.datetime.combine(date.date(), time, dt.UTC)
        return there - dt.timedelta(minutes=minutes), fault or odd
    except (ValueError, OverflowError):
        return None, "no calendar or clock has that"


def _wrong_day(text: str, date: dt.date) -> str | None:
    """What is odd about a date that begins with another day's name, in English."""
    named, right = text[:3].title(), _DAYS[date.weekday()]
    return f"that day is a {right}" if named in _SHORT_DAYS and named != right[:3] else None


def rfc(instant: dt.datetime) -> str:
    """An instant in UTC as RFC 2822 has it. strftime would write months in the locale's words."""
    day, month = _SHORT_DAYS[instant.weekday()], tuple(_MONTHS)[instant.month - 1].title()
    return f"{day}, {instant.day:02} {month} {instant.year:04} {instant:%H:%M:%S} +0000"


def _zone(text: str) -> tuple[int, str | None]:
    """Minutes east of Greenwich, and what is odd about how that is said."""
    offset = _OFFSET.match(text)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes <= 24 * 60:
            return minutes if offset[1] == "+" else -minutes, None
        return 0, f'"{text[:12]}" is no time zone: it is read as UTC'
    word = re.match(r"\(?([A-Za-z]*)", text)
    name = word[1].lower() if word else ""
    if not name:
        return 0, "it has no time zone: it is read as UTC"
    if name in _ZONES:
        return _ZONES[name], None
    return 0, f'"{text[:12]}" is no time zone: it is read as UTC'


def seconds(written: str) -> tuple[float | None, str | None]:
    """A duration in seconds, and what is odd about it. ``None`` where it is none, or zero."""
    text = written.strip()
    found = _DURATION.fullmatch(text) or _ISO_DURATION.fullmatch(text.upper())
    if found is None:
        return None, NO_DURATION
    hours, minutes, rest = found[1], found[2], (found[3] or "0").replace(",", ".")
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest)
    if total <= 0:
        return None, "it says that there is nothing to hear"
    over = (minutes is not None and float(rest) >= 60) or (hours is not None and int(minutes) > 59)
    if over:
        return total, "its minutes or seconds go beyond 59"
    if not _DURATION.fullmatch(text) or "." in rest:
        return total, "apps expect whole seconds, or H:M:S"
    return total, None


def length(written: str | None) -> tuple[int | None, str | None]:
    """An enclosure's size in bytes, and what is odd about it. ``None`` where it tells none."""
    text = (written or "").strip()
    if not text:
        return None, "it is not there"
    if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        return None, "that is no number of bytes"
    return (int(text), None) if int(text) else (None, "no sound has no bytes")
