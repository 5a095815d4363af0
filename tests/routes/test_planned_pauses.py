"""Pauses that are planned: changed, taken back, and what moves when their day comes."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.smalljobs.pausing import pause
from tests.world import WEEK, World
from webapp.history import Move
from webapp.smalljobs.models import Pause, SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.timesheets.models import Timesheet


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


def plan(world: World, mette: Browser) -> SmallJob:
    job = world.job()
    pause(mette, job, from_day="2026-12-07", to_day="2026-12-18", reason="Ombygning.")
    return job


def test_a_planned_pause_is_changed_and_taken_back(
    world: World, db: Database, mette: Browser
) -> None:
    job = plan(world, mette)
    assert db.one(SmallJob).status is JobStatus.ACTIVE
    planned = db.one(Pause)
    mette.open(f"/smalljobs/{job.id}/pauses/{planned.id}")
    mette.press("Save the pause", to_day="2026-12-11")
    assert db.one(Pause).to_day == date(2026, 12, 11)
    mette.open(f"/smalljobs/{job.id}/pauses/{planned.id}")
    mette.press("Take the pause back")
    assert db.all(Pause) == []
    actions = [move.action for move in db.all(Move)]
    assert actions == ["plan_pause", "change_pause", "drop_pause"]
    assert mette.sees("planned a pause: 7 Dec 2026 to 18 Dec 2026")


def test_what_has_begun_is_not_changed(
    world: World, db: Database, mette: Browser, frozen: Any
) -> None:
    job = plan(world, mette)
    address = f"/smalljobs/{job.id}/pauses/{db.one(Pause).id}"
    frozen.move_to(datetime(2026, 12, 7, 8, tzinfo=UTC))
    assert mette.open(address).status_code == 409


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"from_day": "2026-12-09", "to_day": "2026-12-01"}, "comes before the first"),
        ({"from_day": "2026-12-18", "to_day": "2026-12-20"}, "There is a pause from 7 Dec 2026"),
        ({"from_day": "2026-10-25"}, "A pause cannot begin before that."),
        ({"from_day": "2016-11-20"}, "A pause cannot begin before that."),
        ({"from_day": "2036-11-20"}, "Is the year right?"),
        ({"from_day": ""}, "When does the pause begin?"),
        ({"reason": ""}, "Say why, in a sentence."),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_nothing_is_lost(
    world: World, db: Database, mette: Browser, typed: dict[str, str], says: str
) -> None:
    job = plan(world, mette)
    good = {"from_day": "2026-12-21", "to_day": "2026-12-22", "reason": "Jul."}
    assert pause(mette, job, **good | typed) == 422
    assert mette.sees(says)
    values = mette.form("Pause it").values
    assert {name: values[name] for name in good} == good | typed
    assert db.count(Pause) == 1


def test_the_state_moves_on_the_day_with_a_row_of_history(
    app: Flask, world: World, db: Database, mette: Browser, frozen: Any
) -> None:
    plan(world, mette)

    def round_on(day: int) -> tuple[JobStatus, int]:
        frozen.move_to(datetime(2026, 12, day, 8, tzinfo=UTC))
        assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
        return db.one(SmallJob).status, db.count(Move)

    assert round_on(6) == (JobStatus.ACTIVE, 1)
    assert round_on(7) == round_on(18) == (JobStatus.PAUSED, 2)
    assert round_on(19) == (JobStatus.ACTIVE, 3)
    moves = [(move.action, move.by_id, move.reason) for move in db.all(Move)[1:]]
    assert moves == [("pause", None, "Ombygning."), ("resume", None, "")]
    assert not {WEEK.plus(3), WEEK.plus(4)} <= {sheet.week for sheet in db.all(Timesheet)}


def test_pages_do_not_wait_for_the_round(
    world: World, db: Database, browse: Browse, mette: Browser, frozen: Any
) -> None:
    job = plan(world, mette)
    frozen.move_to(datetime(2026, 12, 11, 12, tzinfo=UTC))
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK.plus(3)}")
    assert karen.sees("There is nothing to send.")
    karen.open(f"/smalljobs/{job.id}")
    assert karen.sees("Paused until 18 Dec 2026.")
