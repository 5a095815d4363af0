"""Week sheets: filled in, sent, sent back, corrected, approved; and weeks that cannot be."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, START, WEEK, World
from webapp.clock import Week
from webapp.history import Move
from webapp.tasks.models import Task
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

SEND = "Send the week"
AS_PLANNED = "The week went as planned"
LATER = "Save and send later"


def test_a_week_that_went_as_planned_is_one_press(
    world: World, db: Database, browse: Browse
) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    karen.press(AS_PLANNED)
    assert karen.page.request.path == "/home"
    sent = db.one(Timesheet)
    assert (sent.status, sum(day.paid for day in sent.days)) == (Status.SUBMITTED, 720)


def test_a_week_goes_back_and_forth_until_it_is_approved(
    world: World, db: Database, browse: Browse
) -> None:
    sheet, karen, mette = world.sheet(), browse(world.karen), browse(world.mette)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    karen.open(address)
    karen.press(LATER, **{"days-0-paid": "3"})
    karen.open(address)
    karen.press(SEND, **{"days-1-absence": "sick", "days-1-paid": "0"})
    mette.open(address)
    mette.press("Send back", **{"days-0-because": "Var det ikke 2 timer?"})
    karen.open(address)
    assert karen.sees("Var det ikke 2 timer?")
    karen.press(SEND, **{"days-0-paid": "2"})
    mette.open(address)
    mette.press("Approve week 47")
    result = db.one(Timesheet)
    assert (result.status, result.days[0].paid, result.days[1].paid) == (Status.APPROVED, 120, 0)
    assert not karen.sees("Var det ikke 2 timer?") and not mette.sees("Var det ikke 2 timer?")
    moves = sorted(db.all(Move), key=lambda move: move.id or 0)
    assert [move.action for move in moves] == ["submit", "return", "submit", "approve"]


def waits(
    world: World, db: Database, days: int, *, by: str = "karen", consultant: str = "mette"
) -> Timesheet:
    """A week that was sent so many days ago; `consultant` is its contact person."""
    job = world.job(by=by)
    task = db.get(Task, job.task_id)
    assert task
    db.update(task, consultant_id=world.people[consultant].id)
    return world.sheet(Status.SUBMITTED, job=job, since=NOW - timedelta(days=days))


@pytest.mark.parametrize("answer", ["Approve week 47", "Send back"])
def test_after_an_answer_comes_the_week_that_waits_longest_for_oneself(
    world: World, db: Database, browse: Browse, answer: str
) -> None:
    """Never one of a colleague's, which waits longer; and never one that waits for the company."""
    first, short, long = (waits(world, db, days) for days in (1, 2, 4))
    waits(world, db, 9, consultant="jonas")
    waits(world, db, 9, by="ali")
    db.update(world.skole, municipality_id=world.soendersund.id)  # it has moved away since
    world.sheet(Status.RETURNED, since=NOW - timedelta(days=9))
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{first.small_job_id}/weeks/{WEEK}")
    mette.press(answer, because="Var der ikke fri om fredagen?")
    assert mette.page.request.path == f"/smalljobs/{long.small_job_id}/weeks/{WEEK}"
    mette.press(answer, because="Var der ikke fri om fredagen?")
    assert mette.page.request.path == f"/smalljobs/{short.small_job_id}/weeks/{WEEK}"
    mette.press(answer, because="Var der ikke fri om fredagen?")
    assert mette.page.request.path == "/home"


