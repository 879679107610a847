"""Values as authors write them, read as they mean them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import values
from podcastkit.source import Moment

UTC = dt.timedelta()


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (90, 90.0),
        (90.5, 90.5),
        ("90", 90.0),
        ("1:30", 90.0),
        ("1:02:03", 3723.0),
        ("1:02:03.5", 3723.5),
        ("90:00", 5400.0),
        ("PT1H2M3S", 3723.0),
        ("pt90s", 90.0),
        ("P1DT1S", 86401.0),
        (dt.time(1, 2, 3), 3723.0),
    ],
)
def test_durations_in_every_form_that_is_written(written: object, seconds: float) -> None:
    assert values.seconds(written) == seconds


@pytest.mark.parametrize("written", ["an hour", "", "P", "PT", "1h", -5, True, None, [], "1:2:3:4"])
def test_what_is_no_duration_is_refused(written: object) -> None:
    with pytest.raises(values.BadValueError):
        values.seconds(written)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (dt.date(2026, 1, 5), Moment(date=dt.date(2026, 1, 5))),
        (
            dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC),
            Moment(date=dt.date(2026, 1, 5), time=dt.time(9), offset=UTC),
        ),
        ("2026-01-05", Moment(date=dt.date(2026, 1, 5))),
        ("2026/1/5", Moment(date=dt.date(2026, 1, 5))),
        ("2026.01.05", Moment(date=dt.date(2026, 1, 5))),
        ("20260105", Moment(date=dt.date(2026, 1, 5))),
        ("2026-01-05T09:00", Moment(date=dt.date(2026, 1, 5), time=dt.time(9))),
        (
            "2026-01-05 09:00:30.25 +0130",
            Moment(
                date=dt.date(2026, 1, 5),
                time=dt.time(9, 0, 30, 250_000),
                offset=dt.timedelta(hours=1, minutes=30),
            ),
        ),
        (
            "2026-01-05T09:00:00Z",
            Moment(date=dt.date(2026, 1, 5), time=dt.time(9), offset=UTC),
        ),
        (
            "2026-01-05 09:00:00 -5",
            Moment(date=dt.date(2026, 1, 5), time=dt.time(9), offset=dt.timedelta(hours=-5)),
        ),
        (
            "2026-01-05t09:00:00.5 +5:30",
            Moment(
                date=dt.date(2026, 1, 5),
                time=dt.time(9, 0, 0, 500_000),
                offset=dt.timedelta(hours=5, minutes=30),
            ),
        ),
        ("2026-01-05 some words", Moment(date=dt.date(2026, 1, 5))),
        (1767603600, Moment(date=dt.date(2026, 1, 5), time=dt.time(9), offset=UTC)),
        (1767603600000, Moment(date=dt.date(2026, 1, 5), time=dt.time(9), offset=UTC)),
        ("1767603600", Moment(date=dt.date(2026, 1, 5), time=dt.time(9), offset=UTC)),
    ],
)
def test_dates_in_every_form_that_is_written(written: object, moment: Moment) -> None:
    assert values.moment(written) == moment


@pytest.mark.parametrize("written", ["05.01.2026", "5/1/2026", "01-05-2026"])
def test_day_first_dates_are_refused_with_a_hint(written: str) -> None:
    with pytest.raises(values.BadValueError, match="whether the day or the month") as caught:
        values.moment(written)
    assert "2026-01-05" in (caught.value.hint or "")


@pytest.mark.parametrize("written", ["2026-02-30", "2026-01-05T25:00", "soon", [], True, 1e300])
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(values.BadValueError):
        values.moment(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [(True, True), ("yes", True), ("No", False), ("clean", False), (" TRUE ", True)],
)
def test_booleans_as_words(written: object, expected: object) -> None:
    assert values.boolean(written) is expected


@pytest.mark.parametrize(
    "value", [None, "", "  \n", [], [""], [None, " "], {}, "00000000-0000-0000-0000-000000000000"]
)
def test_what_says_nothing_is_empty(value: object) -> None:
    assert values.is_empty(value)


@pytest.mark.parametrize("value", [0, False, "0", [0], {"a": 1}])
def test_zero_and_false_say_something(value: object) -> None:
    assert not values.is_empty(value)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.text()), st.binary()))
def test_any_value_is_read_or_refused_in_words(value: object) -> None:
    for read in (values.text, values.integer, values.boolean, values.seconds, values.moment):
        try:
            read(value)
        except values.BadValueError as error:
            assert str(error)
