"""Who becomes a colleague: a public CVR number, a foreign invitation and a place of one's own say
nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, World
from webapp.accounts import actions, members
from webapp.accounts.models import Employer, Invitation, Membership, User, Workplace
from webapp.actor import Refused
from webapp.demo import build
from webapp.mails.models import Mail
from webapp.splits.models import Split
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import Status as SheetStatus


def arrives(browser: Browser, cvr: str, town: Any, **values: str) -> None:
    """A stranger says that they work for the company with this public number."""
    texts = {
        "name": "Frank Fræk",
        "phone": "40 40 40 40",
        "company": "Frugtlageret",
        "workplace": "Baggade 1",
        "municipality": str(town.id),
        "cvr": cvr,
    }
    browser.open("/companies/new")
    browser.press("Go on", **texts | values)


def send(browser: Browser, address: str, **values: str) -> int:
    """A form of the sender's own, with a token that is theirs. Returns the status."""
    token = browser.form("Sign out").values["csrf_token"]
    return browser.post(address, values | {"csrf_token": token}).status_code


def membership(db: Database, user: User) -> Membership:
    (membership,) = [
        membership for membership in db.all(Membership) if membership.user_id == user.id
    ]
    return membership


def test_a_place_named_elsewhere_lets_nobody_in_there(
    world: World, db: Database, browse: Browse
) -> None:
    """The stranger names a workplace in Søndersund, whose consultant then could let them in."""
    nina, sofie = browse(world.nina), browse(world.sofie)
    arrives(nina, world.fruit.cvr, world.soendersund)
    row = membership(db, world.nina)
    assert sofie.open(f"/people/{row.id}").status_code == 404
    sofie.open("/home")
    assert not sofie.sees("Frank")
    assert db.count(Workplace) == 2
    mette = browse(world.mette)  # and here colleagues are there to do it
    assert mette.open(f"/people/{row.id}").status_code == 200
    assert "I have talked to Frank Fræk – let them in" not in mette.buttons


def test_whoever_types_a_number_first_does_not_own_it(
    world: World, db: Database, browse: Browse
) -> None:
    """A stranger took the number before the owner came, with a place of their own elsewhere."""
    company = build.employer(world.free_cvr, "Bageriet")
    db.add(company)
    stranger = world.colleague("stranger", company, confirmed_at=None)
    baggade = build.workplace(
        company.id, world.soendersund.id, name="Baggade 1", p_number="", named_by=stranger.id
    )
    db.add(baggade)
    nina, mette = browse(world.nina), browse(world.mette)
    values = {"name": "Nina Ny", "workplace": "Torvet 1", "company": "Bageriet på Torvet"}
    arrives(nina, world.free_cvr, world.vestby, **values)
    row = membership(db, world.nina)
    mette.open(f"/people/{row.id}")
    mette.press("I have talked to Nina Ny – let them in")
    theirs = world.memberships["stranger"].id
    assert browse(world.sofie).open(f"/people/{theirs}").status_code == 404
    nina.open("/tasks/new")
    assert not nina.sees("Baggade 1")  # what a stranger named is no place of the company
    nina.open("/home")
    assert nina.sees("Does Stranger work at Bageriet på Torvet? Let them in")


def test_where_nobody_is_left_the_consultant_of_a_known_place_lets_in(
    world: World, db: Database, browse: Browse
) -> None:
    for key in ("karen", "kirsten"):
        db.update(world.memberships[key], removed_at=NOW)
    nina, mette, sofie = browse(world.nina), browse(world.mette), browse(world.sofie)
    arrives(nina, world.fruit.cvr, world.soendersund)
    row = membership(db, world.nina)
    assert sofie.open(f"/people/{row.id}").status_code == 404
    mette.open(f"/people/{row.id}")
    mette.press("I have talked to Frank Fræk – let them in")
    assert membership(db, world.nina).confirmed_by == world.mette.id


def test_a_stranger_changes_nothing_that_is_the_companys(
    world: World, db: Database, browse: Browse
) -> None:
    """The number of employees, a plan, a week, a wage, payroll: each asked of every address."""
    split = world.split(SplitStatus.SUBMITTED)
    job = world.job()
    sheet = world.sheet(SheetStatus.OPEN, job=job)
    poul = browse(world.poul)
    poul.open("/home")
    for address in (
        f"/splits/{split.id}/edit",
        f"/splits/{split.id}/approve",
        f"/tasks/{split.task_id}/splits",
        f"/smalljobs/{job.id}/weeks/{sheet.week}",
        "/workplaces/",
        "/people/",
        "/people/reminders",
        "/payroll/2026-11/columns",
        "/payroll/2026-11/export",
    ):
        said = send(poul, address, full_time_equivalents="999", do="send", version="1")
        assert said in {403, 404, 405}, address
    kaj = db.get(Workplace, world.kaj.id)
    assert kaj is not None and kaj.full_time_equivalents == 12
    still = db.get(Split, split.id)
    assert still is not None and still.status is SplitStatus.SUBMITTED


def test_a_stranger_cannot_send_a_task_to_the_companys_place(
    world: World, db: Database, browse: Browse
) -> None:
    poul = browse(world.poul)
    poul.open("/tasks/new")
    form = poul.form("Keep it until you are let in")
    typed = {"headline": "x", "activities-0-what": "y", "workplace": str(world.kaj.id)}
    typed |= {"activities-0-times": "1", "activities-0-minutes": "30", "do": "send"}
    poul.post(form.action, form.values | typed)
    assert [(task.status, task.workplace_id) for task in db.all(Task)] in (
        [],
        [(TaskStatus.DRAFT, None)],
    )


