"""Conditions of queries: does the small job run on days of a week sheet?

As `smalljobs.pauses` says it of rows. The query has joined the small job of the sheet.
"""

import sqlalchemy as sa
from sqlmodel import col

from ..smalljobs.pause_conditions import runs_on
from . import revision_conditions
from .models import Day, Timesheet
from .rules import Status


def approved_outside_job() -> sa.ColumnElement[bool]:
    """The condition that a sheet is approved with hours on days on which the job does not run."""
    hours = sa.or_(col(Day.paid) > 0, col(Day.training) > 0, col(Day.away_paid) > 0)
    day = sa.exists().where(
        col(Day.timesheet_id) == col(Timesheet.id), hours, ~runs_on(col(Day.day))
    )
    return sa.and_(revision_conditions.newest({Status.APPROVED}), day.correlate_except(Day))
