"""The open proposal to change a plan, as columns of a task's row, and whom it waits for."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from ..actor import Side
from ..tasks.models import Task
from .models import Split
from .rules import UNFINISHED, whose_move


def _of_proposal(column: Any, name: str) -> Any:
    return (
        sa.select(column)
        .where(col(Split.task_id) == col(Task.id), col(Split.status).in_(UNFINISHED))
        .order_by(sa.desc(col(Split.number)))
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
        .label(name)
    )


OPEN_PROPOSAL: Any = (
    _of_proposal(col(Split.status), "proposal_status"),
    _of_proposal(col(Split.side), "proposal_side"),
)


def waits_for(row: Any) -> str:
    """Whose move it is: a name from a row with OPEN_PROPOSAL, author and consultant; else empty."""
    if row.proposal_status is None:
        return ""
    whose = whose_move(row.proposal_status, row.proposal_side)
    return (row.consultant if whose is Side.CONSULTANT else row.author) or ""
