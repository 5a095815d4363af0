"""Staff put out by somebody who has been put out a moment ago: whoever was first has won."""

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, World
from webapp.accounts import staff
from webapp.accounts.models import User
from webapp.actor import Refused, Role
from webapp.demo import build


def test_who_is_out_puts_nobody_out(world: World, db: Database) -> None:
    other = build.user(Role.TEAM_LEAD, "bo@example.dk", "Bo Leder", municipality_id=world.vestby.id)
    db.add(other)
    birgit = world.actor("birgit")
    db.update(world.birgit, removed_at=NOW)

    def remove(session: Session) -> None:
        staff.remove(session, session.get_one(User, world.mette.id), by=birgit, at=NOW)

    with pytest.raises(Refused):
        db.change(remove)
    kept = db.get(User, world.mette.id)
    assert kept is not None
    assert kept.at_work
