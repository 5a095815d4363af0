"""The sheets that a small job gets when it starts."""

from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import START, TODAY, WEEK, World
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Split
from webapp.timesheets import steps
from webapp.timesheets.models import Timesheet


@pytest.mark.parametrize(("start", "count"), [(TODAY, 1), (WEEK.monday, 1), (START, 4)])
def test_the_week_in_which_it_starts_has_a_sheet_also_on_its_monday(
    world: World, db: Database, start: date, count: int
) -> None:
    made = world.job(JobStatus.PLANNED, start_on=start)
    split = db.one(Split)

    def change(session: Session) -> None:
        job = session.get_one(SmallJob, made.id)
        on_monday = datetime.combine(WEEK.monday, time(12), UTC)
        steps.open_since_start(session, job, split.parts, at=on_monday)

    db.change(change)
    assert len(db.all(Timesheet)) == count
