"""Strangers at the door: they guess, lock others out, flood, forge, and push or take drafts.

Karen is the victim. A stranger has a browser of their own, and knows her address.
"""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser
from tests.conftest import Browse, make_app
from tests.database import Database
from tests.routes.test_sign_in import ask, leave, newest_code, newest_link, wrong_code
from tests.routes.test_sign_in_link import LEAVE, TAKE, drafted, owners
from tests.world import World
from webapp.accounts.models import SignInCode, User, UserSession
from webapp.mails.models import Mail
from webapp.tasks.models import Task

KAREN = "karen@example.dk"
STRANGERS_AN_ADDRESS, STRANGERS_A_RANGE, WRONG_A_CODE, WRONG_A_DAY = 5, 30, 5, 20
MAILS_COME = "Several mails have been sent to this address"
FROM_HERE = "Very many codes were asked for from where you are"
LOCKED = "no code works here until tomorrow"
SOMEBODY_TRIES = "Somebody tries to sign in as you"


@pytest.fixture
def at(browse: Browse) -> Any:
    """`at("198.51.100.7")` is a stranger's fresh browser there."""

    def fresh(address: str, **headers: str) -> Browser:
        browser = browse()
        browser.client.environ_base["REMOTE_ADDR"] = address
        browser.headers |= headers
        return browser

    return fresh


def known_browser(browse: Browse, db: Database, email: str = KAREN) -> Browser:
    """One in which this address has signed in before, and out again."""
    browser = browse()
    ask(browser, email)
    browser.press("Sign in", code=newest_code(db))
    leave(browser)
    return browser


def alarms(db: Database) -> list[str]:
    return [mail.to for mail in db.all(Mail) if SOMEBODY_TRIES in str(mail.values.get("say"))]


def guess(browser: Browser, db: Database) -> str:
    """Type a code that is wrong; returns what the page says."""
    response = browser.press("Sign in", code=wrong_code(db))
    assert response.status_code == 422
    return response.get_data(as_text=True)


def guess_all_day(browse: Browse, db: Database, frozen: Any) -> Browser:
    """As many wrong codes as a day takes, in as many mails as needed."""
    stranger = browse()
    for number in range(WRONG_A_DAY):
        if number % WRONG_A_CODE == 0:
            frozen.shift(timedelta(minutes=16))  # its codes do not live side by side
            ask(stranger, KAREN)
        guess(stranger, db)
    return stranger


# --- guessing ------------------------------------------------------------------------------


def test_a_code_takes_five_wrong_tries(world: World, db: Database, browse: Browse) -> None:
    stranger = browse()
    ask(stranger, KAREN)
    for _ in range(WRONG_A_CODE):
        guess(stranger, db)
    assert stranger.press("Sign in", code=newest_code(db)).status_code == 422
    assert stranger.sees("Too many tries with this code. Get a new one")
    assert db.one(SignInCode).tries == WRONG_A_CODE


