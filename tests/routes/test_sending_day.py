"""A week that has not happened cannot be sent from its own page, and that page says from when."""

from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.actor import Refused
from webapp.smalljobs.models import SmallJob
from webapp.support import actions as support
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Absence, Status

MONDAY, _TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = WEEK.days
LATER = "Save and send later"
FROM = "Send from Friday 20 November"
SENT = "is sent."


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@pytest.fixture
def job(world: World, frozen: Any) -> SmallJob:
    """It is Monday, and Jørgen's week lies open."""
    frozen.move_to(noon(MONDAY))
    job = world.job()
    world.sheet(job=job)
    return job


def at_the_week(browse: Browse, world: World, job: SmallJob) -> Browser:
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    return karen


def can_send(browser: Browser) -> bool:
    return any(button.endswith("send") or button == "Send the week" for button in browser.buttons)


def as_sent(browser: Browser, **values: str) -> dict[str, str]:
    """The form as its button would send it, though it has no such button."""
    return browser.form(LATER).values | {"do": "send"} | values


def test_before_the_day_there_is_no_button_but_the_day(
    world: World, db: Database, browse: Browse, job: SmallJob, frozen: Any
) -> None:
    karen = at_the_week(browse, world, job)
    assert karen.sees(FROM) and not can_send(karen)
    assert karen.sees("Prefilled as planned. Change what is different as it happens.")
    frozen.move_to(noon(FRIDAY))
    karen = at_the_week(browse, world, job)
    assert not karen.sees("Send from") and can_send(karen)
    karen.press("The week went as planned")
    assert karen.sees(SENT) and db.one(Timesheet).status is Status.SUBMITTED


