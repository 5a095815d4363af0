"""Whose first name somebody else at the same company has."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from ..accounts.models import Workplace
from ..tasks.models import Task
from .models import SmallJob
from .names import shared_names, with_headline

Row = TypeVar("Row", bound=Any)


def namesakes(session: Session, workplaces: Collection[UUID]) -> set[UUID]:
    """The small jobs at these companies whose first name another one of the company has, too.

    Companies are given by any of their workplaces. Small jobs that have ended count as well: their
    weeks may still be corrected.
    """
    companies = sa.select(col(Workplace.employer_id)).where(col(Workplace.id).in_(workplaces))
    query = (
        sa.select(col(SmallJob.id), col(SmallJob.first_name), col(Workplace.employer_id))
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(col(Workplace.employer_id).in_(companies))
    )
    by_company = defaultdict(list)
    for job_id, first_name, company in session.execute(query):
        by_company[company].append((job_id, first_name))
    return set().union(*map(shared_names, by_company.values()))


def with_headlines(session: Session, rows: Sequence[Row]) -> list[Row]:
    """The same rows, with the headline at each first name that two at the company have.

    Rows have a `small_job_id`, a `workplace_id`, a `first_name` and a `headline`.
    """
    shared = namesakes(session, {row.workplace_id for row in rows}) if rows else set()
    return [
        row._replace(first_name=with_headline(row.first_name, row.headline))
        if row.small_job_id in shared
        else row
        for row in rows
    ]


def named_in_mail(session: Session, job_id: UUID) -> tuple[str, Task]:
    """The first name, with the headline where the company has another of that name; and the task.

    So it is said wherever nothing else tells which one is meant.
    """
    job = session.get_one(SmallJob, job_id)
    task = session.get_one(Task, job.task_id)
    if task.workplace_id and job.id in namesakes(session, [task.workplace_id]):
        return with_headline(job.first_name, task.headline), task
    return job.first_name, task
