"""Queries for week sheets, each one starting from the tasks that the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple, cast
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
from ..splits.plan import in_week
from ..tasks.models import Task
from ..tasks.store import visible
from . import sheet_columns
from .models import Day, Progress, Timesheet
from .rules import SENT, Status
from .shares import Key

PAGE = 50

_later: Any = aliased(Timesheet)


def newest(*more: Any) -> Any:
    """The condition that a week sheet has no later revision; with `more`, none of such ones."""
    later = sa.select(_later.id).where(
        _later.small_job_id == col(Timesheet.small_job_id),
        _later.monday == col(Timesheet.monday),
        _later.revision > col(Timesheet.revision),
        *more,
    )
    return ~later.exists()


def is_due(last_due: Week) -> Any:
    """The condition that the company has to send a week sheet: it came back, or it is due."""
    return sa.or_(
        col(Timesheet.status) == Status.RETURNED,
        sa.and_(
            col(Timesheet.status) == Status.OPEN,
            col(Timesheet.monday) <= last_due.monday,
        ),
    )


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
    revisions = _revisions(session, actor, job_id, [week.monday, before])
    drafts = [sheet for sheet in revisions if _is_draft_to(actor, sheet)]
    here = [sheet for sheet in revisions if sheet.monday == week.monday and sheet not in drafts]
    earlier = [sheet for sheet in revisions if sheet.monday == before and sheet not in drafts]
    return WeekSheets(
        here[-1] if here else None,
        here[-2] if len(here) > 1 else None,
        earlier[-1] if earlier else None,
        next((sheet for sheet in drafts if sheet.monday == week.monday), None),
        here,
    )


def _is_draft_to(actor: Actor, sheet: Timesheet) -> bool:
    """Is it a correction still being written? Then staff see the approved revision."""
    return actor.is_staff and sheet.revision > 1 and sheet.status not in SENT


def revisions(session: Session, actor: Actor, job_id: UUID, week: Week) -> list[Timesheet]:
    """The revisions of a small job's week that the actor reads, the first one first."""
    sheets = _revisions(session, actor, job_id, [week.monday])
    return [sheet for sheet in sheets if not _is_draft_to(actor, sheet)]


def _revisions(
    session: Session, actor: Actor, job_id: UUID, mondays: Sequence[date]
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
            newest(),
        )
        .order_by(col(Timesheet.since))
        .limit(1)
    )
    return session.execute(query).first()


def usual_week(parts: Sequence[Part], job: SmallJob, week: Week) -> dict[int, dict[Key, int]]:
    """Minutes by weekday, activity and kind, in the order of the plan, of what runs in `week`."""
    usual: dict[int, dict[Key, int]] = {}
    for part in parts:
        if not in_week(part, plan_week(job.start_on, week)):
            continue
        for row in job.pattern:
            if row.part_id == part.id:
                shares = usual.setdefault(row.weekday, {})
                key = part.activity_id, part.kind
                shares[key] = shares.get(key, 0) + row.minutes
    return usual


def sheets_of_job(session: Session, actor: Actor, job_id: UUID, *, most: int = 60) -> Sequence[Any]:
    """The sheets of one small job with their sums, newest first."""
    query = _rows(actor).where(col(Timesheet.small_job_id) == job_id)
    return session.execute(query.limit(most)).all()


def list_rows(
    session: Session, actor: Actor, *more: Any, status: Status | None = None, before: Any = None
) -> Sequence[Any]:
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
    return session.execute(query).all()


def _rows(actor: Actor) -> Any:
    """One row a week: its newest revision.

    To staff what is approved, while the company writes a correction: it is `coming`.
    """
    counts, coming = newest(), sa.false()
    if actor.is_staff:
        read = sa.or_(col(Timesheet.revision) == 1, col(Timesheet.status).in_(SENT))
        counts = sa.and_(read, newest(_later.status.in_(SENT)))
        coming = ~newest(_later.status.not_in(SENT))
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
        .where(visible(actor), counts)
        .order_by(sa.desc(col(Timesheet.monday)), sa.desc(col(Timesheet.id)))
    )


def evidence(
    session: Session, actor: Actor, task_id: UUID, activity_id: UUID | None = None
) -> Sequence[Any]:
    """The weekly marks of a task's training: rows of (activity_id, monday, mark, learnt).

    Oldest first, of one activity or of all. Of each week the newest revision counts that was sent
    and has not come back.
    """
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
            newest(_later.status.in_(SENT)),
        )
        .order_by(col(Timesheet.monday), col(Progress.activity_id))
    )
    if activity_id is not None:
        query = query.where(col(Progress.activity_id) == activity_id)
    return session.execute(query).all()


def untouched(session: Session, job_id: UUID, monday_from: date) -> Sequence[Timesheet]:
    """The sheets of a small job, from that Monday on, for which `weeks.is_as_prefilled` holds."""
    return session.exec(
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
    ).all()


def jobs_without_sheet(session: Session, week: Week, *, most: int) -> Sequence[SmallJob]:
    """Running small jobs that ran by the end of `week` and have no sheet for it yet; so many.

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
        select(SmallJob)
        .where(
            col(SmallJob.status) == JobStatus.ACTIVE,
            col(SmallJob.start_on) <= week.sunday,
            col(SmallJob.since) < datetime.combine(week.plus(1).monday, time(), COPENHAGEN),
            ~has_sheet,
        )
        .limit(most)
    ).all()
