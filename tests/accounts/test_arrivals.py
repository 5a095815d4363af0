"""Somebody says once more which company they come from: nothing begins anew."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, World
from webapp.accounts.arrivals import Arrival, arrive
from webapp.accounts.models import Membership, User
from webapp.history import Move
from webapp.mails.models import Mail


@pytest.mark.parametrize("key", ["poul", "karen"])
def test_who_waits_or_is_in_already_stays_as_they_are(world: World, db: Database, key: str) -> None:
    before, person = world.memberships[key], world.people[key]
    fruit, town = world.fruit, world.vestby.id
    again = Arrival(person.name, person.phone, fruit.name, fruit.cvr, "Kajen 2", "", town)

    def come(session: Session) -> None:
        user = session.get_one(User, person.id)
        arrive(session, user, again, at=NOW + timedelta(days=1))

    db.change(come)
    after = db.get(Membership, before.id)
    assert after is not None
    assert (after.created_at, after.confirmed_at, after.confirmed_by) == (
        before.created_at,
        before.confirmed_at,
        before.confirmed_by,
    )
    assert not db.all(Move)
    assert not db.all(Mail)  # nobody is asked about them a second time
