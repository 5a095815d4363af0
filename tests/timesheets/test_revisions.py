"""What a correction changes, line by line."""

from typing import Any
from uuid import UUID

import pytest

from webapp.clock import Week
from webapp.demo import build
from webapp.splits.plan import Kind
from webapp.timesheets.day import AWAY_PAID, FIELDS, PAID, TRAINING, DayField
from webapp.timesheets.models import Share, Timesheet
from webapp.timesheets.revisions import FieldChange, RevisionDiff
from webapp.timesheets.revisions import diff as diff_content
from webapp.timesheets.rules import Absence, Mark

WEEK, JOB = Week(2026, 47), UUID(int=1)
DRIVING, PICKING = UUID(int=2), UUID(int=3)


def week(**of_monday: Any) -> Timesheet:
    """A week as planned, with something of its Monday replaced."""
    sheet = build.timesheet(JOB, WEEK)
    for name, value in of_monday.items():
        setattr(sheet.days[0], name, value)
    return sheet


def diff(old: Timesheet, new: Timesheet) -> RevisionDiff:
    return diff_content(old.content, new.content)


def test_the_same_week_has_no_changes():
    result = diff(week(), week())
    assert (result.days, result.totals, result.marks, result.anything) == ([], [], [], False)


DIFFERENT = {
    "paid": ("Paid hours", 60),
    "training": ("Training", 45),
    "absence": ("At work?", Absence.SICK),
    "away_paid": ("Paid absence", 30),
    "absence_note": ("A word on it", "Ringede kl. 7."),
}


@pytest.mark.parametrize("what", FIELDS, ids=lambda what: what.name)
def test_each_thing_that_a_day_says_is_compared(what: DayField):
    label, value = DIFFERENT[what.name]
    (day,) = diff(week(), week(**{what.name: value})).days
    (change,) = day.changes
    assert (day.day, change.what, change.now) == (WEEK.monday, what, value)
    assert what.label == label and not day.apart


@pytest.mark.parametrize(
    ("values", "totals"),
    [
        ({"paid": 60}, [FieldChange(PAID, 720, 636)]),
        ({"training": 45}, [FieldChange(TRAINING, 0, 45)]),
        (
            {"away_paid": 144, "paid": 0},
            [FieldChange(PAID, 720, 576), FieldChange(AWAY_PAID, 0, 144)],
        ),
        ({"absence": Absence.SICK}, []),
    ],
)
def test_totals_are_told_where_they_differ(values: dict[str, Any], totals: list[FieldChange]):
    assert diff(week(), week(**values)).totals == totals


def test_hours_that_move_from_day_to_day_change_no_total():
    new = week(paid=0)
    new.days[5].paid = 144
    result = diff(week(), new)
    assert ([day.day for day in result.days], result.totals) == ([WEEK.days[0], WEEK.days[5]], [])


def shared(**minutes: int) -> list[Share]:
    known = {"driving": DRIVING, "picking": PICKING}
    return [
        Share(activity_id=known[name], kind=Kind.PAID, minutes=each)
        for name, each in minutes.items()
    ]


def test_the_same_hours_told_apart_differently_are_a_change():
    old, new = (week(shares=shared(driving=item, picking=144 - item)) for item in (100, 44))
    (day,) = diff(old, new).days
    assert (day.apart, day.changes) == (True, [])


def test_a_share_without_minutes_is_as_good_as_none():
    old, new = week(shares=shared(driving=144, picking=0)), week(shares=shared(driving=144))
    assert not diff(old, new).anything


@pytest.mark.parametrize(
    ("was", "now"), [(Mark.WITH_HELP, Mark.ALONE), (None, Mark.ALONE), (Mark.ALONE, None)]
)
def test_marks_of_training_are_compared(was: Mark | None, now: Mark | None):
    old, new = week(), week()
    for sheet, mark in ((old, was), (new, now)):
        sheet.progress = [build.progress(DRIVING, mark)] if mark else []
    assert diff(old, new).marks == [(DRIVING, was, now)]
    assert diff(old, new).anything
