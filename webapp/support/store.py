"""Queries for calls, each one starting from the tasks that the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import User, Workplace
from ..actor import Actor
from ..smalljobs.models import SmallJob
from ..tasks.models import Task
from ..tasks.store import visible
from ..timesheets.models import Timesheet
from .models import Call


def visible_to(actor: Actor) -> db.Entities[Call]:
    """The calls that `actor` may see."""
    return (
        select(Call)
        .join(SmallJob, col(SmallJob.id) == col(Call.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(visible(actor))
    )


def get(session: Session, actor: Actor, call_id: UUID) -> Call | None:
    return session.exec(visible_to(actor).where(col(Call.id) == call_id)).one_or_none()


def of_sheet(session: Session, sheet_id: UUID) -> Call | None:
    return session.exec(select(Call).where(col(Call.timesheet_id) == sheet_id)).one_or_none()


def open_of(session: Session, job_id: UUID) -> Sequence[Call]:
    """The calls of a small job that nobody has made yet."""
    query = select(Call).where(col(Call.small_job_id) == job_id, col(Call.done_at).is_(None))
    return session.exec(query).all()


@dataclass(frozen=True)
class OpenCall:
    """What `open_columns` read; nothing where nobody waits to be called."""

    call_id: UUID | None
    call_at: datetime | None
    call_by: str | None
    call_phone: str | None


def open_columns(job_id: UUID, monday: date | None = None) -> list[sa.Label[Any]]:
    """The oldest open call of a small job as columns of a row that a page asks for anyway.

    With `monday` only a call counts that was asked for on that week.
    """
    open_ones = sa.and_(col(Call.small_job_id) == job_id, col(Call.done_at).is_(None))
    if monday is not None:
        of_week = sa.select(col(Timesheet.id)).where(
            col(Timesheet.small_job_id) == job_id, col(Timesheet.monday) == monday
        )
        open_ones = sa.and_(open_ones, col(Call.timesheet_id).in_(of_week))
    columns = {
        "call_id": col(Call.id),
        "call_at": col(Call.asked_at),
        "call_by": col(User.name),
        "call_phone": col(User.phone),
    }
    return [
        sa.select(column)
        .select_from(Call)
        .join(User, col(User.id) == col(Call.asked_by))
        .where(open_ones)
        .order_by(col(Call.asked_at), col(Call.id))
        .limit(1)
        .correlate(None)
        .scalar_subquery()
        .label(name)
        for name, column in columns.items()
    ]