def test_guessing_ends_for_the_day_and_karen_hears_of_it_once(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    stranger = guess_all_day(browse, db, frozen)
    for _ in range(3):
        frozen.shift(timedelta(minutes=16))
        ask(stranger, KAREN)
        assert LOCKED in guess(stranger, db)
        assert stranger.press("Sign in", code=newest_code(db)).status_code == 422
    assert sum(row.tries for row in db.all(SignInCode)) == WRONG_A_DAY
    assert alarms(db) == [KAREN]
    assert db.count(UserSession) == 0


def test_each_open_code_of_a_browser_counts_a_guess(
    world: World, db: Database, browse: Browse
) -> None:
    stranger = browse()
    for _ in range(3):
        ask(stranger, KAREN)
    guess(stranger, db)
    assert [row.tries for row in db.all(SignInCode)] == [1, 1, 1]


def test_guessing_at_an_address_without_an_account_looks_the_same(
    world: World, db: Database, browse: Browse
) -> None:
    said = set()
    for email in (KAREN, "nobody@example.dk"):
        stranger = browse()
        ask(stranger, email)
        for _ in range(WRONG_A_CODE + 1):
            text = guess(stranger, db).split("<main")[1].split("</main>")[0]
        token = stranger.form("Sign in").values["csrf_token"]
        said.add(text.replace(email, "…").replace(token, "…").replace(wrong_code(db), "…"))
    assert len(said) == 1


@pytest.mark.parametrize("who", ["the stranger who asked", "the victim's own new phone"])
def test_whoever_has_the_link_gets_in_while_the_digits_are_locked(
    world: World, db: Database, browse: Browse, frozen: Any, who: str
) -> None:
    stranger = guess_all_day(browse, db, frozen)
    frozen.shift(timedelta(minutes=16))
    victim = browse()
    ask(stranger if who == "the stranger who asked" else victim, KAREN)
    victim.open(newest_link(db))
    victim.press("Sign in")
    assert victim.page.request.path == "/home"
    assert db.one(UserSession).user_id == world.karen.id


def test_in_a_browser_that_signed_in_before_also_the_digits_work_all_day(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    victim = known_browser(browse, db)
    guess_all_day(browse, db, frozen)
    frozen.shift(timedelta(minutes=16))
    ask(victim, KAREN)
    victim.press("Sign in", code=newest_code(db))
    assert victim.page.request.path == "/home"


def test_the_next_day_strangers_may_type_again(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    stranger = guess_all_day(browse, db, frozen)
    frozen.shift(timedelta(days=1))
    ask(stranger, KAREN)
    stranger.press("Sign in", code=newest_code(db))
    assert stranger.page.request.path == "/home"


def test_the_digits_are_of_no_use_in_a_browser_that_did_not_ask(
    world: World, db: Database, browse: Browse
) -> None:
    victim, thief = browse(), browse()
    ask(victim, KAREN)
    asked = str(db.one(SignInCode).id)  # read off a screen, out of a log
    ask(thief, "thief@example.dk")
    token = thief.form("Sign in").values["csrf_token"]
    karens = next(mail.values["code"] for mail in db.all(Mail) if mail.to == KAREN)
    for named in ("request", "request_id", "asked"):
        body = {named: asked, "code": karens, "csrf_token": token}
        thief.post(f"/sign-in/code?{named}={asked}", body)
        assert thief.page.status_code == 422
    assert db.count(UserSession) == 0
    rows = {row.email: row.tries for row in db.all(SignInCode)}
    assert rows[KAREN] == 0  # nor do their tries lock hers
    victim.press("Sign in", code=karens)
    assert victim.page.request.path == "/home"


@pytest.mark.parametrize("change", ["cut", "longer", "another", "empty"])
def test_a_link_that_is_nearly_right_opens_nothing(
    world: World, db: Database, browse: Browse, change: str
) -> None:
    browser = browse()
    ask(browser, KAREN)
    link = newest_link(db)
    end = {"cut": link[:-1], "longer": link + "A", "another": link[:-4] + "AAAA"}
    address = end.get(change, "/sign-in/link/%20")
    assert browser.open(address).status_code == 404
    token = browser.form("Send me a code").values["csrf_token"]
    assert browser.post(address, {"csrf_token": token}).status_code == 404
    # What no address can hold is refused before any route looks at it.
    assert browser.post("/sign-in/link/%00", {"csrf_token": token}).status_code == 404
    assert browser.open("/sign-in/link/%00").status_code == 404
    assert db.count(UserSession) == 0


# --- locking out, and flooding -------------------------------------------------------------


def test_thirty_requests_lock_nobody_out(world: World, db: Database, browse: Browse) -> None:
    known = known_browser(browse, db)
    for _ in range(STRANGERS_A_RANGE):
        ask(browse(), KAREN)
    before = db.count(Mail)
    ask(known, KAREN)
    assert (known.page.status_code, db.count(Mail)) == (200, before + 1)


def test_a_victim_in_a_new_browser_is_led_to_a_link_that_works(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    stranger, victim = browse(), browse()
    for minute in range(60):  # as often as it goes, for an hour
        ask(stranger, KAREN)
        frozen.shift(timedelta(minutes=1))
        if minute % 7 == 0:
            victim.open(newest_link(db))
            assert victim.sees("Press to sign in")
    ask(victim, KAREN)
    assert victim.page.status_code == 429
    assert victim.sees(MAILS_COME)
    assert victim.page.headers["Retry-After"] == "900"
    victim.open(newest_link(db))
    victim.press("Sign in")
    assert victim.page.request.path == "/home"


def test_strangers_fill_no_mailbox(world: World, db: Database, browse: Browse, frozen: Any) -> None:
    for _ in range(24 * 4):
        for _try in range(3):
            ask(browse(), KAREN)
        frozen.shift(timedelta(minutes=15, seconds=10))
    mails = [mail for mail in db.all(Mail) if mail.to == KAREN]
    assert len(mails) <= 20 + 24 * 4  # and there was a link that worked at any time


def test_too_many_for_an_unknown_address_are_answered_alike(
    world: World, db: Database, browse: Browse
) -> None:
    for email in (KAREN, "nobody@example.dk"):
        for _ in range(STRANGERS_AN_ADDRESS):
            ask(browse(), email)
        browser = browse()
        ask(browser, email)
        assert browser.page.status_code == 429
        assert browser.sees(MAILS_COME)
        assert browser.form("Send me a code").values["email"] == email


def test_a_town_hall_behind_one_address_signs_in(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    browsers = []
    for number in range(STRANGERS_A_RANGE + 5):
        browsers.append(known_browser(browse, db, f"c{number}@kommune.example"))
        frozen.shift(timedelta(minutes=1))
    frozen.shift(timedelta(hours=1))
    for number, browser in enumerate(browsers):
        ask(browser, f"c{number}@kommune.example")
        assert browser.page.status_code == 200, number
    newcomer = browse()
    ask(newcomer, KAREN)  # and those who are known leave room for whoever is not
    assert newcomer.page.status_code == 200


def test_one_place_does_not_mail_the_whole_world(world: World, db: Database, at: Any) -> None:
    for number in range(STRANGERS_A_RANGE):
        ask(at("198.51.100.7"), f"n{number}@example.dk")
    stranger = at("198.51.100.7")
    ask(stranger, KAREN)
    assert stranger.page.status_code == 429
    assert stranger.sees(FROM_HERE)
    elsewhere = at("198.51.100.8")
    ask(elsewhere, KAREN)
    assert elsewhere.page.status_code == 200


def test_a_household_has_one_place_on_the_new_internet(world: World, at: Any) -> None:
    for number in range(STRANGERS_A_RANGE):
        ask(at(f"2001:db8:1:2::{number + 1:x}"), f"n{number}@example.dk")
    stranger = at("2001:db8:1:2:ffff:ffff:ffff:ffff")
    ask(stranger, KAREN)
    assert stranger.page.status_code == 429
    neighbour = at("2001:db8:1:3::1")
    ask(neighbour, KAREN)
    assert neighbour.page.status_code == 200


def test_the_cookie_of_a_known_browser_cannot_be_made_up_or_lent(
    world: World, db: Database, browse: Browse
) -> None:
    lent = known_browser(browse, db, "ali@example.dk").client.get_cookie("known")
    assert lent is not None
    for _ in range(STRANGERS_AN_ADDRESS):
        ask(browse(), KAREN)
    for value in (lent.value, lent.value[:-2] + "AA", "x", "", "W10"):
        stranger = browse()
        stranger.client.set_cookie("known", value)
        ask(stranger, KAREN)
        assert stranger.page.status_code == 429


def test_a_browser_is_known_for_a_year(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    victim = known_browser(browse, db)
    cookie = victim.client.get_cookie("known")
    for days, status in ((360, 200), (10, 429)):
        frozen.shift(timedelta(days=days))
        for _ in range(STRANGERS_AN_ADDRESS):
            ask(browse(), KAREN)
        victim.client.set_cookie("known", cookie.value)  # type: ignore[union-attr]
        ask(victim, KAREN)
        assert victim.page.status_code == status


# --- addresses -----------------------------------------------------------------------------

SPELLINGS = [
    "(1)karen@example.dk",
    "karen(1)@example.dk",
    "karen@(1)example.dk",
    "x:karen@example.dk",
    '"karen"@example.dk',
    "<karen@example.dk>",
    "karen@example.dk,mette@example.dk",
    "karen@example.dk mette@example.dk",
    "karen@example.dk\r\nBcc: mette@example.dk",
    "karen%example.dk@mail.example",
    "mail.example!karen@example.dk",
    "@mail.example:karen@example.dk",
    "karen.@example.dk",
    ".karen@example.dk",
    "ka..ren@example.dk",
    "karen@example.dk.",
    "karen@.example.dk",
    "karen@example..dk",
    "karen@[127.0.0.1]",
    "karen@127.0.0.1",
    "karen@localhost",
    "karen@example_.dk",
    "karen@-example.dk",
    "karen\u200b@example.dk",
    "ｋaren@example.dk",
    "karen@exam\u0440le.dk",  # a Cyrillic letter
    "karen@example。dk",
    "karen＠example.dk",
    "k" * 65 + "@example.dk",
    "karen@" + "a." * 150 + "dk",
    "karen" * 20_000,
]


@pytest.mark.parametrize("email", SPELLINGS, ids=range(len(SPELLINGS)))
def test_no_odd_spelling_reaches_a_box(
    app: Flask, db: Database, browse: Browse, email: str
) -> None:
    browser = browse()
    ask(browser, email)
    assert browser.page.status_code == 422
    assert not db.all(Mail)


def test_a_hundred_tags_reach_a_box_as_often_as_one_address(
    world: World, db: Database, at: Any
) -> None:
    for number in range(100):
        ask(at(f"198.51.100.{number}"), f"karen+{number}@example.dk")
    assert db.count(Mail) == STRANGERS_AN_ADDRESS
    browser = at("198.51.100.200")
    ask(browser, KAREN)  # which does not stand in the way of the plain address
    assert browser.page.status_code == 200


# --- where one comes from ------------------------------------------------------------------


def test_nobody_writes_their_own_address(world: World, at: Any) -> None:
    for number in range(STRANGERS_A_RANGE):
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        ask(at("198.51.100.7", **forged), f"n{number}@example.dk")
    stranger = at("198.51.100.7", **{"X-Forwarded-For": "203.0.113.99"})
    ask(stranger, KAREN)
    assert stranger.page.status_code == 429


@pytest.mark.parametrize(("comes_from", "status"), [("198.51.100.7", 429), ("10.0.0.1", 200)])
def test_only_a_proxy_is_believed(app: Flask, world: World, comes_from: str, status: int) -> None:
    url = app.extensions["engine"].url.render_as_string(hide_password=False)
    behind = make_app(url, proxies=1, proxy_addresses="10.0.0.0/24")
    try:
        for number in range(STRANGERS_A_RANGE + 1):
            browser = Browser(behind.test_client())
            browser.client.environ_base["REMOTE_ADDR"] = comes_from
            browser.headers["X-Forwarded-For"] = f"1.2.3.4, 203.0.113.{number}"
            ask(browser, f"n{number}@example.dk")
        assert browser.page.status_code == status
    finally:
        behind.extensions["engine"].dispose()


# --- drafts --------------------------------------------------------------------------------


def test_a_strangers_draft_does_not_get_into_the_victims_account_unasked(
    world: World, db: Database, browse: Browse
) -> None:
    stranger, victim = drafted(browse, "Ring til 12 34 56 78"), browse()
    ask(stranger, KAREN)
    victim.open(newest_link(db))
    assert victim.sees("“Ring til 12 34 56 78”") and victim.sees("in another browser")
    victim.press(LEAVE)
    assert owners(db) == {"Ring til 12 34 56 78": None}


@pytest.mark.parametrize("said", [{}, {"drafts": ""}, {"drafts": "leave"}, {"drafts": "yes"}])
def test_a_press_that_says_nothing_of_drafts_takes_none(
    world: World, db: Database, browse: Browse, said: dict[str, str]
) -> None:
    stranger, victim = drafted(browse, "Fremmed"), drafted(browse, "Karens")
    ask(stranger, KAREN)
    victim.open(newest_link(db))
    token = victim.form(TAKE).values["csrf_token"]
    victim.post(newest_link(db), {"csrf_token": token} | said)
    assert victim.page.request.path == "/home"
    assert owners(db) == {"Fremmed": None, "Karens": None}


def test_the_victims_draft_does_not_get_into_a_strangers_account_unasked(
    world: World, db: Database, browse: Browse
) -> None:
    """A stranger asks for their own mail, and gets the victim to open its link."""
    stranger, victim = browse(), drafted(browse, "Karens")
    ask(stranger, "stranger@example.dk")
    victim.open(newest_link(db))
    assert victim.sees("You sign in as stranger@example.dk.")
    victim.press(LEAVE)
    assert owners(db) == {"Karens": None}
    leave(victim)
    ask(victim, KAREN)  # it waited in her browser until she signed in herself
    victim.press("Sign in", code=newest_code(db))
    assert owners(db) == {"Karens": world.karen.id}


def test_a_link_does_not_give_the_one_who_asked_anything_of_the_victims(
    world: World, db: Database, browse: Browse
) -> None:
    stranger, victim = drafted(browse, "Fremmed"), browse()
    ask(stranger, KAREN)
    victim.open(newest_link(db))
    victim.press(TAKE)
    task = db.one(Task)
    assert task.created_by == world.karen.id
    assert stranger.open(f"/tasks/{task.id}").status_code == 404
    assert db.count(User) == len(world.people)