def test_hours_are_kept_all_the_same(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    karen = at_the_week(browse, world, job)
    karen.press(LATER, **{"days-0-paid": "3"})
    assert karen.sees("The week is kept. It is not sent yet.") and karen.sees(FROM)
    assert min(db.all(Day), key=lambda day: day.day).paid == 180


def test_a_forged_press_is_refused_and_nothing_typed_is_lost(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    karen = at_the_week(browse, world, job)
    values = as_sent(karen, **{"days-0-paid": "3"}, note="Vi fik travlt.")
    assert karen.post(f"/smalljobs/{job.id}/weeks/{WEEK}", values).status_code == 422
    assert karen.sees("The week is not over yet. You can send it from Friday 20 November.")
    sheet = db.one(Timesheet)
    assert (sheet.status, sheet.note) == (Status.OPEN, "Vi fik travlt.")
    assert karen.form(LATER).values["days-0-paid"] == "3"


def test_nothing_passes_the_action_itself(world: World, db: Database, job: SmallJob) -> None:
    karen, sheet = world.actor("karen"), db.one(Timesheet)

    def send(session: Session, day: date) -> Status:
        support.send_week(session, session.get_one(Timesheet, sheet.id), by=karen, at=noon(day))
        return session.get_one(Timesheet, sheet.id).status

    for day in (MONDAY, WEDNESDAY, THURSDAY):
        with pytest.raises(Refused, match="not over yet"):
            db.change(partial(send, day=day))
    assert db.change(partial(send, day=FRIDAY)) is Status.SUBMITTED


@pytest.mark.parametrize("button", ["We were closed", "Agreed day off", "Sick"])
def test_no_hours_may_be_told_ahead_as_what_they_are(
    world: World, db: Database, browse: Browse, job: SmallJob, button: str
) -> None:
    karen = at_the_week(browse, world, job)
    karen.press(button)
    assert karen.sees(SENT) and db.one(Timesheet).status is Status.SUBMITTED


def test_that_somebody_did_not_come_is_not_known_ahead(
    world: World, db: Database, browse: Browse, job: SmallJob
) -> None:
    karen = at_the_week(browse, world, job)
    assert "Did not show up" not in karen.buttons
    values = as_sent(karen, do="none-no_show")
    assert karen.post(f"/smalljobs/{job.id}/weeks/{WEEK}", values).status_code == 422
    assert db.one(Timesheet).status is Status.OPEN


def test_what_is_closed_from_now_on_can_be_sent_now(
    world: World, db: Database, browse: Browse, job: SmallJob, frozen: Any
) -> None:
    frozen.move_to(noon(WEDNESDAY))
    karen = at_the_week(browse, world, job)
    closed = {f"days-{n}-absence": Absence.CLOSED.value for n in (3, 4)}
    karen.press(LATER, **closed, **{f"days-{n}-paid": "" for n in (3, 4)})
    assert not karen.sees("Send from") and can_send(karen)
    karen.press("Send the week")
    assert db.one(Timesheet).status is Status.SUBMITTED


@pytest.mark.parametrize(("paid", "piece"), [("2", "#send_from"), ("", "#send-label")])
def test_the_button_comes_and_goes_while_somebody_types(
    world: World, browse: Browse, job: SmallJob, frozen: Any, paid: str, piece: str
) -> None:
    """On Friday a Saturday is typed: then it is Saturday from when the week can be sent."""
    frozen.move_to(noon(FRIDAY))
    karen = at_the_week(browse, world, job)
    values = as_sent(karen, do="save", **{"days-5-paid": paid})
    headers = karen.headers | {"HX-Request": "true"}
    address = f"/smalljobs/{job.id}/weeks/{WEEK}"
    answer = karen.client.post(address, data=values, headers=headers).text
    assert f'data-hx-target="{piece}"' in answer
    assert ("Send from Saturday 21 November" in answer) == bool(paid)


@pytest.mark.parametrize("status", [Status.OPEN, Status.RETURNED])
@pytest.mark.parametrize("revision", [1, 2])
def test_weeks_of_the_past_are_sent_whatever_they_say(
    world: World, browse: Browse, frozen: Any, status: Status, revision: int
) -> None:
    frozen.move_to(noon(MONDAY))
    job, last = world.job(), WEEK.plus(-1)
    if revision > 1:
        world.sheet(Status.APPROVED, job=job, week=last)
    world.sheet(status, job=job, week=last, revision=revision, minutes_by_day=[60] * 6 + [0])
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{last}")
    assert can_send(karen) and not karen.sees("Send from")


# --- the page of all due weeks, and what else speaks of them ---


@pytest.mark.parametrize(("day", "status"), [(THURSDAY, 409), (FRIDAY, 200)])
def test_the_press_of_the_list_is_refused_as_well(
    world: World, db: Database, browse: Browse, frozen: Any, day: date, status: int
) -> None:
    """With a request that no page has a button for."""
    frozen.move_to(noon(day))
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open("/weeks")
    values = karen.form("Sign out").values | {"version": "1"}
    assert karen.post(f"/weeks/{sheet.id}", values).status_code == status
    assert karen.sees("You can send it from Friday 20 November.") == (status == 409)
    assert (db.one(Timesheet).status is Status.SUBMITTED) == (status == 200)


@pytest.mark.parametrize("day", [FRIDAY, SATURDAY, SUNDAY])
def test_a_week_with_a_saturday_is_owed_from_then_on_everywhere(
    world: World, browse: Browse, frozen: Any, day: date
) -> None:
    frozen.move_to(noon(day))
    job = world.job()
    world.db.update(job.pattern[4], weekday=5)
    world.sheet(job=job, minutes_by_day=[144, 144, 144, 144, 0, 144, 0])
    owed, karen, mette = day >= SATURDAY, browse(world.karen), browse(world.mette)
    karen.open("/weeks")
    assert any(button.startswith("As planned") for button in karen.buttons) == owed
    karen.open("/home")
    assert karen.sees("Send Jørgen's week 47") == owed
    mette.open("/home")
    assert mette.sees("sends Jørgen's week 47") == owed
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert karen.sees("Send from Saturday 21 November") == (not owed)
    assert can_send(karen) == owed
