"""How a week is prefilled, when it opens and is owed, and what is said of its hours."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from webapp import rulebook
from webapp.clock import Week
from webapp.rulebook import Effect
from webapp.rulebook.findings import Code
from webapp.timesheets.rules import (
    ABSENCE_NAMES,
    MOVES,
    STATUS_NAMES,
    WHOSE_MOVE,
    Absence,
    Planned,
    Status,
    away_with_hours,
    blocked,
    findings,
    last_due,
    may_log,
    owed_since,
    prefill,
    totals,
)

BOOK = rulebook.on(date(2026, 11, 21))
WEEK = Week.parse("2026-W47")  # 16 to 22 November
USUAL = {0: (180, 60), 2: (180, 0), 4: (180, 60)}
LONG_AGO = date(2026, 1, 1)


@dataclass
class Day:
    day: date
    paid: int = 0
    training: int = 0


def week_of(*minutes: int) -> list[Day]:
    return [Day(day, paid) for day, paid in zip(WEEK.days, minutes, strict=True)]


def filled(
    *, start_on: date = LONG_AGO, ends_on: date | None = None, days_off: tuple[date, ...] = ()
) -> list[tuple[int, int]]:
    planned = prefill(WEEK, USUAL, start_on=start_on, ends_on=ends_on, days_off=days_off)
    assert [day.day for day in planned] == WEEK.days
    return [(day.paid, day.training) for day in planned]


NOTHING = (0, 0)


def test_a_usual_week_is_prefilled_as_planned():
    assert filled() == [(180, 60), NOTHING, (180, 0), NOTHING, (180, 60), NOTHING, NOTHING]


@pytest.mark.parametrize(
    ("start_on", "days"),
    [
        (date(2026, 11, 15), 3),
        (date(2026, 11, 16), 3),
        (date(2026, 11, 17), 2),
        (date(2026, 11, 18), 2),
        (date(2026, 11, 19), 1),
        (date(2026, 11, 21), 0),
        (date(2027, 1, 1), 0),
    ],
    ids=str,
)
def test_days_before_the_start_are_empty(start_on: date, days: int):
    assert len([day for day in filled(start_on=start_on) if day != NOTHING]) == days


@pytest.mark.parametrize(
    ("ends_on", "days"),
    [
        (date(2026, 11, 15), 0),
        (date(2026, 11, 16), 1),
        (date(2026, 11, 18), 2),
        (date(2026, 11, 22), 3),
        (None, 3),
    ],
    ids=str,
)
def test_days_after_the_end_are_empty(ends_on: date | None, days: int):
    assert len([day for day in filled(ends_on=ends_on) if day != NOTHING]) == days


def test_a_public_holiday_is_empty_and_says_why():
    wednesday = date(2026, 11, 18)
    planned = prefill(WEEK, USUAL, start_on=LONG_AGO, ends_on=None, days_off=[wednesday])
    assert planned[2] == Planned(wednesday, 0, 0, Absence.HOLIDAY)
    assert [day.absence for day in planned].count(Absence.HOLIDAY) == 1


@pytest.mark.parametrize("day", [date(2026, 11, 17), date(2026, 11, 22)], ids=str)
def test_a_public_holiday_on_a_day_off_says_nothing(day: date):
    planned = prefill(WEEK, USUAL, start_on=LONG_AGO, ends_on=None, days_off=[day])
    assert all(one.absence is None for one in planned)


def test_a_public_holiday_before_the_start_says_nothing():
    planned = prefill(
        WEEK, USUAL, start_on=date(2026, 11, 18), ends_on=None, days_off=[date(2026, 11, 16)]
    )
    assert planned[0] == Planned(date(2026, 11, 16), 0, 0)


def test_a_week_over_the_new_year_has_its_seven_days():
    week = Week.parse("2026-W53")
    planned = prefill(
        week, {4: (60, 0)}, start_on=LONG_AGO, ends_on=None, days_off=[date(2027, 1, 1)]
    )
    assert planned[4] == Planned(date(2027, 1, 1), 0, 0, Absence.HOLIDAY)
    assert planned[-1].day == date(2027, 1, 3)


def test_a_pattern_of_nothing_is_a_week_of_nothing():
    planned = prefill(WEEK, {}, start_on=LONG_AGO, ends_on=None, days_off=WEEK.days)
    assert all((day.paid, day.training, day.absence) == (0, 0, None) for day in planned)


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
    found = may_log(WEEK, start_on=LONG_AGO, today=date(2026, 12, 1), ended_on=ended_on)
    assert (found is not None) is refused


@dataclass
class Away(Day):
    absence: Absence | None = None
    absence_note: str = ""


@pytest.mark.parametrize(
    ("absence", "paid", "note", "asked"),
    [
        (None, 180, "", False),
        (Absence.SICK, 0, "", False),
        (Absence.SICK, 180, "", True),
        (Absence.SICK, 180, "gik hjem kl. 11", False),
        (Absence.NO_SHOW, 15, "", True),
        (Absence.CLOSED, 15, "", True),
        (Absence.LATE, 180, "", False),
    ],
)
def test_hours_on_a_day_away_want_a_word(
    absence: Absence | None, paid: int, note: str, asked: bool
):
    found = away_with_hours([Away(WEEK.monday, paid, 0, absence, note)])
    assert bool(found) is asked
    assert blocked(found) is asked


def test_a_week_is_owed_from_its_friday_noon():
    assert owed_since(WEEK).isoformat() == "2026-11-20T12:00:00+01:00"


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


def test_the_totals_of_a_week():
    days = [Day(WEEK.monday, 180, 60), Day(WEEK.sunday, 30, 0)]
    assert totals(iter(days)) == (210, 60)
    assert totals([]) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ((180, 0, 180, 0, 180, 0, 0), []),
        ((0, 0, 0, 0, 0, 0, 0), []),
        ((60, 60, 60, 60, 60, 60, 0), []),
        ((60, 60, 60, 60, 60, 60, 60), [(Code.REST, Effect.TELLS)]),
        ((444, 444, 444, 444, 444, 0, 0), []),
        ((445, 444, 444, 444, 444, 0, 0), [(Code.WEEKLY_TOTAL, Effect.TELLS)]),
        ((1440, 0, 0, 0, 0, 0, 0), []),
        ((1441, 0, 0, 0, 0, 0, 0), [(Code.REST, Effect.BLOCKS)]),
        (
            (1441, 400, 400, 1, 1, 1, 1),
            [
                (Code.REST, Effect.BLOCKS),
                (Code.WEEKLY_TOTAL, Effect.TELLS),
                (Code.REST, Effect.TELLS),
            ],
        ),
    ],
)
def test_what_is_said_of_the_hours(minutes: tuple[int, ...], expected: list[object]):
    found = findings(week_of(*minutes), BOOK)
    assert [(one.code, one.effect) for one in found] == expected
    assert blocked(found) is any(effect is Effect.BLOCKS for _, effect in expected)


def test_paid_and_training_hours_of_a_day_count_together():
    (found,) = findings([Day(WEEK.monday, 720, 721)], BOOK)
    assert (found.effect, found.field) == (Effect.BLOCKS, "days-0-paid")


def test_the_line_that_has_too_many_hours_is_named():
    days = [Day(WEEK.monday + timedelta(days=n), 1441 if n == 3 else 0) for n in range(7)]
    assert [one.field for one in findings(days, BOOK)] == ["days-3-paid"]


def test_every_state_but_the_first_can_be_reached_and_everything_has_a_name():
    reached = {after for moves in MOVES.values() for after in moves.values()}
    assert reached == set(Status) - {Status.OPEN}
    assert set(STATUS_NAMES) == set(WHOSE_MOVE) == set(Status)
    assert set(ABSENCE_NAMES) == set(Absence)


def test_an_approved_week_never_changes():
    assert all(Status.APPROVED not in moves for moves in MOVES.values())
