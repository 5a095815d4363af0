"""A week that came back and is sent again: the question, its answer, and what changed."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Absence, Status

QUESTION, OF_MONDAY, ANSWER = "Passer det?", "7 timer mandag?", "Ja, vi fik varer."
SINCE = "What is different since then"


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    return browse(world.karen)


@pytest.fixture
def mette(world: World, browse: Browse) -> Browser:
    return browse(world.mette)


@pytest.fixture
def back(world: World, mette: Browser) -> str:
    """The address of a week that Mette has sent back with two questions."""
    sheet = world.sheet(Status.SUBMITTED)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    mette.open(address)
    mette.press("Send back", because=QUESTION, **{"days-0-because": OF_MONDAY})
    return address


def test_the_question_and_its_answer_stand_beside_what_changed(
    back: str, karen: Browser, mette: Browser, world: World, browse: Browse
) -> None:
    karen.open(back)
    assert karen.sees(QUESTION) and karen.sees(OF_MONDAY)
    karen.press("Send the week", note=ANSWER, **{"days-0-paid": "3"})
    mette.open(back)
    for words in ("You asked:", QUESTION, f"Mon 16: {OF_MONDAY}", "Karen Holm answers:", ANSWER):
        assert mette.sees(words), words
    assert mette.sees(SINCE) and mette.sees("before: 2 h 24") and mette.sees("now: 3 h")
    assert mette.page.text.count(ANSWER) == 2  # beside the question, and in the history
    jonas = browse(world.jonas)
    jonas.open(back)
    assert jonas.sees("Mette Lund asked:")
    karen.open(back)
    assert not karen.sees(SINCE)


def test_a_week_that_is_sent_again_unchanged_says_so(
    back: str, karen: Browser, mette: Browser
) -> None:
    karen.open(back)
    karen.press("Send the week", note=ANSWER)
    mette.open(back)
    assert mette.sees("Sent again unchanged.") and not mette.sees(SINCE)


def test_the_next_return_asks_anew_and_compares_with_what_came_back_last(
    back: str, db: Database, karen: Browser, mette: Browser
) -> None:
    karen.open(back)
    karen.press("Send the week", **{"days-0-paid": "3"})
    mette.open(back)
    mette.press("Send back", because="Også tirsdag?")
    karen.open(back)
    assert karen.sees("Også tirsdag?")
    assert karen.page.text.count(OF_MONDAY) == 1  # in the history
    karen.press("Send the week", **{"days-1-paid": "2"})
    mette.open(back)
    since = mette.page.text.split(SINCE)[1].split("</table>")[0]
    assert "Tue 17" in since and "Mon 16" not in since
    mette.press("Approve week 47")
    sheet = db.one(Timesheet)
    assert sheet.status is Status.APPROVED and sheet.returned_because == "Også tirsdag?"
    mette.open(back)
    assert not mette.sees("You asked:")


def test_a_question_in_the_history_names_its_day(back: str, mette: Browser) -> None:
    mette.open(back)
    assert f"{QUESTION}<br>Mon 16 Nov: {OF_MONDAY}" in mette.page.text


def test_only_days_with_something_on_them_are_asked_about_first(
    world: World, mette: Browser
) -> None:
    sheet = world.sheet(Status.SUBMITTED)
    world.db.update(sheet.days[0], paid=180, training=120)
    world.db.update(sheet.days[1], paid=0, absence=Absence.SICK)
    mette.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    first, others = mette.page.text.split("Other days")
    assert "Mon 16 · 3\u00a0h + 2\u00a0h" in first and "Tue 17 · sick" in first
    assert "Sat 21 · no hours" in others and "Sat 21 · no hours" not in first


def test_what_nobody_has_sent_is_only_a_suggestion(
    world: World, karen: Browser, mette: Browser
) -> None:
    sheet = world.sheet()
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    mette.open(address)
    assert mette.sees("Suggested from the plan – not sent.")
    assert not mette.sees("Every day as planned.")
    karen.open(address)
    karen.press("Save and send later", **{"days-0-paid": "3"})
    mette.open(address)
    assert mette.sees("A draft – not sent.")


def test_a_colleague_reads_whose_move_it_is(world: World, browse: Browse, mette: Browser) -> None:
    sheet = world.sheet(Status.SUBMITTED)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    jonas = browse(world.jonas)
    jonas.open(address)
    assert jonas.sees("Waiting for Mette Lund – you can approve it as well.")
    assert not jonas.sees("Your move")
    jonas.press("Approve week 47")
    mette.open(address)
    assert mette.sees("Approved by Jonas Friis today at 13:00 and locked.")
