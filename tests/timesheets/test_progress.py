"""The marks of the weeks as they are kept: what speaks for pay, and sheets anew."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.database import Database
from tests.world import EARLIER, NOW, START, WEEK, World
from webapp.clock import Week
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.splits.models import Split
from webapp.timesheets import actions, job_actions, store
from webapp.timesheets.blank import blank
from webapp.timesheets.content import WeekContent
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Mark, Status

TRUCK, PICKING = uuid4(), uuid4()
FIRST = Week.of(START)


# --- what speaks for pay ---


def marked(
    world: World, job: SmallJob, number: int, mark: Mark, status: Status, **values: Any
) -> None:
    """A sheet of the job's plan week `number`, with the truck's mark."""
    progress = [build.progress(TRUCK, mark, f"week {number}")]
    world.sheet(status, job=job, week=FIRST.plus(number - 1), progress=progress, **values)


def evidence(world: World, db: Database, who: str, job: SmallJob, *activity: UUID) -> list[Any]:
    actor = world.actor(who)
    result: Sequence[Any] = db.change(
        lambda session: store.evidence(session, actor, job.task_id, *activity)
    )
    return [
        (sheet.activity_id, Week.of(sheet.monday), sheet.mark, sheet.learnt) for sheet in result
    ]


@pytest.mark.parametrize(
    ("who", "weeks"),
    [("karen", 2), ("kirsten", 2), ("mette", 2), ("birgit", 2), ("ali", 0), ("sofie", 0)],
)
def test_evidence_is_what_was_sent_oldest_first(
    world: World, db: Database, who: str, weeks: int
) -> None:
    job = world.job(trains=True)
    marked(world, job, 2, Mark.ALONE, Status.SUBMITTED)
    marked(world, job, 1, Mark.NOT_YET, Status.APPROVED)
    marked(world, job, 3, Mark.ALONE, Status.RETURNED)
    marked(world, job, 4, Mark.ALONE, Status.OPEN)
    marked(world, world.job(trains=True), 1, Mark.ALONE, Status.APPROVED)
    known = [
        (TRUCK, FIRST, Mark.NOT_YET, "week 1"),
        (TRUCK, FIRST.plus(1), Mark.ALONE, "week 2"),
    ]
    assert evidence(world, db, who, job) == known[:weeks]


def test_evidence_can_be_of_one_activity(world: World, db: Database) -> None:
    job = world.job(trains=True)
    progress = [build.progress(TRUCK), build.progress(PICKING, Mark.ALONE, "læser sedlen")]
    world.sheet(Status.APPROVED, job=job, progress=progress)
    assert len(evidence(world, db, "mette", job)) == 2
    result = evidence(world, db, "mette", job, PICKING)
    assert result == [(PICKING, WEEK, Mark.ALONE, "læser sedlen")]


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (Status.OPEN, Mark.ALONE),
        (Status.RETURNED, Mark.ALONE),
        (Status.SUBMITTED, Mark.WITH_HELP),
        (Status.APPROVED, Mark.WITH_HELP),
    ],
)
def test_a_correction_counts_from_when_it_is_sent(
    world: World, db: Database, status: Status, mark: Mark
) -> None:
    job = world.job(trains=True)
    marked(world, job, 1, Mark.ALONE, Status.APPROVED)
    marked(world, job, 1, Mark.WITH_HELP, status, revision=2)
    assert [item[2] for item in evidence(world, db, "mette", job)] == [mark]


# --- sheets anew ---


def refill(world: World, db: Database, job: SmallJob, at: Any = NOW) -> int:
    """The plan has lost its Mondays; its sheets follow."""

    def change(session: Any) -> int:
        now = session.get_one(SmallJob, job.id)
        rows = {(row.part_id, row.weekday): row.minutes for row in now.pattern if row.weekday}
        split, by = session.get_one(Split, job.split_id), world.actor("mette")
        return job_actions.set_usual_week(
            session, now, split, rows, version=now.version, by=by, at=at
        )

    return db.change(change)


def mondays(db: Database) -> dict[Week, int]:
    """The minutes that stand in the first day of each sheet."""
    return {sheet.week: sheet.days[0].paid for sheet in db.all(Timesheet)}


def test_open_sheets_that_nobody_touched_follow_the_plan(world: World, db: Database) -> None:
    job = world.job()
    for back in (1, 0):
        world.sheet(job=job, week=WEEK.plus(-back))
    world.sheet()  # of another small job
    assert refill(world, db, job) == 1
    sheets = [sheet for sheet in db.all(Timesheet) if sheet.small_job_id == job.id]
    firsts = {sheet.week: [day.paid for day in sheet.days[:2]] for sheet in sheets}
    assert firsts == {WEEK.plus(-1): [144, 144], WEEK: [0, 144]}


@pytest.mark.parametrize("status", [*Status])
def test_what_was_kept_or_sent_stays(world: World, db: Database, status: Status) -> None:
    job = world.job()
    world.sheet(status, job=job, updated_at=EARLIER + timedelta(minutes=5))
    assert refill(world, db, job) == 0
    assert mondays(db) == {WEEK: 144}


@pytest.mark.parametrize("status", [*Status])
def test_only_open_sheets_follow(world: World, db: Database, status: Status) -> None:
    job = world.job()
    world.sheet(status, job=job)
    assert refill(world, db, job) == (status is Status.OPEN)


def test_a_sheet_can_follow_twice_and_whoever_has_it_open_is_told(
    world: World, db: Database
) -> None:
    job = world.job()
    world.sheet(job=job)
    before = db.one(Timesheet).version
    assert refill(world, db, job) == 1
    assert refill(world, db, job, NOW + timedelta(days=1)) == 1
    assert db.one(Timesheet).version == before + 2
    assert db.one(Timesheet).created_at == EARLIER


def test_a_sheet_that_came_about_by_keeping_it_is_touched(world: World, db: Database) -> None:
    job = world.job()

    def keep(session: Any) -> None:
        parts = session.get_one(Split, job.split_id).parts
        sheet = blank(session.get_one(SmallJob, job.id), parts, WEEK, at=EARLIER)
        by = world.actor("karen")
        actions.save(session, sheet, WeekContent([], {}), version=None, by=by, at=NOW)

    db.change(keep)
    assert db.one(Timesheet).version == 1
    assert refill(world, db, job) == 0
