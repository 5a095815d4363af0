"""The way in by the digits of a mail, once, in the browser that asked; and the way out."""

from datetime import timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.accounts import rules
from webapp.accounts.models import SignInCode, User, UserSession
from webapp.mails.models import Mail

SENT = "We have sent a code with 6 digits to {}"
WRONG = "The code is wrong"
TOO_OLD = "The code is used or too old"


def ask(browser: Browser, email: str) -> None:
    browser.open("/sign-in/")
    browser.press("Send me a code", email=email)


def newest_code(db: Database) -> str:
    mails = sorted(db.all(Mail), key=lambda mail: mail.created_at)
    return str(mails[-1].values["code"])


def newest_link(db: Database) -> str:
    mails = sorted(db.all(Mail), key=lambda mail: mail.created_at)
    return f"/sign-in/link/{mails[-1].values['target']['id']}"


def wrong_code(db: Database) -> str:
    return f"{(int(newest_code(db)) + 1) % 1_000_000:06}"


def leave(browser: Browser) -> None:
    """Sign out, in whichever language the person reads."""
    browser.press("Sign out" if "Sign out" in browser.buttons else "Log ud")


def test_a_code_lets_one_in(world: World, db: Database, browse: Browse) -> None:
    browser = browse()
    ask(browser, "  Karen@Example.DK ")
    assert browser.sees(SENT.format("karen@example.dk"))
    code = newest_code(db)
    browser.press("Sign in", code=f"{code[:3]} {code[3:]}")
    assert browser.page.request.path == "/home"
    assert db.one(UserSession).user_id == world.karen.id


def test_a_code_works_once(world: World, db: Database, browse: Browse) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    waiting = Browser(browser.client)  # a second tab
    waiting.open("/sign-in/code")
    token = waiting.form("Sign in").values["csrf_token"]
    code, asked = newest_code(db), browser.client.get_cookie("smajob")
    browser.press("Sign in", code=code)
    leave(browser)
    browser.client.set_cookie("smajob", asked.value)  # type: ignore[union-attr]
    browser.post("/sign-in/code", {"code": code, "csrf_token": token})
    assert browser.page.status_code == 422
    assert browser.sees(TOO_OLD)
    assert db.count(UserSession) == 0


