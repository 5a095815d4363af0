"""Invitations answered, called without any page: once, on the word of who is in, with history."""

from uuid import uuid4

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, World
from webapp.accounts import invitations
from webapp.accounts.actions import join
from webapp.accounts.models import Invitation, Membership, User
from webapp.accounts.rules import Answer
from webapp.actor import Refused
from webapp.history import Move


@pytest.fixture
def invitation(world: World, db: Database) -> Invitation:
    """Nina's, from Karen."""
    made = Invitation(
        id=uuid4(),
        employer_id=world.fruit.id,
        email="nina@example.dk",
        invited_by=world.karen.id,
        created_at=NOW,
        sent_at=NOW,
        name="Nina Ny",
    )
    db.add(made)
    return made


def accept(world: World, db: Database, invitation: Invitation) -> None:
    """Nina says yes to what her page showed her, however it stands by now."""

    def change(session: Session) -> None:
        nina, by = session.get_one(User, world.nina.id), world.actor("nina")
        invitations.accept(session, invitation, nina, phone="", by=by, at=NOW)

    db.change(change)


def test_both_the_invitation_and_the_place_remember_who_said_yes(
    world: World, db: Database, invitation: Invitation
) -> None:
    accept(world, db, invitation)
    (member,) = [row for row in db.all(Membership) if row.user_id == world.nina.id]
    assert [(m.noun, m.thing_id, m.action, m.after, m.by_id) for m in db.all(Move)] == [
        ("invitation", invitation.id, "accepted", "", world.nina.id),
        ("member", member.id, "accept", "in", world.nina.id),
    ]


@pytest.mark.parametrize("answer", Answer)
def test_what_has_been_answered_meanwhile_lets_nobody_in(
    world: World, db: Database, invitation: Invitation, answer: Answer
) -> None:
    db.update(invitation, answer=answer, answered_at=NOW)
    with pytest.raises(Refused, match="answered or withdrawn already"):
        accept(world, db, invitation)
    assert db.one(Invitation).answer is answer
    assert world.nina.id not in {row.user_id for row in db.all(Membership)}
    assert not db.all(Move)


@pytest.mark.parametrize("key", ["poul", "ali", "kirsten"])
def test_nobody_is_in_on_the_word_of_who_is_not(world: World, db: Database, key: str) -> None:
    """Poul waits, Ali is in another company, Kirsten is out."""
    db.update(world.memberships["kirsten"], removed_at=NOW)
    by = world.people[key].id
    with pytest.raises(Refused, match="Whoever invited you is no longer in the company"):
        db.change(lambda s: join(s, s.get_one(User, world.nina.id), world.fruit.id, by, NOW))
