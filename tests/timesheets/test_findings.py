"""Where a finding of a week stands, what it says, and what answers it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.splits.situations import SHEET, Day, around_week
from tests.timesheets.cases import MONDAY, SUNDAY, TUESDAY, WEEKS
from webapp import rulebook
from webapp.rulebook import Effect, Finding
from webapp.rulebook.findings import Code
from webapp.splits.rules import unanswered as unanswered_in_a_plan
from webapp.timesheets.findings import deviation, of_week, unanswered
from webapp.timesheets.rules import Absence

BOOK = rulebook.on(MONDAY)
NOBODY_OFF: dict[date, str] = {}
REASONS = {code.value: "Inventar-uge." for code in Code}


def week(*, on: int = 0, **values: Any) -> list[Day]:
    """A week with one day that is not empty, the first one if nothing is said."""
    days = [Day(SHEET.monday + timedelta(days=number), 0) for number in range(7)]
    days[on] = Day(days[on].day, **{"paid": 0} | values)
    return days


def findings_of(days: list[Day], **context: Any) -> list[Finding]:
    return of_week(days, BOOK, around_week(**context))


# --- where it stands ---


@pytest.mark.parametrize(
    ("days", "context", "field"),
    [
        (week(on=3, paid=1441), {}, "days-3-paid"),
        (week(on=6, paid=720, training=721), {}, "days-6-paid"),
        (week(on=2, paid=781), {}, "days-2-paid"),
        (week(on=1, paid=60), {"ended_on": MONDAY}, "days-1-paid"),
        (week(on=1, training=60), {"ended_on": MONDAY}, "days-1-training"),
        (week(on=0, paid=60), {"start_on": TUESDAY}, "days-0-paid"),
        (
            week(on=0, absence=Absence.SICK, away_paid=60),
            {"start_on": TUESDAY},
            "days-0-paid",
        ),
        (week(on=5, paid=60, training=60), {"training_ends": SUNDAY}, "days-5-training"),
        (week(on=4, paid=60, absence=Absence.SICK), {}, "days-4-because"),
        (week(on=1, paid=60), {"off": {TUESDAY: "Helligdag"}}, "days-1-paid"),
        (week(paid=180), {"planned": (60, 0)}, ""),
        (week(training=1), {"planned": (60, 0)}, ""),
    ],
)
def test_what_is_about_a_day_stands_beside_it(days: list[Day], context: dict[str, Any], field: str):
    (item,) = findings_of(days, **context)
    assert item.field == field


# --- what it says ---


@pytest.mark.parametrize(
    ("days", "context", "values"),
    [
        (
            week(on=1, training=60),
            {"training_ends": MONDAY, "contact": "Mette Lund"},
            {"day": TUESDAY, "ends": MONDAY, "name": "Mette Lund"},
        ),
        (week(paid=60), {"start_on": TUESDAY}, {"day": MONDAY, "edge": TUESDAY}),
        (week(paid=60), {"ended_on": SUNDAY}, {"day": MONDAY, "edge": SUNDAY}),
        (week(paid=700), {"planned": (600, 0)}, {"hours": 700, "agreed": 600}),
        (week(training=241), {"planned": (600, 240)}, {"hours": 241, "agreed": 240}),
        (week(paid=800), {}, {"day": MONDAY, "hours": 800, "rest": 660}),
        (
            week(paid=90, training=30),
            {"off": {MONDAY: "2. juledag"}},
            {"day": MONDAY, "name": "2. juledag", "hours": 120},
        ),
    ],
)
def test_it_names_the_days_the_hours_and_who_can_help(
    days: list[Day], context: dict[str, Any], values: dict[str, Any]
):
    (finding,) = findings_of(days, **context)
    assert finding.message.values == values
    items = {*finding.message.hours, *finding.message.days, *finding.message.weekdays, "name"}
    assert set(values) <= items
    assert str(finding.message)


def test_pay_for_being_away_counts_as_paid():
    days = week(paid=700)
    days[1].absence, days[1].away_paid = Absence.SICK, 60
    (finding,) = findings_of(days, planned=(600, 0))
    assert finding.message.values == {"hours": 760, "agreed": 600}


def test_a_rule_of_a_dated_law_is_named_as_the_reason():
    days = [Day(day.day, 781, 1) for day in week()]
    for finding in findings_of(days, planned=(0, 0), training_ends=SUNDAY):
        known = {BOOK.rest, BOOK.above_agreed, BOOK.training_period}
        assert finding.why in known
        assert finding.effect is finding.why.effect


# --- what answers it ---


@pytest.mark.parametrize("sentence", [row[0] for row in WEEKS])
def test_a_week_waits_for_answers_as_a_plan_does_but_for_words_on_a_day(sentence: str):
    situation = next(row[1] for row in WEEKS if row[0] == sentence)
    here = situation(BOOK)
    assert unanswered(here, {}) == unanswered_in_a_plan(here, {})
    words = [finding for finding in here if finding.code is Code.AWAY_WITH_HOURS]
    blocks = [finding for finding in here if finding.effect is Effect.BLOCKS]
    assert unanswered(here, REASONS) == [*blocks, *words]


@pytest.mark.parametrize(
    ("reasons", "answered"),
    [
        ({}, False),
        ({"paid_above": ""}, False),
        ({"paid_above": " \n"}, False),
        ({"training_above": "Hun ville gerne."}, False),
        ({"paid_above": "Vi havde inventar."}, True),
    ],
)
def test_a_reason_answers_its_own_finding(reasons: dict[str, str], answered: bool):
    here = findings_of(week(paid=180), planned=(60, 60))
    assert [finding.code for finding in here] == [Code.PAID_ABOVE]
    assert (unanswered(here, reasons) == []) is answered


def test_the_word_on_a_day_is_its_answer_and_no_other_is():
    here = findings_of(week(paid=60, absence=Absence.SICK))
    assert unanswered(here, REASONS) == here
    assert findings_of(week(paid=60, absence=Absence.SICK, absence_note="Gik kl. 11")) == []


def test_one_reason_does_not_answer_two_questions():
    here = findings_of(week(paid=180, training=60), planned=(0, 0))
    left = unanswered(here, {"paid_above": "Inventar."})
    assert [finding.code for finding in left] == [Code.TRAINING_ABOVE]


# --- what differs from the plan ---


@pytest.mark.parametrize(
    ("day", "differs"),
    [
        ({"paid": 180, "training": 60}, False),
        ({"paid": 180, "training": 60, "absence_note": "Alt vel."}, False),
        ({"paid": 181, "training": 60}, True),
        ({"paid": 180, "training": 59}, True),
        ({"paid": 60, "training": 180}, True),
        ({"paid": 180, "training": 60, "absence": Absence.LATE}, True),
        ({"paid": 0, "absence": Absence.SICK}, True),
    ],
)
def test_a_day_differs_in_its_hours_or_by_an_absence(day: dict[str, Any], differs: bool):
    usual = week(on=2, paid=180, training=60)
    assert deviation(week(on=2, **day), usual) == ([usual[2].day] if differs else [])


def test_a_holiday_that_was_planned_is_no_deviation():
    usual = week(on=2, absence=Absence.HOLIDAY)
    assert deviation(usual, usual) == []
    assert deviation(week(on=2, paid=60), usual) == [usual[2].day]


def test_days_that_were_not_planned_differ():
    days = week(paid=60)
    assert deviation(days, []) == [day.day for day in days]
