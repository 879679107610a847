"""Values as authors write them to values as podcasts need them.

Each reader takes what front matter holds and returns the value, or raises ``BadValueError`` with
words that complete "… is": what it is, and what it should be.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from podcastkit.source import Moment

NIL_UUID = "00000000-0000-0000-0000-000000000000"

_YES = {"yes", "true", "on", "explicit"}
_NO = {"no", "false", "off", "clean"}
_ISO_DURATION = re.compile(
    r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:[.,]\d+)?)S)?)?", re.ASCII
)
_CLOCK = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d{1,3}):(?P<s>\d{1,2}(?:[.,]\d+)?)", re.ASCII)
_DATE = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/._ ]?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)(?P<tail>.*)",
    re.ASCII | re.DOTALL,
)
_TIME = re.compile(
    r"[T\s,]*(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d+))?)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})?\s*",
    re.ASCII | re.IGNORECASE,
)
# What nearly all addresses are, known without taking them apart.
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~%?&=+-]*)?")
_DAY_FIRST = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}", re.ASCII)
_FIRST_DAY, _LAST_DAY = dt.date(1, 1, 3), dt.date(9999, 12, 29)
_MILLISECONDS = 100_000_000_000


class BadValueError(ValueError):
    """A value that cannot be what its key says. ``hint`` says what to type.

    ``always``: it is an error even in a key that was met by chance. ``key`` leads from the value
    that was read to the part of it that is bad.
    """

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        *,
        always: bool = False,
        key: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.always = always
        self.key = key


def is_text(name: str) -> bool:
    """Whether the name of a file can stand in a text: some systems give bytes that are no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, "", blanks, [], [""] and the nil UUID."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip() or value.strip() == NIL_UUID
    if isinstance(value, list | tuple):
        return all(is_empty(item) for item in value)
    return isinstance(value, dict) and not value


def text(value: Any) -> str:
    """A text, blanks at its ends dropped; a number counts as its digits."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise BadValueError(f"{kind(value)}, and should be a text", "put quotes around it")


def check_url(written: str, hint: str | None = "or be the path of a file") -> str:
    """A URL that may stand in a feed: http or https, with a host, without user and password."""
    if _PLAIN_URL.fullmatch(written):
        return written
    try:
        parts = urlsplit(written)
        host, user = parts.hostname, parts.username
    except ValueError as error:
        raise BadValueError(f'"{written}", which is no URL: {error}') from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise BadValueError(f'"{written}", and should begin with https://', hint)
    if not host:
        raise BadValueError(f'"{written}", a URL without a host')
    if user is not None or parts.password is not None:
        raise BadValueError(
            "a URL with a user name or password in it", "everybody reads the feed: take them out"
        )
    return written


def integer(value: Any) -> int:
    """A whole number, also as text."""
    if isinstance(value, bool):
        raise BadValueError("true or false, and should be a whole number")
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,18}\s*", value, re.ASCII):
        return int(value)
    raise BadValueError(f"{shown(value)}, and should be a whole number", "for example 12")


def boolean(value: Any) -> bool:
    """True or false, also as yes, no, clean, explicit."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValueError(f"{shown(value)}, and should be true or false", "without quotes")


