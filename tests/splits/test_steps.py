"""Who is told what happened to a plan: the other side."""

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, World
from webapp.mails.models import Mail
from webapp.messages import Message
from webapp.splits import steps
from webapp.splits.models import Split
from webapp.tasks.models import Task


@pytest.mark.parametrize(
    ("by", "told"),
    [("karen", "mette"), ("kirsten", "mette"), ("mette", "karen"), ("jonas", "karen")],
)
def test_a_company_tells_the_contact_person_and_a_consultant_the_author(
    world: World, db: Database, by: str, told: str
) -> None:
    split = world.split()

    def change(session: Session) -> None:
        rows = session.get_one(Split, split.id), session.get_one(Task, split.task_id)
        steps.tell_other_side(session, *rows, Message("A plan."), world.actor(by), NOW)

    db.change(change)
    assert db.one(Mail).to == f"{told}@example.dk"
