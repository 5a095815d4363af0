"""Home: what stands out in a week that was sent, deadlines, pauses, and who is called."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import TODAY, WEEK, World
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Part
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.timesheets.models import Day
from webapp.timesheets.rules import Absence, Status, Went

SUNDAY = TODAY + timedelta(days=2)
CONTRACT = "The contract for Jørgen should have been written by"


def is_late(browser: Browser, todo: str) -> bool:
    """Does that line of the page stand there as one that is late?"""
    return "wait late" in browser.page.text.split(todo)[1].split("</li>")[0]


STANDS_OUT = {
    "nothing": ({}, ""),
    "more": ({"reasons": {"paid_above": "Travlt."}}, " · more than agreed"),
    "bad": ({"went": Went.BADLY}, " · a bad week"),
    "well": ({"went": Went.WELL, "reasons": {"absence": "x"}}, ""),
}


@pytest.mark.parametrize("case", STANDS_OUT)
def test_a_sent_week_tells_its_hours_and_what_stands_out(
    world: World, browse: Browse, case: str
) -> None:
    values, says = STANDS_OUT[case]
    world.sheet(Status.SUBMITTED, **values)
    mette = browse(world.mette)
    mette.open("/home")
    assert mette.sees(f"12 h{says} · ")
    mette.open("/timesheets?status=submitted")
    assert mette.sees(says or "12 h paid") and mette.sees("bad week") is (case == "bad")
    karen = browse(world.karen)
    karen.open("/home")
    assert not karen.sees("12 h")


def test_absences_stand_out_the_gravest_first(world: World, db: Database, browse: Browse) -> None:
    sheet = world.sheet(Status.SUBMITTED)
    away = {0: Absence.SICK, 1: Absence.SICK, 2: Absence.CLOSED, 3: Absence.NO_SHOW}
    for day in db.all(Day):
        if (absence := away.get(day.day.weekday())) and day.timesheet_id == sheet.id:
            db.update(day, paid=0, absence=absence)
    mette = browse(world.mette)
    mette.open("/home")
    assert mette.sees("2 h 24 · did not show up Thu · sick Mon, Tue · ")


def trained(world: World, ends: date, **values: Any) -> SmallJob:
    return world.job(trains=True, training_ends=ends, contract_on=TODAY, **values)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (2, "Training for Jørgen ends on Sunday 22 November: find out what comes after it"),
        (0, "Training for Jørgen ends on Friday 20 November"),
        (-5, "Training for Jørgen ended on Sunday 15 November"),
        (-15, ""),
        (60, ""),
    ],
)
def test_training_that_ends_is_a_turn_of_the_contact_person(
    world: World, browse: Browse, days: int, says: str
) -> None:
    trained(world, TODAY + timedelta(days=days))
    mette, karen = browse(world.mette), browse(world.karen)
    mette.open("/home")
    assert mette.sees(says) if says else not mette.sees("comes after it")
    karen.open("/home")
    assert not karen.sees("comes after")


def test_what_follows_a_training_is_planned_already(
    world: World, db: Database, browse: Browse
) -> None:
    planned, paid = trained(world, SUNDAY), trained(world, SUNDAY)
    world.split(SplitStatus.DRAFT, task=db.get(Task, planned.task_id), number=2)
    (part,) = [part for part in db.all(Part) if part.split_id == paid.split_id]
    db.update(part, to_week=4)
    values = {"kind": "paid", "market_value": "Pladsen er ryddet.", "goal": "", "mastery": ""}
    same = {"activity_id": part.activity_id, "split_id": paid.split_id, "position": 1}
    db.add(Part(minutes=60, from_week=5, what=part.what, **values | same))
    mette = browse(world.mette)
    mette.open("/home")
    assert not mette.sees("comes after it")


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({}, True),
        ({"contract_on": TODAY}, False),
        ({"start_on": TODAY - timedelta(days=7)}, False),
        ({"start_on": TODAY - timedelta(days=8)}, True),
        ({"status": JobStatus.PAUSED}, False),
        ({"trains": True}, False),
    ],
)
def test_a_contract_that_is_late_is_a_turn(
    world: World, browse: Browse, values: dict[str, Any], late: bool
) -> None:
    world.job(**values)
    mette, karen = browse(world.mette), browse(world.karen)
    mette.open("/home")
    assert mette.sees(CONTRACT) is late
    assert not late or is_late(mette, CONTRACT)
    karen.open("/home")
    assert not karen.sees("contract")


def test_deadlines_cost_one_statement_however_many_they_are(
    world: World, db: Database, browse: Browse
) -> None:
    mette, results = browse(world.mette), []
    mette.open("/home")
    for more in (1, 4):
        for _ in range(more):
            trained(world, SUNDAY)
            world.job()
        with counted(db.engine) as seen:
            mette.open("/home")
        results.append(len(seen))
    assert results[0] == results[1] <= 6


@pytest.mark.parametrize(("days", "late"), [(27, False), (28, True)])
def test_a_pause_is_late_after_four_weeks(
    world: World, browse: Browse, days: int, late: bool
) -> None:
    began = TODAY - timedelta(days=days)
    world.job(JobStatus.PAUSED, start_on=date(2026, 9, 7), pauses=[build.pause(began)])
    mette = browse(world.mette)
    mette.open("/home")
    assert is_late(mette, "Paused: decide what happens next for Jørgen") is late


def test_who_asked_to_be_called_reads_that_it_is_them(world: World, browse: Browse) -> None:
    world.sheet(call_me=True)
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    karen.open("/weeks")
    karen.press("As planned – send")
    for browser, says in ((karen, "calls you about"), (kirsten, "calls Karen Holm about")):
        browser.open("/home")
        assert browser.sees(says)


def test_a_team_lead_reads_each_name_once(world: World, browse: Browse) -> None:
    world.sheet(Status.SUBMITTED)
    birgit = browse(world.birgit)
    birgit.open("/home")
    assert birgit.sees("Mette Lund") and not birgit.sees("Waiting for Mette Lund")


def test_the_week_itself_says_that_two_mails_were_in_vain(world: World, browse: Browse) -> None:
    sheet = world.sheet()
    mette, karen = browse(world.mette), browse(world.karen)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    for day, in_vain in ((20, False), (24, True)):
        world.reminded(sheet, date(2026, 11, day))
        mette.open(address)
        assert mette.sees("Two mails about this week have not been answered.") is in_vain
        assert mette.sees("Call Karen Holm:") is in_vain
        karen.open(address)
        assert not karen.sees("Two mails")
