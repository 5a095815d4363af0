"""How a week is prefilled, what it adds up to, when it opens and when it is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp.clock import Week
from webapp.demo import build
from webapp.smalljobs.pauses import Run
from webapp.splits.plan import Kind
from webapp.timesheets.day import DayContent
from webapp.timesheets.rules import Absence
from webapp.timesheets.shares import Key
from webapp.timesheets.weeks import due_since, last_due, may_log, prefill, totals

WEEK = Week.parse("2026-W47")  # 16 to 22 November
MONDAY, TUESDAY, WEDNESDAY, *_ = WEEK.days
LONG_AGO = date(2026, 1, 1)
PAID, TRAINED = (CRATES, Kind.PAID), (TRUCK, Kind.TRAINING)
ALSO_PAID, ALSO_TRAINED = (PICKING, Kind.PAID), (PICKING, Kind.TRAINING)
USUAL = {0: {PAID: 180, TRAINED: 60}, 2: {PAID: 180}, 4: {PAID: 180, TRAINED: 60}}
NOTHING = (0, 0)


def planned(pattern: Mapping[int, Mapping[Key, int]] = USUAL, **values: Any) -> list[DayContent]:
    run = Run(
        values.pop("start_on", LONG_AGO), values.pop("ends_on", None), values.pop("rests", ())
    )
    usual: dict[str, Any] = {"job": run, "days_off": ()}
    result = prefill(WEEK, pattern, **usual | values)
    assert [day.day for day in result] == WEEK.days
    return result


def filled(**values: Any) -> list[tuple[int, int]]:
    return [(day.paid, day.training) for day in planned(**values)]


def worked(**values: Any) -> int:
    """On how many days there are hours."""
    return len([day for day in filled(**values) if day != NOTHING])


# --- prefilling ---


def test_a_usual_week_is_prefilled_as_planned():
    assert filled() == [(180, 60), NOTHING, (180, 0), NOTHING, (180, 60), NOTHING, NOTHING]


def test_a_pattern_of_nothing_is_a_week_of_nothing():
    assert planned({}, days_off=WEEK.days) == [DayContent(day, 0, 0) for day in WEEK.days]


@pytest.mark.parametrize(
    ("start_on", "days"),
    [
        (date(2026, 11, 15), 3),
        (date(2026, 11, 16), 3),
        (date(2026, 11, 17), 2),
        (date(2026, 11, 18), 2),
        (date(2026, 11, 19), 1),
        (date(2026, 11, 20), 1),
        (date(2026, 11, 21), 0),
        (date(2027, 1, 1), 0),
    ],
    ids=str,
)
def test_days_before_the_start_are_empty(start_on: date, days: int):
    assert worked(start_on=start_on) == days


@pytest.mark.parametrize(
    ("ends_on", "days"),
    [
        (date(2026, 11, 15), 0),
        (date(2026, 11, 16), 1),
        (date(2026, 11, 17), 1),
        (date(2026, 11, 18), 2),
        (date(2026, 11, 20), 3),
        (date(2026, 11, 22), 3),
        (None, 3),
    ],
    ids=str,
)
def test_days_after_the_end_are_empty(ends_on: date | None, days: int):
    assert worked(ends_on=ends_on) == days


@pytest.mark.parametrize(
    ("first", "last", "worked_on"),
    [
        (date(2026, 11, 9), date(2026, 11, 15), [0, 2, 4]),
        (date(2026, 11, 9), date(2026, 11, 16), [2, 4]),
        (date(2026, 11, 17), date(2026, 11, 17), [0, 2, 4]),
        (date(2026, 11, 18), date(2026, 11, 18), [0, 4]),
        (date(2026, 11, 18), None, [0]),
        (date(2026, 11, 20), date(2026, 12, 4), [0, 2]),
        (date(2026, 11, 21), None, [0, 2, 4]),
        (date(2026, 11, 1), date(2026, 12, 31), []),
    ],
    ids=str,
)
def test_the_days_of_a_pause_are_empty(first: date, last: date | None, worked_on: list[int]):
    days = planned(rests=[build.pause(first, last)])
    assert [number for number, day in enumerate(days) if day.paid] == worked_on
    assert all(day.absence is None for day in days)


@pytest.mark.parametrize(
    ("training_ends", "trained"),
    [
        (date(2026, 11, 15), []),
        (date(2026, 11, 16), [0]),
        (date(2026, 11, 19), [0]),
        (date(2026, 11, 20), [0, 4]),
        (None, [0, 4]),
    ],
    ids=str,
)
def test_nothing_is_trained_after_the_training(training_ends: date | None, trained: list[int]):
    days = planned(training_ends=training_ends)
    assert [number for number, day in enumerate(days) if day.training] == trained
    assert [day.paid for day in days] == [180, 0, 180, 0, 180, 0, 0]
    assert all((TRAINED in day.shares) is bool(day.training) for day in days)


def test_a_public_holiday_is_empty_and_says_why():
    days = planned(days_off=[WEDNESDAY])
    assert days[2] == DayContent(WEDNESDAY, 0, 0, Absence.HOLIDAY)
    assert [day.absence for day in days].count(Absence.HOLIDAY) == 1


@pytest.mark.parametrize("day", [TUESDAY, WEEK.sunday], ids=str)
def test_a_public_holiday_on_a_day_off_says_nothing(day: date):
    assert planned(days_off=[day]) == planned()


@pytest.mark.parametrize(
    "values",
    [
        {"start_on": TUESDAY},
        {"ends_on": LONG_AGO},
        {"pattern": {0: {TRAINED: 60}}, "training_ends": LONG_AGO},
    ],
    ids=["before the start", "after the end", "after the training"],
)
def test_a_public_holiday_without_hours_of_its_own_says_nothing(values: dict[str, Any]):
    assert planned(days_off=[MONDAY], **values)[0] == DayContent(MONDAY, 0, 0)


def test_a_public_holiday_after_the_training_still_has_its_paid_hours_to_lose():
    assert planned(days_off=[MONDAY], training_ends=LONG_AGO)[0].absence is Absence.HOLIDAY


def test_a_week_over_the_new_year_has_its_seven_days():
    week, new_year = Week.parse("2026-W53"), date(2027, 1, 1)
    days = prefill(week, {4: {PAID: 60}}, job=Run(LONG_AGO), days_off=[new_year])
    assert days[4] == DayContent(new_year, 0, 0, Absence.HOLIDAY)
    assert days[-1].day == date(2027, 1, 3)


def test_a_day_has_its_shares():
    usual = {PAID: 100, ALSO_PAID: 80, TRAINED: 60, ALSO_TRAINED: 0}
    day = planned({1: usual})[1]
    assert (day.paid, day.training) == (180, 60)
    assert day.shares == usual


@pytest.mark.parametrize(
    ("usual", "paid", "training"),
    [
        ({PAID: 1440}, 1440, 0),
        ({PAID: 1440, TRAINED: 1440}, 720, 720),
        ({PAID: 1440, TRAINED: 480}, 1080, 360),
        ({PAID: 1440, ALSO_PAID: 1}, 1440, 0),
        ({PAID: 720, ALSO_PAID: 720, TRAINED: 720, ALSO_TRAINED: 720}, 720, 720),
    ],
)
def test_a_day_is_prefilled_with_no_more_than_its_24_hours(
    usual: dict[Key, int], paid: int, training: int
):
    day = planned({6: usual})[6]
    assert (day.paid, day.training) == (paid, training)
    assert sum(day.shares.values()) == paid + training


# --- adding up ---


@dataclass
class Day:
    day: date
    paid: int = 0
    training: int = 0


def test_the_totals_of_a_week():
    days = [Day(WEEK.monday, 180, 60), Day(WEEK.sunday, 30, 0)]
    assert totals(iter(days)) == (210, 60)
    assert totals([]) == NOTHING


# --- when it can be logged, and when it is owed ---


@pytest.mark.parametrize(
    ("start_on", "today", "refused"),
    [
        (LONG_AGO, date(2026, 11, 16), False),
        (LONG_AGO, date(2026, 11, 22), False),
        (LONG_AGO, date(2027, 11, 22), False),
        (LONG_AGO, date(2026, 11, 15), True),
        (date(2026, 11, 22), date(2026, 11, 22), False),
        (date(2026, 11, 23), date(2026, 11, 23), True),
    ],
)
def test_a_week_opens_on_its_monday_and_not_before_the_start(
    start_on: date, today: date, refused: bool
):
    assert (may_log(WEEK, start_on=start_on, today=today) is not None) is refused


@pytest.mark.parametrize(
    ("ended_on", "refused"),
    [(date(2026, 11, 15), True), (date(2026, 11, 16), False), (date(2026, 11, 30), False)],
)
def test_a_week_after_the_end_cannot_be_logged(ended_on: date, refused: bool):
    result = may_log(WEEK, start_on=LONG_AGO, today=date(2026, 12, 1), ended_on=ended_on)
    assert (result is not None) is refused


def test_a_week_is_owed_from_its_friday_noon():
    assert due_since(WEEK).isoformat() == "2026-11-20T12:00:00+01:00"


def test_the_refusal_names_the_day():
    early = may_log(WEEK, start_on=LONG_AGO, today=date(2026, 11, 15))
    before = may_log(WEEK, start_on=date(2026, 11, 23), today=date(2026, 11, 23))
    assert early
    assert before
    assert (early.values["monday"], early.days) == (WEEK.monday, ("monday",))
    assert (before.values["start"], before.days) == (date(2026, 11, 23), ("start",))


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (date(2026, 11, 16), "2026-W46"),
        (date(2026, 11, 19), "2026-W46"),
        (date(2026, 11, 20), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W47"),
        (date(2026, 12, 31), "2026-W52"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 4), "2026-W53"),
    ],
    ids=str,
)
def test_a_week_is_owed_from_its_friday_on(today: date, week: str):
    assert str(last_due(today)) == week
