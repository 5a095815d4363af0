"""Whom one is asked about: who waits to be let in, or for a second word."""

from typing import Any

import pytest

from tests.database import Database
from tests.world import NOW, World
from webapp.accounts import members


def asked_about(world: World, db: Database, key: str) -> list[str]:
    actor = world.actor(key)
    return [member.name for member in db.change(lambda s: members.open_to(s, actor))]


@pytest.mark.parametrize(("who", "about"), [("karen", "poul"), ("jonas", "ali")])
def test_nobody_is_asked_any_more_about_who_has_been_put_out(
    world: World, db: Database, who: str, about: str
) -> None:
    by_mette: dict[str, Any] = {"known_only_to": world.mette.id, "confirmed_by": world.mette.id}
    db.update(world.memberships["ali"], **by_mette)
    assert asked_about(world, db, who) == [world.people[about].name]
    db.update(world.memberships[about], removed_at=NOW)
    assert asked_about(world, db, who) == []
