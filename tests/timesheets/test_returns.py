"""A returned week: its snapshot, and what has changed since."""

import json
from uuid import UUID

import pytest

from webapp.clock import Week
from webapp.splits.plan import Kind
from webapp.timesheets.day import ABSENCE, ABSENCE_NOTE, PAID
from webapp.timesheets.models import Day, Progress, Share, Timesheet
from webapp.timesheets.returns import questions, snapshot, summary
from webapp.timesheets.rules import Absence, Mark, Status

WEEK = Week.parse("2026-W47")
CRATES, TRUCK = UUID(int=1), UUID(int=2)


def returned(status: Status = Status.SUBMITTED) -> Timesheet:
    """A week of 2 hours a day that came back with a question on its Monday."""
    days = [Day(day=day, paid=120) for day in WEEK.days]
    days[1].shares = [Share(activity_id=CRATES, kind=Kind.PAID, minutes=120)]
    days[2].absence, days[2].absence_note = Absence.LATE, "Bussen"
    progress = [Progress(activity_id=TRUCK, mark=Mark.WITH_HELP)]
    sheet = Timesheet(monday=WEEK.monday, status=status, days=days, progress=progress)
    sheet.as_returned = json.loads(json.dumps(snapshot(sheet.content)))  # as a database keeps it
    days[0].returned_because = "7 timer?"
    return sheet


def test_what_is_as_it_was_is_unchanged() -> None:
    same = summary(returned(), staff=True)
    assert same.resubmitted and same.changes is not None and not same.changes.anything


def test_every_change_since_is_found() -> None:
    sheet = returned()
    sheet.days[0].paid = 180
    sheet.days[1].shares[0].activity_id = TRUCK
    sheet.days[2].absence, sheet.days[2].absence_note = None, ""
    sheet.progress[0].mark = Mark.ALONE
    changes = summary(sheet, staff=True).changes
    assert changes is not None
    assert [[change.what for change in day.changes] for day in changes.days] == [
        [PAID],
        [],
        [ABSENCE, ABSENCE_NOTE],
    ]
    assert [day.apart for day in changes.days] == [False, True, False]
    assert changes.marks == [(TRUCK, Mark.WITH_HELP, Mark.ALONE)]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("staff", [True, False])
def test_who_reads_the_questions_when(status: Status, staff: bool) -> None:
    shown = summary(returned(status), staff=staff)
    correctable = status in {Status.OPEN, Status.RETURNED}
    assert shown.has_questions is (correctable or (staff and status is Status.SUBMITTED))
    assert shown.resubmitted is (staff and status is Status.SUBMITTED)


def test_a_week_that_never_came_back_asks_nothing() -> None:
    sheet = returned()
    sheet.days[0].returned_because, sheet.as_returned = "", {}
    shown = summary(sheet, staff=True)
    assert (shown.has_questions, shown.resubmitted, shown.changes) == (False, False, None)


def test_a_week_from_before_snapshots_were_kept_shows_its_question() -> None:
    sheet = returned()
    sheet.as_returned = {}
    shown = summary(sheet, staff=True)
    assert (shown.resubmitted, shown.changes) == (True, None)


def test_questions_name_their_day() -> None:
    sheet = returned()
    sheet.returned_because = "Passer det?"
    assert questions(sheet) == "Passer det?\n2026-11-16: 7 timer?"
