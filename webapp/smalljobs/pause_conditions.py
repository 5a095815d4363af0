"""Conditions of queries: on which days a small job runs, as `pauses` says it of rows."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from .models import Pause, SmallJob


def covering(day: Any) -> sa.ColumnElement[bool]:
    """The condition that a pause covers `day`, a date or a column of dates."""
    ended = sa.or_(col(Pause.to_day).is_(None), col(Pause.to_day) >= day)
    return sa.and_(col(Pause.from_day) <= day, ended)


def runs_on(day: Any) -> sa.ColumnElement[bool]:
    """The condition that the small job of the row runs on `day`, a date or a column of dates."""
    paused = sa.exists().where(col(Pause.small_job_id) == col(SmallJob.id), covering(day))
    return sa.and_(
        col(SmallJob.start_on) <= day,
        sa.or_(col(SmallJob.ended_on).is_(None), col(SmallJob.ended_on) >= day),
        ~paused.correlate_except(Pause),
    )


def of_today(column: Any, today: date) -> sa.ScalarSelect[date | None]:
    """A column of the pause that the small job of the row is in today; NULL where there is none."""
    of_job = (col(Pause.small_job_id) == col(SmallJob.id), covering(today))
    return sa.select(column).where(*of_job).correlate_except(Pause).scalar_subquery()
