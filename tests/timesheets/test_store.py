"""The revisions of a week, and of no other."""

from tests.database import Database
from tests.world import WEEK, World
from webapp.timesheets import store
from webapp.timesheets.rules import Status


def test_a_weeks_revisions_are_those_of_this_week_of_this_small_job(
    world: World, db: Database
) -> None:
    job, other = world.job(), world.job()
    first = world.sheet(Status.APPROVED, job=job)
    second = world.sheet(Status.SUBMITTED, job=job, revision=2)
    world.sheet(Status.APPROVED, job=job, week=WEEK.plus(-1))
    world.sheet(Status.APPROVED, job=job, week=WEEK.plus(1))
    world.sheet(Status.APPROVED, job=other)
    for key in ("karen", "mette"):
        actor = world.actor(key)
        found = db.change(lambda s, by=actor: store.revisions(s, by, job.id, WEEK))
        assert [sheet.id for sheet in found] == [first.id, second.id], key
    for key in ("ali", "sofie"):
        actor = world.actor(key)
        assert db.change(lambda s, by=actor: store.revisions(s, by, job.id, WEEK)) == [], key
