"""A week that came back: its snapshot, and what is another since."""

import json
from uuid import UUID

import pytest

from webapp.clock import Week
from webapp.splits.plan import Kind
from webapp.timesheets.models import Day, Progress, Share, Timesheet
from webapp.timesheets.returned import asked, came_back, snapshot
from webapp.timesheets.revisions import What
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
    sheet.as_returned = json.loads(json.dumps(snapshot(sheet)))  # as a database keeps it
    days[0].returned_because = "7 timer?"
    return sheet


def test_what_is_as_it_was_is_unchanged() -> None:
    again = came_back(returned(), staff=True)
    assert again.again and again.changed is not None and not again.changed.anything


def test_every_change_since_is_found() -> None:
    sheet = returned()
    sheet.days[0].paid = 180
    sheet.days[1].shares[0].activity_id = TRUCK
    sheet.days[2].absence, sheet.days[2].absence_note = None, ""
    sheet.progress[0].mark = Mark.ALONE
    changed = came_back(sheet, staff=True).changed
    assert changed is not None
    assert [[one.what for one in day.changes] for day in changed.days] == [
        [What.PAID],
        [],
        [What.ABSENCE, What.WORD],
    ]
    assert [day.apart for day in changed.days] == [False, True, False]
    assert changed.marks == [(TRUCK, Mark.WITH_HELP, Mark.ALONE)]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("staff", [True, False])
def test_who_reads_the_questions_when(status: Status, staff: bool) -> None:
    found = came_back(returned(status), staff=staff)
    to_mend = status in {Status.OPEN, Status.RETURNED}
    assert found.asks is (to_mend or (staff and status is Status.SUBMITTED))
    assert found.again is (staff and status is Status.SUBMITTED)


def test_a_week_that_never_came_back_asks_nothing() -> None:
    sheet = returned()
    sheet.days[0].returned_because, sheet.as_returned = "", {}
    found = came_back(sheet, staff=True)
    assert (found.asks, found.again, found.changed) == (False, False, None)


def test_a_week_from_before_snapshots_were_kept_shows_its_question() -> None:
    sheet = returned()
    sheet.as_returned = {}
    found = came_back(sheet, staff=True)
    assert (found.again, found.changed) == (True, None)


def test_questions_name_their_day() -> None:
    sheet = returned()
    sheet.returned_because = "Passer det?"
    assert asked(sheet) == "Passer det?\n2026-11-16: 7 timer?"
