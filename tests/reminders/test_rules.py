"""When reminders come: over twenty years of weeks, holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import days_off
from webapp.clock import Week, local
from webapp.demo import build
from webapp.reminders import rules
from webapp.timesheets.rules import Status

MONDAYS = [
    monday
    for day in range((date(2041, 1, 1) - date(2019, 12, 30)).days)
    if (monday := date(2019, 12, 30) + timedelta(days=day)).weekday() == 0
]


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not days_off.named([day])


def test_every_week_of_twenty_years_is_reminded_of_twice_on_working_days() -> None:
    assert len([monday for monday in MONDAYS if Week.of(monday).number == 53]) == 4
    for monday in MONDAYS:
        first, second = rules.reminder_days(monday)
        assert monday + timedelta(days=4) <= first < second < monday + timedelta(days=14), monday
        assert is_working_day(first) and is_working_day(second), monday


def test_no_working_day_is_nearer_than_the_ones_that_are_taken() -> None:
    for monday in MONDAYS:
        friday, tuesday = monday + timedelta(days=4), monday + timedelta(days=8)
        first, second = rules.reminder_days(monday)
        passed_over = [friday + timedelta(days=n) for n in range((first - friday).days)]
        assert not any(map(is_working_day, passed_over)), monday
        between = [tuesday + timedelta(days=n) for n in range((second - tuesday).days)]
        assert {day for day in between if is_working_day(day)} <= {first}, monday


def test_the_days_of_one_week_follow_those_of_the_week_before() -> None:
    days = [rules.reminder_days(monday) for monday in MONDAYS]
    for (first, second), (next_first, next_second) in pairwise(days):
        assert first < next_first and second < next_second
        assert second <= next_first  # at most one mail: they would share it


@pytest.mark.parametrize(
    ("week", "first", "second"),
    [
        ("2026-W47", date(2026, 11, 20), date(2026, 11, 24)),
        ("2026-W14", date(2026, 4, 7), date(2026, 4, 8)),  # Good Friday, then Easter Monday
        ("2026-W20", date(2026, 5, 15), date(2026, 5, 19)),  # the day after Ascension
        ("2026-W21", date(2026, 5, 22), date(2026, 5, 26)),  # before Whit Monday
        ("2026-W52", date(2026, 12, 28), date(2026, 12, 29)),  # 25 December is a Friday
        ("2026-W53", date(2027, 1, 4), date(2027, 1, 5)),  # 1 January is one
        ("2023-W51", date(2023, 12, 22), date(2023, 12, 27)),  # 25 and 26 are Monday and Tuesday
        ("2020-W53", date(2021, 1, 4), date(2021, 1, 5)),
        ("2023-W18", date(2023, 5, 8), date(2023, 5, 9)),  # the last store bededag
        ("2024-W17", date(2024, 4, 26), date(2024, 4, 30)),  # no store bededag any more
    ],
)
def test_days_off_move_the_reminder_on(week: str, first: date, second: date) -> None:
    assert rules.reminder_days(Week.parse(week).monday) == (first, second)


@pytest.mark.parametrize(
    ("values", "mails", "twice"),
    [
        ({}, 0, False),
        ({}, 1, False),
        ({}, 2, True),
        ({}, 3, True),
        ({"revision": 2}, 2, False),
        ({"status": Status.SUBMITTED}, 2, False),
        ({"status": Status.RETURNED}, 2, False),
        ({"status": Status.APPROVED}, 2, False),
    ],
)
def test_only_a_week_that_is_open_was_reminded_of_twice(
    values: dict[str, Any], mails: int, twice: bool
) -> None:
    week = Week(2026, 47)
    sheet = build.timesheet(UUID(int=1), week, datetime(2026, 11, 16, tzinfo=UTC), **values)
    assert rules.was_reminded_twice(sheet, mails) is twice


@pytest.mark.parametrize(
    ("day", "minutes", "instant"),
    [
        (date(2026, 11, 20), 720, datetime(2026, 11, 20, 11, 0, tzinfo=UTC)),
        (date(2026, 7, 3), 720, datetime(2026, 7, 3, 10, 0, tzinfo=UTC)),
        # The Fridays and Tuesdays around both clock changes.
        (date(2026, 3, 27), 720, datetime(2026, 3, 27, 11, 0, tzinfo=UTC)),
        (date(2026, 3, 31), 720, datetime(2026, 3, 31, 10, 0, tzinfo=UTC)),
        (date(2026, 10, 23), 720, datetime(2026, 10, 23, 10, 0, tzinfo=UTC)),
        (date(2026, 10, 27), 720, datetime(2026, 10, 27, 11, 0, tzinfo=UTC)),
        # 02:30 does not exist in that night and moves on to 03:30; in autumn it comes twice.
        (date(2026, 3, 29), 150, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), 150, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_wall_is_an_instant(day: date, minutes: int, instant: datetime) -> None:
    assert rules.due_at(day, minutes) == instant


def test_the_hour_that_is_left_out_is_never_shown() -> None:
    assert f"{local(rules.due_at(date(2026, 3, 29), 150)):%H:%M}" == "03:30"


@given(
    monday=st.sampled_from(MONDAYS),
    minutes=st.sampled_from(rules.TIMES),
    held_up=st.integers(0, 36 * 60),
)
def test_a_round_reminds_of_a_week_on_its_two_days_and_never_at_night(
    monday: date, minutes: int, held_up: int
) -> None:
    for day in rules.reminder_days(monday):
        at = rules.due_at(day, minutes) + timedelta(minutes=held_up)
        now = rules.round_at(at)
        same_evening = minutes + held_up < rules.QUIET_FROM
        assert (now is not None and now.day == day and monday in now.mondays) == same_evening
        if now and now.day == day:
            assert now.minute == minutes + held_up


def test_of_all_days_only_the_two_of_a_week_remind_of_it() -> None:
    counted: dict[date, list[date]] = {}
    day, last = MONDAYS[0], MONDAYS[-1]
    while day <= last + timedelta(days=14):
        now = rules.round_at(rules.due_at(day, 720))
        for monday in now.mondays if now else ():
            counted.setdefault(monday, []).append(day)
        day += timedelta(days=1)
    for monday in MONDAYS:
        assert tuple(counted[monday]) == rules.reminder_days(monday)


@pytest.mark.parametrize(
    ("after", "minutes", "comes"),
    [
        ("2026-11-20T10:59:59", 720, "2026-11-20T11:00:00"),
        ("2026-11-20T11:00:00", 720, "2026-11-27T11:00:00"),  # it has just come
        ("2026-11-22T09:00:00", 360, "2026-11-27T05:00:00"),
        ("2026-12-23T09:00:00", 720, "2026-12-28T11:00:00"),
        ("2026-12-26T09:00:00", 720, "2026-12-28T11:00:00"),  # put off from last week
        ("2026-10-17T09:00:00", 720, "2026-10-23T10:00:00"),
        ("2026-10-24T09:00:00", 720, "2026-10-30T11:00:00"),
    ],
)
def test_the_next_reminder_is_announced(after: str, minutes: int, comes: str) -> None:
    result = rules.next_first(datetime.fromisoformat(after).replace(tzinfo=UTC), minutes)
    assert result == datetime.fromisoformat(comes).replace(tzinfo=UTC)


def test_half_hours_from_six_to_eight_in_the_evening_can_be_chosen() -> None:
    assert rules.TIMES[0] == 360 and rules.TIMES[-1] == 1200 and len(rules.TIMES) == 29
    assert max(rules.TIMES) < rules.QUIET_FROM
