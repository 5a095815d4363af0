"""All weeks that a company owes, on one page: sent as planned with a press each."""

from collections.abc import Sequence

import pytest

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


def headings(browser: Browser) -> list[str]:
    """The lines of the page, from above."""
    return [word for word in browser.reader.words if word.startswith("Week ") and "·" in word]


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
        assert (len(headings(karen)), karen.sees(NONE_LEFT)) == (left, not left)
    assert len(sheets_of(db, Status.SUBMITTED)) == 3


def test_the_oldest_week_stands_first(world: World, browse: Browse) -> None:
    job = world.job()
    for back in (0, -2, -1):
        world.sheet(job=job, week=WEEK.plus(back))
    karen = browse(world.karen)
    karen.open("/weeks")
    assert headings(karen) == [f"Week {number} · Jørgen" for number in (45, 46, 47)]
    karen.press(SEND)
    assert karen.sees("Week 45 for Jørgen is sent.")


def test_a_week_pressed_twice_is_sent_once(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(), browse(world.karen)
    karen.open("/weeks")
    form = karen.form(SEND)
    for _ in range(2):
        assert karen.post(form.action, form.values).status_code == 200
        assert karen.sees("is sent.")
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


def test_the_hours_stand_in_one_line(world: World, db: Database, browse: Browse) -> None:
    sheet = world.sheet()
    day = next(day for day in db.all(Day) if day.day == sheet.days[3].day)
    db.update(day, paid=0, absence=Absence.SICK)
    karen = browse(world.karen)
    karen.open("/weeks")
    assert karen.sees("Mon–Wed and Fri 2 h 24 paid · Thu sick · 9 h 36 paid")


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
    assert results[0] == results[1] <= 5
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
    assert karen.sees("Week 47 for Jørgen is sent.") and len(headings(karen)) == 1


def test_a_wish_to_be_called_goes_along(world: World, db: Database, browse: Browse) -> None:
    world.sheet(call_me=True)
    karen = browse(world.karen)
    karen.open("/weeks")
    karen.press(SEND)
    assert db.one(Call).asked_at >= NOW


def test_htmx_gets_the_list_alone(world: World, browse: Browse) -> None:
    world.sheet()
    karen = browse(world.karen)
    karen.headers = karen.headers | {"HX-Request": "true"}
    answer = karen.open("/weeks").text
    assert "<html" not in answer and 'id="owed"' in answer and 'id="notices"' in answer


def test_what_one_press_sends_stands_first_and_is_counted(world: World, browse: Browse) -> None:
    world.sheet(Status.RETURNED, job=world.job(first_name="Else"), week=WEEK.plus(-2))
    world.sheet(job=world.job(first_name="Rene"), week=WEEK.plus(-1))
    world.sheet()
    karen = browse(world.karen)
    karen.open("/weeks")
    assert headings(karen) == ["Week 46 · Rene", "Week 47 · Jørgen", "Week 45 · Else"]
    assert karen.sees("2 weeks to send, one to correct.")
    karen.open("/home")
    assert karen.sees("Send 2 weeks") and karen.sees("Correct Else's week 45")


@pytest.mark.parametrize(("pressed", "then"), [(0, "Else"), (1, "Rene"), (2, "Else")])
def test_the_place_is_kept_after_a_press(
    world: World, browse: Browse, pressed: int, then: str
) -> None:
    names = ["Anna", "Else", "Rene"]
    for name in names:
        world.sheet(job=world.job(first_name=name))
    karen = browse(world.karen)
    karen.open("/weeks")
    form = karen.form(f"Week 47, {names[pressed]}")
    karen.post(form.action, form.values)
    focused = karen.page.text.split("autofocus>")[1].split("</button>")[0]
    assert f"Week 47, {then}" in focused


@pytest.mark.parametrize("at", ["", "x", "-1", "99", "²", "1000000"])
def test_a_place_that_is_not_there_does_no_harm(world: World, browse: Browse, at: str) -> None:
    world.sheet()
    assert browse(world.karen).open(f"/weeks?at={at}").status_code == 200
