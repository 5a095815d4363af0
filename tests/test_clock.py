"""Weeks and days as Danish calendars have them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import clock
from webapp.clock import Month, Week


def test_2026_has_a_week_53_that_ends_in_the_new_year():
    week = Week.parse("2026-W53")
    assert (week.monday, week.sunday) == (date(2026, 12, 28), date(2027, 1, 3))


def test_2027_has_no_week_53():
    with pytest.raises(ValueError, match="week"):
        Week.parse("2027-W53")


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 21), "2026-W47"),
        (date(2026, 12, 27), "2026-W52"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2023, 1, 1), "2022-W52"),
    ],
    ids=str,
)
def test_a_day_lies_in_its_iso_week(day: date, week: str):
    assert str(Week.of(day)) == week
    assert day in Week.parse(week).days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-47",
        "2026-W7",
        "2026-W00",
        "2026-W54",
        "2026-w47",
        "2026W47",
        "26-W47",
        "2026-W47 ",
        " 2026-W47",
        "2026-W47\n",
        "2026-W4٧",
        "-026-W47",
        "0000-W01",
        "0001-W01",
        "1999-W52",
        "9999-W52",
        "2026-W47-1",
    ],
)
def test_what_is_no_week_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's own
        Week.parse(text)


@pytest.mark.parametrize(
    ("week", "weeks", "result"),
    [
        ("2026-W53", 1, "2027-W01"),
        ("2027-W01", -1, "2026-W53"),
        ("2026-W47", 0, "2026-W47"),
        ("2026-W47", 52, "2027-W46"),
        ("2025-W52", 1, "2026-W01"),
    ],
)
def test_weeks_are_counted_over_the_new_year(week: str, weeks: int, result: str):
    assert str(Week.parse(week).plus(weeks)) == result


@given(st.dates(date(2000, 1, 3), date(2099, 12, 27)))
def test_a_week_reads_back_as_itself_and_has_seven_days(day: date):
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert week.days == [week.monday + timedelta(days=n) for n in range(7)]
    assert week.monday.weekday() == 0
    assert week.plus(1) > week > week.plus(-1)


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "03:00"),
    ],
)
def test_danish_clocks_change_twice_a_year(at: datetime, wall: str):
    assert clock.local(at).strftime("%H:%M") == wall


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)], ids=str)
def test_a_week_in_which_clocks_change_still_has_seven_days(monday: date):
    assert len(set(Week.of(monday).days)) == 7


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_the_day_is_the_danish_one(at: datetime, day: date):
    assert clock.local(at).date() == day


def test_now_is_in_utc():
    assert clock.now().tzinfo is UTC


NO_MONTHS = [
    "2026-13",
    "2026-00",
    "2026-1",
    "1999-12",
    "2126-01",
    "26-11",
    "2026-11 ",
    "",
    "٢٠٢٦-11",
]


@pytest.mark.parametrize("text", NO_MONTHS)
def test_what_is_no_month_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is for nobody
        Month.parse(text)


def test_every_month_of_the_century_is_read_back_and_touches_the_next():
    month = Month(2000, 1)
    while month.year < 2100:
        assert Month.parse(str(month)) == month
        assert month.last + timedelta(days=1) == month.plus(1).first
        assert month.plus(1).plus(-1) == month
        assert Month.of(month.first) == Month.of(month.last) == month
        month = month.plus(1)
