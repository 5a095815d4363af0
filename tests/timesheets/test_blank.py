"""Sheets that are opened by themselves, as they are kept: hours as planned, and their shares."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import Session

from tests.database import Database
from tests.splits.parts import CRATES, PICKING, TRUCK, paid, training
from tests.world import EARLIER, NOW, START, WEEK, World
from webapp.clock import Week
from webapp.demo import build
from webapp.smalljobs.models import Pattern, SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Part, Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets import job_actions, usual_hours
from webapp.timesheets.blank import blank as blank_sheet
from webapp.timesheets.content_writer import put_shares
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.shares import Key

FIRST = Week.of(START)
PAID, ALSO_PAID, TRAINED = (CRATES, Kind.PAID), (PICKING, Kind.PAID), (TRUCK, Kind.TRAINING)


def job_of(parts: Sequence[Part], **values: Any) -> SmallJob:
    """A job in which every part has its hours on Monday to Friday, the last part's first."""
    rows: list[Pattern] = []
    for part in reversed(parts):
        rows += build.pattern(part.id, [part.minutes // 5] * 5)
    texts = {"training_ends": None, "pattern": rows} | values
    return build.smalljob(UUID(int=8), UUID(int=9), START, **texts)


def blank(parts: Sequence[Part], week: Week = FIRST, **values: Any) -> list[Day]:
    return blank_sheet(job_of(parts, **values), parts, week, at=NOW).days


def shares_of(day: Day) -> dict[Key, int]:
    return {(row.activity_id, row.kind): row.minutes for row in day.shares}


STORY = [paid(600), training(300), paid(150, PICKING)]


def test_shares_are_kept_where_a_kind_has_several_activities():
    days = blank(STORY)
    assert [(day.paid, day.training) for day in days] == [(150, 60)] * 5 + [(0, 0)] * 2
    assert shares_of(days[0]) == {PAID: 120, ALSO_PAID: 30}
    assert shares_of(days[5]) == {}


@pytest.mark.parametrize(
    "parts",
    [
        [paid(600)],
        [paid(600), training(300)],
        [paid(600), training(300, CRATES)],
        [paid(600, from_week=1, to_week=4), paid(300, PICKING, from_week=5)],
        [paid(600), paid(300)],
    ],
    ids=["one", "one of each kind", "one of both kinds", "one after another", "one in two rows"],
)
def test_one_activity_of_a_kind_needs_no_shares(parts: list[Part]):
    for week in (FIRST, FIRST.plus(4)):
        days = blank(parts, week)
        assert any(day.paid for day in days)
        assert all(day.shares == [] for day in days)


def test_rows_of_one_activity_are_one_share():
    parts = [paid(300), paid(300), paid(150, PICKING)]
    assert shares_of(blank(parts)[0]) == {PAID: 120, ALSO_PAID: 30}


def test_the_shares_stand_in_the_order_of_the_plan():
    usual = usual_hours.usual_week(STORY, job_of(STORY), FIRST)
    assert [*usual[0]] == [PAID, TRAINED, ALSO_PAID]


def test_nothing_is_prefilled_after_the_training():
    days = blank(STORY, training_ends=START + timedelta(days=1))
    assert [day.training for day in days] == [60, 60, 0, 0, 0, 0, 0]
    assert [day.paid for day in days[:5]] == [150] * 5


def test_a_public_holiday_has_no_shares():
    christmas = Week.of(date(2026, 12, 25))
    days = blank(STORY, christmas)
    assert [day.paid for day in days] == [150, 150, 150, 150, 0, 0, 0]
    assert days[4].shares == []


# --- put into a day ---


def test_shares_are_put_without_losing_rows_that_stay():
    day = Day(day=START, paid=60)
    put_shares(day, {PAID: 40, ALSO_PAID: 20})
    (crates, _picking) = day.shares
    put_shares(day, {PAID: 60, TRAINED: 5})
    assert shares_of(day) == {PAID: 60, TRAINED: 5}
    assert day.shares[0] is crates
    put_shares(day, {})
    assert day.shares == []


def test_an_open_sheet_follows_with_its_shares(world: World, db: Database) -> None:
    """The crates have an hour less on Monday, and the picking is no longer done on Tuesday."""
    crates, picking = parts = [paid(600), paid(120, PICKING)]
    task = world.task(TaskStatus.USED)
    split = world.split(SplitStatus.APPROVED, task=task, parts=parts)
    rows = [build.pattern(crates.id, [120] * 5), build.pattern(picking.id, [24] * 5)]
    values: dict[str, Any] = {"pattern": [*rows[0], *rows[1]], "status": JobStatus.ACTIVE}
    job = build.smalljob(task.id, split.id, WEEK.monday, EARLIER, **values)
    db.add(job, blank_sheet(job, parts, WEEK, at=EARLIER))
    assert shares_of(db.one(Timesheet).days[0]) == {PAID: 120, ALSO_PAID: 24}

    def change(session: Session) -> int:
        now = session.get_one(SmallJob, job.id)
        pattern = {(row.part_id, row.weekday): row.minutes for row in now.pattern}
        pattern |= {(picking.id, 1): 0, (crates.id, 0): 60}
        plan, by = session.get_one(Split, split.id), world.actor("mette")
        return job_actions.set_usual_week(
            session, now, plan, pattern, version=now.version, by=by, at=NOW
        )

    assert db.change(change) == 1
    monday, tuesday, wednesday, *_ = db.one(Timesheet).days
    assert (monday.paid, shares_of(monday)) == (84, {PAID: 60, ALSO_PAID: 24})
    assert (tuesday.paid, shares_of(tuesday)) == (120, {PAID: 120})
    assert (wednesday.paid, shares_of(wednesday)) == (144, {PAID: 120, ALSO_PAID: 24})


# --- the demo ---


def test_the_shares_of_every_day_add_up(demo: Flask, record_property: Any) -> None:
    """All shares of a kind add up to the day's minutes of that kind, or there are none."""
    looked_at = 0
    for day in Database(demo.extensions["engine"]).all(Day):
        for kind, minutes in ((Kind.PAID, day.paid), (Kind.TRAINING, day.training)):
            rows = [row.minutes for row in day.shares if row.kind is kind]
            looked_at += len(rows)
            assert not rows or sum(rows) == minutes, day
    assert looked_at
    record_property("# shares of the demo add up", looked_at)
