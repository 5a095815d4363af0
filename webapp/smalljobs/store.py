"""Queries for small jobs, each one starting from the tasks that the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, lazyload, selectinload
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import Employer, User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.store import visible
from .models import Pause, SmallJob
from .pause_conditions import covering, of_today
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
            joinedload(SmallJob.pauses),  # type: ignore[arg-type]
            lazyload(Task.activities),  # type: ignore[arg-type]
            lazyload(SmallJob.pattern),  # type: ignore[arg-type]
        )
    )
    row = session.execute(query).unique().one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def of_task(session: Session, task_id: UUID) -> SmallJob | None:
    query = select(SmallJob).where(col(SmallJob.task_id) == task_id)
    return session.exec(query.options(lazyload(SmallJob.pattern))).one_or_none()  # type: ignore[arg-type]


def begun_since(session: Session, job: SmallJob) -> bool:
    """Has a plan been begun for its task since the last move of the small job?"""
    later = sa.select(col(Split.id)).where(
        col(Split.task_id) == job.task_id, col(Split.created_at) > job.since
    )
    return session.execute(later.limit(1)).first() is not None


def to_follow(session: Session, *, today: date, most: int) -> Sequence[SmallJob]:
    """Small jobs whose state is not the one that they are in today by the calendar; so many."""
    paused = sa.exists().where(col(Pause.small_job_id) == col(SmallJob.id), covering(today))
    differs = sa.or_(
        sa.and_(col(SmallJob.status) == Status.ACTIVE, paused),
        sa.and_(col(SmallJob.status) == Status.PAUSED, ~paused),
    )
    bare = (selectinload(SmallJob.pauses), lazyload(SmallJob.pattern))  # type: ignore[arg-type]
    return session.exec(select(SmallJob).where(differs).limit(most).options(*bare)).all()


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
    paused_from: date | None  # of the pause that it is in today
    paused_to: date | None
    headline: str
    employer: str
    workplace: str
    consultant: str | None


def list_rows(
    session: Session,
    actor: Actor,
    *more: Any,
    today: date,
    status: Status | None = None,
    after: Any = None,
) -> list[JobRow]:
    """Rows for a list, by company; `after` is the (company, id) of the last row seen."""
    query = _list_query(today).where(visible(actor), *more)
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


def _list_query(today: date) -> db.Columns:
    return (
        sa.select(
            col(SmallJob.id),
            col(SmallJob.first_name),
            col(SmallJob.status),
            col(SmallJob.since),
            col(SmallJob.start_on),
            col(SmallJob.ended_on),
            of_today(col(Pause.from_day), today).label("paused_from"),
            of_today(col(Pause.to_day), today).label("paused_to"),
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
        .order_by(col(Employer.name), col(SmallJob.id))
        .limit(PAGE + 1)
    )
