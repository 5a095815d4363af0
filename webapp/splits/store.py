"""Queries for splits, each one starting from the tasks that the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import User, Workplace
from ..actor import Actor, Role, Side
from ..tasks.models import Task
from ..tasks.store import visible
from .models import Split
from .rules import UNFINISHED, Status


def visible_to(actor: Actor) -> db.Entities[Split]:
    """The versions that `actor` may see: the other side's drafts are nobody's business yet."""
    query = (
        select(Split)
        .join(Task, col(Task.id) == col(Split.task_id))
        .outerjoin(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(visible(actor))
    )
    return query.where(readable_versions(actor))


def readable_versions(actor: Actor) -> sa.ColumnElement[bool]:
    """Sent, or written by the actor's own side."""
    own = Side.EMPLOYER if actor.role is Role.EMPLOYER else Side.CONSULTANT
    return sa.or_(col(Split.status) != Status.DRAFT, col(Split.side) == own)


def get(session: Session, actor: Actor, split_id: UUID) -> tuple[Split, Task] | None:
    """A version and its task."""
    query = (
        visible_to(actor)
        .add_columns(Task)
        .where(col(Split.id) == split_id)
        .options(joinedload(Split.parts), joinedload(Task.activities))  # type: ignore[arg-type]
    )
    row = session.execute(query).unique().one_or_none()
    return None if row is None else (row[0], row[1])


def by_number(session: Session, actor: Actor, task_id: UUID, number: int) -> Split | None:
    """The version of a task's split that has this number."""
    query = (
        visible_to(actor)
        .where(col(Split.task_id) == task_id, col(Split.number) == number)
        .options(joinedload(Split.parts))  # type: ignore[arg-type]
    )
    return session.exec(query).unique().one_or_none()


class VersionRow(NamedTuple):
    """A version in the list of a task's versions."""

    id: UUID
    number: int
    status: Status
    side: Side
    since: datetime
    comment: str
    author: str
    readable: bool


def versions(session: Session, actor: Actor, task_id: UUID) -> list[VersionRow]:
    """All versions of a task's split, newest first.

    A draft of the other side is among them so that one sees who is writing, but not `readable`.
    """
    query: db.Columns = (
        sa.select(
            col(Split.id),
            col(Split.number),
            col(Split.status),
            col(Split.side),
            col(Split.since),
            col(Split.comment),
            col(User.name).label("author"),
            readable_versions(actor).label("readable"),
        )
        .select_from(Split)
        .join(User, col(User.id) == col(Split.created_by))
        .where(col(Split.task_id) == task_id)
        .order_by(sa.desc(col(Split.number)))
    )
    return db.rows(session, query, VersionRow)


def ids(actor: Actor, task_id: UUID) -> sa.Select[UUID]:
    """The versions of a task that `actor` may read, as a query of their ids."""
    return sa.select(col(Split.id)).where(col(Split.task_id) == task_id, readable_versions(actor))


def last_number(session: Session, task_id: UUID) -> int:
    """The highest version number of a task, 0 before the first; drafts of both sides count."""
    query = sa.select(sa.func.max(col(Split.number))).where(col(Split.task_id) == task_id)
    return session.execute(query).scalar() or 0


def unfinished_version(session: Session, task_id: UUID) -> Split | None:
    """The version that is being written or waits for an answer, whoever's it is."""
    return session.exec(
        select(Split)
        .where(
            col(Split.task_id) == task_id,
            col(Split.status).in_(UNFINISHED),
        )
        .order_by(sa.desc(col(Split.number)))
    ).first()


def has_other_open(session: Session, split: Split) -> Sequence[Split]:
    """Other versions of the same plan that are written or wait for an answer."""
    return session.exec(
        select(Split).where(
            col(Split.task_id) == split.task_id,
            col(Split.id) != split.id,
            col(Split.status).in_(UNFINISHED),
        )
    ).all()


def last_comment(session: Session, split: Split) -> str:
    """What was said of the version before this one, where changes were asked for."""
    query = (
        select(Split.comment)
        .where(col(Split.task_id) == split.task_id, col(Split.number) < split.number)
        .order_by(sa.desc(col(Split.number)))
    )
    return session.exec(query).first() or ""


def last_wage(session: Session, task: Task) -> int | None:
    """The wage of the newest plan at the same workplace, in øre an hour; None for the first."""
    return session.exec(
        select(Split.wage)
        .join(Task, col(Task.id) == col(Split.task_id))
        .where(col(Task.workplace_id) == task.workplace_id, col(Split.wage).is_not(None))
        .order_by(sa.desc(col(Split.updated_at)))
    ).first()


def approved_version(session: Session, task_id: UUID) -> Split | None:
    """The version in force."""
    query = select(Split).where(col(Split.task_id) == task_id, col(Split.status) == Status.APPROVED)
    versions = session.exec(query.options(joinedload(Split.parts)))  # type: ignore[arg-type]
    return versions.unique().first()
