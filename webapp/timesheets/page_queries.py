"""Queries of the page of a week sheet, in few statements."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, lazyload
from sqlmodel import Session, col

from .. import db
from ..accounts.models import Employer, User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.store import visible

_author: Any = aliased(User)
_consultant: Any = aliased(User)


@dataclass(frozen=True)
class SheetContext:
    """The names and phones of the people and places around the sheets of a small job."""

    workplace: str
    employer_id: UUID
    employer: str
    author_id: UUID | None
    author: str | None
    author_phone: str | None
    consultant_id: UUID | None
    consultant: str | None
    consultant_phone: str | None


Context = TypeVar("Context", bound=SheetContext)


def job_with_context(
    session: Session, actor: Actor, job_id: UUID, kind: type[Context], *columns: Any
) -> tuple[SmallJob, Task, Split, Context] | None:
    """A small job with its task, its plan, and the names around it, in one statement.

    `columns` are what `kind` has beside the names. None where the actor may not see it.
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
    row = session.execute(query).unique().one_or_none()
    return None if row is None else (row[0], row[1], row[2], db.pick(row, kind))
