"""The link in the mail: one press signs in, wherever it is opened, and drafts find their owner."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.house import pages
from tests.house.test_pages import outline_faults
from tests.routes.test_sign_in import ask, newest_code, newest_link
from tests.world import World
from webapp.accounts import rules
from webapp.accounts.models import SignInCode, UserSession
from webapp.mails.models import Mail
from webapp.tasks.models import Task

DEAD = "This link does not work any more"
DRAFT = {"headline": "Tomme kasser", "what": "Rydde kasser", "times": "6", "minutes": "24"}
TAKE, LEAVE = "Yes, sign in and take it along", "No, sign in without it"


def drafted(browse: Browse, headline: str) -> Browser:
    """A browser in which somebody wrote a draft before signing in."""
    browser = browse()
    browser.open("/tasks/new")
    browser.press("Save and finish later", **DRAFT | {"headline": headline})
    return browser


def owners(db: Database) -> dict[str, UUID | None]:
    return {task.headline: task.created_by for task in db.all(Task)}


def test_one_press_signs_in_where_the_mail_was_opened(
    world: World, db: Database, browse: Browse
) -> None:
    computer, phone = browse(), browse()
    ask(computer, "karen@example.dk")
    phone.open(newest_link(db))
    assert phone.sees("You sign in as karen@example.dk.")
    assert phone.sees("The mail was asked for in another browser")
    phone.press("Sign in")
    assert phone.page.request.path == "/home"
    assert db.one(UserSession).user_id == world.karen.id


def test_where_it_was_asked_for_nothing_is_said_of_other_browsers(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    browser.open(newest_link(db))
    assert not browser.sees("in another browser")
    browser.press("Sign in")
    assert browser.page.request.path == "/home"


def test_opening_the_link_uses_nothing_up(world: World, db: Database, browse: Browse) -> None:
    asked, opened = browse(), browse()
    ask(asked, "karen@example.dk")
    for _ in range(10):  # mail scanners open links too
        assert browse().open(newest_link(db)).status_code == 200
    assert (db.one(SignInCode).tries, db.one(SignInCode).used_at) == (0, None)
    opened.open(newest_link(db))
    opened.press("Sign in")
    assert opened.page.request.path == "/home"


def test_a_link_works_once(world: World, db: Database, browse: Browse) -> None:
    asked, first, second = browse(), browse(), browse()
    ask(asked, "karen@example.dk")
    for browser in (first, second):
        browser.open(newest_link(db))
    first.press("Sign in")
    assert second.press("Sign in").status_code == 404
    assert second.sees(DEAD)
    assert second.open(newest_link(db)).status_code == 404
    assert db.count(UserSession) == 1


@pytest.mark.parametrize(("code_first", "path"), [(True, "/sign-in/"), (False, "/sign-in/code")])
def test_code_and_link_of_a_mail_are_one_way_in(
    world: World, db: Database, browse: Browse, code_first: bool, path: str
) -> None:
    asked, opened = browse(), browse()
    ask(asked, "karen@example.dk")
    opened.open(newest_link(db))
    if code_first:
        asked.press("Sign in", code=newest_code(db))
        assert opened.press("Sign in").status_code == 404
    else:
        opened.press("Sign in")
        assert asked.press("Sign in", code=newest_code(db)).status_code == 422
    assert db.count(UserSession) == 1


def test_a_link_lives_a_quarter_of_an_hour(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    asked, opened = browse(), browse()
    ask(asked, "karen@example.dk")
    opened.open(newest_link(db))
    frozen.shift(rules.CODE_LIVES + timedelta(seconds=1))
    assert opened.press("Sign in").status_code == 404
    assert opened.sees(DEAD)
    assert opened.form("Send me a code")  # and here is the way to another one


def test_whoever_was_removed_cannot_use_an_older_link(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    browser.open(newest_link(db))
    db.update(world.karen, removed_at=world.karen.created_at)
    assert browser.press("Sign in").status_code == 409
    assert db.count(UserSession) == 0


# --- drafts --------------------------------------------------------------------------------


def test_the_draft_of_the_browser_that_asked_is_found_in_the_one_that_opened_the_mail(
    world: World, db: Database, browse: Browse
) -> None:
    computer, phone = drafted(browse, "Kasser"), browse()
    ask(computer, "karen@example.dk")
    phone.open(newest_link(db))
    assert phone.sees("“Kasser”") and phone.sees("Written where the mail was asked for")
    phone.press(TAKE)
    task = db.one(Task)
    assert task.created_by == world.karen.id
    assert phone.page.request.path == f"/tasks/{task.id}"
    assert computer.open(f"/tasks/{task.id}").status_code == 404  # it is hers alone


def test_a_draft_that_is_not_wanted_stays_where_it_was_written(
    world: World, db: Database, browse: Browse
) -> None:
    computer, phone = drafted(browse, "Kasser"), browse()
    ask(computer, "karen@example.dk")
    phone.open(newest_link(db))
    phone.press(LEAVE)
    assert phone.page.request.path == "/home"
    assert owners(db) == {"Kasser": None}
    assert computer.open(f"/tasks/{db.one(Task).id}").status_code == 200


def test_drafts_of_both_browsers_come_along(world: World, db: Database, browse: Browse) -> None:
    computer, phone = drafted(browse, "Kasser"), drafted(browse, "Paller")
    ask(computer, "karen@example.dk")
    phone.open(newest_link(db))
    assert phone.sees("Written in this browser")
    phone.press(TAKE)
    assert owners(db) == {"Kasser": world.karen.id, "Paller": world.karen.id}


def test_where_it_was_asked_for_the_draft_comes_along_unasked(
    world: World, db: Database, browse: Browse
) -> None:
    browser = drafted(browse, "Kasser")
    ask(browser, "karen@example.dk")
    browser.open(newest_link(db))
    assert TAKE not in browser.buttons
    browser.press("Sign in")
    assert owners(db) == {"Kasser": world.karen.id}


def test_a_newcomer_finds_the_draft_after_the_first_visit(
    world: World, db: Database, browse: Browse
) -> None:
    computer, phone = drafted(browse, "Kasser"), browse()
    ask(computer, "ny@example.dk")
    phone.open(newest_link(db))
    phone.press(TAKE)
    values = {"name": "Ny Ejer", "phone": "12 34 56 78", "company": "Nyt Bageri"}
    values |= {"cvr": world.free_cvr, "workplace": "Torvet 1", "municipality": str(world.vestby.id)}
    phone.press("Go on", **values)
    assert phone.page.request.path == f"/tasks/{db.one(Task).id}"


# --- how it looks --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pages_of_the_way_in_are_whole_and_valid(
    world: World, db: Database, browse: Browse, tmp_path: Path, language: str
) -> None:
    computer, phone = drafted(browse, "Kasser"), browse(language=language)
    ask(computer, "karen@example.dk")
    results = [shown(phone, newest_link(db)), shown(phone, "/sign-in/link/nothing")]
    phone.open("/sign-in/")
    phone.post("/sign-in/", phone.form("code" if language == "en" else "kode").values | KAREN)
    results.append(shown(phone, "/sign-in/code"))
    for page in results:
        assert outline_faults(page, language) == [], page.address
    assert pages.invalid(results, tmp_path) == []


KAREN = {"email": "karen@example.dk"}


def shown(browser: Browser, address: str) -> pages.Page:
    response = browser.open(address)
    return pages.Page(address, response.status_code, response.get_data(as_text=True))


def test_the_mail_carries_a_secret_that_nobody_guesses(
    world: World, db: Database, browse: Browse
) -> None:
    for _ in range(2):
        ask(browse(), "karen@example.dk")
    links = {mail.values["target"]["id"] for mail in db.all(Mail)}
    assert len(links) == 2
    assert all(len(link) == 43 for link in links)  # 256 bits
    assert all(link not in str(row) for link in links for row in db.all(SignInCode))
