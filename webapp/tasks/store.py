"""Queries for tasks, each one starting from `visible_to(actor)`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import Employer, Membership, Municipality, User, Workplace
from ..accounts.store import at_work, counts, is_contact
from ..actor import Actor, Role
from .models import Activity, ConsultantNote, Task
from .rules import Category, Status

PAGE = 50


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition that a task, joined with its workplace, may be seen by `actor`."""
    if actor.role is Role.VISITOR:
        return sa.and_(
            col(Task.visitor_id) == actor.visitor_id,
            col(Task.created_by).is_(None),
            sa.true() if actor.visitor_id else sa.false(),
        )
    if actor.is_staff:
        return sa.and_(
            col(Workplace.municipality_id) == actor.municipality_id,
            col(Task.status) != Status.DRAFT,
        )
    own = col(Task.created_by) == actor.user_id
    nowhere = sa.and_(own, col(Task.workplace_id).is_(None))
    if not actor.of_company:
        return nowhere
    nowhere = sa.and_(nowhere, for_company(actor))
    here = col(Workplace.employer_id) == actor.employer_id
    # What a stranger wrote for a place that they named themselves is theirs until they are in.
    ours = counts() if actor.role is Role.EMPLOYER else sa.false()
    return sa.or_(nowhere, sa.and_(here, sa.or_(own, ours)))


