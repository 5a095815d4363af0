"""A small job that is paused: what is still sent, and what there is not to send."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, TODAY, WEEK, World
from webapp.smalljobs.models import SmallJob
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Status

PAUSED = "The small job has been paused since 20 Nov 2026. There is nothing to send."


def paid(db: Database) -> list[int]:
    return [day.paid for day in sorted(db.all(Day), key=lambda day: day.day)]


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


def pause(mette: Browser, job: SmallJob) -> None:
    mette.open(f"/smalljobs/{job.id}")
    assert mette.press("Pause", reason="Ferie.").status_code == 200


def test_a_week_after_the_pause_began_is_not_waited_for(
    world: World, browse: Browse, mette: Browser, frozen: Any
) -> None:
    job, karen = world.job(), browse(world.karen)
    pause(mette, job)
    frozen.move_to(TODAY.replace(day=30))
    for browser in (mette, karen):
        browser.open(f"/smalljobs/{job.id}/weeks/{WEEK.plus(1)}")
        assert browser.sees(PAUSED) and not browser.sees("Waiting for")
    assert not set(karen.buttons) & {"The week went as planned – send"}
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert not karen.sees(PAUSED)


def test_the_days_of_the_pause_are_empty_and_the_week_is_still_sent(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    sheet = world.sheet(job=job)
    db.update(sheet, updated_at=sheet.since)
    pause(mette, job)
    assert paid(db) == [144] * 4 + [0] * 3
    karen = browse(world.karen)
    karen.open("/weeks")
    karen.press("As planned – send")
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_what_somebody_has_written_stays(world: World, db: Database, mette: Browser) -> None:
    job = world.job()
    sheet = world.sheet(job=job)
    db.update(sheet, note="Fredag blev lang.", updated_at=NOW)
    pause(mette, job)
    assert paid(db) == [144] * 5 + [0, 0]


def test_what_runs_again_in_the_same_week_is_as_planned_again(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job()
    sheet = world.sheet(job=job)
    db.update(sheet, updated_at=sheet.since)
    pause(mette, job)
    mette.press("Let it run again")
    assert paid(db) == [144] * 5 + [0, 0]
