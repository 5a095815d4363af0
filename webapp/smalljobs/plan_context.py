"""What the rulebook has to know of the workplace and the small job to judge a plan."""

from datetime import date

from sqlmodel import Session

from .. import rulebook
from ..clock import Week
from ..splits import store as splits
from ..splits.assessment import Assessment
from ..splits.models import Split
from ..splits.rules import PlanContext
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from .rules import Status, plan_week
from .workplace_queries import JobContext, job_context


def assess(session: Session, split: Split, task: Task, *, today: date) -> Assessment:
    """What the rulebook of today makes of a stored version."""
    row = job_context(session, task)
    context = of_row(session, split, task, row, today=today)
    return Assessment(split, context, rulebook.on(today))


def of_row(
    session: Session, split: Split, task: Task, row: JobContext, *, today: date
) -> PlanContext:
    """The context from what was read of the small job."""
    agreed = splits.approved_version(session, task.id) if task.status is TaskStatus.USED else None
    start_on = None if row.job_status is Status.PLANNED else row.start_on
    return PlanContext(
        agreed=agreed.parts if agreed is not None and agreed.id != split.id else (),
        starts_week=split.starts_week,
        this_week=plan_week(start_on, Week.of(today)) if start_on else None,
        full_time_equivalents=row.full_time_equivalents,
        other_trainees=row.other_trainees,
    )
