"""Weeks that are taken back, and corrected after their approval."""

import pytest
import sqlalchemy as sa

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.support.models import Call
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

BACK, CORRECT, DROP = (
    "Take it back and correct it",
    "Open it and correct it",
    "Yes, drop the correction",
)
WHY = "Der var en time mere om onsdagen."


def address(job_id: object) -> str:
    return f"/smalljobs/{job_id}/weeks/{WEEK}"


def revisions(db: Database) -> list[Timesheet]:
    return sorted(db.all(Timesheet), key=lambda sheet: sheet.revision)


def moves(db: Database) -> list[str]:
    return [move.action for move in sorted(db.all(Move), key=lambda move: move.id or 0)]


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    return browse(world.karen)


@pytest.fixture
def approved(world: World) -> Timesheet:
    return world.sheet(Status.APPROVED)


@pytest.fixture
def begun(approved: Timesheet, karen: Browser) -> str:
    """The address of a week whose correction Karen has begun."""
    karen.open(address(approved.small_job_id))
    karen.press(CORRECT, reason=WHY)
    return address(approved.small_job_id)


def test_a_sent_week_is_taken_back_and_sent_again(
    world: World, db: Database, karen: Browser
) -> None:
    sheet = world.sheet()
    karen.open(address(sheet.small_job_id))
    karen.press("The week went as planned")
    karen.open(address(sheet.small_job_id))
    form = karen.form(BACK)
    karen.press(BACK)
    assert karen.page.request.path == address(sheet.small_job_id)
    assert karen.sees("You have taken week 47 back.")
    assert karen.post(form.action, form.values).status_code == 200  # pressed twice
    karen.press("The week went as planned", **{"days-0-paid": "3"})
    assert (db.one(Timesheet).status, db.one(Timesheet).days[0].paid) == (Status.SUBMITTED, 180)
    assert moves(db) == ["submit", "withdraw", "submit"]


def test_a_week_that_was_taken_back_is_not_prefilled_anew(
    world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    sheet = world.sheet()
    karen.open(address(sheet.small_job_id))
    karen.press("The week went as planned", **{"days-0-paid": "3"})
    karen.open(address(sheet.small_job_id))
    karen.press(BACK)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{sheet.small_job_id}/usual-week")
    mette.press("Save")
    assert db.one(Timesheet).days[0].paid == 180


def test_an_approved_week_cannot_be_taken_back_but_corrected(
    world: World, db: Database, karen: Browser
) -> None:
    sheet = world.sheet(Status.SUBMITTED)
    karen.open(address(sheet.small_job_id))
    form = karen.form(BACK)
    db.update(sheet, status=Status.APPROVED, approved_at=sheet.since)
    assert karen.post(form.action, form.values).status_code == 409
    assert karen.sees("The week was approved meanwhile")
    karen.press(CORRECT, reason=WHY)
    assert [sheet.status for sheet in revisions(db)] == [Status.APPROVED, Status.OPEN]


def test_a_correction_says_why(approved: Timesheet, db: Database, karen: Browser) -> None:
    karen.open(address(approved.small_job_id))
    assert karen.press(CORRECT).status_code == 422
    assert db.count(Timesheet) == 1
    cpr = karen.press(CORRECT, reason="Det var 010190-1234 der var syg.")
    assert cpr.status_code == 422 and "010190-1234" in cpr.text


def test_a_correction_opens_with_what_was_approved(
    begun: str, db: Database, karen: Browser
) -> None:
    first, second = revisions(db)
    assert karen.page.request.path == begun
    assert [day.paid for day in second.days] == [day.paid for day in first.days]
    assert karen.sees("Correction of what was approved on") and karen.sees(WHY)
    assert karen.sees("What was approved counts until the correction is approved.")
    assert karen.form("Send the week").values["days-0-paid"]


def test_a_correction_is_approved_anew_and_nothing_is_overwritten(
    begun: str, world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    karen.press("Send the week", **{"days-2-paid": "3"})
    mette = browse(world.mette)
    mette.open(begun)
    assert mette.sees("What the correction changes")
    for words in ("before:", "now:", "Wed 18", "2 h 24", "Together"):
        assert mette.sees(words), words
    mette.press("Approve the correction")
    first, second = revisions(db)
    assert (first.status, second.status) == (Status.APPROVED, Status.APPROVED)
    assert (first.days[2].paid, second.days[2].paid) == (144, 180)
    karen.open(f"{begun}/revisions/1")
    assert karen.sees("It was corrected later.")
    karen.open(f"{begun}/revisions/2")
    assert karen.sees("What the correction changes")
    assert karen.open(f"{begun}/revisions/3").status_code == 404


def test_the_database_refuses_to_change_what_is_approved(begun: str, db: Database) -> None:
    first = revisions(db)[0]
    with pytest.raises(sa.exc.IntegrityError):
        db.update(first.days[0], paid=0)


def test_a_correction_is_thrown_away(begun: str, db: Database, karen: Browser) -> None:
    karen.press(DROP)
    assert karen.page.request.path == begun
    assert karen.sees("The correction is thrown away.") and karen.sees("and locked.")
    assert [sheet.revision for sheet in revisions(db)] == [1]
    assert moves(db) == ["correct", "drop"]


def test_a_wish_to_be_called_outlives_its_correction(
    begun: str, db: Database, karen: Browser
) -> None:
    karen.press("Send the week", call_me="y", **{"days-2-paid": "3"})
    assert db.one(Call).timesheet_id == revisions(db)[1].id
    karen.open(begun)
    karen.press(BACK)
    karen.press(DROP)
    assert karen.page.status_code == 200
    assert (db.one(Call).timesheet_id, db.one(Call).done_at) == (None, None)


def test_a_correction_pressed_twice_is_one(
    approved: Timesheet, db: Database, karen: Browser
) -> None:
    karen.open(address(approved.small_job_id))
    values = karen.form(CORRECT).values | {"reason": WHY}
    to = f"{address(approved.small_job_id)}/correct"
    assert [karen.post(to, values).status_code for _ in range(2)] == [200, 200]
    assert karen.post(to, values | {"reason": "En anden grund."}).status_code == 409
    assert db.count(Timesheet) == 2


def test_lists_and_the_desk_speak_of_the_newest_revision(
    begun: str, world: World, browse: Browse, karen: Browser
) -> None:
    karen.open("/timesheets")
    assert karen.page.text.count(begun) == 1 and karen.sees("correction")
    karen.open("/timesheets?status=approved")
    assert begun not in karen.page.text
    karen.open(begun.split("/weeks")[0])
    assert karen.page.text.count(begun) == 1 and karen.sees("correction")
    karen.open("/home")
    assert karen.sees("Finish or throw away the correction of Jørgen's week 47")
    karen.open(begun)
    karen.press("Send the week", **{"days-2-paid": "3"})
    mette = browse(world.mette)
    mette.open("/home")
    assert mette.page.text.count(begun) == 1 and mette.sees("Approve Jørgen's week 47")


def test_a_correction_does_not_follow_a_new_usual_week(
    begun: str, world: World, db: Database, browse: Browse
) -> None:
    job = db.one(SmallJob)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/usual-week")
    mette.press("Save", **{"pattern-0-mon": "4"})
    assert [day.paid for day in revisions(db)[1].days][:5] == [144] * 5
