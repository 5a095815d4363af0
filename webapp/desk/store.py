"""Everything that waits for somebody, in four statements however much there is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from ..accounts.models import Employer, User, Workplace
from ..actor import Actor, Role, Side
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..splits.rules import Status as SplitStatus
from ..splits.rules import whose_move
from ..splits.store import readable
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from ..tasks.store import visible
from ..timesheets.models import Timesheet
from ..timesheets.rules import Status as SheetStatus
from ..timesheets.rules import owed_since
from .rules import MAKE_READY, Kind, Turn

MOST = 200  # of each kind; whoever has more open is helped by the lists, not by a longer page

_consultant: Any = aliased(User)
_author: Any = aliased(User)


def turns(session: Session, actor: Actor, *, last_due: Week) -> list[Turn]:
    """All open moves that `actor` may see, both sides'."""
    return [
        *_newcomers(session, actor),
        *_tasks_and_splits(session, actor),
        *_small_jobs(session, actor),
        *_timesheets(session, actor, last_due),
    ]


def _around(*columns: Any) -> Any:
    """Columns plus the names around a task."""
    return (
        sa.select(
            *columns,
            col(Task.headline).label("headline"),
            col(Employer.name).label("employer"),
            _author.name.label("author"),
            _consultant.name.label("consultant"),
        )
        .select_from(Task)
        .outerjoin(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .outerjoin(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(_author, _author.id == col(Task.created_by))
        .outerjoin(_consultant, _consultant.id == col(Task.consultant_id))
    )


def _turn(
    row: Any,
    kind: Kind,
    whose: Side,
    address: tuple[str, dict[str, Any]],
    *,
    named: dict[str, Any] | None = None,
    due: date | None = None,
) -> Turn:
    name = row.consultant if whose is Side.CONSULTANT else row.author
    endpoint, values = address
    return Turn(
        kind=kind,
        whose=whose,
        named=named or {},
        about=row.headline,
        place=row.employer or "",
        waits_for=name or "",
        since=row.since,
        endpoint=endpoint,
        values=values,
        thing_id=row.id,
        due=due,
    )


def _newcomers(session: Session, actor: Actor) -> Iterator[Turn]:
    """People who say that they work somewhere, and wait to be let in."""
    if actor.role is Role.EMPLOYER and not actor.confirmed:
        return
    query: Any = (
        sa.select(
            col(User.id), col(User.name), col(User.created_at), col(Employer.name).label("employer")
        )
        .select_from(User)
        .join(Employer, col(Employer.id) == col(User.employer_id))
        .where(
            col(User.confirmed_at).is_(None),
            col(User.removed_at).is_(None),
            col(User.id) != actor.user_id,
        )
        .limit(MOST)
    )
    if actor.is_staff:
        here = sa.select(col(Workplace.employer_id)).where(
            col(Workplace.municipality_id) == actor.municipality_id
        )
        query = query.where(col(User.employer_id).in_(here))
    else:
        query = query.where(col(User.employer_id) == actor.employer_id)
    whose = Side.EMPLOYER if actor.role is Role.EMPLOYER else Side.CONSULTANT
    for row in session.execute(query):
        yield Turn(
            kind=Kind.LET_IN,
            whose=whose,
            named={"name": row.name},
            about=row.name,
            place=row.employer,
            waits_for="",
            since=row.created_at,
            endpoint="people.show",
            values={"person_id": row.id},
            thing_id=row.id,
        )


def _tasks_and_splits(session: Session, actor: Actor) -> Iterator[Turn]:
    newest = (
        sa.select(sa.func.max(col(Split.number)))
        .where(col(Split.task_id) == col(Task.id), readable(actor))
        .correlate(Task)
        .scalar_subquery()
    )
    query = (
        _around(
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
            visible(actor),
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
    TaskStatus.DRAFT: (Kind.DRAFT, Side.EMPLOYER, "tasks.edit"),
    TaskStatus.SUBMITTED: (Kind.TAKE, Side.CONSULTANT, "tasks.show"),
    TaskStatus.IN_DIALOGUE: (Kind.TALK, Side.CONSULTANT, "tasks.show"),
}


def _task_turn(row: Any) -> Turn:
    kind, whose, endpoint = _OF_TASK[row.status]
    return _turn(row, kind, whose, (endpoint, {"task_id": row.id}))


_OF_SPLIT = {
    SplitStatus.DRAFT: (Kind.WRITE_PLAN, "splits.edit"),
    SplitStatus.SUBMITTED: (Kind.ANSWER_PLAN, "splits.show"),
    SplitStatus.CHANGES_REQUESTED: (Kind.CHANGE_PLAN, "splits.show"),
}


def _split_turn(row: Any, actor: Actor) -> Turn:
    whose = whose_move(row.split_status, row.side)
    kind, endpoint = _OF_SPLIT.get(row.split_status, (Kind.PLAN_START, "splits.show"))
    if actor.side is None:  # a team lead looks on
        endpoint = "splits.show"
    return _turn(row, kind, whose or Side.CONSULTANT, (endpoint, {"split_id": row.split_id}))


def _small_jobs(session: Session, actor: Actor) -> Iterator[Turn]:
    query = (
        _around(
            col(SmallJob.id),
            col(SmallJob.status),
            col(SmallJob.since),
            col(SmallJob.first_name),
            col(SmallJob.start_on),
        )
        .join(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .where(visible(actor), col(SmallJob.status).in_([JobStatus.PLANNED, JobStatus.PAUSED]))
        .order_by(col(SmallJob.since))
        .limit(MOST)
    )
    for row in session.execute(query):
        address = ("smalljobs.show", {"job_id": row.id})
        named = {"name": row.first_name}
        if row.status is JobStatus.PAUSED:
            yield _turn(row, Kind.PAUSED, Side.CONSULTANT, address, named=named)
        else:
            due = row.start_on - MAKE_READY
            named["day"] = row.start_on
            yield _turn(row, Kind.START, Side.CONSULTANT, address, named=named, due=due)


def _timesheets(session: Session, actor: Actor, last_due: Week) -> Iterator[Turn]:
    """Weeks that are owed up to `last_due`, returned, or sent and to be approved."""
    owed = sa.or_(
        col(Timesheet.status).in_([SheetStatus.SUBMITTED, SheetStatus.RETURNED]),
        sa.and_(
            col(Timesheet.status) == SheetStatus.OPEN,
            col(Timesheet.monday) <= last_due.monday,
        ),
    )
    query = (
        _around(
            col(Timesheet.id),
            col(Timesheet.status),
            col(Timesheet.since),
            col(Timesheet.monday),
            col(Timesheet.small_job_id),
            col(SmallJob.first_name),
        )
        .join(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .join(Timesheet, col(Timesheet.small_job_id) == col(SmallJob.id))
        .where(visible(actor), owed)
        .order_by(col(Timesheet.since))
        .limit(MOST)
    )
    for row in session.execute(query):
        yield _sheet_turn(row)


_OF_SHEET = {
    SheetStatus.OPEN: (Kind.SEND_WEEK, Side.EMPLOYER),
    SheetStatus.RETURNED: (Kind.CORRECT_WEEK, Side.EMPLOYER),
    SheetStatus.SUBMITTED: (Kind.APPROVE_WEEK, Side.CONSULTANT),
}


def _sheet_turn(row: Any) -> Turn:
    week = Week.of(row.monday)
    kind, whose = _OF_SHEET[row.status]
    address = ("timesheets.show", {"job_id": row.small_job_id, "week": str(week)})
    named = {"name": row.first_name, "week": week.number}
    due = week.plus(1).monday if kind is Kind.SEND_WEEK else None
    turn = _turn(row, kind, whose, address, named=named, due=due)
    if kind is Kind.SEND_WEEK:  # a week is owed from its Friday on, whenever its sheet was made
        turn = replace(turn, since=owed_since(week))
    return turn
