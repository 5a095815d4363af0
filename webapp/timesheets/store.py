"""Queries for week sheets, each one starting from the tasks that the actor may see."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectinload
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import Employer, Workplace
from ..actor import Actor
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.pause_conditions import runs_on
from ..smalljobs.rules import Status as JobStatus
from ..tasks.models import Task
from ..tasks.store import visible
from . import job_days, revision_conditions, sheet_columns
from .models import Day, Progress, Timesheet
from .revisions import newest
from .rules import SENT, Status
from .sheet_columns import HighlightedRow, JobSheetRow, MarkRow

PAGE = 50


def visible_to(actor: Actor) -> db.Entities[Timesheet]:
    """The week sheets that `actor` may see."""
    return (
        select(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(visible(actor))
    )


def get(session: Session, actor: Actor, sheet_id: UUID) -> Timesheet | None:
    query = visible_to(actor).where(col(Timesheet.id) == sheet_id)
    bare = (lazyload(Timesheet.days), lazyload(Timesheet.progress))  # type: ignore[arg-type]
    return session.exec(query.options(*bare)).one_or_none()


class WeekSheets(NamedTuple):
    """A week's newest revision, the one that it corrects, and the newest of the week before."""

    newest: Timesheet | None
    corrected: Timesheet | None  # approved, and it counts until the newest one is
    before: Timesheet | None
    draft: Timesheet | None  # to staff: a correction that the company still writes
    versions: list[Timesheet]  # of the week, the first one first


def sheets_of_week(session: Session, actor: Actor, job_id: UUID, week: Week) -> WeekSheets:
    """The sheets that a week's page shows, in one statement."""
    before = week.plus(-1).monday
    all_revisions = _revisions(session, actor, job_id, [week.monday, before])
    readable = [sheet for sheet in all_revisions if reads(actor, sheet)]
    here = [sheet for sheet in readable if sheet.monday == week.monday]
    counting = {sheet.monday: sheet for sheet in newest(readable)}
    drafts = [sheet for sheet in all_revisions if not reads(actor, sheet)]
    return WeekSheets(
        counting.get(week.monday),
        here[-2] if len(here) > 1 else None,
        counting.get(before),
        next((sheet for sheet in drafts if sheet.monday == week.monday), None),
        here,
    )


def reads(actor: Actor, sheet: Timesheet) -> bool:
    """Does the actor read it? While a correction is written, staff read what it corrects."""
    return not actor.is_staff or sheet.revision == 1 or sheet.status in SENT


def revisions(session: Session, actor: Actor, job_id: UUID, week: Week) -> list[Timesheet]:
    """The revisions of a small job's week that the actor reads, the first one first."""
    sheets = _revisions(session, actor, job_id, [week.monday])
    return [sheet for sheet in sheets if reads(actor, sheet)]


def _revisions(
    session: Session, actor: Actor, job_id: UUID, mondays: list[date]
) -> list[Timesheet]:
    query = (
        visible_to(actor)
        .where(col(Timesheet.small_job_id) == job_id, col(Timesheet.monday).in_(mondays))
        .order_by(col(Timesheet.revision))
        .options(
            joinedload(Timesheet.days).joinedload(Day.shares),  # type: ignore[arg-type]
            joinedload(Timesheet.progress),  # type: ignore[arg-type]
        )
    )
    return list(session.exec(query).unique())


class WaitingSheet(NamedTuple):
    """Where a sheet that waits is found."""

    small_job_id: UUID
    monday: date


def next_to_approve(session: Session, actor: Actor) -> WaitingSheet | None:
    """The sheet that has waited longest for the actor's own approval."""
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
            revision_conditions.newest(),
        )
        .order_by(col(Timesheet.since))
        .limit(1)
    )
    return next(iter(db.rows(session, query, WaitingSheet)), None)


def sheets_of_job(
    session: Session, actor: Actor, job_id: UUID, *, most: int = 60
) -> list[JobSheetRow]:
    """The sheets of one small job with their sums, newest first."""
    outside = job_days.approved_outside_job().label("outside")
    query = _rows(actor).add_columns(outside).where(col(Timesheet.small_job_id) == job_id)
    return db.rows(session, query.limit(most), JobSheetRow)


