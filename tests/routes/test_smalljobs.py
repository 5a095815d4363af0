"""Small jobs: planned from an approved plan, made ready, started, paused, ended."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.house.forms import HEARD
from tests.world import START, TODAY, WEEK, World
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing, Outcome, Status
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet

SURE = "2026-W44 2026-W45 2026-W46 2026-W47"  # what a start in the past makes owed
SAVE = "Save, then start"


def test_an_approved_plan_becomes_a_small_job_that_runs(
    world: World, db: Database, browse: Browse
) -> None:
    split = world.split(SplitStatus.APPROVED)
    mette = browse(world.mette)
    mette.open(f"/splits/{split.id}")
    mette.follow("Start the small job")
    mette.press(SAVE, first_name="Jørgen", start_on=START.isoformat())
    job = db.one(SmallJob)
    assert (job.status, sum(row.minutes for row in job.pattern)) == (Status.PLANNED, 720)
    assert db.one(Task).status is TaskStatus.USED
    mette.press("Start the small job", sure=SURE)
    assert db.one(SmallJob).status is Status.ACTIVE
    assert db.count(Timesheet) == 4  # weeks 44 to 47
    mette.press("Pause it", reason="Ferie.")
    mette.press("Let it run again")
    mette.press("End the small job", outcome=Outcome.GREW.value, reason="20 timer nu.")
    ended = db.one(SmallJob)
    assert (ended.status, ended.outcome, ended.ended_on) == (Status.ENDED, Outcome.GREW, TODAY)
    moves = sorted(db.all(Move), key=lambda move: move.id or 0)
    assert [move.action for move in moves if move.noun == "small_job"] == (
        "plan start pause resume end".split()
    )


def test_training_does_not_start_before_the_representative_is_heard(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job(Status.PLANNED, trains=True, hearing=Hearing.NOT_YET, training_ends=TODAY)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert "Start the small job" not in mette.buttons
    token = {"csrf_token": mette.form("").values["csrf_token"]}
    assert mette.post(f"/smalljobs/{job.id}/start", token).status_code == 409
    mette.open(f"/smalljobs/{job.id}/edit")
    mette.press(SAVE, **HEARD)
    mette.press("Start the small job", sure=SURE)
    assert db.one(SmallJob).status is Status.ACTIVE


def test_more_trainees_than_the_workplace_has_room_for_need_a_reason(
    world: World, db: Database, browse: Browse
) -> None:
    db.update(world.kaj, full_time_equivalents=5)
    world.job(Status.ACTIVE, trains=True)
    job = world.job(Status.PLANNED, trains=True, training_ends=TODAY)
    mette = browse(world.mette)
    token = {
        "csrf_token": mette.open(f"/smalljobs/{job.id}") and mette.form("").values["csrf_token"]
    }
    assert mette.post(f"/smalljobs/{job.id}/start", token).status_code == 409
    mette.open(f"/smalljobs/{job.id}/edit")
    mette.press(SAVE, ratio_reason="De to har hver sin mester.", **HEARD)
    mette.press("Start the small job", sure=SURE)
    result = db.get(SmallJob, job.id)
    assert result is not None and result.status is Status.ACTIVE


REASON = {"ratio_reason": "De to har hver sin mester."}


@pytest.mark.parametrize(
    ("what_is_open", "room", "starts"),
    [
        ({"hearing": Hearing.NOT_YET}, 50, False),
        ({"hearing": Hearing.NOT_YET} | REASON, 50, False),
        ({"training_ends": None}, 50, False),
        ({"training_ends": None} | REASON, 50, False),
        ({}, 5, False),
        (REASON, 5, True),
        ({"hearing": Hearing.NOT_YET} | REASON, 5, False),
        ({"training_ends": None} | REASON, 5, False),
        ({}, 50, True),
    ],
    ids=str,
)
def test_a_reason_answers_what_asks_and_never_what_blocks(
    world: World, db: Database, browse: Browse, what_is_open: Any, room: int, starts: bool
) -> None:
    db.update(world.kaj, full_time_equivalents=room)
    world.job(Status.ACTIVE, trains=True)
    job = world.job(Status.PLANNED, trains=True, **{"training_ends": TODAY} | what_is_open)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    token = {"csrf_token": mette.form("").values["csrf_token"]}
    answer = mette.post(f"/smalljobs/{job.id}/start", token | {"sure": SURE})
    result = db.get(SmallJob, job.id)
    assert result is not None
    expected = (200, Status.ACTIVE) if starts else (409, Status.PLANNED)
    assert (answer.status_code, result.status) == expected


def test_a_stale_form_keeps_what_was_typed(world: World, db: Database, browse: Browse) -> None:
    job = world.job(Status.PLANNED)
    mette, jonas = browse(world.mette), browse(world.jonas)
    for browser in (mette, jonas):
        browser.open(f"/smalljobs/{job.id}/edit")
    mette.press(SAVE, first_name="Jørn")
    jonas.press(SAVE, first_name="Jens")
    assert jonas.page.status_code == 409
    assert jonas.form(SAVE).values["first_name"] == "Jens"
    assert db.one(SmallJob).first_name == "Jørn"


WRONG = {
    "first_name": ["", "x" * 41, "\0", "0101701234"],
    "start_on": ["", "i morgen", "2026-02-30", "1026-11-20", "20261120", "2025-11-18"],
    "training_ends": ["2020-01-01"],
    "full_time_equivalents": ["-1", "ti", "100000"],
    "mon": ["25", "x", "3.15"],
    "ratio_reason": ["x" * 2001, "0101701234"],
    "hearing": ["maybe"],
}


def test_a_first_name_of_two_words_is_kept_and_asked_about(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job(Status.PLANNED)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/edit")
    mette.press(SAVE, first_name="Anne Marie")
    assert db.one(SmallJob).first_name == "Anne Marie"
    assert mette.sees("If “Marie” is a last name, leave it out: Småjob keeps only the first name.")


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in WRONG.items() for text in texts]
)
def test_what_is_wrong_is_said(
    world: World, db: Database, browse: Browse, field: str, text: str
) -> None:
    job = world.job(Status.PLANNED)
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}/edit")
    mette.press(SAVE, **{"training_ends": "", field: text})
    assert mette.page.status_code == 422
    assert db.one(SmallJob).version == job.version


def test_the_company_cannot_start_or_end_it(world: World, db: Database, browse: Browse) -> None:
    job = world.job(Status.PLANNED)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}")
    assert not set(karen.buttons) & {"Start the small job", "End the small job", "Pause it"}


def test_ending_needs_an_outcome_and_a_reason(world: World, db: Database, browse: Browse) -> None:
    job = world.job()
    mette = browse(world.mette)
    for values in ({"outcome": "grew", "reason": ""}, {"outcome": "", "reason": "Slut."}):
        mette.open(f"/smalljobs/{job.id}")
        assert mette.press("End the small job", **values).status_code == 422
    assert db.one(SmallJob).status is Status.ACTIVE


def test_no_weeks_are_logged_before_it_is_started(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job(Status.PLANNED)
    karen = browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    assert not any("end the week" in text or "as planned" in text for text in karen.buttons)
    values = {"csrf_token": karen.form("").values["csrf_token"], "do": "send", "days-0-paid": "3"}
    assert karen.post(f"/smalljobs/{job.id}/weeks/{WEEK}", values).status_code == 422
    assert db.count(Timesheet) == 0


def test_the_list_says_since_when_it_is_paused_or_ended(world: World, browse: Browse) -> None:
    for status in (Status.ACTIVE, Status.PAUSED, Status.ENDED):
        world.job(status)
    mette = browse(world.mette)
    mette.open("/smalljobs/")
    for says in ("Running since 26 Oct 2026", "Paused since 17 Nov 2026", "Ended 20 Nov 2026"):
        assert mette.sees(says)


@pytest.mark.parametrize("page", ["/smalljobs/", "/timesheets"])
def test_a_consultants_lists_begin_with_their_own(world: World, browse: Browse, page: str) -> None:
    world.sheet(job=world.job(first_name="Else"))
    jonas = browse(world.jonas)
    jonas.open(page)
    assert not jonas.sees("Else")
    jonas.open(f"{page}?whose=all")
    assert jonas.sees("Else")
    for person in (world.mette, world.birgit, world.karen):
        browser = browse(person)
        browser.open(page)
        assert browser.sees("Else")


@pytest.mark.parametrize("page", ["/smalljobs/", "/timesheets"])
def test_a_list_is_searched_by_name_company_and_headline(
    world: World, browse: Browse, page: str
) -> None:
    world.sheet(job=world.job(first_name="Else"))
    world.sheet(job=world.job(first_name="Rene", by="ali"))
    mette = browse(world.mette)
    for words, result in (
        ("els", {"Else"}),
        ("frugtlag", {"Else"}),
        ("Rent & P", {"Rene"}),
        ("%", set()),
        ("_", set()),
        ("\0e", {"Else", "Rene"}),
    ):
        mette.open(f"{page}?{urlencode({'q': words})}")
        assert {name for name in ("Else", "Rene") if mette.sees(name)} == result, words
