"""The worker's round: short transactions, nothing lost when one of them dies, nothing twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.database import Database
from tests.world import NOW, TODAY, WEEK, World
from webapp import scheduler
from webapp.accounts import codes
from webapp.accounts.rules import DRAFT_LIVES
from webapp.reminders import actions as reminders
from webapp.scheduler import Scheduler
from webapp.tasks import actions as tasks
from webapp.tasks.models import Task
from webapp.timesheets import job_actions as timesheets
from webapp.timesheets.models import Timesheet

STANDSTILL = 11  # weeks
JOBS = 7
BATCH = 3  # rows in one transaction, for these tests


@pytest.fixture
def house(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scheduler:
    """A worker with small batches and no pauses."""
    for feature in (timesheets, tasks):
        monkeypatch.setattr(feature, "BATCH", BATCH)
    monkeypatch.setattr(scheduler, "PAUSE", 0)
    return Scheduler(app.extensions["engine"], app.extensions["settings"])


def stood_still(world: World) -> None:
    """Small jobs that run, and a worker that has not looked for eleven weeks."""
    start = WEEK.plus(1 - STANDSTILL).monday
    since = NOW - timedelta(weeks=STANDSTILL - 1)
    for _number in range(JOBS):
        world.job(start_on=start, since=since)


@contextmanager
def rows_of(kind: type, fails: Callable[[int], bool] = lambda number: False) -> Iterator[list[int]]:
    """How many rows of a kind come or go in each transaction that has any; some fail."""
    counts: list[int] = []

    def flushed(session: Session, _context: Any) -> None:
        touched = [row for row in (*session.new, *session.deleted) if isinstance(row, kind)]
        session.info["rows"] = session.info.get("rows", 0) + len(touched)
        if touched and fails(len(counts)):
            raise RuntimeError("the machine stops")

    def committed(session: Session) -> None:
        if session.info.get("rows"):
            counts.append(session.info.pop("rows"))

    event.listen(Session, "after_flush", flushed)
    event.listen(Session, "after_commit", committed)
    try:
        yield counts
    finally:
        event.remove(Session, "after_flush", flushed)
        event.remove(Session, "after_commit", committed)


def opened(db: Database) -> Counter[str]:
    return Counter(str(sheet.week) for sheet in db.all(Timesheet))


def all_weeks() -> dict[str, int]:
    return {str(WEEK.plus(-back)): JOBS for back in range(STANDSTILL)}


def test_eleven_weeks_are_opened_after_eleven_weeks_a_few_at_a_time(
    house: Scheduler, world: World, db: Database
) -> None:
    stood_still(world)
    with rows_of(Timesheet) as counts:
        house.run(today=TODAY, at=NOW)
    assert opened(db) == all_weeks()
    assert counts == [3, 3, 1] * STANDSTILL
    with rows_of(Timesheet) as counts:
        Scheduler(house.engine, house.settings).run(today=TODAY, at=NOW)
    assert counts == []
    days = [len(sheet.days) for sheet in db.all(Timesheet)]
    assert days == [7] * JOBS * STANDSTILL


@pytest.mark.parametrize("dies_after", [0, 1, 7])
def test_a_batch_that_dies_is_done_in_the_next_round(
    house: Scheduler, world: World, db: Database, dies_after: int
) -> None:
    stood_still(world)
    with rows_of(Timesheet, lambda number: number == dies_after) as counts:
        house.run(today=TODAY, at=NOW)
    assert len(counts) == dies_after and len(house.failed) == 1
    assert db.count(Timesheet) == sum(counts)
    assert house.done_for is None
    house.run(today=TODAY, at=NOW)
    assert not house.failed and house.done_for == TODAY
    assert opened(db) == all_weeks()


def test_drafts_that_nobody_claimed_go_a_few_at_a_time(
    house: Scheduler, world: World, db: Database
) -> None:
    old, young = NOW - DRAFT_LIVES - timedelta(days=1), NOW - DRAFT_LIVES + timedelta(days=1)
    for _number in range(7):
        db.update(world.visitors_draft(), updated_at=old)
    kept = world.visitors_draft()
    db.update(kept, updated_at=young)
    mine = world.task()
    db.update(mine, updated_at=old)
    with rows_of(Task) as counts:
        house.run(today=TODAY, at=NOW)
    assert counts == [3, 3, 1]
    assert {task.id for task in db.all(Task)} == {kept.id, mine.id}


PARTS = {
    "weeks": (scheduler, "open_weeks"),
    "drafts": (tasks, "forget_drafts"),
    "codes": (codes, "tidy"),
    "reminders": (reminders, "send_due"),
}


@pytest.mark.parametrize("part", PARTS)
def test_what_fails_holds_up_nothing_else_and_is_tried_again(
    house: Scheduler, world: World, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    done: list[str] = []

    def works(name: str) -> Callable[..., int]:
        def work(*_arguments: Any, **_values: Any) -> int:
            done.append(name)
            if name == part and done.count(name) == 1:
                raise RuntimeError("the machine stops")
            return 0

        return work

    for name, (module, function) in PARTS.items():
        monkeypatch.setattr(module, function, works(name))
    house.run(today=TODAY, at=NOW)
    assert [str(error) for error in house.failed] == ["the machine stops"]
    codes = set() if part == "drafts" else {"codes"}  # they are forgotten together
    assert set(done) == {"weeks", "drafts", "reminders"} | codes
    house.run(today=TODAY, at=NOW)
    assert not house.failed and done.count(part) == 2
    house.run(today=TODAY, at=NOW)
    assert [done.count(name) for name in ("weeks", "drafts")] <= [2, 2]


def test_the_daily_work_is_done_once_a_day(house: Scheduler, world: World, db: Database) -> None:
    stood_still(world)
    house.run(today=TODAY, at=NOW)
    later = timedelta(days=3)
    with rows_of(Timesheet) as counts:
        house.run(today=TODAY, at=NOW)
        house.run(today=TODAY + later, at=NOW + later)
    assert sum(counts) == JOBS
    assert opened(db)[str(WEEK.plus(1))] == JOBS
