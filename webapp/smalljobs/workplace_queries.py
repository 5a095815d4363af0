"""Who is in training at a workplace, and how many work there: what the ratio is counted from."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import db
from ..accounts.models import Workplace
from ..splits.models import Part
from ..splits.plan import Kind
from ..tasks.models import Task
from .models import SmallJob
from .rules import Status


def room(session: Session, workplace_id: UUID, *, without: UUID) -> tuple[int | None, int]:
    """(full-time equivalents of the workplace, how many others are in training there).

    Those in small jobs that run or are paused are counted.
    """
    others = _trainees().where(col(SmallJob.id) != without).scalar_subquery()
    query = sa.select(col(Workplace.full_time_equivalents), others)
    row = session.execute(query.where(col(Workplace.id) == workplace_id)).one()
    return row[0], row[1]


class JobContext(NamedTuple):
    """The facts about a workplace and a task's own small job that a plan depends on."""

    full_time_equivalents: int | None
    other_trainees: int
    job_id: UUID | None  # None, as the next, before there is a small job
    start_on: date | None
    job_status: Status | None


def job_context(session: Session, task: Task) -> JobContext:
    """The facts that a plan for `task` depends on."""
    others = _trainees().where(col(Task.id) != task.id).scalar_subquery()
    query = (
        sa.select(
            col(Workplace.full_time_equivalents),
            others.label("other_trainees"),
            col(SmallJob.id).label("job_id"),
            col(SmallJob.start_on),
            col(SmallJob.status).label("job_status"),
        )
        .select_from(Workplace)
        .outerjoin(SmallJob, col(SmallJob.task_id) == task.id)
        .where(col(Workplace.id) == task.workplace_id)
    )
    return db.pick(session.execute(query).one(), JobContext)


def _trainees() -> sa.Select[int]:
    """How many are in training at a workplace, in small jobs that run or are paused."""
    trains = (
        sa.select(col(Part.id))
        .where(col(Part.split_id) == col(SmallJob.split_id), col(Part.kind) == Kind.TRAINING)
        .exists()
    )
    return (
        sa.select(sa.func.count())
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .where(
            col(Task.workplace_id) == col(Workplace.id),
            col(SmallJob.status).in_([Status.ACTIVE, Status.PAUSED]),
            trains,
        )
        .correlate(Workplace)
    )
