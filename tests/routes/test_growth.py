"""A small job grows: proposed from its page, reviewed as any version, and followed by the weeks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, START, TODAY, WEEK, World
from webapp.clock import Week
from webapp.demo import build
from webapp.history import Move
from webapp.smalljobs.models import Pattern, SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.smalljobs.rules import last_training_day
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Mark
from webapp.timesheets.rules import Status as SheetStatus

NOW_WEEK = 4  # the plan week of today: it began in week 44, and it is week 47
SEND = "Send the plan to"


@pytest.fixture
def job(world: World, db: Database) -> SmallJob:
    """10 h paid of crates, 4 of training with the truck until week 13 of the job."""
    crates, truck = build.activity(), build.activity("Køre truck", times=1, minutes=48)
    task = world.task(TaskStatus.USED, activities=[crates, truck])
    parts = [
        build.part(minutes=600, activity_id=crates.id),
        build.part(Kind.TRAINING, 240, activity_id=truck.id, what="Køre truck", to_week=13),
    ]
    split = world.split(Status.APPROVED, task=task, parts=parts, approved_at=NOW)
    pattern = build.pattern(parts[0].id, [150, 150, 150, 150, 0, 0, 0])
    pattern += build.pattern(parts[1].id, [0, 0, 0, 0, 240, 0, 0])
    job = build.smalljob(task.id, split.id, START, NOW, status=JobStatus.ACTIVE, pattern=pattern)
    db.add(job)
    return job


def newest(db: Database) -> Split:
    return max(db.all(Split), key=lambda split: split.number)


def proposing(browse: Browse, user: Any, job: SmallJob) -> Browser:
    browser = browse(user)
    browser.open(f"/smalljobs/{job.id}")
    browser.follow("What comes next?")
    return browser


def rows(split: Split) -> list[tuple[str, Kind, int, int, int | None]]:
    return [(p.what, p.kind, p.minutes, p.from_week, p.to_week) for p in split.parts]


def test_a_trained_part_becomes_pay_from_a_week(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    marks = [Mark.WITH_HELP, Mark.ALONE]
    truck = next(p for p in newest(db).parts if p.kind is Kind.TRAINING)
    for back, mark in zip((2, 1), marks, strict=True):
        progress = [build.progress(truck.activity_id, mark)]
        world.sheet(SheetStatus.APPROVED, job=job, week=WEEK.plus(-back), progress=progress)
    mette = proposing(browse, world.mette, job)
    assert mette.sees("week 45: with help") and mette.sees("week 46: alone")
    mette.press("Propose pay for it", week="6")
    draft = newest(db)
    assert (draft.number, draft.status, draft.starts_week) == (2, Status.DRAFT, 6)
    assert rows(draft) == [
        ("Rydde tomme kasser", Kind.PAID, 600, 1, 5),
        ("Køre truck", Kind.TRAINING, 240, 1, 5),
        ("Rydde tomme kasser", Kind.PAID, 600, 6, None),
        ("Køre truck", Kind.PAID, 240, 6, None),
    ]
    assert [item["mark"] for item in draft.parts[-1].evidence] == ["with_help", "alone"]
    assert mette.sees("What is to be different from 30 Nov 2026 on?")
    mette.press(SEND)
    assert mette.page.status_code == 422  # what does the company get for it?
    mette.press(SEND, **{"parts-1-market_value": "Vi læsser to biler på én gang."})
    assert newest(db).status is Status.SUBMITTED
    assert db.get(SmallJob, job.id).split_id != draft.id  # nothing is in force yet


def approved(world: World, db: Database, browse: Browse, job: SmallJob, week: str = "5") -> Split:
    """Pay for the truck from that week of the job on, proposed by Mette, approved by Karen."""
    mette = proposing(browse, world.mette, job)
    mette.press("Propose pay for it", week=week)
    mette.press(SEND, **{"parts-1-market_value": "Vi læsser to biler på én gang."})
    karen = browse(world.karen)
    karen.open("/home")
    assert karen.sees("Answer the plan")  # it is her move
    karen.open(f"/splits/{newest(db).id}")
    assert karen.sees("What differs from the plan in force")
    karen.press("Approve the plan")
    assert karen.page.request.path == f"/smalljobs/{job.id}"
    return newest(db)


def test_the_small_job_and_its_weeks_follow_what_is_approved(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    split = approved(world, db, browse, job)
    followed = db.get(SmallJob, job.id)
    assert followed.split_id == split.id
    assert followed.training_ends == last_training_day(START, 4)
    assert sorted(split.status for split in db.all(Split)) == [Status.APPROVED, Status.SUPERSEDED]
    by_part: dict[Any, int] = {}
    for row in db.all(Pattern):
        by_part[row.part_id] = by_part.get(row.part_id, 0) + row.minutes
    assert by_part == {part.id: part.minutes for part in split.parts}
    karen = browse(world.karen)
    for week, hours in ((NOW_WEEK, ("10", "4")), (NOW_WEEK + 1, ("14", "0"))):
        there = Week.of(START).plus(week - 1)
        with time_machine.travel(NOW + timedelta(weeks=week - NOW_WEEK, hours=1), tick=True):
            karen.open(f"/smalljobs/{job.id}/weeks/{there}")
        values = f"{hours[0]} h paid and {hours[1]} h training"
        assert karen.sees(values if hours[1] != "0" else f"{hours[0]} h paid"), week


def test_this_weeks_untouched_sheet_follows_and_others_stay(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    minutes = [150, 150, 150, 150, 0, 0, 0]
    earlier = world.sheet(SheetStatus.OPEN, job=job, week=WEEK.plus(-1), minutes_by_day=minutes)
    this = world.sheet(SheetStatus.OPEN, job=job, minutes_by_day=minutes)
    approved(world, db, browse, job, week=str(NOW_WEEK))
    assert sum(day.paid for day in db.get(Timesheet, earlier.id).days) == 600
    assert sum(day.paid for day in db.get(Timesheet, this.id).days) == 840


def test_what_is_over_cannot_be_proposed(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    mette = proposing(browse, world.mette, job)
    mette.press("Propose pay for it", week=str(NOW_WEEK - 1))
    assert mette.page.status_code == 422
    assert mette.sees(f"It is week {NOW_WEEK} of the job now.")
    assert len(db.all(Split)) == 1


def test_what_was_proposed_too_long_ago_cannot_be_approved(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    mette = proposing(browse, world.mette, job)
    mette.press("Propose pay for it", week="5")
    mette.press(SEND, **{"parts-1-market_value": "Vi læsser to biler på én gang."})
    karen = browse(world.karen)
    karen.open(f"/splits/{newest(db).id}")
    with time_machine.travel(NOW + timedelta(weeks=2), tick=False):
        karen.press("Approve the plan")
    assert karen.page.status_code == 409
    assert karen.sees("Week sheets that are over cannot change")
    assert newest(db).status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("button", "week", "last", "starts"),
    [("Propose longer training", "17", 17, 14), ("Propose to stop", "6", 6, 7)],
)
def test_training_goes_on_or_ends(
    world: World,
    db: Database,
    browse: Browse,
    job: SmallJob,
    button: str,
    week: str,
    last: int,
    starts: int,
) -> None:
    karen = proposing(browse, world.karen, job)
    karen.press(button, week=week)
    draft = newest(db)
    assert draft.starts_week == starts
    assert max(p.to_week or 0 for p in draft.parts if p.kind is Kind.TRAINING) == last


def test_the_settled_weeks_stay_whatever_a_form_says(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    mette = proposing(browse, world.mette, job)
    mette.press("Propose pay for it", week="6")
    before = rows(newest(db))
    mette.press(SEND, **{"parts-0-from_week": "2", "parts-1-market_value": "To biler."})
    assert mette.page.status_code == 422
    assert mette.sees("Only from week 6: what is before stays as agreed.")
    kept = rows(newest(db))
    assert kept[:2] == before[:2]
    assert newest(db).status is Status.DRAFT


def test_a_proposal_can_be_thrown_away_and_made_anew(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    mette = proposing(browse, world.mette, job)
    mette.press("Propose pay for it", week="6")
    again = browse(world.karen)
    again.open(f"/smalljobs/{job.id}/next")
    assert again.sees("A change of the plan is on its way already.")
    mette.press("Throw the draft away")
    assert [split.number for split in db.all(Split)] == [1]
    proposing(browse, world.karen, job).press("Propose pay for it", week="7")
    assert newest(db).starts_week == 7


def test_two_proposals_at_once_are_one(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    mette, karen = (proposing(browse, user, job) for user in (world.mette, world.karen))
    mette.press("Propose pay for it", week="6")
    mette.open(f"/smalljobs/{job.id}/next")
    karen.press("Propose pay for it", week="7")
    assert karen.page.status_code == 409
    assert len(db.all(Split)) == 2


def test_a_part_of_another_plan_is_refused(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    mette = proposing(browse, world.mette, job)
    mette.press("Propose pay for it", week="6", part_id=str(uuid4()))
    assert mette.page.status_code == 409


def test_it_is_confirmed_with_its_day_that_a_small_job_has_outgrown_itself(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    db.update(newest(db).parts[0], minutes=1200)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert mette.sees("More than 15 h paid since week 1 of the job")
    mette.press("Confirm: grown beyond a small job")
    assert db.get(SmallJob, job.id).grown_on == TODAY
    assert mette.sees("Grown beyond a small job, confirmed on 20 Nov 2026.")
    assert [move.action for move in db.all(Move)] == ["confirm_grown"]


def test_training_that_ends_soon_is_told_in_time(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    db.update(job, training_ends=TODAY + timedelta(days=14))
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert mette.sees("in 14 days. Propose what comes after it now")


def weeks_of(db: Database, job: SmallJob) -> dict[int, int]:
    """The usual minutes of the crates by weekday."""
    crates = next(p for p in newest(db).parts if p.kind is Kind.PAID)
    return {row.weekday: row.minutes for row in db.all(Pattern) if row.part_id == crates.id}


def test_the_usual_week_of_a_running_small_job_is_changed(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    minutes = [150, 150, 150, 150, 0, 0, 0]
    sheet = world.sheet(SheetStatus.OPEN, job=job, minutes_by_day=minutes)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    mette.follow("Change the usual week")
    typed = {"pattern-0-mon": "5", "pattern-0-tue": "5", "pattern-0-wed": "0", "pattern-0-thu": ""}
    mette.press("Save the usual week", **typed)
    assert mette.page.status_code == 200
    assert weeks_of(db, job) == {0: 300, 1: 300}
    assert [day.paid for day in db.get(Timesheet, sheet.id).days[:4]] == [300, 300, 0, 0]
    assert "set_week" in [move.action for move in db.all(Move)]


def test_a_usual_week_of_a_plan_that_was_replaced_is_not_kept(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    jonas = browse(world.jonas)
    jonas.open(f"/smalljobs/{job.id}/usual-week")
    split = approved(world, db, browse, job)
    jonas.press("Save the usual week", **{"pattern-0-mon": "9"})
    assert jonas.page.status_code == 409
    assert {row.part_id for row in db.all(Pattern)} == {part.id for part in split.parts}


@pytest.mark.parametrize("typed", ["mange", "25", "-1"])
def test_hours_of_a_usual_week_that_cannot_be_read_are_said(
    world: World, db: Database, browse: Browse, job: SmallJob, typed: str
) -> None:
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/usual-week")
    mette.press("Save the usual week", **{"pattern-0-mon": typed})
    assert mette.page.status_code == 422
    assert mette.form("Save the usual week").values["pattern-0-mon"] == typed
    assert weeks_of(db, job) == {0: 150, 1: 150, 2: 150, 3: 150}
