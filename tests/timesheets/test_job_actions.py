"""What happens to a small job, called without any page: its weeks follow, and a block holds."""

from typing import Any

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import EARLIER, NOW, START, TODAY, WEEK, World
from webapp.actor import Refused
from webapp.clock import Week
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing, Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Split
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.timesheets import job_actions
from webapp.timesheets.models import Day, Timesheet


def paid(db: Database) -> list[int]:
    return [day.paid for day in sorted(db.all(Day), key=lambda day: day.day)]


def act(world: World, db: Database, job: SmallJob, action: Any, *more: Any, **values: Any) -> None:
    def change(session: Session) -> None:
        now = session.get_one(SmallJob, job.id)
        task, split = session.get_one(Task, job.task_id), session.get_one(Split, job.split_id)
        rows = [task, split] if action is job_actions.start_job else [split]
        action(session, now, *rows, *more, by=world.actor("mette"), at=NOW, **values)

    db.change(change)


def test_what_starts_has_a_sheet_for_every_week_since(world: World, db: Database) -> None:
    job = world.job(JobStatus.PLANNED)
    act(world, db, job, job_actions.start_job)
    assert db.one(SmallJob).status is JobStatus.ACTIVE
    weeks = {sheet.week for sheet in db.all(Timesheet)}
    assert weeks == {Week.of(START).plus(number) for number in range(4)}


def test_what_blocks_a_start_opens_no_week(world: World, db: Database) -> None:
    job = world.job(JobStatus.PLANNED, trains=True, hearing=Hearing.NOT_YET)
    with pytest.raises(Refused):
        act(world, db, job, job_actions.start_job)
    assert db.all(Timesheet) == []


def test_a_pause_its_end_and_the_end_of_all(world: World, db: Database) -> None:
    job = world.job()
    world.sheet(job=job)
    act(world, db, job, job_actions.pause_job, reason="Ferie.")
    assert paid(db) == [144] * 4 + [0] * 3
    act(world, db, job, job_actions.resume_job)
    assert paid(db) == [144] * 5 + [0] * 2
    friday = {(row.part_id, row.weekday): 60 for row in job.pattern}
    version = db.one(SmallJob).version
    act(world, db, job, job_actions.set_usual_week, friday, version=version)
    assert paid(db) == [60] * 5 + [0] * 2
    act(world, db, job, job_actions.end_job, outcome=Outcome.GREW, reason="20 timer nu.")
    assert paid(db) == [60] * 5 + [0] * 2
    assert db.one(SmallJob).ended_on == TODAY


def approve(world: World, db: Database, split: Split) -> None:
    def change(session: Session) -> None:
        now = session.get_one(Split, split.id)
        task = session.get_one(Task, split.task_id)
        job_actions.approve_plan(session, now, task, by=world.actor("mette"), at=NOW)

    db.change(change)


def next_version(world: World, db: Database, job: SmallJob, **values: Any) -> Split:
    """Karen wants ten hours instead of twelve."""
    task = db.get(Task, job.task_id)
    parts = [build.part(minutes=600, activity_id=task.activities[0].id)]
    texts: dict[str, Any] = {"number": 2, "task": task, "parts": parts}
    return world.split(SplitStatus.SUBMITTED, **texts | values)


def test_an_approved_plan_reaches_the_small_job_and_its_open_weeks(
    world: World, db: Database
) -> None:
    job = world.job()
    world.sheet(job=job)
    world.sheet(job=job, week=WEEK.plus(-1), updated_at=EARLIER)
    split = next_version(world, db, job, starts_week=4)
    approve(world, db, split)
    assert db.one(SmallJob).split_id == split.id
    assert paid(db) == [144] * 5 + [0] * 2 + [120] * 5 + [0] * 2


def test_what_blocks_because_of_the_small_job_is_not_approved(world: World, db: Database) -> None:
    """Whoever calls it need not say when the small job began: it changes weeks that are over."""
    job = world.job()
    split = next_version(world, db, job, starts_week=1)
    with pytest.raises(Refused):
        approve(world, db, split)
    assert db.one(SmallJob).split_id == job.split_id
