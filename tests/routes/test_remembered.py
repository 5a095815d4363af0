"""How long somebody stays signed in, and where a link leads that asked for a code first."""

from datetime import timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.routes.test_sign_in import ask, newest_code, newest_link, wrong_code
from tests.world import World
from webapp.accounts.models import UserSession
from webapp.timesheets.models import Timesheet


def sign_in(browser: Browser, db: Database, email: str, **typed: str) -> None:
    ask(browser, email)
    browser.press("Sign in", code=newest_code(db), **typed)


REMEMBER = {"remember": "y"}


@pytest.mark.parametrize(
    ("who", "typed", "lives"),
    [
        ("karen", REMEMBER, timedelta(days=30)),
        ("karen", {}, timedelta(hours=12)),
        ("mette", REMEMBER, timedelta(days=7)),
        ("mette", {}, timedelta(hours=12)),
        ("birgit", REMEMBER, timedelta(days=7)),
        ("birgit", {}, timedelta(hours=12)),
    ],
)
def test_a_session_ends_by_itself(
    world: World,
    db: Database,
    browse: Browse,
    frozen: Any,
    who: str,
    typed: dict[str, str],
    lives: timedelta,
) -> None:
    browser = browse()
    sign_in(browser, db, f"{who}@example.dk", **typed)
    frozen.shift(lives - timedelta(minutes=1))
    assert browser.open("/home").request.path == "/home"
    frozen.shift(timedelta(minutes=2))
    assert browser.open("/home").request.path == "/sign-in/"


@pytest.mark.parametrize("typed", [REMEMBER, {}])
def test_only_who_wishes_it_has_a_cookie_that_outlives_the_browser(
    world: World, db: Database, browse: Browse, typed: dict[str, str]
) -> None:
    browser = browse()
    sign_in(browser, db, "karen@example.dk", **typed)
    for address in ("/home", "/tasks/"):
        browser.open(address)
        cookie = browser.client.get_cookie("smajob")
        assert cookie is not None and bool(cookie.expires) == bool(typed)


def test_nobody_is_remembered_who_did_not_ask_for_it(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    assert "remember" not in browser.form("Sign in").values
    assert browser.sees("Remember me on this phone for 30 days")


def test_a_wrong_code_does_not_take_the_wish_away(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    browser.press("Sign in", code=wrong_code(db), remember="y")
    assert browser.form("Sign in").values["remember"] == "y"


@pytest.mark.parametrize(
    ("typed", "lives"), [(REMEMBER, timedelta(days=30)), ({}, timedelta(hours=12))]
)
def test_the_wish_outlives_the_first_visit(
    world: World, db: Database, browse: Browse, typed: dict[str, str], lives: timedelta
) -> None:
    browser = browse()
    sign_in(browser, db, "ny@example.dk", **typed)
    values = {"name": "Ny Ejer", "phone": "12 34 56 78", "company": "Nyt Bageri"}
    values |= {"cvr": world.free_cvr, "workplace": "Torvet 1", "municipality": str(world.vestby.id)}
    browser.press("Go on", **values)
    assert browser.page.request.path == "/home"
    row = db.one(UserSession)
    assert timedelta(0) <= row.expires_at - row.created_at - lives < timedelta(minutes=1)


def test_the_link_of_a_reminder_leads_through_the_code_to_exactly_that_sheet(
    world: World, db: Database, browse: Browse
) -> None:
    for _number in range(3):
        world.sheet(job=world.job())
    for sheet in db.all(Timesheet):
        browser = browse()
        browser.open(f"/timesheets/{sheet.id}")
        assert browser.page.request.path == "/sign-in/"
        browser.press("Send me a code", email="karen@example.dk")
        browser.press("Sign in", code=newest_code(db), remember="y")
        there = f"/smalljobs/{sheet.small_job_id}/weeks/{sheet.week}"
        assert browser.page.request.path == there
        browser.open(f"/timesheets/{sheet.id}")  # next Friday, on the same phone
        assert browser.page.request.path == there


def test_the_link_may_be_opened_in_another_tab(world: World, db: Database, browse: Browse) -> None:
    sheet = world.sheet()
    first = browse()
    first.open(f"/timesheets/{sheet.id}")
    first.press("Send me a code", email="karen@example.dk")
    second = Browser(first.client)
    second.open(newest_link(db))
    second.press("Sign in")
    there = f"/smalljobs/{sheet.small_job_id}/weeks/{sheet.week}"
    assert second.page.request.path == there
    # What waits in the first tab comes home with the next press; the sheet opens there too.
    assert first.open("/sign-in/code").request.path == "/home"
    first.open(f"/timesheets/{sheet.id}")
    assert first.page.request.path == there


def test_somebody_elses_sheet_stays_theirs_also_behind_a_code(
    world: World, db: Database, browse: Browse
) -> None:
    sheet = world.sheet()
    browser = browse()
    browser.open(f"/timesheets/{sheet.id}")
    browser.press("Send me a code", email="ali@example.dk")
    browser.press("Sign in", code=newest_code(db))
    assert browser.page.status_code == 404
