"""Staff put out, called without any page: by whom, what becomes of their mails, two at once."""

from typing import Any

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, World
from webapp.accounts import staff
from webapp.accounts.models import User
from webapp.actor import Refused, Role
from webapp.demo import build
from webapp.mails.models import Mail


@pytest.fixture(autouse=True)
def other_lead(world: World, db: Database) -> User:
    """Bo, so that nobody here is the last team lead."""
    bo = build.user(Role.TEAM_LEAD, "bo@example.dk", "Bo Leder", municipality_id=world.vestby.id)
    db.add(bo)
    return bo


@pytest.mark.parametrize("action", [staff.pause, staff.remove])
@pytest.mark.parametrize(
    ("whom", "why"), [("birgit", "about yourself"), ("sofie", "another municipality")]
)
def test_a_team_lead_puts_out_the_own_colleagues_and_nobody_else(
    world: World, db: Database, action: Any, whom: str, why: str
) -> None:
    def put_out(session: Session) -> None:
        person = session.get_one(User, world.people[whom].id)
        action(session, person, by=world.actor("birgit"), at=NOW)

    with pytest.raises(Refused, match=why):
        db.change(put_out)
    kept = db.get(User, world.people[whom].id)
    assert kept is not None
    assert kept.at_work


def test_who_is_on_leave_can_be_put_out_for_good_and_not_sent_on_leave_twice(
    world: World, db: Database
) -> None:
    birgit = world.actor("birgit")

    def run(action: Any) -> None:
        db.change(lambda s: action(s, s.get_one(User, world.mette.id), by=birgit, at=NOW))

    run(staff.pause)
    with pytest.raises(Refused, match="out already"):
        run(staff.pause)
    run(staff.remove)
    with pytest.raises(Refused, match="out already"):
        run(staff.remove)


@pytest.mark.parametrize(
    ("values", "goes_to"),
    [
        ({}, "birgit"),
        ({"attempts": 1, "failure": "SMTPServerDisconnected"}, "birgit"),
        ({"attempts": 1}, "mette"),  # a worker has it in hand
        ({"sent_at": NOW}, "mette"),
        ({"kind": ""}, "mette"),  # a code is nobody else's
        ({"to": "jonas@example.dk"}, "jonas"),
    ],
)
def test_only_a_mail_that_waits_for_them_goes_to_who_put_them_out(
    world: World, db: Database, values: dict[str, Any], goes_to: str
) -> None:
    usual = {"to": "mette@example.dk", "language": "da", "template": "notice", "kind": "plan"}
    db.add(Mail(**usual | {"created_at": NOW, "due_at": NOW} | values))

    def remove(session: Session) -> None:
        person = session.get_one(User, world.mette.id)
        staff.remove(session, person, by=world.actor("birgit"), at=NOW)

    db.change(remove)
    assert db.one(Mail).to == f"{goes_to}@example.dk"


def test_who_is_out_puts_nobody_out(world: World, db: Database) -> None:
    birgit = world.actor("birgit")
    db.update(world.birgit, removed_at=NOW)

    def remove(session: Session) -> None:
        staff.remove(session, session.get_one(User, world.mette.id), by=birgit, at=NOW)

    with pytest.raises(Refused):
        db.change(remove)
    kept = db.get(User, world.mette.id)
    assert kept is not None
    assert kept.at_work
