"""A blank week sheet, prefilled as planned."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .. import days_off
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..splits.models import Part
from . import weeks
from .content_writer import carried_day, new_day, put_shares
from .day import DayContent
from .models import Day, Timesheet
from .shares import Key, of_shared_kinds
from .usual_hours import usual_week


def blank(job: SmallJob, parts: Sequence[Part], week: Week, *, at: datetime) -> Timesheet:
    """A new sheet for `week`, prefilled as planned. It is not in the database yet."""
    usual = usual_week(parts, job, week)
    planned = weeks.prefill(
        week,
        usual,
        job=job,
        training_ends=job.training_ends,
        days_off=days_off.named(week.days),
    )
    shared = of_shared_kinds(key for shares in usual.values() for key in shares)
    return Timesheet(
        small_job_id=job.id,
        monday=week.monday,
        created_at=at,
        updated_at=at,
        since=at,
        days=[_as_planned(day, shared) for day in planned],
    )


def planned_week(
    stored: Timesheet | None, job: SmallJob, parts: Sequence[Part], week: Week, *, at: datetime
) -> Timesheet:
    """The week as planned, for comparing; not in the database.

    As long as nobody has kept anything in the stored sheet, it is what that was prefilled with: a
    plan that has changed since then is not the company's doing.
    """
    if stored is None or not weeks.is_as_prefilled(stored):
        return blank(job, parts, week, at=at)
    days = [carried_day(day.content) for day in stored.days]
    return Timesheet(small_job_id=job.id, monday=week.monday, created_at=at, days=days)


def _as_planned(planned: DayContent, shared: Iterable[Key]) -> Day:
    day = new_day(planned)
    put_shares(day, {key: planned.shares[key] for key in shared if key in planned.shares})
    return day
