"""Queries for small jobs, each one starting from the tasks that the actor may see."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, lazyload
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import Employer, User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.store import visible
from .models import SmallJob
from .rules import Status

PAGE = 50


def visible_to(actor: Actor) -> db.Entities[SmallJob]:
    """The small jobs that `actor` may see."""
    return (
        select(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(visible(actor))
    )


def get(session: Session, actor: Actor, job_id: UUID) -> tuple[SmallJob, Task, Split] | None:
    """A small job with its task and the split in force."""
    query = (
        visible_to(actor)
        .join(Split, col(Split.id) == col(SmallJob.split_id))
        .add_columns(Task, Split)
        .where(col(SmallJob.id) == job_id)
        .options(
            joinedload(Split.parts),  # type: ignore[arg-type]
            lazyload(Task.activities),  # type: ignore[arg-type]
            lazyload(SmallJob.pattern),  # type: ignore[arg-type]
        )
    )
    row = session.execute(query).unique().one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def of_task(session: Session, task_id: UUID) -> SmallJob | None:
    query = select(SmallJob).where(col(SmallJob.task_id) == task_id)
    return session.exec(query.options(lazyload(SmallJob.pattern))).one_or_none()  # type: ignore[arg-type]


_consultant: Any = aliased(User)


def search_conditions(actor: Actor, *, mine: bool, words: str) -> list[sa.ColumnElement[bool]]:
    """The conditions of a list that is narrowed.

    `mine` leaves those that the actor is contact person of, `words` those that have them in the
    first name, the headline or the company's name.
    """
    conditions = []
    if mine:
        conditions.append(col(Task.consultant_id) == actor.user_id)
    if words:
        texts = (col(SmallJob.first_name), col(Task.headline), col(Employer.name))
        conditions.append(db.contains(texts, words))
    return conditions


class JobRow(NamedTuple):
    """A small job in a list."""

    id: UUID
    first_name: str
    status: Status
    since: datetime
    start_on: date
    ended_on: date | None
    headline: str
    employer: str
    workplace: str
    consultant: str | None


def list_rows(
    session: Session, actor: Actor, *more: Any, status: Status | None = None, after: Any = None
) -> list[JobRow]:
    """Rows for a list, by company; `after` is the (company, id) of the last row seen."""
    query = (
        sa.select(
            col(SmallJob.id),
            col(SmallJob.first_name),
            col(SmallJob.status),
            col(SmallJob.since),
            col(SmallJob.start_on),
            col(SmallJob.ended_on),
            col(Task.headline),
            col(Employer.name).label("employer"),
            col(Workplace.name).label("workplace"),
            _consultant.name.label("consultant"),
        )
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .where(visible(actor), *more)
        .order_by(col(Employer.name), col(SmallJob.id))
        .limit(PAGE + 1)
    )
    if status is not None:
        query = query.where(col(SmallJob.status) == status)
    if after is not None:
        name, job_id = after
        query = query.where(
            sa.or_(
                col(Employer.name) > name,
                sa.and_(col(Employer.name) == name, col(SmallJob.id) > job_id),
            )
        )
    return db.rows(session, query, JobRow)
