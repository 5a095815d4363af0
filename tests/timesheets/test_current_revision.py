"""Which revision of a week counts, and for whom: asked of the database, and of rows."""

from typing import Any

import pytest
from sqlmodel import Session, select

from tests.database import Database
from tests.world import WEEK, World
from webapp.timesheets import revision_conditions, revisions, store
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import SENT, Status

OPEN, SUBMITTED, RETURNED, APPROVED = Status
# The states of a week's revisions, and which one counts: to the company, to staff, as marks, as
# hours in payroll, as hours in the register.
TABLE: dict[tuple[Status, ...], tuple[int | None, ...]] = {
    (OPEN,): (1, 1, None, None, None),
    (SUBMITTED,): (1, 1, 1, None, 1),
    (RETURNED,): (1, 1, None, None, None),
    (APPROVED,): (1, 1, 1, 1, 1),
    (APPROVED, OPEN): (2, 1, 1, 1, 1),
    (APPROVED, SUBMITTED): (2, 2, 2, 1, 1),
    (APPROVED, RETURNED): (2, 1, 1, 1, 1),
    (APPROVED, APPROVED): (2, 2, 2, 2, 2),
    (APPROVED, APPROVED, OPEN): (3, 2, 2, 2, 2),
    (APPROVED, APPROVED, SUBMITTED): (3, 3, 3, 2, 2),
}


def make(world: World, states: tuple[Status, ...]) -> None:
    """The week, and the one after it, which is not sent."""
    job = world.job()
    for revision, status in enumerate(states, start=1):
        world.sheet(status, job=job, revision=revision)
    world.sheet(OPEN, job=job, week=WEEK.plus(1))


def number(sheets: Any) -> int | None:
    of_week = [sheet.revision for sheet in sheets if sheet.week == WEEK]
    assert len(of_week) < 2
    return next(iter(of_week), None)


@pytest.mark.parametrize("states", TABLE, ids=" ".join)
def test_a_query_and_a_function_say_the_same(
    world: World, db: Database, states: tuple[Status, ...]
) -> None:
    make(world, states)
    karen, mette = world.actor("karen"), world.actor("mette")
    conditions = [
        revision_conditions.newest_to(karen),
        revision_conditions.newest_to(mette),
        revision_conditions.newest(SENT),
        revision_conditions.newest({APPROVED}),
        revision_conditions.hours_count(),
    ]
    with Session(db.engine) as session:
        everything = session.exec(select(Timesheet)).all()
        asked = [number(session.exec(select(Timesheet).where(each))) for each in conditions]
        found = [
            number(revisions.newest(each for each in everything if store.reads(karen, each))),
            number(revisions.newest(each for each in everything if store.reads(mette, each))),
            number(revisions.newest(everything, SENT)),
            number(revisions.newest(everything, {APPROVED})),
        ]
    assert (tuple(asked), tuple(found)) == (TABLE[states], TABLE[states][:4])


@pytest.mark.parametrize("states", TABLE, ids=" ".join)
def test_staff_hear_that_a_correction_is_written(
    world: World, db: Database, states: tuple[Status, ...]
) -> None:
    make(world, states)
    with Session(db.engine) as session:
        rows = session.exec(select(Timesheet).where(revision_conditions.has_draft())).all()
    drafted = states[-1] in {OPEN, RETURNED} and len(states) > 1
    assert bool(rows) is drafted
