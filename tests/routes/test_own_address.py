"""A new e-mail address of one's own: a code to it, and word to the old one."""

from datetime import timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.routes.test_sign_in import ask, leave, newest_code, wrong_code
from tests.world import World
from webapp.accounts.models import SignInCode, User, UserSession
from webapp.history import Move
from webapp.mails.models import Mail

NEW, OLD = "karen@nyt.example", "karen@example.dk"
SENT = "We have sent a mail to {}. Type the code from it here."


def ask_for(browser: Browser, email: str) -> None:
    browser.open("/me/")
    browser.press("Send a code to the new address", email=email)


def address_of(db: Database, user: User) -> str:
    result = db.get(User, user.id)
    assert result
    return result.email


def test_the_code_to_the_new_address_makes_it_ones_own(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    ask_for(karen, "Karen@Nyt.example")
    assert karen.sees(SENT.format(NEW))
    assert (db.one(Mail).to, db.one(Mail).template) == (NEW, "new_address")
    assert address_of(db, world.karen) == OLD  # nothing has changed so far
    karen.press("Use the new address", code=newest_code(db))
    assert karen.page.request.path == "/me/"
    assert address_of(db, world.karen) == NEW
    values = next(mail for mail in db.all(Mail) if mail.to == OLD)
    assert values.values["values"] == {"email": NEW}
    move = db.one(Move)
    assert (move.noun, move.thing_id, move.action) == ("user", world.karen.id, "change_email")
    assert (move.by_id, move.reason) == (world.karen.id, f"{OLD} → {NEW}")


def test_from_then_on_one_signs_in_with_it(world: World, db: Database, browse: Browse) -> None:
    karen, phone = browse(world.karen), browse()
    ask_for(karen, NEW)
    karen.press("Use the new address", code=newest_code(db))
    ask(phone, NEW)
    phone.press("Sign in", code=newest_code(db))
    assert phone.page.request.path == "/home"
    assert {row.user_id for row in db.all(UserSession)} == {world.karen.id}
    for _ in range(6):  # the browser that changed it is known to the new address at once
        ask(browse(), NEW)
    leave(karen)
    ask(karen, NEW)
    assert karen.page.status_code == 200


def test_the_code_may_be_typed_on_another_phone_where_one_is_signed_in(
    world: World, db: Database, browse: Browse
) -> None:
    karen, phone = browse(world.karen), browse()
    ask(phone, OLD)
    phone.press("Sign in", code=newest_code(db))
    ask_for(karen, NEW)
    phone.open("/me/email")
    assert phone.sees(SENT.format(NEW))
    phone.press("Use the new address", code=newest_code(db))
    assert address_of(db, world.karen) == NEW


@pytest.mark.parametrize("email", ["kirsten@example.dk", "mette@example.dk", "gone@example.dk"])
def test_whose_address_it_is_nobody_learns_but_its_owner(
    world: World, db: Database, browse: Browse, email: str
) -> None:
    if email == "gone@example.dk":
        db.update(world.ali, email=email, removed_at=world.ali.created_at)
    pages = set()
    for asked in (email, "free@example.dk"):
        karen = browse(world.karen)
        ask_for(karen, asked)
        token = karen.form("Use the new address").values["csrf_token"]
        pages.add(karen.page.text.replace(asked, "…").replace(token, "…"))
    assert len(pages) == 1
    values = next(mail for mail in db.all(Mail) if mail.to == email)
    assert values.template == "notice" and "It belongs to your account" in values.values["say"]


def test_an_address_that_was_taken_meanwhile_stays_its_owners(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    ask_for(karen, NEW)
    db.update(world.kirsten, email=NEW)
    assert karen.press("Use the new address", code=newest_code(db)).status_code == 422
    assert address_of(db, world.karen) == OLD
    assert address_of(db, world.kirsten) == NEW


def test_a_wrong_code_changes_nothing_and_can_be_typed_five_times(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    ask_for(karen, NEW)
    for _ in range(4):
        assert karen.press("Use the new address", code=wrong_code(db)).status_code == 422
        assert karen.sees("The code is wrong. Look once more in the newest mail.")
    assert karen.press("Use the new address", code=wrong_code(db)).status_code == 422
    assert karen.primary == ["Send a new code"]
    assert karen.press("Use the new address", code=newest_code(db)).status_code == 422
    assert karen.sees("Too many tries with this code. Get a new one.")
    karen.press("Send a new code")
    assert karen.page.request.path == "/me/email"
    assert karen.primary == ["Use the new address"]
    assert address_of(db, world.karen) == OLD


def test_the_code_lives_a_quarter_of_an_hour(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    karen = browse(world.karen)
    ask_for(karen, NEW)
    frozen.shift(timedelta(minutes=15, seconds=1))
    assert karen.press("Use the new address", code=newest_code(db)).status_code == 422
    assert address_of(db, world.karen) == OLD
    assert karen.open("/me/email").request.path == "/me/"  # nothing waits any more


def test_a_code_for_one_thing_is_of_no_use_for_the_other(
    world: World, db: Database, browse: Browse
) -> None:
    karen, stranger = browse(world.karen), browse()
    ask_for(karen, NEW)
    changes = newest_code(db)
    ask(stranger, OLD)
    signs_in = newest_code(db)
    stranger.press("Sign in", code=changes)
    assert stranger.page.status_code == 422
    karen.press("Use the new address", code=signs_in)
    assert karen.page.status_code == 422
    assert address_of(db, world.karen) == OLD


def test_nobody_finishes_somebody_elses_change(world: World, db: Database, browse: Browse) -> None:
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    ask_for(karen, NEW)
    karens = newest_code(db)
    ask_for(kirsten, "kirsten@nyt.example")
    assert kirsten.press("Use the new address", code=karens).status_code == 422
    assert address_of(db, world.kirsten) == "kirsten@example.dk"
    assert sorted(row.tries for row in db.all(SignInCode)) == [0, 1]


def test_nobody_floods_a_box_with_codes_for_a_change(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    for number, who in enumerate([world.karen] * 4 + [world.kirsten] * 4):
        ask_for(browse(who), f"victim+{number}@example.dk")
    assert db.count(Mail) == 5
    karen = browse(world.karen)
    for number in range(2):
        ask_for(karen, f"n{number}@example.dk")
    assert karen.page.status_code == 429
    assert karen.page.headers["Retry-After"] == "900"
    frozen.shift(timedelta(minutes=16))
    ask_for(karen, "n@example.dk")
    assert karen.page.status_code == 200


def test_what_is_no_address_is_answered_kindly(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    ask_for(karen, "x:karen@example.dk")
    assert karen.page.status_code == 422
    assert karen.sees("Write it like name@company.dk.")
    assert karen.form("Send a code").values["new-email"] == "x:karen@example.dk"
