"""No page has a form for what can no longer be changed."""

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.actor import Side
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.rules import Status as TaskStatus


@pytest.mark.parametrize(
    ("status", "form", "shown"),
    [
        (JobStatus.PLANNED, "edit", True),
        (JobStatus.ACTIVE, "edit", False),
        (JobStatus.PLANNED, "usual-week", False),
        (JobStatus.ACTIVE, "usual-week", True),
        (JobStatus.PAUSED, "usual-week", True),
        (JobStatus.ENDED, "usual-week", False),
        (JobStatus.ACTIVE, "next", True),
        (JobStatus.ENDED, "next", False),
        (JobStatus.ENDED, "name", True),  # also what has ended can be misspelt
    ],
)
def test_a_form_of_a_small_job_is_there_while_it_can_be_sent(
    world: World, browse: Browse, status: JobStatus, form: str, shown: bool
) -> None:
    job = world.job(status)
    answer = browse(world.mette).open(f"/smalljobs/{job.id}/{form}")
    assert answer.status_code == (200 if shown else 409)


@pytest.mark.parametrize("status", SplitStatus)
@pytest.mark.parametrize(("who", "side"), [("karen", Side.EMPLOYER), ("mette", Side.CONSULTANT)])
def test_a_version_can_be_written_while_it_is_a_draft(
    world: World, browse: Browse, status: SplitStatus, who: str, side: Side
) -> None:
    split = world.split(status, side)
    answer = browse(world.people[who]).open(f"/splits/{split.id}/edit")
    assert answer.status_code == (200 if status is SplitStatus.DRAFT else 409)


@pytest.mark.parametrize("status", TaskStatus)
def test_a_task_can_be_described_until_it_is_used_or_put_aside(
    world: World, browse: Browse, status: TaskStatus
) -> None:
    task = world.task(status)
    answer = browse(world.karen).open(f"/tasks/{task.id}/edit")
    closed = {TaskStatus.USED, TaskStatus.PARKED}
    assert answer.status_code == (409 if status in closed else 200)


@pytest.mark.parametrize("button", ["Divide", "Save and finish later"])
def test_what_a_colleague_has_sent_meanwhile_is_written_no_further(
    world: World, db: Database, browse: Browse, button: str
) -> None:
    split = world.split()
    kirsten = browse(world.kirsten)
    kirsten.open(f"/splits/{split.id}/edit")
    db.update(split, status=SplitStatus.SUBMITTED)
    assert kirsten.press(button).status_code == 409
    assert button not in kirsten.buttons
