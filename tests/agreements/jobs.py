"""Small jobs with training, in the database."""

from collections.abc import Sequence
from typing import Any

from tests.world import EARLIER, START, World
from webapp.demo import build
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing, Status
from webapp.splits.models import Part
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.rules import Status as TaskStatus

VALUE = "Gangene er fri, så truckføreren kan plukke."


def plan(paid_from: int = 9) -> list[Part]:
    """4 hours of training in weeks 1 to 8; 11.25 paid ones from week `paid_from` on."""
    return [
        build.part(
            Kind.TRAINING, 240, what="Køre truck", to_week=8, goal="At køre den lille truck."
        ),
        build.part(Kind.PAID, 675, what="Rydde kasser", from_week=paid_from, market_value=VALUE),
    ]


def job_of(world: World, parts: Sequence[Part] | None = None, **values: Any) -> SmallJob:
    """Jørgen's job with training, which has run for three weeks."""
    task = world.task(TaskStatus.USED)
    split = world.split(
        SplitStatus.APPROVED, task=task, parts=list(parts or plan()), approved_at=EARLIER
    )
    texts: dict[str, Any] = {"status": Status.ACTIVE, "hearing": Hearing.HEARD}
    job = build.smalljob(task.id, split.id, START, EARLIER, **texts | values)
    world.db.add(job)
    return job


def address(job: SmallJob, rest: str = "agreement") -> str:
    return f"/smalljobs/{job.id}/{rest}"
