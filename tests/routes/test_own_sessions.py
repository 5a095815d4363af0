"""Where somebody is signed in: seen in plain words, and ended from elsewhere at once."""

import re
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.routes.test_sign_in import ask, newest_code, newest_link
from tests.world import World
from webapp.accounts.models import User, UserSession

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36"


def comes_in(browse: Browse, db: Database, email: str, agent: str, **typed: str) -> Browser:
    db.change(lambda session: session.execute(sa.update(User).values(language="en")))
    browser = browse()
    browser.headers["User-Agent"] = agent
    ask(browser, email)
    browser.press("Sign in", code=newest_code(db), **typed)
    return browser


def is_in(browser: Browser) -> bool:
    return browser.open("/home").request.path == "/home"


def test_one_sees_where_one_is_signed_in(world: World, db: Database, browse: Browse) -> None:
    comes_in(browse, db, "karen@example.dk", PHONE)
    comes_in(browse, db, "kirsten@example.dk", "Firefox on Linux")
    desk = comes_in(browse, db, "karen@example.dk", DESK)
    desk.open("/me/")
    assert desk.sees("Chrome on Windows This browser · signed in today at")
    assert desk.sees("Safari on iPhone signed in today at")
    assert not desk.sees("Firefox")


def test_only_what_people_call_a_browser_is_kept_of_it(
    world: World, db: Database, browse: Browse
) -> None:
    comes_in(browse, db, "karen@example.dk", PHONE)
    row = db.one(UserSession)
    assert (row.program, row.device) == ("Safari", "iPhone")
    assert "18_0" not in str(row)


def test_one_is_signed_out_there_at_once(world: World, db: Database, browse: Browse) -> None:
    phone = comes_in(browse, db, "karen@example.dk", PHONE)
    desk = comes_in(browse, db, "karen@example.dk", DESK)
    assert is_in(phone)
    desk.open("/me/")
    desk.press("Sign out there")
    assert desk.sees("You are signed out there.")
    assert not is_in(phone)
    assert is_in(desk)


def test_all_others_end_together(world: World, db: Database, browse: Browse) -> None:
    others = [comes_in(browse, db, "karen@example.dk", PHONE) for _ in range(3)]
    kirsten = comes_in(browse, db, "kirsten@example.dk", PHONE)
    desk = comes_in(browse, db, "karen@example.dk", DESK)
    desk.open("/me/")
    desk.press("Sign out everywhere but here")
    assert [is_in(other) for other in others] == [False] * 3
    assert is_in(desk) and is_in(kirsten)
    desk.open("/me/")
    assert "Sign out everywhere but here" not in desk.buttons


def test_nobody_ends_somebody_elses(world: World, db: Database, browse: Browse) -> None:
    kirsten = comes_in(browse, db, "kirsten@example.dk", PHONE)
    theirs = db.one(UserSession).id
    comes_in(browse, db, "karen@example.dk", PHONE)
    karen = comes_in(browse, db, "karen@example.dk", DESK)
    karen.open("/me/")
    token = karen.form("Sign out there").values["csrf_token"]
    ended = karen.post(f"/me/sessions/{theirs}/end", {"csrf_token": token})
    assert ended.status_code == 404
    assert is_in(kirsten)


def test_a_day_on_which_something_is_done_is_noted_once(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    karen = comes_in(browse, db, "karen@example.dk", DESK, remember="y")
    assert db.one(UserSession).seen_on == date(2026, 11, 20)
    frozen.shift(timedelta(days=2))
    karen.open("/me/")
    assert db.one(UserSession).seen_on == date(2026, 11, 20)  # who only looks writes nothing
    karen.press("Save name and number")
    assert db.one(UserSession).seen_on == date(2026, 11, 22)
    db.change(lambda session: session.execute(sa.update(UserSession).values(seen_on=None)))
    karen.press("Save name and number")
    assert db.one(UserSession).seen_on is None  # not twice on one day


def test_whoever_signs_in_as_somebody_else_is_out_as_before(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    link = newest_link(db)
    browser.open(link)
    token = browser.form("Sign in").values["csrf_token"]
    other = Browser(browser.client)
    ask(other, "ali@example.dk")
    other.press("Sign in", code=newest_code(db))
    browser.post(link, {"csrf_token": token})
    assert db.one(UserSession).user_id == world.karen.id


def test_ones_page_begins_with_oneself(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/me/")
    parts = re.findall(r'<section id="([a-z]+)"', karen.page.text)
    assert parts == ["you", "language", "email", "mails", "sessions", "calendar"]