def test_an_approved_week_never_changes(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    karen.open(address)
    form = karen.form(AS_PLANNED)
    db.update(sheet, status=Status.APPROVED)
    values = dict(form.values) | {"do": "send", "days-0-paid": "9"}
    assert karen.post(address, values).status_code == 409
    assert db.one(Timesheet).days[0].paid == sheet.days[0].paid


def test_a_week_sent_twice_is_sent_once(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    karen.open(address)
    values = dict(karen.form(AS_PLANNED).values) | {"do": "send"}
    for _ in range(2):
        assert karen.post(address, values).status_code == 200
        assert karen.sees("is sent. Mette Lund looks at it")
    assert karen.post(address, values | {"days-0-paid": "9"}).status_code == 409
    assert db.count(Move) == 1


def test_sending_back_needs_a_reason(world: World, db: Database, browse: Browse) -> None:
    sheet, mette = world.sheet(Status.SUBMITTED), browse(world.mette)
    mette.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    assert mette.press("Send back").status_code == 422
    assert db.one(Timesheet).status is Status.SUBMITTED


WEEKS = {
    "2026-W43": "before the start",
    "2026-W48": "opens on",
    "2026-W53": "opens on",
}
NO_WEEKS = [
    "2027-W53",
    "2026-W00",
    "2026-W54",
    "2026-47",
    "2026-W4",
    "2126-W01",
    "0000-W01",
    "nonsense",
    "٢٠٢٦-W47",
]


@pytest.mark.parametrize("week", WEEKS)
def test_a_week_that_is_not_open_says_why(world: World, browse: Browse, week: str) -> None:
    karen = browse(world.karen)
    assert karen.open(f"/smalljobs/{world.job().id}/weeks/{week}").status_code == 200
    assert karen.sees(WEEKS[week])
    assert not {SEND, AS_PLANNED} & set(karen.buttons)


@pytest.mark.parametrize("week", NO_WEEKS)
def test_a_week_that_does_not_exist_is_not_found(world: World, browse: Browse, week: str) -> None:
    karen = browse(world.karen)
    assert karen.open(f"/smalljobs/{world.job().id}/weeks/{week}").status_code == 404


def test_week_53_can_be_sent_when_it_comes(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    frozen.move_to(datetime.combine(date(2027, 1, 1), datetime.min.time()) + timedelta(hours=12))
    job, karen = world.job(), browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/2026-W53")
    karen.press(AS_PLANNED)
    assert db.one(Timesheet).week == Week(2026, 53)


HOURS = {
    "7,5": 450,
    "7.5": 450,
    "7:30": 450,
    "7t30": 450,
    "7,5 timer": 450,
    "0": 0,
    "": 0,
    "7.4": 444,
    "12": 720,
}
NO_HOURS = ["-1", "24,5", "25", "7:60", "syv", "NaN", "1e1", "1 2", "9" * 50]


@pytest.mark.parametrize("text", HOURS)
def test_hours_are_read_as_people_write_them(
    world: World, db: Database, browse: Browse, text: str
) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    karen.press(LATER, **{"days-2-paid": text})
    assert db.one(Timesheet).days[2].paid == HOURS[text]


@pytest.mark.parametrize("text", NO_HOURS)
def test_hours_that_cannot_be_read_are_said_and_kept(
    world: World, db: Database, browse: Browse, text: str
) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    karen.press(LATER, **{"days-2-paid": text})
    assert karen.page.status_code == 422
    assert text == karen.form(LATER).values["days-2-paid"]
    assert db.one(Timesheet).days[2].paid == sheet.days[2].paid


def test_a_day_has_24_hours(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    values = {"days-0-paid": "13", "days-0-training": "12"}
    assert karen.press(LATER, **values).status_code == 422
    assert db.one(Timesheet).status is Status.OPEN


@pytest.mark.parametrize("name", ["note", "days-0-absence_note"])
@pytest.mark.parametrize("text", ["x" * 10_000, "0101701234"], ids=["long", "cpr"])
def test_words_that_cannot_be_kept_are_refused(
    world: World, db: Database, browse: Browse, name: str, text: str
) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    karen.press(AS_PLANNED, **{"days-0-absence": "late", name: text})
    assert karen.page.status_code == 422
    kept = db.one(Timesheet)
    assert (kept.note, kept.days[0].absence_note, kept.status) == ("", "", Status.OPEN)


def test_the_first_week_begins_on_the_first_day(world: World, browse: Browse) -> None:
    job = world.job(start_on=START + timedelta(days=2))
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{Week.of(START)}")
    values = karen.form(AS_PLANNED).values
    assert [values[f"days-{n}-paid"] in {"", "0"} for n in range(5)] == [True, True] + [False] * 3
