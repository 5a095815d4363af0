"""The change of a plan that is on its way, as a column of a task's row: whom does it wait for?"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from ..actor import Side
from ..tasks.models import Task
from .models import Split
from .rules import UNFINISHED, Status, whose_move

PENDING: Any = (
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
    .label("pending")
)


def waits_for(row: Any) -> str:
    """The name of whose move it is, in a row with PENDING, author and consultant; else empty."""
    if not row.pending:
        return ""
    status, side = row.pending.split("|")
    whose = whose_move(Status(status), Side(side))
    return (row.consultant if whose is Side.CONSULTANT else row.author) or ""
