"""The rows that belong to listed week sheets."""

from uuid import uuid4

import pytest

from tests.database import Database
from tests.house.statements import counted
from tests.world import WEEK, World
from webapp.demo import build
from webapp.timesheets import sheet_rows
from webapp.timesheets.rules import Absence, Mark, Status
from webapp.timesheets.sheet_rows import MarkRow

DRIVING = uuid4()


@pytest.mark.parametrize("status", Status)
def test_only_marks_that_were_sent_count(world: World, db: Database, status: Status) -> None:
    learnt = "Kører selv | hver dag"
    progress = [build.progress(DRIVING, Mark.ALONE, learnt)]
    sheets = [world.sheet(status, progress=progress), world.sheet(status)]
    result = db.change(lambda session: sheet_rows.marks(session, sheets))
    sent = status in {Status.SUBMITTED, Status.APPROVED}
    assert result == ([MarkRow(DRIVING, WEEK.monday, Mark.ALONE, learnt)] if sent else [])


def test_days_away_are_read_for_all_sheets_at_once_and_in_their_order(
    world: World, db: Database
) -> None:
    first, second, third = (build.timesheet(world.job().id, WEEK) for _ in range(3))
    first.days[4].absence, first.days[1].absence = Absence.SICK, Absence.LATE
    third.days[0].absence = Absence.NO_SHOW
    ids = [sheet.id for sheet in (first, second)]
    db.add(first, second, third)
    with counted(db.engine) as seen:
        away = db.change(lambda session: sheet_rows.absences(session, ids))
    assert dict(away) == {ids[0]: [(WEEK.days[1], Absence.LATE), (WEEK.days[4], Absence.SICK)]}
    assert len(seen) == 1


def test_without_sheets_nothing_is_asked(db: Database) -> None:
    with counted(db.engine) as seen:
        assert db.change(lambda session: sheet_rows.absences(session, [])) == {}
        assert db.change(lambda session: sheet_rows.marks(session, [])) == []
    assert not seen
