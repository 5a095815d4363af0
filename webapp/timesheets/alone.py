"""What somebody has done alone for weeks, as the page of a small job suggests it for pay."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from ..splits.plan import Kind, PartLike, in_week, paid_after
from .models import Progress, Timesheet
from .rules import SENT, Mark
from .training import mastered

_BETWEEN = "\x1f"  # nothing that somebody types: forms refuse control characters

# The marks of a sheet as one text: a page has only so many statements to spend.
MARKS: Any = (
    sa.select(
        sa.func.aggregate_strings(
            sa.cast(col(Progress.activity_id), sa.String)
            .concat("|")
            .concat(sa.cast(col(Progress.mark), sa.String))
            .concat("|")
            .concat(col(Progress.learnt)),
            _BETWEEN,
        )
    )
    .where(col(Progress.timesheet_id) == col(Timesheet.id))
    .correlate(Timesheet)
    .scalar_subquery()
    .label("marks")
)


class MarkRow(NamedTuple):
    """The mark of an activity in one week, and the words about it."""

    activity_id: UUID
    monday: date
    mark: Mark
    learnt: str


def marks_in(rows: Iterable[Any]) -> list[MarkRow]:
    """The marks in rows with the column MARKS, of what was sent and has not come back."""
    found = []
    for row in rows:
        for one in filter(None, (row.marks or "").split(_BETWEEN)) if row.status in SENT else ():
            activity_id, mark, learnt = one.split("|", 2)
            found.append(MarkRow(UUID(activity_id), row.monday, Mark(mark), learnt))
    return found


def ready(
    marks: Iterable[MarkRow], parts: Sequence[PartLike], week: int, *, weeks_alone: int
) -> dict[UUID, list[Any]]:
    """What is trained in plan week `week` and was done alone for the latest `weeks_alone` marks.

    Those marks by activity. What is paid anyway, now or right after, is not suggested.
    """
    by_activity: dict[UUID, list[Any]] = {}
    for row in sorted(marks, key=lambda row: row.monday):
        by_activity.setdefault(row.activity_id, []).append(row)
    paid = {part.activity_id for part in parts if part.kind is Kind.PAID}
    paid |= {part.activity_id for part in parts if paid_after(parts, part)}
    trained = dict.fromkeys(
        part.activity_id for part in parts if part.kind is Kind.TRAINING and in_week(part, week)
    )
    found = {
        activity_id: mastered(by_activity.get(activity_id, []), weeks_alone)
        for activity_id in trained
        if activity_id not in paid
    }
    return {activity_id: rows for activity_id, rows in found.items() if rows}
