"""Which versions were agreed."""

from tests.database import Database
from tests.world import EARLIER, World
from webapp.agreements import store
from webapp.splits.models import Split


def test_the_agreements_are_those_of_this_task(world: World, db: Database) -> None:
    job, other = world.job(), world.job()
    for each in (job, other):  # both are known to be agreed on
        db.update(db.get(Split, each.split_id), approved_at=EARLIER)
    (version,) = db.change(lambda s: store.versions(s, job.task_id, job.split_id))
    assert version.id == job.split_id
