"""Queries of a personal calendar, in four statements."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import db, rulebook
from ..accounts import store
from ..accounts.models import Employer, User, Workplace
from ..actor import Actor, Role
from ..clock import Week
from ..links import store as links
from ..links.models import Link
from ..links.rules import Purpose
from ..smalljobs.models import Pattern, Pause, SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Part
from ..tasks.models import Task
from ..tasks.store import visible
from ..timesheets import due_conditions
from ..timesheets.models import Timesheet
from ..timesheets.rules import Status as SheetStatus
from . import entries as calendar_entries
from .entries import CalendarEntry, CalendarJob, CalendarSheet

MOST = 500  # of each kind
Conditions = list[sa.ColumnElement[bool]]

_LAST_WEEKDAY: sa.Label[int | None] = (
    sa.select(sa.func.max(col(Pattern.weekday)))
    .where(col(Pattern.small_job_id) == col(SmallJob.id))
    .correlate(SmallJob)
    .scalar_subquery()
    .label("last_weekday")
)


def owner_of_link(session: Session, link_id: UUID) -> User | None:
    """The person whose calendar an open link shows; None when it is closed or they have left."""
    query = select(User).join(Link, col(Link.user_id) == col(User.id))
    query = query.where(links.opened_by(Purpose.CALENDAR, link_id))
    return session.exec(query.where(store.at_work())).one_or_none()


def entries_of_person(session: Session, person: User, *, today: date) -> list[CalendarEntry]:
    """The calendar entries of a person, for every company that they belong to."""
    return [
        entry
        for actor in store.actors_of(session, person)
        for entry in entries(session, actor, today=today)
    ]


def entries(session: Session, actor: Actor, *, today: date) -> list[CalendarEntry]:
    """By day: the company's small jobs for an employer; for staff those they are contact of."""
    mine = [visible(actor)]
    if actor.role is not Role.EMPLOYER:
        mine.append(col(Task.consultant_id) == actor.user_id)
    employs = actor.role is Role.EMPLOYER
    sheets = _sheets(session, mine, today) if employs else []
    jobs, sheets = calendar_entries.tell_apart(_jobs(session, mine), sheets)
    pauses = _pauses(session, mine)
    entries = list(calendar_entries.start_and_end_entries(jobs))
    entries += calendar_entries.pause_entries(jobs, pauses)
    if employs:
        entries += calendar_entries.week_entries(jobs, sheets, pauses, today=today)
    else:
        parts, book = _parts(session, mine), rulebook.on(today)
        for job in jobs:
            entries += calendar_entries.follow_up_entries(job, parts[job.split_id], book)
    return sorted(entries, key=lambda entry: (entry.day, entry.uid))


def _jobs(session: Session, mine: Conditions) -> list[CalendarJob]:
    query: db.Columns = (
        sa.select(
            col(SmallJob.id),
            col(SmallJob.split_id),
            col(SmallJob.first_name),
            col(Task.headline),
            col(Employer.name).label("employer"),
            col(SmallJob.status),
            col(SmallJob.start_on),
            col(SmallJob.training_ends),
            col(SmallJob.contract_on),
            col(SmallJob.updated_at),
            _LAST_WEEKDAY,
        )
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .where(*mine, col(SmallJob.status) != JobStatus.ENDED)
        .order_by(sa.desc(col(SmallJob.start_on)), col(SmallJob.id))
        .limit(MOST)
    )
    return db.rows(session, query, CalendarJob)


def _pauses(session: Session, mine: Conditions) -> dict[UUID, list[Pause]]:
    """The pauses of the small jobs that have not ended, by small job."""
    query = (
        select(Pause)
        .join(SmallJob, col(SmallJob.id) == col(Pause.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(*mine, col(SmallJob.status) != JobStatus.ENDED)
        .order_by(col(Pause.from_day))
    )
    by_job: dict[UUID, list[Pause]] = defaultdict(list)
    for pause in session.exec(query):
        by_job[pause.small_job_id].append(pause)
    return by_job


def _parts(session: Session, mine: Conditions) -> dict[UUID, list[Any]]:
    """The rows of the plans in force, by plan."""
    query = (
        sa.select(
            col(Part.split_id),
            col(Part.activity_id),
            col(Part.kind),
            col(Part.minutes),
            col(Part.from_week),
            col(Part.to_week),
        )
        .select_from(Part)
        .join(SmallJob, col(SmallJob.split_id) == col(Part.split_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(*mine, col(SmallJob.status) != JobStatus.ENDED)
    )
    by_plan: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        by_plan[row.split_id].append(row)
    return by_plan


def _sheets(session: Session, mine: Conditions, today: date) -> list[CalendarSheet]:
    """All that are open or came back, and all others from this week on."""
    asked = col(Timesheet.status).in_([SheetStatus.OPEN, SheetStatus.RETURNED])
    query = (
        sa.select(
            col(Timesheet.small_job_id),
            col(SmallJob.first_name),
            col(Task.headline),
            col(Timesheet.monday),
            col(Timesheet.revision),
            col(Timesheet.status),
            col(Timesheet.since),
            due_conditions.LAST_WORKED,
        )
        .select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            *mine,
            sa.or_(asked, col(Timesheet.monday) >= Week.of(today).monday),
            sa.or_(col(Timesheet.status) != SheetStatus.OPEN, due_conditions.is_of_job()),
        )
        .order_by(sa.desc(col(Timesheet.monday)), col(Timesheet.id))
        .limit(MOST)
    )
    return db.rows(session, query, CalendarSheet)
