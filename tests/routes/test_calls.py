"""Somebody at a company asks to be called, and the contact person calls."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, WEEK, World
from webapp.demo import build
from webapp.mails.models import Mail
from webapp.reminders.rules import reminder_days
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.support.models import Call
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

CALLED = "I have called"
LONG_AGO = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    return browse(world.karen)


@pytest.fixture
def asked(world: World, karen: Browser) -> str:
    """The address of a week that Karen has sent, asking to be called."""
    sheet = world.sheet()
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    karen.open(address)
    karen.press("The week went as planned", call_me="y")
    return address


def mails(db: Database) -> list[Mail]:
    return [mail for mail in db.all(Mail) if mail.kind == "call_me"]


def test_the_contact_person_hears_of_it_once(asked: str, db: Database, karen: Browser) -> None:
    (mail,) = mails(db)
    assert (mail.to, mail.values["values"]["name"]) == ("mette@example.dk", "Karen Holm")
    assert mail.values["target"]["page"] == "week_sheet"
    karen.open(asked)
    assert karen.sees("Mette Lund calls you.")
    karen.press("Take it back and correct it")
    karen.press("The week went as planned")
    assert (db.count(Call), len(mails(db))) == (1, 1)


def test_a_call_stands_first_at_home_with_the_number(
    asked: str, world: World, db: Database, browse: Browse
) -> None:
    db.update(world.karen, phone="01 23 45 67")
    mette = browse(world.mette)
    mette.open("/home")
    assert mette.sees("Call Karen Holm about Jørgen") and mette.sees("01 23 45 67")
    assert mette.page.text.index("Call Karen") < mette.page.text.index("Approve Jørgen")


def test_who_has_called_says_so_and_it_is_done(
    asked: str, world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    mette = browse(world.mette)
    mette.open(asked)
    form = mette.form(CALLED)
    mette.press(CALLED)
    assert mette.page.request.path == asked
    assert CALLED not in mette.buttons and not mette.sees("to be called.")
    call = db.one(Call)
    assert (call.done_by, call.done_at is not None) == (world.mette.id, True)
    assert mette.post(form.action, form.values).status_code == 200
    assert db.one(Call).done_at == call.done_at
    karen.open(asked)
    assert not karen.sees("calls you")


def test_a_week_that_goes_back_and_forth_asks_only_when_asked_anew(
    asked: str, world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    mette = browse(world.mette)
    mette.open(asked)
    mette.press(CALLED)
    mette.press("Send back", because="Var det ikke 2 timer?")
    karen.open(asked)
    karen.press("Send the week", note="Jo.")
    assert db.one(Call).done_at is not None
    karen.open(asked)
    karen.press("Take it back and correct it")
    karen.press("The week went as planned", call_me="y")
    assert (db.one(Call).done_at, len(mails(db))) == (None, 2)


def test_a_colleague_of_the_contact_person_may_call(
    asked: str, world: World, db: Database, browse: Browse
) -> None:
    db.update(world.karen, phone="01 23 45 67")
    jonas = browse(world.jonas)
    jonas.open(asked.split("/weeks")[0])
    assert jonas.sees("01 23 45 67")
    jonas.press(CALLED)
    assert db.one(Call).done_by == world.jonas.id


def test_a_call_stands_on_the_week_that_it_was_asked_on(
    asked: str, world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    world.sheet(job=db.one(SmallJob), week=WEEK.plus(-1))
    other = f"{asked.rpartition('/')[0]}/{WEEK.plus(-1)}"
    karen.open(other)
    assert not karen.sees("calls you")
    mette = browse(world.mette)
    mette.open(other)
    assert CALLED not in mette.buttons
    mette.open(asked.split("/weeks")[0])
    assert CALLED in mette.buttons


def test_one_call_answers_all_of_a_small_job(
    asked: str, world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    call = db.one(Call)
    again = Call(small_job_id=call.small_job_id, asked_by=call.asked_by, asked_at=call.asked_at)
    db.add(again)
    mette = browse(world.mette)
    mette.open("/home")
    assert mette.page.text.count("Call Karen") == 1
    mette.open(asked)
    mette.press(CALLED)
    assert all(call.done_at for call in db.all(Call))


def test_a_team_lead_sees_it_and_cannot_press(asked: str, world: World, browse: Browse) -> None:
    birgit = browse(world.birgit)
    birgit.open(asked)
    assert birgit.sees("asked today to be called.") and CALLED not in birgit.buttons


def test_where_the_contact_person_has_left_the_colleagues_get_the_mail(
    world: World, db: Database, karen: Browser
) -> None:
    sheet = world.sheet(call_me=True)
    db.update(world.mette, removed_at=NOW)
    karen.open("/weeks")
    assert karen.press("As planned – send").status_code == 200
    assert (db.count(Call), [mail.to for mail in mails(db)]) == (1, ["jonas@example.dk"])
    assert karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}").status_code == 200


def test_a_call_without_a_sheet_is_about_the_small_job(
    asked: str, world: World, db: Database, browse: Browse
) -> None:
    db.update(db.one(Call), timesheet_id=None)
    mette = browse(world.mette)
    mette.open("/home")
    mette.follow("Call Karen Holm about Jørgen")
    mette.press(CALLED)
    assert mette.page.request.path == asked.split("/weeks")[0]


LATE = {datetime(2026, 11, 20, 15): False, datetime(2026, 11, 23, 9): True}


@pytest.mark.parametrize("at", LATE)
def test_a_call_is_late_on_the_next_working_day(
    asked: str, world: World, browse: Browse, frozen: Any, at: datetime
) -> None:
    frozen.move_to(at)
    mette = browse(world.mette)
    mette.open("/home")
    turn = mette.page.text.split("Call Karen")[1].split("</li>")[0]
    assert ('class="wait late"' in turn) is LATE[at]


def test_an_approved_week_can_still_be_called_about(
    asked: str, world: World, db: Database, browse: Browse
) -> None:
    mette = browse(world.mette)
    mette.open(asked)
    mette.press("Approve week 47")
    mette.open(asked)
    assert mette.press(CALLED).status_code == 200
    assert db.one(Timesheet).status is Status.APPROVED


@pytest.mark.parametrize("wanted", [True, False])
def test_what_is_owed_after_two_mails_is_asked_for(
    app: Flask,
    world: World,
    db: Database,
    browse: Browse,
    frozen: Any,
    karen: Browser,
    wanted: bool,
) -> None:
    """Week 47 is reminded of on Friday and on Tuesday, unless somebody chose none."""
    world.sheet(job=world.job(start_on=WEEK.monday))
    db.update(world.karen, unwanted=[] if wanted else ["reminder"])
    mette = browse(world.mette)
    for day, hour, asks in ((20, 13, False), (24, 9, False), (24, 13, wanted), (27, 9, wanted)):
        frozen.move_to(datetime(2026, 11, day, hour, tzinfo=UTC))
        assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
        mette.open("/home")
        assert mette.sees("Call Karen Holm about week 47 for Jørgen") is asks
        karen.open("/home")
        assert karen.sees("week 47")


def test_nobody_asks_for_weeks_of_a_paused_small_job(world: World, browse: Browse) -> None:
    week = WEEK.plus(-2)
    job = world.job(JobStatus.PAUSED, pauses=[build.pause(week.monday)])
    world.reminded(world.sheet(job=job, week=week, since=LONG_AGO), *reminder_days(week.monday))
    mette = browse(world.mette)
    mette.open("/home")
    assert not mette.sees("Call Karen Holm")


@pytest.mark.parametrize(("since", "asks"), [(NOW - timedelta(days=1), False), (LONG_AGO, True)])
def test_a_week_that_was_taken_back_yesterday_is_not_asked_for(
    world: World, browse: Browse, since: datetime, asks: bool
) -> None:
    week = WEEK.plus(-2)
    world.reminded(world.sheet(week=week, since=since), *reminder_days(week.monday))
    mette = browse(world.mette)
    mette.open("/home")
    assert mette.sees("Call Karen Holm about week 45 for Jørgen") is asks
