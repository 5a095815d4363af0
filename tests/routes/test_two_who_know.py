"""Somebody let in on one consultant's word: a second one has to know them too."""

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.accounts import store
from webapp.accounts.models import Membership
from webapp.demo import build


@pytest.mark.parametrize(("by", "status"), [("mette", 409), ("sofie", 404), ("jonas", 200)])
def test_only_a_colleague_of_whoever_let_them_in_is_the_second(
    world: World, db: Database, browse: Browse, by: str, status: int
) -> None:
    member = world.memberships["karen"]
    db.update(member, known_only_to=world.mette.id, confirmed_by=world.mette.id)
    browser = browse(world.people[by])
    browser.open("/home")
    token = {"csrf_token": browser.form("").values["csrf_token"]}
    assert browser.post(f"/people/{member.id}/second", token).status_code == status
    kept = db.get(Membership, member.id)
    assert kept and kept.known_only_to == (None if status == 200 else world.mette.id)


def test_who_waits_describes_nothing_at_a_company_that_has_people(
    world: World, db: Database
) -> None:
    named = {"p_number": "", "named_by": world.poul.id}
    db.add(build.workplace(world.fruit.id, world.vestby.id, name="Baggade 1", **named))
    poul = world.actor("poul")
    assert db.change(lambda session: list(store.workplaces(session, poul))) == []
