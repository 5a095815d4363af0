"""Which versions of a plan somebody reads."""

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import World
from webapp.actor import Side
from webapp.splits import store
from webapp.splits.rules import Status
from webapp.tasks.rules import Status as TaskStatus


@pytest.mark.parametrize("status", Status)
def test_the_other_sides_draft_is_not_among_what_one_reads(
    world: World, db: Database, status: Status
) -> None:
    task = world.task(TaskStatus.IN_DIALOGUE)
    ours = world.split(status, Side.EMPLOYER, task=task, number=1)
    theirs = world.split(status, Side.CONSULTANT, task=task, number=2)
    world.split(status)  # of another task

    def read(session: Session, key: str) -> set[object]:
        return set(session.execute(store.ids(world.actor(key), task.id)).scalars())

    hidden = status is Status.DRAFT
    assert db.change(lambda s: read(s, "karen")) == {ours.id} | (set() if hidden else {theirs.id})
    assert db.change(lambda s: read(s, "mette")) == {theirs.id} | (set() if hidden else {ours.id})
