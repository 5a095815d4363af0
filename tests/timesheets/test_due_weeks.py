"""The days of a week in cells, and what is done alone for weeks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from webapp.clock import Week
from webapp.demo import build
from webapp.splits.plan import Kind
from webapp.timesheets.due_weeks import days_to_show
from webapp.timesheets.mastery import activities_to_mark, ready_for_pay
from webapp.timesheets.rules import Absence, Mark
from webapp.timesheets.sheet_rows import MarkRow

WEEK = Week(2026, 47)
DRIVING = UUID(int=2)


def shown(minutes: list[int], **absences: Absence) -> int:
    """How many days of a week are shown, days as numbers: `d5=Absence.SICK` is Saturday."""
    days = build.timesheet(UUID(int=1), WEEK, minutes_by_day=minutes).days
    for name, absence in absences.items():
        days[int(name[1:])].absence = absence
    return len(days_to_show(days))


def test_a_weekend_is_shown_where_something_stands_on_it():
    assert shown([144] * 5 + [0, 0]) == shown([0] * 7) == 5
    assert shown([0] * 5 + [60, 0]) == shown([0] * 5 + [0, 60]) == 7
    assert shown([144] * 5 + [0, 0], d5=Absence.SICK) == 7


def marks(*said: Mark) -> list[MarkRow]:
    """Marks of driving, week after week; the newest first, as lists have them."""
    return [
        MarkRow(DRIVING, WEEK.monday - timedelta(weeks=ago), mark, "")
        for ago, mark in enumerate(reversed(said))
    ]


ALONE, HELP = Mark.ALONE, Mark.WITH_HELP
TRAINED = build.part(Kind.TRAINING, activity_id=DRIVING, from_week=1, to_week=8)


def ready(rows: list[MarkRow], parts: list[Any], week: int) -> dict[UUID, list[MarkRow]]:
    """What can be paid in a week of the plan after three weeks alone."""
    trained = activities_to_mark(parts, week)
    return ready_for_pay(rows, trained, parts, weeks_alone=3)


@pytest.mark.parametrize(
    ("said", "weeks"),
    [
        ([ALONE, ALONE, ALONE], 3),
        ([HELP, ALONE, ALONE, ALONE], 3),
        ([ALONE, ALONE], 0),
        ([ALONE, HELP, ALONE, ALONE], 0),
        ([ALONE, ALONE, ALONE, HELP], 0),
    ],
)
def test_three_weeks_alone_are_ready_for_pay(said: list[Mark], weeks: int):
    result = ready(marks(*said), [TRAINED], 5)
    assert len(result.get(DRIVING, [])) == weeks
    assert [row.monday for row in result.get(DRIVING, [])] == sorted(
        row.monday for row in result.get(DRIVING, [])
    )


def test_what_is_not_trained_any_more_or_paid_anyway_is_not_suggested():
    said = marks(ALONE, ALONE, ALONE)
    paid_later = build.part(Kind.PAID, activity_id=DRIVING, from_week=9)
    assert ready(said, [TRAINED], 9) == {}
    assert ready(said, [TRAINED, paid_later], 5) == {}
