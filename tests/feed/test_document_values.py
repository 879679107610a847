"""Dates, durations and sizes as feeds write them."""

from __future__ import annotations

import datetime as dt
import email.utils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.feed.document import values

DATES = {
    "Thu, 05 Nov 2009 10:00:00 +0100": ("2009-11-05T09:00:00", False),
    "5 Nov 2009 10:00 GMT": ("2009-11-05T10:00:00", False),
    "Thu, 05 Nov 2009 10:00:00 EDT": ("2009-11-05T14:00:00", False),
    "Thu., 05 Nov. 2009 10:00:00 GMT": ("2009-11-05T10:00:00", True),
    "Thurs, 5 November 2009 10:00:00 -0800": ("2009-11-05T18:00:00", True),
    "Thu 05 Nov 2009 10:00:00 CEST": ("2009-11-05T08:00:00", True),
    "Thu, 05 Nov 09 10:00:00 GMT": ("2009-11-05T10:00:00", True),
    "Thu, 05 Nov 2009 10:00:00": ("2009-11-05T10:00:00", True),
    "Thu, 05 Nov 2009": ("2009-11-05T00:00:00", True),
    "November 5th, 2009 3:30 pm EST": ("2009-11-05T20:30:00", True),
    "2009-11-05T10:00:00Z": ("2009-11-05T10:00:00", True),
    "2009-11-05T10:00:00.123+02:00": ("2009-11-05T08:00:00", True),
    "2009-11-05": ("2009-11-05T00:00:00", True),
    "Thu, 05 Nov 2009 10:00:00 XYZ": ("2009-11-05T10:00:00", True),
    "Thu, 31 Dec 2009 23:59:60 +0000": ("2009-12-31T23:59:59", False),
    "Thu, 05 Nov 2009 10:00:00 +9900": ("2009-11-05T10:00:00", True),
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_read_as_apps_read_it(written: str) -> None:
    instant, odd = values.instant(written)
    expected, is_odd = DATES[written]
    assert instant == dt.datetime.fromisoformat(expected).replace(tzinfo=dt.UTC)
    assert (odd is not None) == is_odd


@pytest.mark.parametrize("written", ["", "soon", "32 Jan 2009 10:00 GMT", "5 Foo 2009", "1.2.3",
                                     "Thu, 05 Nov 2009 25:00:00 GMT", "0000-00-00"])  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    instant, odd = values.instant(written)
    assert instant is None
    assert odd


@given(st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2090, 1, 1)), st.integers(-720, 840))
def test_every_date_of_the_standard_is_read_exactly(when: dt.datetime, minutes: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    aware = when.replace(microsecond=0, tzinfo=zone)
    assert values.instant(email.utils.format_datetime(aware)) == (aware.astimezone(dt.UTC), None)


@given(st.text(max_size=60))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    assert isinstance(values.instant(text), tuple)
    assert isinstance(values.seconds(text), tuple)
    assert isinstance(values.length(text), tuple)


@pytest.mark.parametrize(
    ("written", "seconds", "is_odd"),
    [("9999", 9999, False), ("0:45", 45, False), ("1:02:03", 3723, False), ("99:59", 5999, False),
     ("99:99", 6039, True), ("1:02:03.5", 3723.5, True), ("1:75:00", 8100, True), ("12.5", 12.5, True),
     ("PT1H2M3S", 3723, True), ("0", None, True), ("00:00:00", None, True), ("an hour", None, True),
     ("-5", None, True), ("1:2:3:4", None, True), ("PT", None, True)],
)  # fmt: skip
def test_durations(written: str, seconds: float | None, is_odd: object) -> None:
    found, odd = values.seconds(written)
    assert found == seconds
    assert (odd is not None) == is_odd


@pytest.mark.parametrize(
    ("written", "size"),
    [("123", 123), (" 123 ", 123), ("0", None), ("", None), (None, None), ("1,234", None),
     ("-1", None), ("1e6", None), ("²", None), ("9" * 30, None)],
)  # fmt: skip
def test_lengths(written: str | None, size: int | None) -> None:
    found, odd = values.length(written)
    assert found == size
    assert (odd is None) == (size is not None)
