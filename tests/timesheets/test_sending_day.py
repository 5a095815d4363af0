"""From which day on a week can be sent: a sentence, a week, and the first day.

The week is that of Monday 16 November 2026, where nothing else is said.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from webapp import rulebook
from webapp.clock import Week
from webapp.reminders.rules import reminder_days
from webapp.rulebook.rules import SendFrom
from webapp.smalljobs.pauses import Run
from webapp.splits.plan import Kind
from webapp.timesheets import policy
from webapp.timesheets.day import DayContent
from webapp.timesheets.rules import Absence
from webapp.timesheets.sending_day import first_day
from webapp.timesheets.weeks import due_day, last_due, prefill

WEEK = Week(2026, 47)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days
FULL = "2 2 2 2 2 - -"
UNTIL_WED = "4 4 4 - - - -"

ABSENCES = {
    "sick": Absence.SICK,
    "off": Absence.AGREED,
    "closed": Absence.CLOSED,
    "holiday": Absence.HOLIDAY,
    "gone": Absence.NO_SHOW,
    "late": Absence.LATE,
}


@dataclass(frozen=True)
class Rest:
    """The days of a pause."""

    from_day: date
    to_day: date | None = None


def days(text: str, week: Week = WEEK) -> list[DayContent]:
    """Hours of the seven days; `-` nothing, a word an absence, `late2` both, `t2` training."""
    result = []
    for day, said in zip(week.days, text.split(), strict=True):
        absence = ABSENCES.get(said.rstrip("0123456789"))
        number = "".join(letter for letter in said if letter.isdigit())
        minutes = 60 * int(number or 0)
        paid, training = (0, minutes) if said.startswith("t") else (minutes, 0)
        result.append(DayContent(day, paid, training, absence))
    return result


CASES = [
    ("the last planned day is a Wednesday", UNTIL_WED, UNTIL_WED, WED),
    ("it is a Friday", FULL, FULL, FRI),
    ("only a Monday", "8 - - - - - -", "8 - - - - - -", MON),
    ("a Sunday is worked", "- - - - - - 5", "- - - - - - 5", SUN),
    ("training counts as well", "2 2 - t3 - - -", "2 2 - t3 - - -", THU),
    ("nothing is planned, nothing was worked", "- - - - - - -", "- - - - - - -", None),
    ("nothing is planned, and somebody came", "- - - - - - -", "- 3 - - - - -", TUE),
    ("a day beyond the planned ones", UNTIL_WED, "4 4 4 - - 2 -", SAT),
    # --- public holidays, as they are prefilled ---
    ("a public holiday on the last day", "2 2 2 2 holiday - -", "2 2 2 2 holiday - -", THU),
    ("but somebody worked on it", "2 2 2 2 holiday - -", "2 2 2 2 3 - -", FRI),
    ("nothing but holidays", "holiday holiday - - - - -", "holiday holiday - - - - -", None),
    # --- what may be told ahead, as what it is ---
    ("closed all week", FULL, "closed closed closed closed closed - -", None),
    ("sick all week", FULL, "sick sick sick sick sick - -", None),
    ("no hours", FULL, "- - - - - - -", None),
    ("closed from Wednesday on", FULL, "2 2 closed closed closed - -", TUE),
    ("off on the last day", FULL, "2 2 2 2 off - -", THU),
    # --- what may not ---
    ("the rest emptied without a word", FULL, "2 - - - - - -", FRI),
    ("nobody knows who will not come", FULL, "gone gone gone gone gone - -", FRI),
    ("or who will be late", FULL, "2 2 2 closed late1 - -", FRI),
    ("did not come on Tuesday, closed after that", FULL, "2 gone closed closed closed - -", TUE),
]


@pytest.mark.parametrize(
    ("planned", "told", "first"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_first_day_on_which_a_week_can_be_sent(
    planned: str, told: str, first: date | None
) -> None:
    assert first_day(days(told), days(planned), SendFrom.LAST_PLANNED_DAY) == first


@pytest.mark.parametrize("text", [UNTIL_WED, FULL, "8 - - - - - -", "- - - - - - 5"])
def test_a_municipality_may_want_it_from_the_end_of_the_week(text: str) -> None:
    assert first_day(days(text), days(text), SendFrom.END_OF_WEEK) == SUN
    closed = days("closed closed closed closed closed - -")
    assert first_day(closed, days(text), SendFrom.END_OF_WEEK) is None


@pytest.mark.parametrize(
    ("run", "first"),
    [
        (Run(WED), FRI),
        (Run(FRI), FRI),
        (Run(MON, TUE), TUE),
        (Run(MON, MON), MON),
        (Run(SAT), None),
        (Run(MON, None, [Rest(FRI, FRI)]), THU),
        (Run(MON, None, [Rest(THU)]), WED),
        (Run(MON, None, [Rest(MON, TUE)]), FRI),
        (Run(MON, WED, [Rest(WED, WED)]), TUE),
        (Run(MON, None, [Rest(MON, FRI)]), None),
    ],
)
def test_days_on_which_the_small_job_does_not_run_are_not_planned(
    run: Run, first: date | None
) -> None:
    """Before its start, after its end, and in a pause."""
    usual = {weekday: {(uuid4(), Kind.PAID): 120} for weekday in range(5)}
    planned = prefill(WEEK, usual, days_off=(), job=run)
    assert first_day(planned, planned, SendFrom.LAST_PLANNED_DAY) == first


def test_week_53_ends_in_the_next_year() -> None:
    """New Year's Day is its Friday, and off."""
    week = Week(2026, 53)
    text = "2 2 2 2 holiday - -"
    last = first_day(days(text, week), days(text, week), SendFrom.LAST_PLANNED_DAY)
    assert last == date(2026, 12, 31)
    text = "2 2 2 2 holiday 2 -"
    last = first_day(days(text, week), days(text, week), SendFrom.LAST_PLANNED_DAY)
    assert last == date(2027, 1, 2)
    end = first_day(days(text, week), days(text, week), SendFrom.END_OF_WEEK)
    assert end == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("first", "today", "refused"),
    [(WED, TUE, True), (WED, WED, False), (WED, THU, False), (None, MON, False)],
)
def test_it_is_refused_until_that_day(first: date | None, today: date, refused: bool) -> None:
    reason = policy.why_not_yet(first, today=today)
    assert (reason is not None) == refused
    if reason:
        assert reason.values == {"day": WED} and "You can send it from" in reason.id


@pytest.mark.parametrize(("last", "due"), [(None, FRI), (WED, FRI), (FRI, FRI), (SAT, SAT)])
def test_it_is_due_on_friday_or_on_its_last_day(last: date | None, due: date) -> None:
    assert due_day(WEEK, last) == due


def test_where_it_is_sent_from_the_end_of_the_week_it_is_due_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And reminded of on the Monday after."""
    book = rulebook.on(MON)
    book = replace(book, send_week=replace(book.send_week, send_from=SendFrom.END_OF_WEEK))
    monkeypatch.setattr(rulebook, "on", lambda _day: book)
    assert due_day(WEEK, WED) == SUN
    assert [last_due(day) for day in (FRI, SAT, SUN)] == [WEEK.plus(-1), WEEK.plus(-1), WEEK]
    assert reminder_days(MON) == (date(2026, 11, 23), date(2026, 11, 24))
