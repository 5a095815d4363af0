"""Queries for week sheets, each one starting from the tasks that the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, lazyload
from sqlmodel import Session, col, select

from ..accounts.models import Employer, Workplace
from ..actor import Actor
from ..clock import COPENHAGEN, Week
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..smalljobs.rules import plan_week
from ..splits.models import Part
from ..splits.plan import Kind, in_week
from ..tasks.models import Task
from ..tasks.store import visible
from .models import Day, Progress, Timesheet
from .rules import SENT, Status

PAGE = 50


def visible_to(actor: Actor) -> Any:
    """The week sheets that `actor` may see."""
    return (
        select(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(visible(actor))
    )


def get(session: Session, actor: Actor, sheet_id: UUID) -> Timesheet | None:
    query: Any = visible_to(actor).where(col(Timesheet.id) == sheet_id)
    bare = (lazyload(Timesheet.days), lazyload(Timesheet.progress))  # type: ignore[arg-type]
    return cast("Timesheet | None", session.exec(query.options(*bare)).one_or_none())


def of_week(
    session: Session, actor: Actor, job_id: UUID, week: Week
) -> tuple[Timesheet | None, Timesheet | None]:
    """The newest revisions of a small job's week and of the week before, in one statement."""
    mondays = [week.monday, week.plus(-1).monday]
    query = (
        visible_to(actor)
        .where(col(Timesheet.small_job_id) == job_id, col(Timesheet.monday).in_(mondays))
        .order_by(col(Timesheet.revision))
        .options(joinedload(Timesheet.days), joinedload(Timesheet.progress))  # type: ignore[arg-type]
    )
    newest = {sheet.monday: sheet for sheet in session.exec(query).unique()}
    return newest.get(mondays[0]), newest.get(mondays[1])


def next_to_approve(session: Session, actor: Actor) -> Any:
    """The sheet that has waited longest for the actor's own approval: its job and Monday."""
    query = (
        sa.select(col(Timesheet.small_job_id), col(Timesheet.monday))
        .select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            visible(actor),
            col(Task.consultant_id) == actor.user_id,
            col(Timesheet.status) == Status.SUBMITTED,
        )
        .order_by(col(Timesheet.since))
        .limit(1)
    )
    return session.execute(query).first()


def usual_week(parts: Sequence[Part], job: SmallJob, week: Week) -> dict[int, tuple[int, int]]:
    """(paid, training) minutes by weekday, of the parts that run in `week`."""
    running = {part.id: part for part in parts if in_week(part, plan_week(job.start_on, week))}
    usual: dict[int, tuple[int, int]] = {}
    for row in job.pattern:
        part = running.get(row.part_id)
        if part is None:
            continue
        paid, training = usual.get(row.weekday, (0, 0))
        if part.kind is Kind.PAID:
            paid += row.minutes
        else:
            training += row.minutes
        usual[row.weekday] = (paid, training)
    return usual


def weeks_of(session: Session, actor: Actor, job_id: UUID, *, most: int = 60) -> Sequence[Any]:
    """The sheets of one small job with their sums, newest first."""
    return session.execute(
        _rows(actor).where(col(Timesheet.small_job_id) == job_id).limit(most)
    ).all()


def listed(
    session: Session, actor: Actor, *, status: Status | None = None, before: Any = None
) -> Sequence[Any]:
    """Rows for a list, newest week first; `before` is the (monday, id) of the last row seen."""
    query = _rows(actor).limit(PAGE + 1)
    if status is not None:
        query = query.where(col(Timesheet.status) == status)
    if before is not None:
        monday, sheet_id = before
        query = query.where(
            sa.or_(
                col(Timesheet.monday) < monday,
                sa.and_(col(Timesheet.monday) == monday, col(Timesheet.id) < sheet_id),
            )
        )
    return session.execute(query).all()


def _rows(actor: Actor) -> Any:
    paid, training = (
        sa.select(sa.func.coalesce(sa.func.sum(column), 0))
        .where(col(Day.timesheet_id) == col(Timesheet.id))
        .correlate(Timesheet)
        .scalar_subquery()
        for column in (col(Day.paid), col(Day.training))
    )
    return (
        sa.select(
            col(Timesheet.id),
            col(Timesheet.small_job_id),
            col(Timesheet.monday),
            col(Timesheet.status),
            col(Timesheet.since),
            paid.label("paid"),
            training.label("training"),
            col(SmallJob.first_name),
            col(Task.headline),
            col(Employer.name).label("employer"),
        )
        .select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .where(visible(actor))
        .order_by(sa.desc(col(Timesheet.monday)), sa.desc(col(Timesheet.id)))
    )


_later: Any = aliased(Timesheet)


def evidence(
    session: Session, actor: Actor, task_id: UUID, activity_id: UUID | None = None
) -> Sequence[Any]:
    """The weekly marks of a task's training: rows of (activity_id, monday, mark, learnt).

    Oldest first, of one activity or of all. Of each week the newest revision counts that was sent
    and has not come back.
    """
    sent_later = (
        sa.select(_later.id)
        .where(
            _later.small_job_id == col(Timesheet.small_job_id),
            _later.monday == col(Timesheet.monday),
            _later.revision > col(Timesheet.revision),
            _later.status.in_(SENT),
        )
        .exists()
    )
    query: Any = (
        sa.select(
            col(Progress.activity_id),
            col(Timesheet.monday),
            col(Progress.mark),
            col(Progress.learnt),
        )
        .select_from(Progress)
        .join(Timesheet, col(Timesheet.id) == col(Progress.timesheet_id))
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            visible(actor),
            col(Task.id) == task_id,
            col(Timesheet.status).in_(SENT),
            ~sent_later,
        )
        .order_by(col(Timesheet.monday), col(Progress.activity_id))
    )
    if activity_id is not None:
        query = query.where(col(Progress.activity_id) == activity_id)
    return session.execute(query).all()


def untouched(session: Session, job_id: UUID, monday_from: date) -> Sequence[Timesheet]:
    """The open sheets of a small job, from that Monday on, in which nobody has kept anything.

    The version does not tell: a sheet that somebody opened by keeping it begins with version 1.
    """
    return session.exec(
        select(Timesheet)
        .where(
            col(Timesheet.small_job_id) == job_id,
            col(Timesheet.monday) >= monday_from,
            col(Timesheet.status) == Status.OPEN,
            col(Timesheet.updated_at) == col(Timesheet.since),
        )
        .options(lazyload(Timesheet.progress))  # type: ignore[arg-type]
    ).all()


def jobs_without_sheet(session: Session, week: Week) -> Sequence[SmallJob]:
    """Running small jobs that ran by the end of `week` and have no sheet for it yet.

    A week that lies wholly before the last start or resumption is not owed.
    """
    has_sheet = (
        sa.select(col(Timesheet.id))
        .where(
            col(Timesheet.small_job_id) == col(SmallJob.id),
            col(Timesheet.monday) == week.monday,
        )
        .exists()
    )
    return session.exec(
        select(SmallJob).where(
            col(SmallJob.status) == JobStatus.ACTIVE,
            col(SmallJob.start_on) <= week.sunday,
            col(SmallJob.since) < datetime.combine(week.plus(1).monday, time(), COPENHAGEN),
            ~has_sheet,
        )
    ).all()
