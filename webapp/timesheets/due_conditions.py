"""Conditions of queries: is a week owed yet? As `sending_day` and `weeks` say it of a sheet."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.pause_conditions import runs_on
from .models import Day, Timesheet
from .rules import AFTERWARDS, Status
from .weeks import due_day, last_due


def is_due(today: date) -> sa.ColumnElement[bool]:
    """The company has to send it: it came back, or it is due.

    Nobody owes a week that they cannot send yet, or in which the small job does not run.
    """
    return sa.or_(
        col(Timesheet.status) == Status.RETURNED,
        sa.and_(
            col(Timesheet.status) == Status.OPEN,
            col(Timesheet.monday) <= last_due(today).monday,
            is_of_job(),
            ~happens_after(today),
        ),
    )


def is_of_job() -> sa.ColumnElement[bool]:
    """The condition that the small job runs on a day of the week, or that it was begun anew.

    Of an open week that lies wholly in a pause or after the end there is nothing to send.
    """
    runs = sa.exists().where(col(Day.timesheet_id) == col(Timesheet.id), runs_on(col(Day.day)))
    return sa.or_(col(Timesheet.revision) > 1, runs.correlate_except(Day))


def happens_after(day: date) -> sa.ColumnElement[bool]:
    """It tells of something that happens after `day`, on a day on which the small job runs.

    For queries that have joined the small job.
    """
    happens = sa.or_(
        col(Day.paid) > 0, col(Day.training) > 0, col(Day.absence).in_(sorted(AFTERWARDS))
    )
    of_sheet = sa.select(col(Day.id)).where(
        col(Day.timesheet_id) == col(Timesheet.id),
        col(Day.day) > day,
        happens,
        runs_on(col(Day.day)),
    )
    return of_sheet.correlate(Timesheet, SmallJob).exists()


def worked_at_weekend(mondays: Collection[date]) -> sa.ColumnElement[bool]:
    """It is of one of these weeks, and could not be sent on the day from which it was due."""
    weekends = [
        sa.and_(col(Timesheet.monday) == monday, happens_after(due_day(Week.of(monday))))
        for monday in mondays
    ]
    return sa.or_(sa.false(), *weekends)


# The last day with hours; none where nobody works.
LAST_WORKED: sa.Label[Any] = (
    sa.select(sa.func.max(col(Day.day)))
    .where(col(Day.timesheet_id) == col(Timesheet.id), col(Day.paid) + col(Day.training) > 0)
    .correlate(Timesheet)
    .scalar_subquery()
    .label("last_worked")
)
