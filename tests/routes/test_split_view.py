"""What a version of a plan is called: by the day from which it applies, where that is known."""

import pytest

from tests.conftest import Browse
from tests.world import START, World
from webapp.splits.rules import Status
from webapp.tasks.models import Task


@pytest.mark.parametrize(
    ("starts_week", "running", "name"),
    [
        (1, True, "The plan, version 2"),
        (1, False, "The plan, version 2"),
        (4, True, "The plan from 16 Nov 2026 on, version 2"),  # it began in week 44
        (4, False, "The plan from week 4 on, version 2"),
    ],
)
def test_a_later_version_is_named_by_its_day_once_the_small_job_has_a_start(
    world: World, browse: Browse, starts_week: int, running: bool, name: str
) -> None:
    task = world.db.get(Task, world.job(start_on=START).task_id) if running else None
    split = world.split(Status.SUBMITTED, task=task, number=2, starts_week=starts_week)
    karen = browse(world.karen)
    assert karen.open(f"/splits/{split.id}").status_code == 200
    assert karen.sees(name)
