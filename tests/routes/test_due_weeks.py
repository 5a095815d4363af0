"""All weeks that a company owes, on one page: sent as planned with a press each."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.world import NOW, WEEK, World
from webapp.history import Move
from webapp.support.models import Call
from webapp.timesheets import due_weeks
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.rules import Absence, Status

SEND = "As planned – send"
NONE_LEFT = "All weeks are sent."
UNDO = "Undo"


def headings(browser: Browser) -> list[str]:
    """The people of the page, from above, each with the weeks that they owe."""
    return [word for word in browser.reader.words if ": week " in word]


def buttons(browser: Browser, text: str) -> int:
    return sum(button.startswith(text) for button in browser.buttons)


def sheets_of(db: Database, status: Status) -> Sequence[Timesheet]:
    return [sheet for sheet in db.all(Timesheet) if sheet.status is status]


def test_three_small_jobs_as_planned_are_three_presses(
    world: World, db: Database, browse: Browse
) -> None:
    for name in ("Jørgen", "Else", "Rene"):
        world.sheet(job=world.job(first_name=name))
    karen = browse(world.karen)
    karen.open("/weeks")
    for left in (2, 1, 0):
        karen.press(SEND)
        assert karen.page.request.path == "/weeks"
        assert (buttons(karen, SEND), buttons(karen, UNDO)) == (left, 3 - left)
        assert len(headings(karen)) == 3 and karen.sees(NONE_LEFT) == (not left)
    assert len(sheets_of(db, Status.SUBMITTED)) == 3


def test_the_oldest_week_stands_first(world: World, db: Database, browse: Browse) -> None:
    job = world.job()
    for back in (0, -2, -1):
        world.sheet(job=job, week=WEEK.plus(back))
    karen = browse(world.karen)
    karen.open("/weeks")
    assert headings(karen) == ["Jørgen: week 45–47"]
    karen.press(SEND)
    sent = [sheet.week.number for sheet in sheets_of(db, Status.SUBMITTED)]
    assert sent == [45] and headings(karen) == ["Jørgen: week 45–47"]


def test_a_week_pressed_twice_is_sent_once(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open("/weeks")
    form = karen.form(SEND)
    for _ in range(2):
        assert karen.post(form.action, form.values).status_code == 200
        assert buttons(karen, UNDO) == 1
    assert [move.action for move in db.all(Move)] == ["submit"]
    assert db.one(Timesheet).version == sheet.version + 1


def test_a_week_that_somebody_changed_meanwhile_is_not_sent(
    world: World, db: Database, browse: Browse
) -> None:
    sheet, karen, kirsten = world.sheet(), browse(world.karen), browse(world.kirsten)
    karen.open("/weeks")
    kirsten.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    kirsten.press("Save and send later", **{"days-0-paid": "3"})
    assert karen.press(SEND).status_code == 409
    assert karen.sees("Week 47 for Jørgen is not sent")
    assert karen.sees("Changed from the plan, and not sent yet.") and SEND not in " ".join(
        karen.buttons
    )
    assert db.one(Timesheet).status is Status.OPEN


STATES = {
    "returned": ({"status": Status.RETURNED}, "asks you to correct it."),
    "correction": ({"revision": 2}, "A correction that is not sent."),
}


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_as_planned_only_leads_to_its_sheet(
    world: World, browse: Browse, state: str
) -> None:
    values, says = STATES[state]
    sheet = world.sheet(**values)  # type: ignore[arg-type]
    karen = browse(world.karen)
    karen.open("/weeks")
    assert karen.sees(says) and SEND not in " ".join(karen.buttons)
    form = {"csrf_token": karen.form("Sign out").values["csrf_token"], "version": "1"}
    assert karen.post(f"/weeks/{sheet.id}", form).status_code == 409


def test_what_the_rulebook_asks_about_is_not_sent_with_one_press(
    world: World, db: Database, browse: Browse
) -> None:
    """Only the plan's own hours, on a day that is before the start."""
    job = world.job(start_on=WEEK.days[2])
    sheet = world.sheet(job=job)
    karen = browse(world.karen)
    karen.open("/weeks")
    assert SEND not in " ".join(karen.buttons)
    db.update(sheet.days[0], paid=0)
    db.update(sheet.days[1], paid=0)
    karen.open("/weeks")
    assert SEND in " ".join(karen.buttons)


