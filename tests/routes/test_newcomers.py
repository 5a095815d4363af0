"""From a draft in somebody's browser to a company whose people let each other in."""

from datetime import timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.routes.test_sign_in import ask, newest_code
from tests.world import World
from webapp.accounts.models import Employer, User, Workplace
from webapp.accounts.rules import DRAFT_LIVES
from webapp.clock import now
from webapp.mails.models import Mail
from webapp.tasks import actions as tasks
from webapp.tasks.models import Task
from webapp.tasks.rules import Status

DRAFT = {"headline": "Tomme kasser", "what": "Rydde kasser", "times": "6", "minutes": "24"}
WHO = {
    "name": "Nina Ny",
    "phone": "+45 12 34 56 78",
    "company": "Bageriet",
    "workplace": "Torvet 1",
}


def come_in(browser: Browser, db: Database, email: str) -> None:
    """Sign in with an address, from wherever one is."""
    if browser.page.request.path != "/sign-in/":
        browser.open("/sign-in/")
    browser.press("Send me a code", email=email)
    browser.press("Sign in", code=newest_code(db))


def tell(browser: Browser, world: World, cvr: str, **values: str) -> None:
    told: dict[str, Any] = WHO | {"cvr": cvr, "municipality": str(world.vestby.id)} | values
    browser.press("Go on", **told)


def test_a_draft_from_before_sign_in_is_sent_after_it(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse()
    browser.open("/tasks/new")
    browser.press("Go on: who are you?", **DRAFT)
    assert browser.page.request.path == "/sign-in/"
    assert db.one(Task).created_by is None
    come_in(browser, db, "nina.ny@example.dk")
    tell(browser, world, world.free_cvr)
    task = db.one(Task)
    assert browser.page.request.path == f"/tasks/{task.id}"
    assert (task.headline, task.status) == ("Tomme kasser", Status.DRAFT)
    browser.press("Send to the municipality")
    sent = db.one(Task)
    assert sent.status is Status.SUBMITTED
    assert {mail.to for mail in db.all(Mail)} >= {"mette@example.dk", "jonas@example.dk"}
    assert "sofie@example.dk" not in {mail.to for mail in db.all(Mail)}


def test_a_draft_survives_until_one_comes_back(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    browser = browse()
    browser.open("/tasks/new")
    browser.press("Save and finish later", **DRAFT)
    task = db.one(Task)
    frozen.shift(timedelta(days=20))
    assert browser.open(f"/tasks/{task.id}").status_code == 200
    come_in(browser, db, "karen@example.dk")
    claimed = db.one(Task)
    assert claimed.created_by == world.karen.id
    assert claimed.workplace_id == world.kaj.id  # the company has no other


def test_nobody_else_can_open_or_claim_a_visitors_draft(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.visitors_draft()
    for browser in (browse(), browse(world.karen), browse(world.mette)):
        assert browser.open(f"/tasks/{task.id}").status_code == 404
    other = browse()
    other.open("/tasks/new")
    other.press("Save and finish later", **DRAFT)
    come_in(other, db, "karen@example.dk")
    found = db.get(Task, task.id)
    assert found is not None and found.created_by is None


def test_a_draft_that_nobody_claims_is_forgotten_in_time(world: World, db: Database) -> None:
    world.visitors_draft()
    own = world.task()
    db.change(lambda session: tasks.forget_drafts(session, at=now() + DRAFT_LIVES))
    assert [task.id for task in db.all(Task)] == [own.id]


def test_the_first_of_a_company_is_in_at_once(world: World, db: Database, browse: Browse) -> None:
    browser = browse(world.nina)
    browser.open("/home")
    assert browser.page.request.path == "/sign-in/welcome"
    tell(browser, world, f"DK{world.free_cvr}")
    nina = db.get(User, world.nina.id)
    assert nina is not None and nina.confirmed_at is not None
    assert (nina.name, nina.phone) == (WHO["name"], WHO["phone"])
    assert browser.open("/home").status_code == 200


def test_a_known_cvr_number_lets_nobody_in(world: World, db: Database, browse: Browse) -> None:
    colleagues = world.task(Status.SUBMITTED)
    browser = browse(world.nina)
    browser.open("/sign-in/welcome")
    tell(browser, world, world.fruit.cvr)
    nina = db.get(User, world.nina.id)
    assert nina is not None and nina.confirmed_at is None and nina.employer_id == world.fruit.id
    for address in ("/home", "/tasks/", "/smalljobs/", "/timesheets", "/people/"):
        assert browser.open(address).status_code == 200
        assert not browser.sees(colleagues.headline) and not browser.sees("Karen")
    assert browser.open(f"/tasks/{colleagues.id}").status_code == 404
    assert {mail.to for mail in db.all(Mail)} == {"karen@example.dk", "kirsten@example.dk"}


@pytest.mark.parametrize("who", ["karen", "mette"])
def test_once_let_in_one_sees_everything(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    task = world.task(Status.SUBMITTED)
    poul, friend = browse(world.poul), browse(world.people[who])
    assert poul.open(f"/tasks/{task.id}").status_code == 404
    friend.open(f"/people/{world.poul.id}")
    friend.press("Yes, let Poul Vente in")
    assert poul.open(f"/tasks/{task.id}").status_code == 200
    assert db.one(Mail).to == world.poul.email


WRONG = {
    "cvr": ["1234567", "12345678", "abc", "١٢٣٤٥٦٧٨", "0" * 100],
    "p_number": ["123", "12345678901", "a" * 10],
    "phone": ["1", "ring", "12"],
    "municipality": ["", "00000000-0000-0000-0000-000000000000", "x"],
    "name": ["", " ", "x" * 81, "\0"],
    "workplace": ["", "x" * 121],
    "company": [""],
}


@pytest.mark.parametrize(
    ("field", "text"), [(f, text) for f, texts in WRONG.items() for text in texts]
)
def test_what_is_wrong_is_said_and_kept(
    world: World, db: Database, browse: Browse, field: str, text: str
) -> None:
    browser = browse(world.nina)
    browser.open("/sign-in/welcome")
    tell(browser, world, **{"cvr": world.free_cvr} | {field: text})
    assert browser.page.status_code == 422
    assert browser.form("Go on").values["company"] == ("" if field == "company" else "Bageriet")
    assert db.count(Employer) == 2 and db.count(Workplace) == 2


def test_a_colleague_is_invited_and_comes_in(world: World, db: Database, browse: Browse) -> None:
    karen, new = browse(world.karen), browse()
    karen.open("/people/")
    karen.press("Invite", name="Lars Ny", email="Lars@Example.dk")
    assert karen.sees("Lars Ny is invited")
    ask(new, "lars@example.dk")
    new.press("Sign in", code=newest_code(db))
    assert new.page.request.path == "/home"
    assert [mail.template for mail in db.all(Mail) if mail.to == "lars@example.dk"].count("invite")


@pytest.mark.parametrize("email", ["ali@example.dk", "mette@example.dk", "karen@example.dk"])
def test_somebody_with_an_account_cannot_be_invited(
    world: World, db: Database, browse: Browse, email: str
) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    karen.press("Invite", name="X", email=email)
    assert karen.page.status_code == 422
    assert db.count(Mail) == 0 and db.count(User) == 9
