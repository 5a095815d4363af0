"""The open proposal to change a plan, as columns of a task's row, and whom it waits for."""

from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlmodel import col

from ..actor import Side
from ..tasks.models import Task
from .models import Split
from .rules import UNFINISHED, Status, whose_move


def _of_proposal(column: Any, name: str) -> sa.Label[Any]:
    return (
        sa.select(column)
        .where(col(Split.task_id) == col(Task.id), col(Split.status).in_(UNFINISHED))
        .order_by(sa.desc(col(Split.number)))
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
        .label(name)
    )


OPEN_PROPOSAL = (
    _of_proposal(col(Split.status), "proposal_status"),
    _of_proposal(col(Split.side), "proposal_side"),
)


@dataclass(frozen=True)
class OpenProposal:
    """What OPEN_PROPOSAL reads; nothing where none is open."""

    proposal_status: Status | None
    proposal_side: Side | None


class _Row(Protocol):
    """A row with OPEN_PROPOSAL and the people of the task."""

    @property
    def proposal_status(self) -> Status | None: ...

    @property
    def proposal_side(self) -> Side | None: ...

    @property
    def author(self) -> str | None: ...

    @property
    def consultant(self) -> str | None: ...


def waits_for(row: _Row) -> str:
    """Whose move it is: the name of the author or the consultant; empty where none is open."""
    if row.proposal_status is None or row.proposal_side is None:
        return ""
    whose = whose_move(row.proposal_status, row.proposal_side)
    return (row.consultant if whose is Side.CONSULTANT else row.author) or ""
