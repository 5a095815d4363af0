"""Columns of a week sheet in lists: the sums of its days, and what its highlights are read from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from .models import Day, Timesheet
from .rules import Mark, Status, Went


def _of_days(value: Any, name: str) -> sa.Label[Any]:
    """`value` of all days of a sheet, as a column of the sheet's own row."""
    return (
        sa.select(value)
        .where(col(Day.timesheet_id) == col(Timesheet.id))
        .correlate(Timesheet)
        .scalar_subquery()
        .label(name)
    )


# The minutes of a sheet.
SUMS = (
    _of_days(sa.func.coalesce(sa.func.sum(col(Day.paid)), 0), "paid"),
    _of_days(sa.func.coalesce(sa.func.sum(col(Day.training)), 0), "training"),
)

# What `highlights` reads of the sheet itself.
HIGHLIGHTS = (col(Timesheet.reasons), col(Timesheet.went))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A week in a list: its newest revision, with the sums."""

    id: UUID
    small_job_id: UUID
    monday: date
    revision: int
    status: Status
    since: datetime
    paid: int
    training: int
    first_name: str
    headline: str
    employer: str
    coming: bool  # the company writes a correction that the reader does not see yet


@dataclass(frozen=True, slots=True)
class JobSheetRow(SheetRow):
    """A week in the list of its small job."""

    outside: bool  # approved with hours on days on which the small job does not run


@dataclass(frozen=True, slots=True)
class HighlightedRow(SheetRow):
    """The same with what its highlights are read from."""

    reasons: dict[str, str]
    went: Went | None


class MarkRow(NamedTuple):
    """The mark of an activity in one week, and the words about it."""

    activity_id: UUID
    monday: date
    mark: Mark
    learnt: str
