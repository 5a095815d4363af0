"""Whose drafts are found in a browser, and who hears of a new task."""

from uuid import uuid4

from tests.database import Database
from tests.world import NOW, World
from webapp.actor import Role
from webapp.demo import build
from webapp.tasks import store


def test_only_what_nobody_has_claimed_is_a_visitors_draft(world: World, db: Database) -> None:
    here, other, elsewhere = uuid4(), uuid4(), uuid4()
    mine = [world.visitors_draft(here), world.visitors_draft(other)]
    world.visitors_draft(elsewhere)
    world.task(workplace_id=None, visitor_id=here)  # Karen's since she signed in there
    found = db.change(lambda session: store.drafts_of_visitors(session, [here, other]))
    assert {task.id for task in found} == {task.id for task in mine}


def test_the_consultants_at_work_where_the_place_is_hear_of_a_task_once(
    world: World, db: Database
) -> None:
    harbour = build.workplace(world.fruit.id, world.soendersund.id, name="Havnen 1", p_number="")
    ida, bo = (
        build.user(Role.CONSULTANT, f"{key}@example.dk", key, municipality_id=world.vestby.id)
        for key in ("ida", "bo")
    )
    db.add(harbour, ida, bo)
    db.update(ida, paused_at=NOW)
    db.update(bo, removed_at=NOW)

    def told(workplace_id: object) -> list[str]:
        people = db.change(lambda session: store.staff_mails(session, workplace_id))
        return sorted(person.name for person in people)

    assert told(world.kaj.id) == ["Jonas Friis", "Mette Lund"]
    assert told(harbour.id) == ["Sofie Krogh"]
