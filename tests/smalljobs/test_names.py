"""First names: two words are one, and a misspelt one is corrected at any time."""

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Status, maybe_last_name
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status as SheetStatus


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Jørgen", None),
        ("J", None),
        ("Jens P", None),
        ("Jens P.", None),
        ("Lis Bo", "Bo"),
        ("Anne Marie", "Marie"),
        ("Jens Peter", "Peter"),
        ("Jørgen Holm", "Holm"),
    ],
)
def test_a_second_word_is_asked_about(name: str, asked: str | None) -> None:
    result = maybe_last_name(name)
    assert (result.values["word"] if result else None) == asked


@pytest.mark.parametrize("status", Status)
def test_the_consultant_corrects_it_in_every_state(
    world: World, db: Database, browse: Browse, status: Status
) -> None:
    job = world.job(status)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    mette.follow("Correct the first name")
    mette.press("Correct the name", first_name="Jens Peter")
    assert mette.sees("Corrected to Jens Peter.")
    assert mette.sees("If “Peter” is a last name, leave it out: Småjob keeps only the first name.")
    assert mette.sees("Mette Lund: corrected the first name from Jørgen to Jens Peter")
    assert db.one(SmallJob).first_name == "Jens Peter"
    moves = [(m.before, m.after) for m in db.all(Move) if m.action == "rename"]
    assert moves == [("Jørgen", "Jens Peter")]


def test_it_is_told_once(world: World, browse: Browse) -> None:
    job = world.job(first_name="Jens Peter")
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/name")
    mette.press("Correct the name")
    assert not mette.sees("is a last name")


def test_an_approved_week_stays_as_it_is(world: World, db: Database, browse: Browse) -> None:
    sheet = world.sheet(SheetStatus.APPROVED)
    before = db.one(Timesheet).model_dump()
    mette, karen = browse(world.mette), browse(world.karen)
    mette.open(f"/smalljobs/{sheet.small_job_id}/name")
    mette.press("Correct the name", first_name="Jørn")
    assert db.one(Timesheet).model_dump() == before
    karen.open(f"/smalljobs/{sheet.small_job_id}/agreement")
    assert karen.sees("Jørn")
    assert not karen.sees("Jørgen")


def test_an_empty_name_and_a_stale_form_are_refused(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job()
    mette, jonas = browse(world.mette), browse(world.jonas)
    for item in (mette, jonas):
        item.open(f"/smalljobs/{job.id}/name")
    assert mette.press("Correct the name", first_name=" ").status_code == 422
    mette.press("Correct the name", first_name="Jørn")
    assert jonas.press("Correct the name", first_name="Jens").status_code == 409
    assert jonas.form("Correct the name").values["first_name"] == "Jens"
    assert db.one(SmallJob).first_name == "Jørn"


def test_a_company_does_not_rename_a_person(world: World, browse: Browse) -> None:
    job = world.job()
    karen = browse(world.karen)
    assert karen.open(f"/smalljobs/{job.id}/name").status_code == 403
    karen.open(f"/smalljobs/{job.id}")
    assert not karen.sees("Correct the first name")
