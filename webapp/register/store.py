"""Queries for the register of working time: by the actor who asks, or by an open link."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from ..accounts.models import Employer, Municipality, User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..links import store as links
from ..links.models import Link
from ..links.rules import Purpose
from ..smalljobs.models import Pause, SmallJob
from ..smalljobs.pause_conditions import covering
from ..tasks.models import Task
from ..tasks.store import visible
from ..timesheets import revision_conditions
from ..timesheets.day import read
from ..timesheets.models import Day, Timesheet
from .rules import SHOWN, CountedDay, RegisterJob

_contact: Any = aliased(User)


def of_job(session: Session, actor: Actor, job_id: UUID) -> RegisterJob | None:
    """A small job that `actor` may see."""
    return _first(session, _around().where(visible(actor), col(SmallJob.id) == job_id))


def of_link(session: Session, link_id: UUID) -> RegisterJob | None:
    """The same for the small job that an open link shows; None once it is closed."""
    query = _around().join(Link, col(Link.small_job_id) == col(SmallJob.id))
    return _first(session, query.where(links.opened_by(Purpose.COPY, link_id)))


def _first(session: Session, query: sa.Select[*tuple[Any, ...]]) -> RegisterJob | None:
    row = session.execute(query).one_or_none()
    return RegisterJob(**row._mapping) if row else None


def _around() -> sa.Select[*tuple[Any, ...]]:
    phone = sa.func.coalesce(sa.func.nullif(_contact.phone, ""), col(Municipality.phone))
    return (
        sa.select(
            col(SmallJob.id),
            col(SmallJob.first_name),
            col(SmallJob.status),
            col(Task.headline),
            col(Employer.name).label("employer"),
            col(Workplace.name).label("workplace"),
            _contact.name.label("contact"),
            phone.label("phone"),
        )
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .join(Municipality, col(Municipality.id) == col(Workplace.municipality_id))
        .outerjoin(_contact, is_contact(_contact, col(Task.consultant_id)))
    )


def lines(session: Session, job_id: UUID) -> list[CountedDay]:
    """Every day that counts, first to last: of each week the newest revision that is approved.

    Before there is one, the week as it was sent. Five years are some 1800 short rows.
    """
    paused = sa.exists().where(
        col(Pause.small_job_id) == col(Timesheet.small_job_id), covering(col(Day.day))
    )
    query = (
        sa.select(
            col(Timesheet.monday),
            col(Timesheet.status),
            col(Day.day),
            *(getattr(Day, item.name) for item in SHOWN),
            paused.label("paused"),
        )
        .select_from(Timesheet)
        .join(Day, col(Day.timesheet_id) == col(Timesheet.id))
        .where(col(Timesheet.small_job_id) == job_id, revision_conditions.hours_count())
        .order_by(col(Day.day))
    )
    rows = session.execute(query)
    return [CountedDay(row.monday, row.status, read(row, SHOWN), row.paused) for row in rows]
