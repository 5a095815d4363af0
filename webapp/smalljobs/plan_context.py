"""What the rulebook has to know of the workplace and the small job to judge a plan."""

from datetime import date
from typing import Any

from sqlmodel import Session

from .. import rulebook
from ..clock import Week
from ..splits import store as splits
from ..splits.assessment import Assessment
from ..splits.models import Split
from ..splits.rules import PlanContext
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from . import store
from .rules import Status, plan_week


def assess(session: Session, split: Split, task: Task, *, today: date) -> Assessment:
    """What the rulebook of today makes of a stored version."""
    row = store.job_context(session, task)
    context = of_row(session, split, task, row, today=today)
    return Assessment(split, context, rulebook.on(today))


def of_row(session: Session, split: Split, task: Task, row: Any, *, today: date) -> PlanContext:
    """The context from a row of `store.job_context`."""
    agreed = splits.approved_version(session, task.id) if task.status is TaskStatus.USED else None
    started = row.start_on is not None and row.job_status is not Status.PLANNED
    return PlanContext(
        agreed=agreed.parts if agreed is not None and agreed.id != split.id else (),
        starts_week=split.starts_week,
        this_week=plan_week(row.start_on, Week.of(today)) if started else None,
        full_time_equivalents=row.full_time_equivalents,
        other_trainees=row.other_trainees,
    )