def test_each_day_has_its_cell(world: World, db: Database, browse: Browse) -> None:
    sheet = world.sheet()
    day = next(day for day in db.all(Day) if day.day == sheet.days[3].day)
    db.update(day, paid=0, absence=Absence.SICK)
    karen = browse(world.karen)
    karen.open("/weeks")
    cells = ["Mon", "2 h 24", "Tue", "2 h 24", "Wed", "2 h 24", "Thu", "sick", "Fri", "2 h 24"]
    assert [word for word in karen.reader.words if word in cells] == cells
    assert karen.sees("9 h 36 paid") and not karen.sees("Sat")


def test_weeks_that_are_not_due_or_somebody_elses_are_not_there(
    world: World, browse: Browse
) -> None:
    world.sheet(job=world.job(by="ali"))
    world.sheet(week=WEEK.plus(1))
    world.sheet(Status.SUBMITTED)
    world.sheet(Status.APPROVED)
    karen = browse(world.karen)
    karen.open("/weeks")
    assert headings(karen) == [] and karen.sees(NONE_LEFT)


def test_only_the_newest_revision_is_owed(world: World, browse: Browse) -> None:
    job = world.job()
    world.sheet(Status.APPROVED, job=job)
    world.sheet(Status.OPEN, job=job, revision=2, correction="En time mere.")
    karen = browse(world.karen)
    karen.open("/weeks")
    assert len(headings(karen)) == 1