def list_rows(
    session: Session, actor: Actor, *more: Any, status: Status | None = None, before: Any = None
) -> list[HighlightedRow]:
    """Rows for a list, newest week first; `before` is the (monday, id) of the last row seen."""
    query = _rows(actor).add_columns(*sheet_columns.HIGHLIGHTS).where(*more).limit(PAGE + 1)
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
    return db.rows(session, query, HighlightedRow)


def _rows(actor: Actor) -> db.Columns:
    """One row a week: its newest revision.

    To staff what is approved, while the company writes a correction: it is `coming`.
    """
    coming = revision_conditions.has_draft() if actor.is_staff else sa.false()
    return (
        sa.select(
            col(Timesheet.id),
            col(Timesheet.small_job_id),
            col(Timesheet.monday),
            col(Timesheet.revision),
            col(Timesheet.status),
            col(Timesheet.since),
            *sheet_columns.SUMS,
            col(SmallJob.first_name),
            col(Task.headline),
            col(Employer.name).label("employer"),
            coming.label("coming"),
        )
        .select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .where(visible(actor), revision_conditions.newest_to(actor))
        .order_by(sa.desc(col(Timesheet.monday)), sa.desc(col(Timesheet.id)))
    )


def evidence(
    session: Session, actor: Actor, task_id: UUID, activity_id: UUID | None = None
) -> list[MarkRow]:
    """The weekly marks of a task's training, each with what was learnt.

    Oldest first, of one activity or of all. Of each week the newest revision counts that was sent
    and has not come back.
    """
    query = (
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
            revision_conditions.newest(SENT),
        )
        .order_by(col(Timesheet.monday), col(Progress.activity_id))
    )
    if activity_id is not None:
        query = query.where(col(Progress.activity_id) == activity_id)
    return db.rows(session, query, MarkRow)


def untouched(session: Session, job_id: UUID, monday_from: date) -> list[Timesheet]:
    """The sheets of a small job, from that Monday on, for which `weeks.is_as_prefilled` holds."""
    query = (
        select(Timesheet)
        .where(
            col(Timesheet.small_job_id) == job_id,
            col(Timesheet.monday) >= monday_from,
            col(Timesheet.status) == Status.OPEN,
            col(Timesheet.updated_at) == col(Timesheet.since),
            col(Timesheet.sent_at).is_(None),
            col(Timesheet.revision) == 1,
        )
        .options(lazyload(Timesheet.progress))  # type: ignore[arg-type]
    )
    return list(session.exec(query))


def sheets_from(session: Session, job_id: UUID, monday: date) -> Sequence[Timesheet]:
    """All sheets of a small job from that Monday on, oldest first."""
    query = select(Timesheet).where(
        col(Timesheet.small_job_id) == job_id, col(Timesheet.monday) >= monday
    )
    bare = lazyload(Timesheet.progress)  # type: ignore[arg-type]
    return session.exec(query.order_by(col(Timesheet.monday)).options(bare)).all()


def jobs_without_sheet(session: Session, week: Week, *, most: int) -> list[SmallJob]:
    """Small jobs that run on a day of `week` and have no sheet for it yet; so many.

    A week that lies wholly in a pause is not owed.
    """
    has_sheet = (
        sa.select(col(Timesheet.id))
        .where(
            col(Timesheet.small_job_id) == col(SmallJob.id),
            col(Timesheet.monday) == week.monday,
        )
        .exists()
    )
    query = (
        select(SmallJob)
        .where(
            col(SmallJob.status).in_([JobStatus.ACTIVE, JobStatus.PAUSED]),
            sa.or_(*(runs_on(day) for day in week.days)),
            ~has_sheet,
        )
        .limit(most)
        .options(selectinload(SmallJob.pauses))  # type: ignore[arg-type]
    )
    return list(session.exec(query))
