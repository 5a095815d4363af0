"""Queries of the page of a week sheet, in few statements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, lazyload
from sqlmodel import Session, col

from .. import days_off
from ..accounts.models import Employer, User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..splits.models import Part, Split
from ..splits.plan import Kind
from ..tasks.models import Task
from ..tasks.store import visible
from . import store, weeks
from .day import DayContent
from .findings import WeekContext

_author: Any = aliased(User)
_consultant: Any = aliased(User)


def job_row(session: Session, actor: Actor, job_id: UUID, *columns: Any) -> Any:
    """One row: SmallJob, Task and Split, the names of the people and places, and `columns`.

    None where the actor may not see it.
    """
    query = (
        sa.select(
            SmallJob,
            Task,
            Split,
            col(Workplace.name).label("workplace"),
            col(Employer.id).label("employer_id"),
            col(Employer.name).label("employer"),
            _author.id.label("author_id"),
            _author.name.label("author"),
            _author.phone.label("author_phone"),
            _consultant.id.label("consultant_id"),
            _consultant.name.label("consultant"),
            _consultant.phone.label("consultant_phone"),
            *columns,
        )
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Split, col(Split.id) == col(SmallJob.split_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(_author, _author.id == col(Task.created_by))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .where(visible(actor), col(SmallJob.id) == job_id)
        .options(
            joinedload(Split.parts),  # type: ignore[arg-type]
            joinedload(SmallJob.pauses),  # type: ignore[arg-type]
            lazyload(Task.activities),  # type: ignore[arg-type]
            lazyload(SmallJob.pattern),  # type: ignore[arg-type]
        )
    )
    return session.execute(query).unique().one_or_none()


def usual_days(job: SmallJob, parts: Sequence[Part], week: Week) -> list[DayContent]:
    """The seven days of `week` as planned, public holidays left out of account."""
    return weeks.prefill(
        week,
        store.usual_week(parts, job, week),
        job=job,
        training_ends=job.training_ends,
        days_off=(),
    )


def agreed_minutes(job: SmallJob, parts: Sequence[Part], week: Week) -> tuple[int, int]:
    """(paid, training) minutes of a whole usual week."""
    usual = store.usual_week(parts, job, week)
    paid, training = (
        sum(each for day in usual.values() for key, each in day.items() if key[1] is kind)
        for kind in (Kind.PAID, Kind.TRAINING)
    )
    return paid, training


def week_context(
    job: SmallJob, parts: Sequence[Part], week: Week, *, contact: str, language: str = "da"
) -> WeekContext:
    """What the rulebook has to know of the small job to judge its hours in `week`."""
    return WeekContext(
        start_on=job.start_on,
        ended_on=job.ended_on,
        pauses=job.pauses,
        training_ends=job.training_ends,
        planned=agreed_minutes(job, parts, week),
        off=days_off.named(week.days, language),
        contact=contact,
    )