def test_after_five_wrong_tries_the_right_code_is_of_no_use(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    for _ in range(rules.CODE_TRIES):
        assert browser.press("Sign in", code=wrong_code(db)).status_code == 422
    assert browser.press("Sign in", code=newest_code(db)).status_code == 422
    assert db.one(SignInCode).tries == rules.CODE_TRIES


def test_after_the_fifth_a_new_code_is_the_one_thing_to_do(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    for _ in range(4):
        browser.press("Sign in", code=wrong_code(db))
        assert browser.sees(WRONG) and browser.primary == ["Sign in"]
    browser.press("Sign in", code=wrong_code(db))
    assert browser.sees("Too many tries with this code. Get a new one")
    assert browser.primary == ["Send a new code"]
    browser.press("Send a new code")
    assert browser.page.request.path == "/sign-in/code"
    assert browser.primary == ["Sign in"]
    browser.press("Sign in", code=newest_code(db))
    assert browser.page.request.path == "/home"


def test_a_code_that_is_too_old_is_replaced_with_one_press(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    frozen.shift(timedelta(minutes=15, seconds=1))
    browser.press("Sign in", code=newest_code(db))
    assert browser.primary == ["Send a new code"]


@pytest.mark.parametrize(("minutes", "path"), [(14.9, "/home"), (15.1, "/sign-in/code")])
def test_a_code_lives_a_quarter_of_an_hour(
    world: World, db: Database, browse: Browse, frozen: Any, minutes: float, path: str
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    frozen.shift(timedelta(minutes=minutes))
    browser.press("Sign in", code=newest_code(db))
    assert browser.page.request.path == path


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "0" * 10_000, "\0"])
def test_what_is_no_code_is_answered_kindly(
    world: World, db: Database, browse: Browse, code: str
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    assert browser.press("Sign in", code=code).status_code == 422
    assert browser.sees("Write the 6 digits that stand in the mail")
    assert db.one(SignInCode).tries == 0  # nobody has guessed at anything


def test_the_page_for_a_code_that_nobody_asked_for_leads_to_asking(
    app: Any, browse: Browse
) -> None:
    assert browse().open("/sign-in/code").request.path == "/sign-in/"


def test_whoever_is_signed_in_already_comes_home(
    world: World, db: Database, browse: Browse
) -> None:
    asked, karen = browse(), browse(world.karen)
    ask(asked, "karen@example.dk")
    for address in ("/sign-in/", "/sign-in/code", newest_link(db), "/sign-in/link/nothing"):
        assert karen.open(address).request.path == "/home"
    asked.open(newest_link(db))
    assert asked.sees("Press to sign in")  # still of use


@pytest.mark.parametrize("typed", ["Kode: {} {}.", "{}-{}", " {} {}\n", "{}{} is your code"])
def test_a_code_that_was_pasted_whole_is_a_code(
    world: World, db: Database, browse: Browse, typed: str
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    code = newest_code(db)
    browser.press("Sign in", code=typed.format(code[:3], code[3:]))
    assert browser.page.request.path == "/home"


@pytest.mark.parametrize("which", [0, 1])
def test_of_two_codes_on_the_way_either_works(
    world: World, db: Database, browse: Browse, frozen: Any, which: int
) -> None:
    browser, codes = browse(), []
    for _ in range(2):
        ask(browser, "karen@example.dk")
        codes.append(newest_code(db))
        frozen.shift(timedelta(minutes=1))
    browser.press("Sign in", code=codes[which])
    assert browser.page.request.path == "/home"


def test_the_code_of_an_older_mail_is_told_to_be_one(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    old = newest_code(db)
    frozen.shift(rules.CODE_LIVES + timedelta(minutes=1))
    ask(browser, "karen@example.dk")
    assert browser.press("Sign in", code=old).status_code == 422
    assert browser.sees("Use the newest mail")


def test_nobody_learns_who_has_an_account(world: World, db: Database, browse: Browse) -> None:
    db.update(world.kirsten, removed_at=world.kirsten.created_at)
    answers = set()
    for email in ("karen@example.dk", "nobody@example.dk", "kirsten@example.dk"):
        browser = browse()
        ask(browser, email)
        main = browser.page.get_data(as_text=True).split("<main")[1].split("</main>")[0]
        for differs in (email, browser.form("Sign in").values["csrf_token"]):
            main = main.replace(differs or "-", "…")
        answers.add(main)
    assert len(answers) == 1
    assert {mail.to for mail in db.all(Mail)} == {"karen@example.dk", "nobody@example.dk"}


def test_whoever_was_removed_cannot_use_an_older_code(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "karen@example.dk")
    db.update(world.karen, removed_at=world.karen.created_at)
    assert browser.press("Sign in", code=newest_code(db)).status_code == 409
    assert db.count(UserSession) == 0


def test_whoever_is_removed_is_out_on_the_next_request(
    world: World, db: Database, browse: Browse
) -> None:
    kirsten = browse(world.kirsten)
    assert kirsten.open("/home").request.path == "/home"
    db.update(world.kirsten, removed_at=world.kirsten.created_at)
    assert kirsten.open("/home").request.path == "/sign-in/"


def test_signing_out_ends_the_session_also_for_a_copied_cookie(
    world: World, db: Database, browse: Browse
) -> None:
    karen, thief = browse(world.karen), browse()
    karen.open("/home")
    thief.client.set_cookie("smajob", karen.client.get_cookie("smajob").value)  # type: ignore[union-attr]
    assert thief.open("/home").request.path == "/home"
    karen.press("Sign out")
    assert karen.sees("You are signed out")
    assert thief.open("/home").request.path == "/sign-in/"
    assert db.count(UserSession) == 0


@pytest.mark.parametrize(
    "email", ["", "karen", "karen@", "a b@c.dk", "<x@y.dk>", "x" * 255 + "@y.dk", "Å@y.dk"]
)
def test_what_is_no_address_is_answered_kindly(app: Any, browse: Browse, email: str) -> None:
    browser = browse()
    ask(browser, email)
    assert browser.page.status_code == 422
    assert browser.form("Send me a code").values["email"] == email.strip()


def test_a_letter_before_the_at_sign_that_no_mail_reaches_is_named(
    app: Any, browse: Browse
) -> None:
    browser = browse()
    ask(browser, "kåre@example.dk")
    assert browser.sees("not to “å”. Is the address spelt with ae, oe or aa?")


def test_both_spellings_of_a_domain_are_one_person(app: Any, db: Database, browse: Browse) -> None:
    for email in ("karen@Blåbær.example", "karen@xn--blbr-roah.example"):
        browser = browse()
        ask(browser, email)
        assert browser.sees(SENT.format("karen@blåbær.example"))
        assert {mail.to for mail in db.all(Mail)} == {"karen@xn--blbr-roah.example"}
        browser.press("Sign in", code=newest_code(db))
    assert db.one(User).email == "karen@xn--blbr-roah.example"


def test_one_comes_to_the_page_that_was_wanted(world: World, db: Database, browse: Browse) -> None:
    browser = browse()
    browser.open("/tasks/?status=draft")
    assert browser.page.request.path == "/sign-in/"
    browser.press("Send me a code", email="karen@example.dk")
    browser.press("Sign in", code=newest_code(db))
    assert browser.page.request.full_path == "/tasks/?status=draft"


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "/\t/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "/home\r\nSet-Cookie: a=b",
    "/tasks/?a=\r\nSet-Cookie: a=b",
    "http:/evil.example",
    "/sign-in/out",  # no page: only a form goes there
    "",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_to_somebody_elses_address(world: World, browse: Browse, wanted: str) -> None:
    karen = browse(world.karen)
    karen.open("/home")
    token = karen.form("").values["csrf_token"]
    data = {"language": "en", "back": wanted, "csrf_token": token}
    response = karen.client.post("/language", data=data)
    assert response.status_code == 303
    assert response.headers["Location"] in {"/home", "/tasks/"}
    assert "a=b" not in str(response.headers)


def test_a_new_address_becomes_a_newcomer(app: Any, db: Database, browse: Browse) -> None:
    browser = browse()
    ask(browser, "ny@example.dk")
    browser.press("Sign in", code=newest_code(db))
    assert browser.page.request.path == "/companies/new"
    assert db.one(User).role == "newcomer"
