"""Queries for payroll, each one starting from what the actor's own company may see."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from .. import db
from ..accounts.models import Employer, User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor, Role
from ..clock import local
from ..smalljobs.models import SmallJob
from ..tasks.models import Task
from ..tasks.store import visible
from ..timesheets.day import FIELDS, DayContent, read
from ..timesheets.due_conditions import is_of_job
from ..timesheets.models import Day, Timesheet
from ..timesheets.rules import Status
from .models import Export, Exported
from .rules import ExportFile, Month, Participant, PayrollSheet


def visible_to(actor: Actor) -> db.Entities[Export]:
    """The files that `actor` may see: those of their own company."""
    theirs = actor.role is Role.EMPLOYER
    return select(Export).where(
        col(Export.employer_id) == actor.employer_id, sa.true() if theirs else sa.false()
    )


def get(session: Session, actor: Actor, export_id: UUID) -> Export | None:
    return session.exec(visible_to(actor).where(col(Export.id) == export_id)).one_or_none()


def exports(session: Session, actor: Actor, month: Month) -> list[ExportFile]:
    """The files of a month with the revisions in them, oldest first."""
    query = (
        visible_to(actor)
        .join(User, col(User.id) == col(Export.made_by))
        .outerjoin(Exported, col(Exported.export_id) == col(Export.id))
        .where(col(Export.month) == month.first)
        .with_only_columns(
            col(Export.id), col(Export.made_at), col(User.name), col(Exported.timesheet_id)
        )
        .order_by(col(Export.made_at), col(Export.id))
    )
    inside: dict[Any, set[UUID]] = defaultdict(set)
    for export_id, at, by, sheet_id in session.execute(query):
        inside[export_id, at, by] |= {sheet_id} if sheet_id else set()
    return [
        ExportFile(export_id, at, local(at).date(), by, frozenset(sheet_ids))
        for (export_id, at, by), sheet_ids in inside.items()
    ]


_consultant: Any = aliased(User)
_FIELDS = [item for item in FIELDS if item.payroll]


def _own(actor: Actor, month: Month, *columns: Any) -> db.Columns:
    """Of the company's week sheets that reach into `month`: every revision."""
    return (
        sa.select(*columns)
        .select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            visible(actor),
            col(Workplace.employer_id) == actor.employer_id,
            col(Timesheet.monday) > month.first - timedelta(days=7),
            col(Timesheet.monday) <= month.last,
        )
    )


def sheets(session: Session, actor: Actor, month: Month) -> list[PayrollSheet]:
    """Every revision of the company's weeks in `month`, with the days of that month.

    Days come only with what is approved: nothing else may reach a file. They are read after the
    weeks, so that one which is approved meanwhile is there with its days or not at all.
    """
    query = (
        _own(
            actor,
            month,
            Timesheet.__table__,  # type: ignore[attr-defined]
            col(SmallJob.first_name),
            col(SmallJob.payroll_number),
            col(SmallJob.start_on),
            col(SmallJob.ended_on),
            col(Task.headline),
            col(Workplace.name).label("workplace"),
            col(Workplace.p_number),
            col(Employer.cvr),
            _consultant.name.label("consultant"),
        )
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
    )
    unsent = sa.and_(col(Timesheet.status) == Status.OPEN, ~is_of_job())
    rows = session.execute(query.where(~unsent)).all()
    days = _days(session, actor, month)
    return [_sheet(row, days[row.id]) for row in rows]


def _days(session: Session, actor: Actor, month: Month) -> dict[UUID, dict[date, DayContent]]:
    query = _own(
        actor,
        month,
        col(Day.timesheet_id),
        col(Day.day),
        *(getattr(Day, item.name) for item in _FIELDS),
    ).join(Day, col(Day.timesheet_id) == col(Timesheet.id))
    days: dict[UUID, dict[date, DayContent]] = defaultdict(dict)
    in_month = query.where(
        col(Timesheet.status) == Status.APPROVED, col(Day.day).between(month.first, month.last)
    )
    for row in session.execute(in_month):
        days[row.timesheet_id][row.day] = read(row, _FIELDS)
    return days


def _sheet(row: Any, days: dict[date, DayContent]) -> PayrollSheet:
    person = Participant(
        id=row.small_job_id,
        first_name=row.first_name,
        payroll_number=row.payroll_number,
        headline=row.headline,
        workplace=row.workplace,
        p_number=row.p_number,
        cvr=row.cvr,
        start_on=row.start_on,
        ended_on=row.ended_on,
        consultant=row.consultant or "",
    )
    return PayrollSheet(
        id=row.id,
        person=person,
        monday=row.monday,
        revision=row.revision,
        status=row.status,
        since=row.since,
        approved_on=local(row.approved_at).date() if row.approved_at else None,
        days=days,
    )


def write_numbers(session: Session, numbers: dict[UUID, str]) -> None:
    """Keep payroll numbers by small job. Whoever asks has found those for the actor.

    Around the small job's version: a number is nothing that another form could have shown.
    """
    table: Any = SmallJob.__table__  # type: ignore[attr-defined]
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("job_id"))
        .values(payroll_number=sa.bindparam("number"))
    )
    rows = [{"job_id": job_id, "number": number} for job_id, number in numbers.items()]
    if rows:
        session.connection().execute(statement, rows)
