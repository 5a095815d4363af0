"""Queries of all turns of a person, in four statements."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from ..accounts import members
from ..accounts.models import User
from ..actor import Actor, Role, Side
from ..clock import local
from ..messages import Page, Target
from ..smalljobs.models import Pause, SmallJob
from ..smalljobs.pause_conditions import of_today
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..splits.rules import Status as SplitStatus
from ..splits.rules import whose_move
from ..splits.store import readable_versions
from ..support.models import Call
from ..support.rules import latest_day
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from ..tasks.store import visible
from . import deadlines, weeks
from .rules import MAKE_READY, PAUSE, Turn, TurnKind
from .turn_queries import MOST, make_turn, turn_query

RUNNING = (JobStatus.ACTIVE, JobStatus.PAUSED)
_asker: Any = aliased(User)


def turns(session: Session, actor: Actor, *others: Actor, today: date) -> list[Turn]:
    """All open moves that `actor` may see, both sides'.

    `others` are the same person in further companies that have let them in.
    """
    seen = sa.or_(*(visible(each) for each in (actor, *others)))
    return [
        *_people(session, actor, *others),
        *_tasks_and_splits(session, actor, seen),
        *_small_jobs(session, actor, seen, today),
        *weeks.turns(session, actor, seen, today=today),
    ]


def _people(session: Session, actor: Actor, *others: Actor) -> Iterator[Turn]:
    """People who say that they work somewhere, and wait for somebody's word."""
    if actor.role is Role.WAITING:
        return
    for member in members.open_to(session, actor, *others):
        yield Turn(
            kind=TurnKind.LET_IN if member.waits else TurnKind.SECOND,
            whose=Side.EMPLOYER if actor.role is Role.EMPLOYER else Side.CONSULTANT,
            named={"name": member.name, "by": member.confirmed_by, "company": member.employer},
            about=member.name,
            place=member.employer,
            waits_for="",
            waits_for_id=None,
            since=member.confirmed_at or member.created_at,
            target=Target(Page.MEMBER, member.id),
            thing_id=member.id,
            employer_id=member.employer_id,
            phone=member.phone if member.waits and actor.is_staff else "",
        )


def _tasks_and_splits(
    session: Session, actor: Actor, seen: sa.ColumnElement[bool]
) -> Iterator[Turn]:
    newest = (
        sa.select(sa.func.max(col(Split.number)))
        .where(col(Split.task_id) == col(Task.id), readable_versions(actor))
        .correlate(Task)
        .scalar_subquery()
    )
    query = (
        turn_query(
            col(Task.id),
            col(Task.status),
            col(Task.since).label("task_since"),
            col(Split.id).label("split_id"),
            col(Split.status).label("split_status"),
            col(Split.side),
            sa.func.coalesce(col(Split.since), col(Task.since)).label("since"),
        )
        .outerjoin(Split, sa.and_(col(Split.task_id) == col(Task.id), col(Split.number) == newest))
        .where(
            seen,
            sa.or_(
                col(Task.status).in_(_OF_TASK),
                # A plan that grows out of one that is in force.
                sa.and_(col(Task.status) == TaskStatus.USED, col(Split.status).in_(_OF_SPLIT)),
            ),
        )
        .order_by(col(Task.since))
        .limit(MOST)
    )
    for row in session.execute(query):
        yield _task_turn(row) if row.split_id is None else _split_turn(row, actor)


_OF_TASK = {
    TaskStatus.DRAFT: (TurnKind.DRAFT, Side.EMPLOYER, Page.TASK_FORM),
    TaskStatus.SUBMITTED: (TurnKind.TAKE, Side.CONSULTANT, Page.TASK),
    TaskStatus.IN_DIALOGUE: (TurnKind.TALK, Side.CONSULTANT, Page.TASK),
}


def _task_turn(row: Any) -> Turn:
    kind, whose, page = _OF_TASK[row.status]
    return make_turn(row, kind, Target(page, row.id), whose=whose)