def for_company(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition that a draft was not written for another one of the actor's companies."""
    return sa.or_(col(Task.employer_id).is_(None), col(Task.employer_id) == actor.employer_id)


def visible_to(actor: Actor) -> db.Entities[Task]:
    """The tasks that `actor` may see."""
    return (
        select(Task)
        .outerjoin(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(visible(actor))
    )


def get(session: Session, actor: Actor, task_id: UUID) -> Task | None:
    query = visible_to(actor).where(col(Task.id) == task_id)
    tasks = session.exec(query.options(joinedload(Task.activities)))  # type: ignore[arg-type]
    return tasks.unique().one_or_none()


_consultant: Any = aliased(User)
_author: Any = aliased(User)
_membership: Any = aliased(Membership)


@dataclass(frozen=True)
class TaskContext:
    """The names around a task. Of a draft they may be missing."""

    workplace: str | None
    p_number: str | None
    full_time_equivalents: int | None
    employer_id: UUID | None
    employer: str | None
    cvr: str | None
    municipality: str | None
    municipality_phone: str | None
    author: str | None
    author_phone: str | None
    author_member_id: UUID | None
    author_confirmed_at: datetime | None
    consultant_id: UUID | None
    consultant: str | None
    consultant_phone: str | None


Context = TypeVar("Context", bound=TaskContext)


def get_with_context(
    session: Session, actor: Actor, task_id: UUID
) -> tuple[Task, TaskContext] | None:
    """A task and the names around it, in one statement."""
    query = _around(Task).where(visible(actor), col(Task.id) == task_id)
    row = session.execute(query.options(joinedload(Task.activities))).unique().one_or_none()  # type: ignore[arg-type]
    return None if row is None else (row[0], db.pick(row, TaskContext))


def context(session: Session, task: Task) -> TaskContext:
    """The names around a task."""
    return context_with(session, task, TaskContext)


def context_with(session: Session, task: Task, kind: type[Context], *columns: Any) -> Context:
    """The names around a task, and the `columns` that `kind` has beside them, in one statement."""
    row = session.execute(_around(*columns).where(col(Task.id) == task.id)).one()
    return db.pick(row, kind)


def _around(*columns: Any) -> db.Columns:
    """Columns, and the names around a task."""
    return (
        sa.select(
            *columns,
            col(Workplace.name).label("workplace"),
            col(Workplace.p_number).label("p_number"),
            col(Workplace.full_time_equivalents).label("full_time_equivalents"),
            col(Employer.id).label("employer_id"),
            col(Employer.name).label("employer"),
            col(Employer.cvr).label("cvr"),
            col(Municipality.name).label("municipality"),
            col(Municipality.phone).label("municipality_phone"),
            _author.name.label("author"),
            _author.phone.label("author_phone"),
            _membership.id.label("author_member_id"),
            _membership.confirmed_at.label("author_confirmed_at"),
            _consultant.id.label("consultant_id"),
            _consultant.name.label("consultant"),
            _consultant.phone.label("consultant_phone"),
        )
        .select_from(Task)
        .outerjoin(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .outerjoin(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(Municipality, col(Municipality.id) == col(Workplace.municipality_id))
        .outerjoin(_author, _author.id == col(Task.created_by))
        .outerjoin(
            _membership,
            sa.and_(
                _membership.user_id == col(Task.created_by),
                _membership.employer_id == col(Workplace.employer_id),
            ),
        )
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
    )


class TaskRow(NamedTuple):
    """A task in a list. Of a draft the names may be missing."""

    id: UUID
    headline: str
    status: Status
    category: Category | None
    since: datetime
    workplace: str | None
    employer: str | None
    consultant: str | None
    activities: int  # how many


def list_rows(
    session: Session, actor: Actor, *, status: Status | None = None, before: Any = None
) -> list[TaskRow]:
    """Rows for a list, newest move first; `before` is the (since, id) of the last row seen.

    One row more than PAGE is read, so that the caller knows whether there are more.
    """
    query = _rows().where(visible(actor)).limit(PAGE + 1)
    if status is not None:
        query = query.where(col(Task.status) == status)
    if before is not None:
        since, task_id = before
        query = query.where(
            sa.or_(
                col(Task.since) < since,
                sa.and_(col(Task.since) == since, col(Task.id) < task_id),
            )
        )
    return db.rows(session, query, TaskRow)


def _rows() -> db.Columns:
    """What a list shows of a task, with how many pieces it has."""
    pieces = (
        sa.select(sa.func.count())
        .where(col(Activity.task_id) == col(Task.id))
        .correlate(Task)
        .scalar_subquery()
    )
    return (
        sa.select(
            col(Task.id),
            col(Task.headline),
            col(Task.status),
            col(Task.category),
            col(Task.since),
            col(Workplace.name).label("workplace"),
            col(Employer.name).label("employer"),
            _consultant.name.label("consultant"),
            pieces.label("activities"),
        )
        .select_from(Task)
        .outerjoin(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .outerjoin(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .order_by(sa.desc(col(Task.since)), sa.desc(col(Task.id)))
    )


class NoteRow(NamedTuple):
    """A consultant's note, and who wrote it."""

    text: str
    at: datetime
    name: str


def notes(session: Session, actor: Actor, task: Task) -> list[NoteRow]:
    """The consultants' notes on a task; nothing for anybody else."""
    if not actor.is_staff:
        return []
    query = (
        sa.select(col(ConsultantNote.text), col(ConsultantNote.at), col(User.name))
        .select_from(ConsultantNote)
        .join(User, col(User.id) == col(ConsultantNote.author_id))
        .where(col(ConsultantNote.task_id) == task.id)
        .order_by(sa.desc(col(ConsultantNote.at)))
    )
    return db.rows(session, query, NoteRow)


def unclaimed(session: Session, visitor_id: UUID | None) -> tuple[int, int]:
    """How many drafts nobody has signed in for: (in this browser, in all)."""
    own = sa.func.coalesce(
        sa.func.sum(sa.case((col(Task.visitor_id) == visitor_id, 1), else_=0)), 0
    )
    query = sa.select(own, sa.func.count()).where(col(Task.created_by).is_(None))
    here, in_all = session.execute(query).one()
    return int(here), int(in_all)


def drafts_of_visitors(session: Session, visitor_ids: Collection[UUID]) -> Sequence[Task]:
    """Drafts that were written in these browsers before anybody signed in there."""
    return session.exec(
        select(Task).where(col(Task.visitor_id).in_(visitor_ids), col(Task.created_by).is_(None))
    ).all()


def forgotten_drafts(session: Session, *, before: datetime, most: int) -> Sequence[Task]:
    """Drafts without an owner that nobody has touched since `before`, the oldest first."""
    query = select(Task).where(col(Task.created_by).is_(None), col(Task.updated_at) < before)
    return session.exec(query.order_by(col(Task.updated_at)).limit(most)).all()


def contact(session: Session, task: Task) -> User | None:
    """The task's contact person; nobody while they are on leave or gone."""
    query = select(User).where(is_contact(User, task.consultant_id))
    return session.exec(query).one_or_none()


def contacts(session: Session, task: Task) -> Sequence[User]:
    """Who hears of the task: its contact person, or else every consultant at work there."""
    person = contact(session, task)
    if person is not None or task.workplace_id is None:
        return [person] if person else []
    return staff_mails(session, task.workplace_id)


def staff_mails(session: Session, workplace_id: UUID) -> Sequence[User]:
    """The consultants who are to hear of a new task at a workplace."""
    return session.exec(
        select(User)
        .join(Workplace, col(Workplace.municipality_id) == col(User.municipality_id))
        .where(
            col(Workplace.id) == workplace_id,
            col(User.role) == Role.CONSULTANT,
            at_work(),
        )
    ).all()
