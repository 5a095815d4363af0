"""Columns of a week sheet in lists: the sums of its days, and what its highlights are read from."""

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

# What `highlights` reads of the sheet itself.
HIGHLIGHTS: Any = (col(Timesheet.reasons), col(Timesheet.went))
