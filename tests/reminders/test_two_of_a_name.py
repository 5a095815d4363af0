"""Two people of one first name at a company: a reminder says which one."""

from tests.database import Database
from tests.reminders.post import FRIDAY, Worker, running
from tests.world import World
from webapp.tasks.models import Task
from webapp.timesheets.rules import Status as SheetStatus


def test_of_two_people_of_one_name_it_says_which_one(
    world: World, db: Database, worker: Worker
) -> None:
    owing, other = running(world, "Tove"), running(world, "Tove")
    db.update(db.get(Task, owing.task_id), headline="Ordne pakker")
    world.sheet(SheetStatus.APPROVED, job=other)
    (letter,) = worker.at(FRIDAY)
    assert letter.subject == "Week 47 for Tove (Ordne pakker): went as planned?"
    assert "Tove (Ordne pakker), week 47" in letter.body
