"""How the training goes, week by week: what is asked, what speaks for pay, and sheets anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.database import Database
from tests.world import EARLIER, NOW, START, WEEK, World
from webapp.accounts.store import as_actor
from webapp.clock import Week
from webapp.demo import build as a
from webapp.smalljobs.models import SmallJob
from webapp.splits.models import Part, Split
from webapp.splits.plan import Kind
from webapp.timesheets import actions, store
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import (
    EVIDENCE_WEEKS,
    MARK_NAMES,
    Mark,
    Status,
    evidence_of,
    to_mark,
)

CRATES, TRUCK, PICKING = uuid4(), uuid4(), uuid4()
FIRST = Week.of(START)


def row(activity_id: UUID, kind: Kind, first: int, last: int | None = None) -> Part:
    names = {CRATES: "Crates", TRUCK: "Truck", PICKING: "Picking"}
    what = names[activity_id]
    return a.part(kind, activity_id=activity_id, what=what, from_week=first, to_week=last)


STORY = [
    row(CRATES, Kind.TRAINING, 1, 4),
    row(CRATES, Kind.PAID, 5),
    row(TRUCK, Kind.TRAINING, 3, 6),
    row(TRUCK, Kind.TRAINING, 5, 8),
    row(PICKING, Kind.STAYS, 1),
]


@pytest.mark.parametrize(
    ("week", "asked"),
    [
        (0, []),
        (1, ["Crates"]),
        (3, ["Crates", "Truck"]),
        (4, ["Crates", "Truck"]),
        (5, ["Truck"]),
        (8, ["Truck"]),
        (9, []),
    ],
)
def test_what_is_trained_in_a_week_is_asked_about_once(week: int, asked: list[str]):
    assert [*to_mark(STORY, week).values()] == asked


def test_what_has_a_mark_already_is_still_asked_about():
    assert to_mark(STORY, 5, [TRUCK, CRATES]) == {TRUCK: "Truck", CRATES: "Crates"}


def test_an_activity_that_has_left_the_plan_has_no_name():
    gone = uuid4()
    assert to_mark(STORY, 9, [gone]) == {gone: ""}


@dataclass
class Marked:
    monday: date
    mark: Mark
    learnt: str = ""


def test_evidence_is_as_a_part_keeps_it():
    rows = [Marked(date(2026, 11, 16), Mark.WITH_HELP), Marked(date(2026, 12, 28), Mark.ALONE, "!")]
    assert evidence_of(iter(rows)) == [
        {"week": "2026-W47", "mark": "with_help", "learnt": ""},
        {"week": "2026-W53", "mark": "alone", "learnt": "!"},
    ]
    assert evidence_of([]) == []


def test_evidence_is_of_the_latest_weeks():
    rows = [Marked(FIRST.plus(n).monday, Mark.NOT_YET) for n in range(EVIDENCE_WEEKS + 3)]
    found = evidence_of(rows)
    assert [one["week"] for one in found] == [str(FIRST.plus(n)) for n in range(3, 15)]


def test_every_mark_has_a_name():
    assert set(MARK_NAMES) == set(Mark)


# --- what speaks for pay ---


def marked(
    world: World, job: SmallJob, number: int, mark: Mark, status: Status, **values: Any
) -> None:
    """A sheet of the job's plan week `number`, with the truck's mark."""
    progress = [a.progress(TRUCK, mark, f"week {number}")]
    world.sheet(status, job=job, week=FIRST.plus(number - 1), progress=progress, **values)


def evidence(world: World, db: Database, who: str, job: SmallJob, *activity: UUID) -> list[Any]:
    actor = as_actor(world.people[who])
    found: Sequence[Any] = db.change(
        lambda session: store.evidence(session, actor, job.task_id, *activity)
    )
    return [(one.activity_id, Week.of(one.monday), one.mark, one.learnt) for one in found]


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
    progress = [a.progress(TRUCK), a.progress(PICKING, Mark.ALONE, "læser sedlen")]
    world.sheet(Status.APPROVED, job=job, progress=progress)
    assert len(evidence(world, db, "mette", job)) == 2
    found = evidence(world, db, "mette", job, PICKING)
    assert found == [(PICKING, WEEK, Mark.ALONE, "læser sedlen")]


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
    assert [one[2] for one in evidence(world, db, "mette", job)] == [mark]


# --- sheets anew ---


def refill(db: Database, job: SmallJob, monday: date, at: Any = NOW) -> int:
    """The plan has lost its Mondays; its sheets follow."""

    def change(session: Any) -> int:
        now = session.get_one(SmallJob, job.id)
        now.pattern = [row for row in now.pattern if row.weekday]
        parts = session.get_one(Split, job.split_id).parts
        return actions.refill(session, now, parts, monday_from=monday, at=at)

    return db.change(change)


def mondays(db: Database) -> dict[Week, int]:
    """The minutes that stand in the first day of each sheet."""
    return {sheet.week: sheet.days[0].paid for sheet in db.all(Timesheet)}


def test_open_sheets_that_nobody_touched_follow_the_plan(world: World, db: Database) -> None:
    job = world.job()
    for back in (1, 0):
        world.sheet(job=job, week=WEEK.plus(-back))
    world.sheet()  # of another small job
    assert refill(db, job, WEEK.monday) == 1
    sheets = [sheet for sheet in db.all(Timesheet) if sheet.small_job_id == job.id]
    firsts = {sheet.week: [day.paid for day in sheet.days[:2]] for sheet in sheets}
    assert firsts == {WEEK.plus(-1): [144, 144], WEEK: [0, 144]}


@pytest.mark.parametrize("status", [*Status])
def test_what_was_kept_or_sent_stays(world: World, db: Database, status: Status) -> None:
    job = world.job()
    world.sheet(status, job=job, updated_at=EARLIER + timedelta(minutes=5))
    assert refill(db, job, WEEK.monday) == 0
    assert mondays(db) == {WEEK: 144}


@pytest.mark.parametrize("status", [*Status])
def test_only_open_sheets_follow(world: World, db: Database, status: Status) -> None:
    job = world.job()
    world.sheet(status, job=job)
    assert refill(db, job, WEEK.monday) == (status is Status.OPEN)


def test_a_sheet_can_follow_twice_and_whoever_has_it_open_is_told(
    world: World, db: Database
) -> None:
    job = world.job()
    world.sheet(job=job)
    before = db.one(Timesheet).version
    assert refill(db, job, WEEK.monday) == 1
    assert refill(db, job, WEEK.monday, NOW + timedelta(days=1)) == 1
    assert db.one(Timesheet).version == before + 2
    assert db.one(Timesheet).created_at == EARLIER


def test_a_sheet_that_came_about_by_keeping_it_is_touched(world: World, db: Database) -> None:
    job = world.job()

    def keep(session: Any) -> None:
        parts = session.get_one(Split, job.split_id).parts
        sheet = actions.blank(session.get_one(SmallJob, job.id), parts, WEEK, at=EARLIER)
        by = as_actor(world.karen)
        actions.keep(session, sheet, [], progress={}, note="", version=None, by=by, at=NOW)

    db.change(keep)
    assert db.one(Timesheet).version == 1
    assert refill(db, job, WEEK.monday) == 0