# --- invitations ---


def invited(world: World, db: Database, who: str = "ali", **values: Any) -> Invitation:
    texts = {"sent_at": NOW} | values
    invitation = build.invitation(world.fruit.id, world.people[who].email, world.karen.id, **texts)
    db.add(invitation)
    return invitation


def test_being_named_draws_nobody_in(world: World, db: Database, browse: Browse) -> None:
    """A visitor's draft became readable to whoever invited them."""
    browser = browse()
    browser.open("/tasks/new")
    typed = {"headline": "Hemmeligt", "what": "y", "times": "1", "minutes": "30"}
    browser.press("Save and finish later", **typed)
    karen = browse(world.karen)
    karen.open("/people/")
    karen.press("Invite", name="Nina Ny", email="nina@example.dk")
    nina = browse(world.nina)
    task = db.one(Task)
    db.update(task, created_by=world.nina.id)
    assert karen.open(f"/tasks/{task.id}").status_code == 404
    assert db.change(lambda s: members.of(s, world.nina.id, world.fruit.id)) is None
    assert nina.open("/people/").request.path == "/companies/"
    assert nina.sees("Do you work at Frugtlageret?")
    nina.press("No, not there")
    assert db.change(lambda s: members.of(s, world.nina.id, world.fruit.id)) is None
    assert karen.open(f"/tasks/{task.id}").status_code == 404


@pytest.mark.parametrize("who", ["karen", "mette", "ali"])
def test_a_foreign_invitation_is_not_there(
    world: World, db: Database, browse: Browse, who: str
) -> None:
    invitation = invited(world, db, "nina")
    browser = browse(world.people[who])
    browser.open("/home")
    for verb in ("accept", "decline"):
        said = send(browser, f"/companies/invitations/{invitation.id}/{verb}")
        assert said == (403 if who == "mette" else 404)
    assert db.one(Invitation).answered_at is None


@pytest.mark.parametrize(
    "values",
    [
        {"sent_at": NOW - timedelta(days=14)},
        {"answered_at": NOW, "answer": "withdrawn"},
        {"answered_at": NOW, "answer": "declined"},
        {"answered_at": NOW, "answer": "accepted"},
    ],
)
def test_what_is_over_lets_nobody_in(
    world: World, db: Database, browse: Browse, values: dict[str, Any]
) -> None:
    invitation = invited(world, db, **values)
    ali = browse(world.ali)
    ali.open("/home")
    assert send(ali, f"/companies/invitations/{invitation.id}/accept") == 409
    assert db.change(lambda s: members.of(s, world.ali.id, world.fruit.id)) is None


def test_who_is_put_out_leaves_no_door_behind(world: World, db: Database, browse: Browse) -> None:
    invitation = build.invitation(world.fruit.id, "ali@example.dk", world.kirsten.id, sent_at=NOW)
    db.add(invitation)
    karen = browse(world.karen)
    karen.open(f"/people/{world.memberships['kirsten'].id}")
    karen.press("Yes, Kirsten Bach is no longer here")
    ali = browse(world.ali)
    ali.open("/home")
    assert send(ali, f"/companies/invitations/{invitation.id}/accept") == 409


def test_the_municipalitys_own_cannot_be_drawn_in(
    world: World, db: Database, browse: Browse
) -> None:
    """The answer is the same as for anybody, and nothing comes of it."""
    answers = set()
    for name in ("mette", "nobody", "ali"):
        karen = browse(world.karen)
        karen.open("/people/")
        karen.press("Invite", name="Lone Lund", email=f"{name}@example.dk")
        assert karen.page.status_code == 200
        answers.add(karen.sees("Lone Lund is invited, and decides by mail."))
    assert answers == {True}
    assert {mail.to for mail in db.all(Mail)} == {"nobody@example.dk", "ali@example.dk"}
    mette = browse(world.mette)
    (hers,) = [
        invitation for invitation in db.all(Invitation) if invitation.email == "mette@example.dk"
    ]
    mette.open("/home")
    assert not mette.sees("invites you")
    assert send(mette, f"/companies/invitations/{hers.id}/accept") == 403


def test_twenty_invitations_a_day_and_no_more(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    for number in range(20):
        karen.press("Invite", name="Lone Lund", email=f"l{number}@example.dk")
        assert karen.page.status_code == 200
    assert karen.press("Invite", name="Lone Lund", email="l20@example.dk").status_code == 429
    assert db.count(Invitation) == db.count(Mail) == 20


# --- two at the same instant ---


def test_of_two_who_put_each_other_out_one_wins(world: World, db: Database) -> None:
    karen, kirsten = world.actor("karen"), world.actor("kirsten")
    out = world.memberships
    db.change(lambda s: actions.remove(s, out["kirsten"].id, by=karen, at=NOW))
    with pytest.raises(Refused, match="no longer in this company"):
        db.change(lambda s: actions.remove(s, out["karen"].id, by=kirsten, at=NOW))
    membership = db.get(Membership, out["karen"].id)
    assert membership is not None and membership.removed_at is None


def test_no_company_is_taken_over_by_its_id(world: World, db: Database, browse: Browse) -> None:
    """Acting for a company is choosing one of one's own memberships, never somebody else's."""
    ali = browse(world.ali)
    ali.open("/home")
    for key in ("karen", "poul"):
        foreign = world.memberships[key].id
        assert send(ali, f"/companies/{foreign}/choose") == 404
    assert send(ali, f"/companies/{uuid4()}/choose") == 404
    ali.open("/people/")
    assert ali.sees("Rent & Pænt") and not ali.sees("Karen Holm")
    assert db.count(Employer) == 2
