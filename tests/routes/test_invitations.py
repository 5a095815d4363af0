"""Invitations to a company: sent, accepted, declined, taken back, over."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.routes.membership_steps import invite, put_out
from tests.routes.test_sign_in import ask, newest_code
from tests.routes.test_staff import person
from tests.world import World
from webapp.accounts import members
from webapp.accounts.models import Invitation, User
from webapp.accounts.rules import Answer
from webapp.mails.models import Mail


def lars_id(db: Database) -> UUID:
    (lars,) = [user for user in db.all(User) if user.email == "lars@example.dk"]
    return lars.id


# --- invitations ---


def test_an_invitation_is_accepted_after_signing_in(
    world: World, db: Database, browse: Browse
) -> None:
    karen, lars = invite(browse, world, "Lars Ny", "Lars@Example.dk"), browse()
    assert karen.sees("Lars Ny is invited, and decides by mail.")
    assert karen.sees("invited today, has not answered")
    ask(lars, "lars@example.dk")
    lars.press("Sign in", code=newest_code(db))
    assert lars.page.request.path == "/companies/"
    assert lars.sees("Do you work at Frugtlageret?") and lars.sees("Karen Holm has invited you.")
    lars.press("Yes, I work at Frugtlageret")
    assert lars.page.request.path == "/home"
    lars.open("/people/")
    assert lars.sees("Lars Ny") and lars.sees("Karen Holm")
    (invitation,) = db.all(Invitation)
    assert invitation.answer is Answer.ACCEPTED
    membership = db.change(lambda session: members.of(session, lars_id(db), world.fruit.id))
    assert membership is not None and membership.confirmed_by == world.karen.id
    assert membership.confirmed_at == invitation.answered_at


def test_inviting_twice_sends_it_again(world: World, db: Database, browse: Browse) -> None:
    invite(browse, world, "Lars Ny", "lars@example.dk")
    karen = invite(browse, world, "Lars Ny", "lars@example.dk")
    assert karen.sees("The invitation to Lars Ny is sent again.")
    assert (db.count(Invitation), db.count(Mail)) == (1, 2)
    karen.press("Send again")
    assert (db.count(Invitation), db.count(Mail)) == (1, 3)


def test_the_same_form_twice_is_one_invitation(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/people/")
    form = karen.form("Invite")
    for _ in range(2):
        karen.post(form.action, form.values | {"name": "Lars", "email": "lars@example.dk"})
    assert (db.count(Invitation), db.count(Mail)) == (1, 1)


def test_an_invitation_is_taken_back(world: World, db: Database, browse: Browse) -> None:
    karen = invite(browse, world, "Nina Ny", "nina@example.dk")
    karen.press("Take it back")
    assert karen.sees("The invitation to Nina Ny is taken back.")
    nina = browse(world.nina)
    nina.open("/companies/")
    assert nina.page.request.path == "/companies/new"


def test_after_14_days_it_is_over_until_it_is_sent_again(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    karen, ali = invite(browse, world, "Ali Demir", "ali@example.dk"), browse(world.ali)
    frozen.shift(timedelta(days=14, seconds=1))
    ali.open("/home")
    assert not ali.sees("invites you to Frugtlageret")
    karen.open("/people/")
    assert karen.sees("did not answer within 14 days")
    karen.press("Send again")
    ali.open("/home")
    assert ali.sees("Karen Holm invites you to Frugtlageret.")


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("kirsten@example.dk", "Kirsten Bach is in already."),
        ("poul@example.dk", "Poul Vente waits above to be let in already."),
    ],
)
def test_who_is_there_already_is_not_invited(
    world: World, db: Database, browse: Browse, email: str, said: str
) -> None:
    karen = invite(browse, world, "X", email)
    assert karen.page.status_code == 422
    assert karen.page.text.count(f"{said} </span>") == 1  # beside the field
    assert karen.form("Invite").values["email"] == email
    assert db.count(Invitation) == db.count(Mail) == 0


def test_another_name_for_an_address_that_is_invited_changes_nothing_unsaid(
    world: World, db: Database, browse: Browse
) -> None:
    invite(browse, world, "Lars Ny", "lars@example.dk")
    karen = invite(browse, world, "Lars Gammel", "lars@example.dk")
    assert karen.sees("This address is invited already, as Lars Ny.")
    assert [one.name for one in db.all(Invitation)] == ["Lars Ny"]
    assert [mail.values["name"] for mail in db.all(Mail)] == ["Lars Ny", "Lars Ny"]
    karen.press("Take it back")
    karen = invite(browse, world, "Lars Gammel", "lars@example.dk")
    assert karen.sees("Lars Gammel is invited, and decides by mail.")


def declines(browse: Browse, world: World) -> Any:
    """Nina, whom Karen has invited, says no."""
    nina = browse(world.nina)
    nina.open("/companies/")
    nina.press("No, not there")
    return nina


def test_who_declines_is_told_where_they_stand(world: World, db: Database, browse: Browse) -> None:
    invite(browse, world, "Nina Ny", "nina@example.dk")
    nina = declines(browse, world)
    assert nina.sees("Frugtlageret sees that, and nothing else of yours.")
    for _ in range(2):  # on the way out, and whenever they come back
        assert nina.sees("You said no to the invitation from Frugtlageret")
        assert nina.sees("Was it a mistake? Ask Karen Holm to invite you again.")
        assert not nina.sees("Welcome. Who are you?")
        nina.open("/home")
    assert nina.buttons.count("Sign out") == 2
    assert nina.follow("Describe a task for your own company").request.path == "/tasks/new"


def test_who_is_gone_is_nobody_to_ask(world: World, db: Database, browse: Browse) -> None:
    invite(browse, world, "Nina Ny", "nina@example.dk")
    nina = declines(browse, world)
    put_out(browse, world, "karen", by="kirsten")
    nina.open("/home")
    assert nina.sees("Was it a mistake? Ask them to invite you again.")
    assert not nina.sees("Karen Holm")


def test_who_declined_and_goes_on_with_a_task_meets_the_form_unfolded(
    world: World, db: Database, browse: Browse
) -> None:
    invite(browse, world, "Nina Ny", "nina@example.dk")
    nina = declines(browse, world)
    assert "<details open" not in nina.page.text.replace(' class="details"', "")
    nina.follow("Describe a task for your own company")
    told = {"headline": "Brød", "what": "Pakke brød", "times": "5", "minutes": "30"}
    nina.press("Go on: who are you?", **told)
    assert "<details open" in nina.page.text.replace(' class="details"', "")
    assert not nina.sees("Describe a task for your own company")


def test_whoever_invited_sees_for_14_days_that_somebody_declined(
    world: World, db: Database, browse: Browse, frozen: Any
) -> None:
    karen = invite(browse, world, "Nina Ny", "nina@example.dk")
    frozen.shift(timedelta(days=2))
    declines(browse, world)
    karen.open("/people/")
    assert karen.sees("nina@example.dk · declined today") and karen.sees("Nina Ny")
    assert "Take it back" not in karen.buttons
    frozen.shift(timedelta(days=12, seconds=-60))
    karen.open("/people/")
    assert karen.sees("declined on 22 November")
    frozen.shift(timedelta(seconds=120))
    karen.open("/people/")
    assert not karen.sees("Nina Ny")


def test_who_declined_is_invited_again_with_one_press(
    world: World, db: Database, browse: Browse
) -> None:
    karen = invite(browse, world, "Nina Ny", "nina@example.dk")
    declines(browse, world)
    karen.open("/people/")
    karen.press("Invite again")
    assert karen.sees("invited today, has not answered") and not karen.sees("declined")
    nina = browse(world.nina)
    nina.open("/companies/")
    nina.press("Yes, I work at Frugtlageret")
    karen.open("/people/")
    assert not karen.sees("declined") and not karen.sees("has not answered")


def test_nobody_else_sees_who_declined(world: World, db: Database, browse: Browse) -> None:
    invite(browse, world, "Nina Ny", "nina@example.dk")
    declines(browse, world)
    ali = browse(world.ali)
    ali.open("/people/")
    assert not ali.sees("Nina Ny")


def test_who_says_yes_can_leave_a_number(world: World, db: Database, browse: Browse) -> None:
    invite(browse, world, "Nina Ny", "nina@example.dk")
    nina = browse(world.nina)
    nina.open("/companies/")
    assert nina.press("Yes, I work at Frugtlageret", phone="ring").status_code == 422
    assert nina.sees("Write a phone number like 12 34 56 78.")
    assert nina.form("Yes, I work").values[phone_of(nina)] == "ring"
    nina.press("Yes, I work at Frugtlageret", phone="12 34 56 78")
    assert nina.page.request.path == "/home"
    assert person(db, "nina@example.dk").phone == "12 34 56 78"


def phone_of(browser: Any) -> str:
    (name,) = [one for one in browser.form("Yes, I work").values if one.endswith("phone")]
    return str(name)


def test_a_number_is_no_duty_and_one_that_is_known_stays(
    world: World, db: Database, browse: Browse
) -> None:
    invite(browse, world, "Ali Demir", "ali@example.dk")
    ali = browse(world.ali)
    ali.open("/companies/")
    known = world.ali.phone
    assert known and not ali.sees("Your phone (optional)")
    invitation = db.one(Invitation)
    ali.press("Yes, I work at Frugtlageret", **{f"{invitation.id}-phone": "99 99 99 99"})
    assert person(db, "ali@example.dk").phone == known
    invite(browse, world, "Nina Ny", "nina@example.dk")
    nina = browse(world.nina)
    nina.open("/companies/")
    nina.press("Yes, I work at Frugtlageret")
    assert nina.page.request.path == "/home"


def test_each_of_two_invitations_has_a_field_of_its_own(
    world: World, db: Database, browse: Browse
) -> None:
    invite(browse, world, "Nina Ny", "nina@example.dk")
    ali = browse(world.ali)
    ali.open("/people/")
    ali.press("Invite", name="Nina Ny", email="nina@example.dk")
    nina = browse(world.nina)
    nina.open("/companies/")
    nina.press("Yes, I work at Rent & Pænt", phone="ring")
    assert nina.page.status_code == 422
    assert nina.form("Yes, I work at Frugtlageret").values[phone_of(nina)] == ""


@pytest.mark.parametrize("name", ["Vind på vind-nu.dk", "a@b.dk", "http://x.dk", "www.x"])
def test_a_name_is_no_address(world: World, db: Database, browse: Browse, name: str) -> None:
    karen = invite(browse, world, name, "lars@example.dk")
    assert karen.page.status_code == 422
    assert karen.sees("Write the name only, no address or link.")
    assert karen.form("Invite").values["name"] == name
    assert db.count(Mail) == 0
