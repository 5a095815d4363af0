"""When reminders come: the company's choice, on its own page."""

from datetime import UTC, datetime

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.accounts.models import Employer

SAVE = "Save the time"


def remind_at(db: Database, company: Employer) -> int:
    employer = db.get(Employer, company.id)
    assert employer
    return employer.remind_at


def test_the_page_says_when_the_next_reminder_comes(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    assert karen.form(SAVE).values["minutes"] == "720"
    assert karen.sees("Next: Friday 27 November at 12:00")


def test_one_press_changes_it_for_the_whole_company(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    karen.press(SAVE, minutes="990")
    assert karen.sees("The next reminder comes on Friday 20 November at 16:30")
    assert (remind_at(db, world.fruit), remind_at(db, world.cleaners)) == (990, 720)
    kirsten = browse(world.kirsten)
    kirsten.open("/people/")
    assert kirsten.form(SAVE).values["minutes"] == "990"


def test_a_holiday_is_named_before_it_comes(world: World, browse: Browse, frozen: object) -> None:
    frozen.move_to(datetime(2026, 12, 21, 8, tzinfo=UTC))  # type: ignore[attr-defined]
    karen = browse(world.karen)
    karen.open("/people/")
    assert karen.sees("Next: Monday 28 December at 12:00")


@pytest.mark.parametrize("minutes", ["", "x", "721", "-30", "1440", "²", "9" * 400, "1290"])
def test_another_time_is_answered_kindly(
    world: World, db: Database, browse: Browse, minutes: str
) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    assert karen.press(SAVE, minutes=minutes).status_code == 422
    assert karen.sees("Choose one of these")
    assert remind_at(db, world.fruit) == 720


def test_a_time_that_was_set_otherwise_is_shown_as_it_is(
    world: World, db: Database, browse: Browse
) -> None:
    db.update(world.fruit, remind_at=725)
    karen = browse(world.karen)
    karen.open("/people/")
    assert karen.form(SAVE).values["minutes"] == "725"
    assert karen.sees("12:05")


@pytest.mark.parametrize("who", ["poul", "mette", "birgit"])
def test_only_who_is_in_the_company_chooses(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    browser = browse(world.people[who])
    browser.open("/people/")
    assert SAVE not in browser.buttons
    token = browser.form("").values["csrf_token"]
    answer = browser.post("/people/reminders", {"minutes": "600", "csrf_token": token})
    assert answer.status_code == 403
    assert remind_at(db, world.fruit) == 720
