"""Columns of a week sheet that are computed from its days and marks.

Each is a subquery of the sheet's own row: a page may run only so many statements.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from .models import Day, Progress, Timesheet
from .rules import SENT, Mark

_SEPARATOR = "\x1f"  # never part of a text: forms refuse control characters


def _of_days(value: Any, name: str) -> Any:
    """`value` of all days of a sheet, as a column of the sheet's own row."""
    return (
        sa.select(value)
        .where(col(Day.timesheet_id) == col(Timesheet.id))
        .correlate(Timesheet)
        .scalar_subquery()
        .label(name)
    )


# The minutes of a sheet.
SUMS: Any = (
    _of_days(sa.func.coalesce(sa.func.sum(col(Day.paid)), 0), "paid"),
    _of_days(sa.func.coalesce(sa.func.sum(col(Day.training)), 0), "training"),
)

# What `highlights` reads; the absences as one text.
HIGHLIGHTS: Any = (
    col(Timesheet.reasons),
    col(Timesheet.went),
    _of_days(
        sa.func.aggregate_strings(
            sa.cast(col(Day.day), sa.String)
            .concat("|")
            .concat(sa.cast(col(Day.absence), sa.String)),
            " ",
        ),
        "absences",
    ),
)

# The marks of a sheet as one text, which `marks_in` reads.
MARKS: Any = (
    sa.select(
        sa.func.aggregate_strings(
            sa.cast(col(Progress.activity_id), sa.String)
            .concat("|")
            .concat(sa.cast(col(Progress.mark), sa.String))
            .concat("|")
            .concat(col(Progress.learnt)),
            _SEPARATOR,
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
    """The marks in rows with the column MARKS, of the sheets that are submitted or approved."""
    marks = []
    for row in rows:
        texts = (row.marks or "").split(_SEPARATOR) if row.status in SENT else []
        for text in filter(None, texts):
            activity_id, mark, learnt = text.split("|", 2)
            marks.append(MarkRow(UUID(activity_id), row.monday, Mark(mark), learnt))
    return marks
