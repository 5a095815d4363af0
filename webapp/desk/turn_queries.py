"""Queries of turns: a task with the names of its people and company, and whose turn it is."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from .. import db
from ..accounts.models import Employer, User, Workplace
from ..accounts.store import is_contact
from ..actor import Side
from ..messages import Target
from ..tasks.models import Task
from .rules import Turn, TurnKind

MOST = 200  # of each kind; whoever has more open is helped by the lists, not by a longer page

_consultant: Any = aliased(User)
_author: Any = aliased(User)


def turn_query(*columns: Any) -> db.Columns:
    """A query of `columns` and the names of a task's people and company."""
    return (
        sa.select(
            *columns,
            col(Task.headline).label("headline"),
            sa.func.coalesce(col(Employer.id), col(Task.employer_id)).label("employer_id"),
            col(Employer.name).label("employer"),
            _author.id.label("author_id"),
            _author.name.label("author"),
            _author.phone.label("author_phone"),
            _consultant.id.label("consultant_id"),
            _consultant.name.label("consultant"),
        )
        .select_from(Task)
        .outerjoin(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .outerjoin(Employer, col(Employer.id) == col(Workplace.employer_id))
        .outerjoin(_author, _author.id == col(Task.created_by))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
    )


def make_turn(
    row: Any,
    kind: TurnKind,
    target: Target,
    *,
    whose: Side = Side.CONSULTANT,
    named: dict[str, Any] | None = None,
    due: date | None = None,
    phone: str = "",
) -> Turn:
    """The turn of a row of `turn_query` with the columns id and since."""
    consultants = whose is Side.CONSULTANT
    return Turn(
        kind=kind,
        whose=whose,
        named=named or {},
        about=row.headline,
        place=row.employer or "",
        waits_for=(row.consultant if consultants else row.author) or "",
        waits_for_id=row.consultant_id if consultants else row.author_id,
        since=row.since,
        target=target,
        thing_id=row.id,
        employer_id=row.employer_id,
        due=due,
        phone=phone,
    )