def seconds(value: Any) -> float:
    """A duration in seconds: a number, ``[H:]M:S[.fff]``, or ISO 8601 (``PT1H2M``)."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e7:
        return float(value)
    if isinstance(value, dt.time):
        return value.hour * 3600.0 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, str):
        written = value.strip()
        if re.fullmatch(r"\d{1,7}(\.\d+)?", written, re.ASCII):
            return float(written)
        found = _CLOCK.fullmatch(written) or (
            _ISO_DURATION.fullmatch(written.upper()) if written[1:].strip("Tt") else None
        )
        if found and not _goes_beyond(found.groupdict(), iso=found.re is _ISO_DURATION):
            return _seconds_of(found.groupdict())
        if found:
            hint = "minutes and seconds go to 59: after 0:59 comes 1:00"
            raise BadValueError(f"{shown(value)}, which no clock shows", hint)
    raise BadValueError(f"{shown(value)}, and should be a duration", 'for example "1:02:03"')


def _goes_beyond(parts: dict[str, str | None], *, iso: bool) -> bool:
    """Whether a clock time has a place that should have been carried over."""
    late = float((parts["s"] or "0").replace(",", ".")) >= 60
    return not iso and (late or (parts["h"] is not None and int(parts["m"] or 0) > 59))


def _seconds_of(parts: dict[str, str | None]) -> float:
    total = 0.0
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        total += float((parts.get(unit) or "0").replace(",", ".")) * size
    return total


def moment(value: Any) -> Moment:
    """A date: TOML's own, ISO 8601, year-month-day with any separators, or epoch (s or ms)."""
    found = _moment(value)
    # In another zone it may be another day.
    if not _FIRST_DAY < found.date < _LAST_DAY:
        raise BadValueError(f"{shown(value)}: in some zone no calendar has that day",
                            "for example 2026-01-05T09:00:00Z")  # fmt: skip
    return found


def _moment(value: Any) -> Moment:
    if isinstance(value, dt.datetime):
        return Moment(
            date=value.date(), time=value.time().replace(tzinfo=None), offset=value.utcoffset()
        )
    if isinstance(value, dt.date):
        return Moment(date=value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    if isinstance(value, str):
        return _written_moment(value.strip())
    raise BadValueError(f"{kind(value)}, and should be a date", "for example 2026-01-05T09:00:00Z")


def _epoch(value: float) -> Moment:
    instant = value / 1000 if abs(value) >= _MILLISECONDS else value
    try:
        found = dt.datetime.fromtimestamp(instant, tz=dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadValueError(f"{shown(value)}, and should be a date") from error
    return Moment(date=found.date(), time=found.time(), offset=dt.timedelta())


def _written_moment(written: str) -> Moment:
    hint = "write it as 2026-01-05 or 2026-01-05T09:00:00Z"
    if re.fullmatch(r"\d{9,10}|\d{12,13}", written, re.ASCII):
        return _epoch(int(written))
    found = _DATE.match(written)
    if not found:
        if _DAY_FIRST.match(written):
            raise BadValueError(
                f"{shown(written)}: it cannot be told whether the day or the month comes first",
                hint,
                always=True,
            )
        raise BadValueError(f"{shown(written)}, and should be a date", hint)
    try:
        date = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as error:
        raise BadValueError(f"{shown(written)}, and no calendar has that day", hint) from error
    clock = _TIME.match(found["tail"])
    if not clock:
        return Moment(date=date)
    try:
        time = dt.time(
            int(clock["h"]),
            int(clock["m"]),
            int(clock["s"] or 0),
            int((clock["f"] or "0")[:6].ljust(6, "0")),
        )
        return Moment(date=date, time=time, offset=_offset(clock["zone"]))
    except ValueError as error:
        raise BadValueError(f"{shown(written)}, and no clock has that time", hint) from error


def _offset(zone: str | None) -> dt.timedelta | None:
    if not zone:
        return None
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return dt.timedelta()
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 23 or minutes > 59:
        raise ValueError(zone)
    sign = -1 if zone[0] == "-" else 1
    return sign * dt.timedelta(hours=hours, minutes=minutes)


def kind(value: Any) -> str:
    """What a value is, in words."""
    names: dict[type, str] = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "a table",
        dt.datetime: "a date",
        dt.date: "a date",
        dt.time: "a time",
    }
    return names.get(type(value), type(value).__name__)


def shown(value: Any) -> str:
    """A value as a message shows it: short, in quotes when it is a text."""
    if isinstance(value, str):
        short = value if len(value) <= 40 else value[:39] + "…"
        return f'"{short}"'
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:40] if isinstance(value, int | float) else kind(value)
