"""The open proposal to change a plan, as a column of a task's row, and whom it waits for."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from ..actor import Side
from ..tasks.models import Task
from .models import Split
from .rules import UNFINISHED, Status, whose_move

OPEN_PROPOSAL: Any = (
    sa.select(
        sa.cast(col(Split.status), sa.String)
        .concat("|")
        .concat(sa.cast(col(Split.side), sa.String))
    )
    .where(col(Split.task_id) == col(Task.id), col(Split.status).in_(UNFINISHED))
    .order_by(sa.desc(col(Split.number)))
    .limit(1)
    .correlate(Task)
    .scalar_subquery()
    .label("open_proposal")
)


def waits_for(row: Any) -> str:
    """Whose move it is: a name from a row with OPEN_PROPOSAL, author and consultant; else empty."""
    if not row.open_proposal:
        return ""
    status, side = row.open_proposal.split("|")
    whose = whose_move(Status(status), Side(side))
    return (row.consultant if whose is Side.CONSULTANT else row.author) or ""