_OF_SPLIT = {
    SplitStatus.DRAFT: (TurnKind.WRITE_PLAN, Page.PLAN_FORM),
    SplitStatus.SUBMITTED: (TurnKind.ANSWER_PLAN, Page.PLAN),
    SplitStatus.CHANGES_REQUESTED: (TurnKind.CHANGE_PLAN, Page.PLAN),
}


def _split_turn(row: Any, actor: Actor) -> Turn:
    whose = whose_move(row.split_status, row.side)
    kind, page = _OF_SPLIT.get(row.split_status, (TurnKind.PLAN_START, Page.PLAN))
    if actor.side is None:  # a team lead looks on
        page = Page.PLAN
    return make_turn(row, kind, Target(page, row.split_id), whose=whose or Side.CONSULTANT)


def _small_jobs(
    session: Session, actor: Actor, seen: sa.ColumnElement[bool], today: date
) -> Iterator[Turn]:
    """Small jobs to be started or gone on with, with a deadline, or that somebody calls about.

    A small job has one call at most: the oldest that is open.
    """
    first: dict[UUID, Any] = {}
    for row in session.execute(_small_job_query(actor, seen, today)):
        first.setdefault(row.id, row)
    plans = deadlines.plans(session, first.values() if actor.is_staff else ())
    for row in first.values():
        yield from _job_turns(row, actor)
        if actor.is_staff:
            yield from deadlines.turns(row, plans.get(row.split_id, ()), today=today)


def _small_job_query(
    actor: Actor, seen: sa.ColumnElement[bool], today: date
) -> sa.Select[*tuple[Any, ...]]:
    """One row a small job, and one more for each call that is open."""
    return (
        turn_query(
            col(SmallJob.id),
            col(SmallJob.status),
            col(SmallJob.since),
            col(SmallJob.first_name),
            col(SmallJob.start_on),
            _resting_since(today).label("resting_since"),
            col(Call.timesheet_id),
            col(Call.asked_at),
            col(Call.asked_by),
            _asker.name.label("asker"),
            _asker.phone.label("asker_phone"),
            *deadlines.COLUMNS,
        )
        .join(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .outerjoin(
            Call, sa.and_(col(Call.small_job_id) == col(SmallJob.id), col(Call.done_at).is_(None))
        )
        .outerjoin(_asker, _asker.id == col(Call.asked_by))
        .where(
            seen,
            sa.or_(
                col(SmallJob.status) == JobStatus.PLANNED,
                sa.and_(
                    col(SmallJob.status) != JobStatus.ENDED, _resting_since(today).is_not(None)
                ),
                col(Call.id).is_not(None),
                deadlines.has_deadline(today) if actor.is_staff else sa.false(),
            ),
        )
        .order_by(
            col(Call.asked_at).is_(None), col(SmallJob.since), col(SmallJob.id), col(Call.asked_at)
        )
        .limit(MOST)
    )


def _resting_since(today: date) -> Any:
    """The first day of the pause of today that has no last one: somebody has to decide."""
    open_end = sa.case((col(Pause.to_day).is_(None), col(Pause.from_day)), else_=None)
    return of_today(open_end, today)


def _job_turns(row: Any, actor: Actor) -> Iterator[Turn]:
    target = Target(Page.SMALL_JOB, row.id)
    named = {"name": row.first_name}
    if row.asked_at is not None:
        yield replace(_call_turn(row), about_you=row.asked_by == actor.user_id)
    if row.resting_since is not None and row.status in RUNNING:
        due = row.resting_since + PAUSE  # an agreed pause is not late by itself
        yield make_turn(row, TurnKind.PAUSED, target, named=named, due=due)
    elif row.status is JobStatus.PLANNED:
        due = row.start_on - MAKE_READY
        named["day"] = row.start_on
        yield make_turn(row, TurnKind.START, target, named=named, due=due)


def _call_turn(row: Any) -> Turn:
    sheet, job = Target(Page.WEEK_SHEET, row.timesheet_id), Target(Page.SMALL_JOB, row.id)
    turn = make_turn(
        row,
        TurnKind.CALL,
        sheet if row.timesheet_id else job,
        named={"who": row.asker, "name": row.first_name},
        due=latest_day(local(row.asked_at).date()),
        phone=row.asker_phone,
    )
    return replace(turn, since=row.asked_at)
