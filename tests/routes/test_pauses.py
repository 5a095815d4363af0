"""A small job that is paused: what is still sent, what there is not to send, who hears of it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.smalljobs.pausing import pause
from tests.world import NOW, TODAY, WEEK, World
from webapp.demo import build
from webapp.history import Move
from webapp.mails.models import Mail
from webapp.smalljobs.models import Pause, SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Status

PAUSED = "The small job has been paused since 20 Nov 2026. There is nothing to send."
NO_HOURS = "There can be no hours."
WEDNESDAY = WEEK.days[2]
WORKED = [144] * 5 + [0] * 2


def paid(db: Database) -> list[int]:
    return [day.paid for day in sorted(db.all(Day), key=lambda day: day.day)]


def untouched(world: World, db: Database, job: SmallJob, **values: Any) -> Timesheet:
    sheet = world.sheet(job=job, **values)
    db.update(sheet, updated_at=sheet.since)
    return sheet


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


def test_a_week_after_the_pause_began_is_not_waited_for(
    world: World, browse: Browse, mette: Browser, frozen: Any
) -> None:
    job, karen = world.job(), browse(world.karen)
    assert pause(mette, job) == 200
    frozen.move_to(TODAY.replace(day=30))
    for browser in (mette, karen):
        browser.open(f"/smalljobs/{job.id}/weeks/{WEEK.plus(1)}")
        assert browser.sees(PAUSED) and not browser.sees("Waiting for")
    assert not set(karen.buttons) & {"The week went as planned – send"}
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert not karen.sees(PAUSED)


def test_the_days_of_the_pause_are_empty_named_and_the_week_is_still_sent(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    untouched(world, db, job)
    pause(mette, job)
    assert paid(db) == [144] * 4 + [0] * 3
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees("Pause – Ferie.")
    assert "days-3-paid" in karen.form("send").values
    assert "days-4-paid" not in karen.form("send").values
    karen.open("/weeks")
    karen.press("As planned – send")
    assert db.one(Timesheet).status is Status.SUBMITTED
    mette.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert mette.sees("Every day as planned.") and mette.sees("Pause")


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ("2026-11-18", "2026-11-19", [144, 144, 0, 0, 144, 0, 0]),
        ("2026-11-10", "2026-11-17", [0, 0, 144, 144, 144, 0, 0]),
        ("2026-11-20", "", [144] * 4 + [0] * 3),
        ("2026-11-23", "2026-12-04", WORKED),
    ],
)
def test_it_has_a_first_and_a_last_day(
    world: World, db: Database, mette: Browser, first: str, last: str, left: list[int]
) -> None:
    job = world.job()
    untouched(world, db, job)
    untouched(world, db, job, week=WEEK.plus(-1))
    pause(mette, job, from_day=first, to_day=last)
    assert paid(db)[-7:] == left
    begun = date.fromisoformat(first) <= TODAY and not (last and last < TODAY.isoformat())
    assert db.one(SmallJob).status is (JobStatus.PAUSED if begun else JobStatus.ACTIVE)


def test_a_week_wholly_in_a_pause_is_not_owed(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    untouched(world, db, job, week=WEEK.plus(-1))
    untouched(world, db, job)
    karen = browse(world.karen)
    karen.open("/home")
    assert karen.sees("Send 2 weeks")
    pause(mette, job, from_day="2026-11-09", to_day="2026-11-15")
    assert [sheet.week for sheet in db.all(Timesheet)] == [WEEK]
    karen.open("/home")
    assert karen.sees("Send Jørgen's week 47") and not karen.sees("Send 2 weeks")
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK.plus(-1)}")
    assert karen.sees("paused from 9 Nov 2026 to 15 Nov 2026. There is nothing to send.")


def test_a_kept_week_wholly_in_a_pause_is_not_owed_either(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    world.sheet(job=job, week=WEEK.plus(-1), note="Kasser.", updated_at=NOW)
    pause(mette, job, from_day="2026-11-09", to_day="2026-11-15")
    karen = browse(world.karen)
    for page in ("/home", "/weeks"):
        karen.open(page)
        assert not karen.sees("week 46") and not karen.sees("Week 46")


def test_what_somebody_has_written_stays_and_says_so_at_the_day(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    sheet = world.sheet(job=job)
    db.update(sheet, note="Fredag blev lang.", updated_at=NOW)
    pause(mette, job)
    assert paid(db) == WORKED
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees(f"Friday 20 November: pause since 20 Nov 2026. {NO_HOURS}")
    assert karen.press("Send the week").status_code == 422
    assert karen.press("Send the week", **{"days-4-paid": ""}).status_code == 200
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_nobody_types_hours_into_a_pause(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    """On a page from before the pause."""
    job = world.job()
    untouched(world, db, job)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    form = dict(karen.form("send").values)
    pause(mette, job)
    typed = form | {"days-4-paid": "3", "note": "Fredag blev lang.", "do": "keep"}
    answer = karen.post(f"/smalljobs/{job.id}/weeks/{WEEK}", typed)
    assert answer.status_code == 422
    assert karen.sees(f"pause since 20 Nov 2026. {NO_HOURS}")
    assert karen.form("send").values["days-4-paid"] == "3"
    assert karen.form("send").values["note"] == "Fredag blev lang."
    assert paid(db) == [144] * 4 + [0] * 3


def test_what_runs_again_in_the_same_week_is_as_planned_again(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job()
    untouched(world, db, job)
    pause(mette, job)
    mette.press("Let it run again")
    assert paid(db) == WORKED
    assert db.all(Pause) == []


def test_resuming_ends_the_pause_yesterday_and_owes_the_week_again(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job(JobStatus.PAUSED, pauses=[build.pause(date(2026, 11, 2))])
    mette.open(f"/smalljobs/{job.id}")
    mette.press("Let it run again")
    assert db.one(Pause).to_day == date(2026, 11, 19)
    assert [sheet.week for sheet in db.all(Timesheet)] == [WEEK]
    assert paid(db) == [0] * 4 + [144, 0, 0]


# --- what was sent, and what is locked ---


def test_a_sent_week_with_hours_there_comes_back_with_the_reason(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    world.sheet(Status.SUBMITTED, job=job)
    world.sheet(Status.SUBMITTED, job=job, week=WEEK.plus(-1))
    pause(mette, job, from_day="2026-11-18", reason="Kasserne er væk.")
    assert mette.sees("Week 47 had hours there: it went back to the company.")
    by_week = {sheet.week: sheet.status for sheet in db.all(Timesheet)}
    assert by_week == {WEEK: Status.RETURNED, WEEK.plus(-1): Status.SUBMITTED}
    asked = {day.day for day in db.all(Day) if day.returned_because == "Kasserne er væk."}
    assert asked == {*WEEK.days[2:5]}
    (mail,) = db.all(Mail)
    assert mail.values["words"] == "Kasserne er væk."
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees("Mette Lund: Kasserne er væk.")
    assert karen.press("Send the week").status_code == 422
    empty = {f"days-{number}-paid": "" for number in (2, 3, 4)}
    assert karen.press("Send the week", **empty).status_code == 200


def test_a_sent_week_without_hours_there_stays(world: World, db: Database, mette: Browser) -> None:
    job = world.job()
    world.sheet(Status.SUBMITTED, job=job, minutes_by_day=[144, 144, 0, 0, 0, 0, 0])
    pause(mette, job, from_day="2026-11-18")
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_the_contact_person_is_told_of_approved_weeks(
    world: World, db: Database, browse: Browse, mette: Browser
) -> None:
    job = world.job()
    for back in (1, 2):
        world.sheet(Status.APPROVED, job=job, week=WEEK.plus(-back))
    pause(mette, job, from_day="2026-11-13", to_day="2026-11-13")
    assert mette.sees("Week 46 is approved with hours on days that are not worked.")
    assert paid(db) == WORKED * 2 + [144] * 5 + [0] * 2
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}")
    assert not karen.sees("is approved with hours")


# --- once ---


def test_a_second_press_makes_no_second_pause_and_no_second_mail(
    world: World, db: Database, mette: Browser
) -> None:
    job = world.job()
    mette.open(f"/smalljobs/{job.id}")
    form = mette.form("Pause it").values | {"reason": "Ferie."}
    for _press in range(2):
        assert mette.post(f"/smalljobs/{job.id}/pause", form).status_code == 200
    assert (db.count(Pause), db.count(Mail), db.count(Move)) == (1, 1, 1)


def test_the_id_of_anothers_pause_is_not_found(world: World, db: Database, mette: Browser) -> None:
    theirs = build.pause(TODAY)
    world.job(pauses=[theirs])
    job = world.job()
    assert pause(mette, job, pause_id=str(theirs.id)) == 404
    assert pause(mette, job, pause_id="x") == 404
    assert pause(mette, job, pause_id=str(uuid4()), from_day=str(TODAY + timedelta(days=9))) == 200
