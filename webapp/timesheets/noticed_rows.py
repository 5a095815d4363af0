"""The columns of a week sheet that say how much it holds and what stands out in it."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from .models import Day, Timesheet


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

# What `noticed` reads; the absences as one text, for a page has only so many statements to spend.
COLUMNS: Any = (
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
