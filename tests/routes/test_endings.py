"""A small job that is ended: its last week has no hours after the last day, and can be sent."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import EARLIER, NOW, WEEK, World
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Outcome
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Status

WEDNESDAY = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
PREFILLED = "Prefilled as planned. Did it go like that?"
CHANGED = "You have changed the week."
AFTER_THE_END = "after the end on 18 Nov 2026. There can be no hours any more."


def paid(db: Database) -> list[int]:
    return [day.paid for day in sorted(db.all(Day), key=lambda day: day.day)]


@pytest.fixture
def mette(world: World, browse: Browse, frozen: Any) -> Browser:
    """It is Wednesday, and she is signed in."""
    frozen.move_to(WEDNESDAY)
    return browse(world.mette)


def end(mette: Browser, job: SmallJob) -> None:
    mette.open(f"/smalljobs/{job.id}")
    typed = {"outcome": Outcome.ORDINARY.value, "reason": "Han er blevet ansat."}
    assert mette.press("End the small job", **typed).status_code == 200


def test_the_days_after_the_end_are_empty_and_the_week_is_sent_as_planned(
    world: World, db: Database, browse: Browse, mette: Browser, frozen: Any
) -> None:
    job = world.job()
    world.sheet(job=job)
    end(mette, job)
    assert paid(db) == [144] * 3 + [0] * 4
    frozen.move_to(NOW)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees(PREFILLED) and not karen.sees(CHANGED) and not karen.sees(AFTER_THE_END)
    karen.open("/weeks")
    karen.press("As planned – send")
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_a_week_before_the_last_one_keeps_its_hours(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job()
    world.sheet(job=job, week=WEEK.plus(-1))
    end(mette, job)
    assert paid(db) == [144] * 5 + [0, 0] + [144] * 3 + [0] * 4


def test_what_somebody_has_saved_stays_and_the_week_says_what_is_wrong_with_it(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    world.sheet(job=job, note="Fredag blev lang.", updated_at=EARLIER.replace(minute=5))
    end(mette, job)
    assert paid(db) == [144] * 5 + [0, 0]
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    for day in ("Thursday 19 November", "Friday 20 November"):
        assert karen.sees(f"{day}: {AFTER_THE_END}")
    assert karen.press("Send the week").status_code == 422
    assert db.one(Timesheet).status is Status.OPEN


def test_what_ends_in_a_pause_of_the_same_week_has_hours_until_the_pause(
    world: World, db: Database, browse: Browse, mette: Browser, frozen: Any
) -> None:
    """It was paused on Wednesday and is ended on Thursday: nobody came on either day."""
    job = world.job()
    world.sheet(job=job)
    mette.open(f"/smalljobs/{job.id}")
    mette.press("Pause it", reason="Ferie.")
    frozen.move_to(THURSDAY)
    end(mette, job)
    assert paid(db) == [144] * 2 + [0] * 5
    frozen.move_to(NOW)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees(PREFILLED) and not karen.sees(CHANGED)
    karen.open("/weeks")
    karen.press("As planned – send")
    assert db.one(Timesheet).status is Status.SUBMITTED
