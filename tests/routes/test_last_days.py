"""The last day of a small job: chosen, also one that was, and an end that is undone."""

from datetime import date, timedelta

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, TODAY, WEEK, World
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Status

ENDS = {"outcome": Outcome.ORDINARY.value, "reason": "Han er blevet ansat."}
TEN_DAYS_AGO = "2026-11-10"  # the Tuesday of week 46


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


def end(mette: Browser, job: SmallJob, **typed: str) -> int:
    mette.open(f"/smalljobs/{job.id}")
    return mette.press("End the small job", **ENDS | typed).status_code


def test_it_ended_ten_days_ago(world: World, db: Database, mette: Browser) -> None:
    """Untouched weeks follow, what was sent comes back, of what is approved she is told."""
    job = world.job()
    world.sheet(Status.APPROVED, job=job, week=WEEK.plus(-1))
    world.sheet(Status.SUBMITTED, job=job)
    assert end(mette, job, last_day=TEN_DAYS_AGO) == 200
    assert mette.sees("Week 47 had hours there: it went back to the company.")
    assert mette.sees("Week 46 is approved with hours on days that are not worked.")
    ended = db.one(SmallJob)
    assert (ended.status, ended.ended_on) == (JobStatus.ENDED, date(2026, 11, 10))
    by_week = {sheet.week: sheet.status for sheet in db.all(Timesheet)}
    assert by_week == {WEEK: Status.RETURNED, WEEK.plus(-1): Status.APPROVED}


def test_untouched_weeks_after_it_go_and_its_own_is_cut(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job()
    for week in (WEEK.plus(-1), WEEK):
        sheet = world.sheet(job=job, week=week)
        db.update(sheet, updated_at=sheet.since)
    end(mette, job, last_day=TEN_DAYS_AGO)
    assert [sheet.week for sheet in db.all(Timesheet)] == [WEEK.plus(-1)]
    days = sorted(db.all(Day), key=lambda day: day.day)
    assert [day.paid for day in days] == [144] * 2 + [0] * 5


@pytest.mark.parametrize(
    ("last_day", "says"),
    [
        ((TODAY + timedelta(days=1)).isoformat(), "That day is still to come."),
        ("2026-10-25", "It cannot have ended before that."),
        ("", "What is the last day?"),
    ],
)
def test_what_can_be_no_last_day(
    world: World, db: Database, mette: Browser, last_day: str, says: str
) -> None:
    job = world.job()
    assert end(mette, job, last_day=last_day) == 422
    assert mette.sees(says)
    assert mette.form("End the small job").values["reason"] == ENDS["reason"]
    assert db.one(SmallJob).status is JobStatus.ACTIVE


@pytest.mark.parametrize("before", [JobStatus.PLANNED, JobStatus.ACTIVE, JobStatus.PAUSED])
def test_an_end_is_undone_back_to_what_it_was(
    world: World, db: Database, mette: Browser, before: JobStatus
) -> None:
    job = world.job(before)
    assert end(mette, job) == 200
    assert mette.press("Undo the end").status_code == 200
    now = db.one(SmallJob)
    assert (now.status, now.outcome, now.ended_on) == (before, None, None)
    last = db.all(Move)[-1]
    assert (last.action, last.before, last.after) == ("undo_end", "ended", before)


def test_the_weeks_after_it_are_owed_again(world: World, db: Database, mette: Browser) -> None:
    job = world.job()
    end(mette, job, last_day=TEN_DAYS_AGO)
    mette.press("Undo the end")
    assert {WEEK.plus(-1), WEEK} == {sheet.week for sheet in db.all(Timesheet)}
    assert [day.paid for day in db.all(Day)].count(144) == 10


def test_an_end_stays_once_something_new_has_begun(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job()
    end(mette, job)
    later = {"created_at": NOW + timedelta(hours=1), "number": 2}
    world.split(SplitStatus.DRAFT, task=db.get(Task, job.task_id), **later)
    assert mette.press("Undo the end").status_code == 409
    assert mette.sees("Something new has begun for this task, so the end stays.")
    assert db.one(SmallJob).status is JobStatus.ENDED