def test_many_lines_are_cut_and_counted_in_as_many_statements(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    karen, results = browse(world.karen), []
    for more in (2, 5):
        for _ in range(more):
            world.sheet(job=world.job())
        karen.open("/weeks")
        with counted(db.engine) as seen:
            karen.open("/weeks")
        results.append(len(seen))
    assert results[0] == results[1] <= 6  # one asks for pauses
    monkeypatch.setattr(due_weeks, "MOST", 3)
    karen.open("/weeks")
    assert len(headings(karen)) == 3 and karen.sees("And 4 more.")


def test_home_leads_to_the_page_where_there_are_two(world: World, browse: Browse) -> None:
    world.sheet()
    karen = browse(world.karen)
    karen.open("/home")
    assert "/weeks" not in karen.reader.links.values()
    world.sheet()
    karen.open("/home")
    karen.follow("Send 2 weeks")
    assert len(headings(karen)) == 2


def test_after_one_sheet_the_others_follow(world: World, browse: Browse) -> None:
    first, karen = world.sheet(), browse(world.karen)
    world.sheet(week=WEEK.plus(-1))
    karen.open(f"/smalljobs/{first.small_job_id}/weeks/{WEEK}")
    karen.press("The week went as planned")
    assert karen.page.request.path == "/weeks"
    assert karen.sees("Week 47 for Jørgen is sent.") and headings(karen) == ["Jørgen: week 46"]


def test_a_wish_to_be_called_goes_along(world: World, db: Database, browse: Browse) -> None:
    world.sheet(call_me=True)
    karen = browse(world.karen)
    karen.open("/weeks")
    karen.press(SEND)
    assert db.one(Call).asked_at >= NOW


def as_htmx(browser: Browser, text: str) -> TestResponse:
    """Press the button as the page's own script does."""
    form = browser.form(text)
    headers = browser.headers | {"HX-Request": "true"}
    return browser.client.post(form.action, data=form.values, headers=headers)


def test_a_sent_week_stays_where_it_is_and_can_be_taken_back(
    world: World, db: Database, browse: Browse
) -> None:
    """Its neighbours as well, and until the page is opened anew."""
    for name in ("Anna", "Else", "Rene"):
        world.sheet(job=world.job(first_name=name))
    karen = browse(world.karen)
    karen.open("/weeks")
    people = headings(karen)
    karen.press("As planned – send : Week 47, Else")
    assert headings(karen) == people and karen.sees("2 weeks to send.")
    assert [button for button in karen.buttons if UNDO in button] == ["Undo : Week 47, Else"]
    karen.press(UNDO)
    assert headings(karen) == people and buttons(karen, SEND) == 3 and buttons(karen, UNDO) == 0
    assert [move.action for move in db.all(Move)] == ["submit", "withdraw"]
    karen.press("As planned – send : Week 47, Else")
    karen.open("/weeks")
    assert headings(karen) == [people[0], people[2]]


def test_a_week_is_taken_back_once(world: World, db: Database, browse: Browse) -> None:
    world.sheet()
    karen = browse(world.karen)
    karen.open("/weeks")
    karen.press(SEND)
    form = karen.form(UNDO)
    for _ in range(2):
        assert karen.post(form.action, form.values).status_code == 200
    assert [move.action for move in db.all(Move)] == ["submit", "withdraw"]


def test_what_is_approved_meanwhile_is_not_taken_back(
    world: World, db: Database, browse: Browse
) -> None:
    world.sheet()
    karen, mette = browse(world.karen), browse(world.mette)
    karen.open("/weeks")
    karen.press(SEND)
    sheet = db.one(Timesheet)
    mette.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    mette.press("Approve week 47")
    assert karen.press(UNDO).status_code == 409
    assert karen.sees("Mette Lund approved the week")
    assert db.one(Timesheet).status is Status.APPROVED


def test_htmx_gets_that_week_alone(world: World, db: Database, browse: Browse) -> None:
    sheets = [world.sheet(job=world.job(first_name=name)) for name in ("Anna", "Else")]
    karen = browse(world.karen)
    karen.open("/weeks")
    for pressed in (SEND, SEND):  # twice
        answer = as_htmx(karen, f"{pressed} : Week 47, Anna").text
        assert f"week-{sheets[0].id}" in answer and f"week-{sheets[1].id}" not in answer
        assert "<html" not in answer and "/undo" in answer and "One week to send" in answer
    assert len(sheets_of(db, Status.SUBMITTED)) == 1


def test_htmx_gets_the_whole_list_where_somebody_changed_it(
    world: World, db: Database, browse: Browse
) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open("/weeks")
    db.update(sheet, note="Fredag blev lang.", version=2)
    answer = as_htmx(karen, SEND)
    assert answer.status_code == 409 and 'data-hx-target="#owed"' in answer.text
    assert "Week 47 for Jørgen is not sent" in answer.text


def test_the_weeks_of_a_person_stand_together_and_are_counted(world: World, browse: Browse) -> None:
    else_ = world.job(first_name="Else", start_on=WEEK.plus(-5).monday)
    for back in (-5, -4, -2):
        world.sheet(job=else_, week=WEEK.plus(back))
    world.sheet(Status.RETURNED, job=else_, week=WEEK.plus(-1), returned_because="Og fredag?")
    world.sheet(job=world.job(first_name="Rene"), week=WEEK.plus(-3))
    karen = browse(world.karen)
    karen.open("/weeks")
    assert headings(karen) == ["Else: week 42–43, 45–46", "Rene: week 44"]
    assert karen.sees("4 weeks to send, one to correct.")
    words = karen.reader.words
    question, week = words.index("Og fredag?"), words.index("Week 46")
    assert question < week
    karen.open("/home")
    assert karen.sees("Correct Else's week 46")


@pytest.mark.parametrize("opened", ["", "x", "-1", "99", "²", "99999999999", "1000000000000000"])
def test_an_hour_that_cannot_be_does_no_harm(world: World, browse: Browse, opened: str) -> None:
    world.sheet(Status.SUBMITTED, sent_at=NOW - timedelta(hours=13))
    karen = browse(world.karen)
    assert karen.open(f"/weeks?opened={opened}").status_code == 200
    assert headings(karen) == []
