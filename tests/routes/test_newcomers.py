"""From a draft in somebody's browser to a company whose people let each other in."""

from datetime import timedelta
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.routes.test_sign_in import newest_code
from tests.world import World
from webapp.accounts import members
from webapp.accounts.models import Employer, Membership, User, Workplace
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
    texts: dict[str, Any] = WHO | {"cvr": cvr, "municipality": str(world.vestby.id)} | values
    browser.press("Go on", **texts)


def member_of(db: Database, user: User, company: Employer) -> Membership:
    result = db.change(lambda session: members.of(session, user.id, company.id))
    assert result is not None
    return result


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
    result = db.get(Task, task.id)
    assert result is not None and result.created_by is None


def test_a_draft_that_nobody_claims_is_forgotten_in_time(world: World, db: Database) -> None:
    world.visitors_draft()
    own = world.task()
    db.change(lambda session: tasks.forget_drafts(session, at=now() + DRAFT_LIVES))
    assert [task.id for task in db.all(Task)] == [own.id]


def test_the_first_of_a_company_describes_and_sends_and_waits_for_the_call(
    world: World, db: Database, browse: Browse
) -> None:
    browser = browse(world.nina)
    browser.open("/home")
    assert browser.page.request.path == "/companies/new"
    tell(browser, world, f"DK{world.free_cvr}")
    nina = db.get(User, world.nina.id)
    assert nina is not None and (nina.name, nina.phone) == (WHO["name"], WHO["phone"])
    (company,) = [employer for employer in db.all(Employer) if employer.cvr == world.free_cvr]
    assert member_of(db, nina, company).confirmed_at is None
    browser.open("/home")
    assert browser.sees("Then the consultant calls you.")
    browser.open("/tasks/new")
    browser.press("Send to the municipality", **DRAFT)
    assert db.one(Task).status is Status.SUBMITTED
    for address in ("/smalljobs/", "/timesheets", "/people/", "/payroll"):
        assert browser.open(address).status_code == 403
        assert browser.sees("You see this once Bageriet has let you in.")


def test_the_consultants_call_lets_the_first_one_in(
    world: World, db: Database, browse: Browse
) -> None:
    nina, mette, sofie = browse(world.nina), browse(world.mette), browse(world.sofie)
    nina.open("/companies/new")
    tell(nina, world, world.free_cvr)
    (waits,) = [
        membership for membership in db.all(Membership) if membership.user_id == world.nina.id
    ]
    assert sofie.open(f"/people/{waits.id}").status_code == 404
    mette.open("/home")
    mette.follow("Does Nina Ny work at Bageriet? Let them in")
    mette.press("I have talked to Nina Ny – let them in")
    assert nina.open("/people/").status_code == 200
    assert nina.sees("Bageriet")


def test_who_took_the_first_task_of_a_company_lets_its_author_in_from_its_page(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(Status.IN_DIALOGUE, by="poul")
    let_in = "I have talked to Poul Vente – let them in"
    mette, karen, sofie = browse(world.mette), browse(world.karen), browse(world.sofie)
    for reader in (mette, karen):
        reader.open(f"/tasks/{task.id}")
        assert let_in not in reader.buttons  # the company has people who know them
    for key in ("karen", "kirsten"):
        db.update(world.memberships[key], removed_at=now())
    assert sofie.open(f"/tasks/{task.id}").status_code == 404
    mette.open(f"/tasks/{task.id}")
    mette.press(let_in)
    assert member_of(db, world.poul, world.fruit).confirmed_by == world.mette.id
    mette.open(f"/tasks/{task.id}")
    assert let_in not in mette.buttons


def test_a_known_cvr_number_opens_nothing(world: World, db: Database, browse: Browse) -> None:
    colleagues = world.task(Status.SUBMITTED)
    browser = browse(world.nina)
    browser.open("/companies/new")
    tell(browser, world, world.fruit.cvr)
    assert browser.sees("One of your colleagues lets you in")
    assert member_of(db, world.nina, world.fruit).confirmed_at is None
    assert db.count(Workplace) == 2  # a place is for those to name who are in
    for address in ("/home", "/tasks/"):
        assert browser.open(address).status_code == 200
        assert not browser.sees(colleagues.headline) and not browser.sees("Karen")
    assert browser.open(f"/tasks/{colleagues.id}").status_code == 404
    assert browser.open("/people/").status_code == 403
    assert {mail.to for mail in db.all(Mail)} == {"karen@example.dk", "kirsten@example.dk"}


def test_who_waits_keeps_a_draft_and_sends_it_once_let_in(
    world: World, db: Database, browse: Browse
) -> None:
    poul, karen = browse(world.poul), browse(world.karen)
    poul.open("/tasks/new")
    poul.press("Keep it until you are let in", **DRAFT)
    assert poul.sees("You can send it once a colleague has let you in.")
    task = db.one(Task)
    assert (task.status, task.workplace_id) == (Status.DRAFT, None)
    assert karen.open(f"/tasks/{task.id}").status_code == 404  # nobody else sees it
    karen.open(f"/people/{world.memberships['poul'].id}")
    karen.press("Yes, let Poul Vente in")
    poul.open(f"/tasks/{task.id}/edit")
    poul.press("Send to the municipality")
    assert db.one(Task).status is Status.SUBMITTED


def test_once_let_in_one_sees_everything(world: World, db: Database, browse: Browse) -> None:
    task = world.task(Status.SUBMITTED)
    poul, karen = browse(world.poul), browse(world.karen)
    assert poul.open(f"/tasks/{task.id}").status_code == 404
    karen.open(f"/people/{world.memberships['poul'].id}")
    karen.press("Yes, let Poul Vente in")
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
    browser.open("/companies/new")
    tell(browser, world, **{"cvr": world.free_cvr} | {field: text})
    assert browser.page.status_code == 422
    assert browser.form("Go on").values["company"] == ("" if field == "company" else "Bageriet")
    assert db.count(Employer) == 2 and db.count(Workplace) == 2
