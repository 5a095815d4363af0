"""The hours that the plan in force agrees for a week."""

from collections.abc import Sequence

from .. import days_off
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import plan_week
from ..splits.models import Part
from ..splits.plan import Kind, in_week
from . import weeks
from .day import DayContent
from .findings import WeekContext
from .shares import Key


def usual_week(parts: Sequence[Part], job: SmallJob, week: Week) -> dict[int, dict[Key, int]]:
    """Minutes by weekday, activity and kind, in the order of the plan, of what runs in `week`."""
    usual: dict[int, dict[Key, int]] = {}
    for part in parts:
        if not in_week(part, plan_week(job.start_on, week)):
            continue
        for row in job.pattern:
            if row.part_id == part.id:
                shares = usual.setdefault(row.weekday, {})
                key = part.activity_id, part.kind
                shares[key] = shares.get(key, 0) + row.minutes
    return usual


def usual_days(job: SmallJob, parts: Sequence[Part], week: Week) -> list[DayContent]:
    """The seven days of `week` as planned, public holidays left out of account."""
    return weeks.prefill(
        week,
        usual_week(parts, job, week),
        job=job,
        training_ends=job.training_ends,
        days_off=(),
    )


def agreed_minutes(job: SmallJob, parts: Sequence[Part], week: Week) -> tuple[int, int]:
    """(paid, training) minutes of a whole usual week."""
    usual = usual_week(parts, job, week)
    paid, training = (
        sum(each for day in usual.values() for key, each in day.items() if key[1] is kind)
        for kind in (Kind.PAID, Kind.TRAINING)
    )
    return paid, training


def week_context(
    job: SmallJob, parts: Sequence[Part], week: Week, *, contact: str, language: str = "da"
) -> WeekContext:
    """What the rulebook has to know of the small job to judge its hours in `week`."""
    return WeekContext(
        start_on=job.start_on,
        ended_on=job.ended_on,
        pauses=job.pauses,
        training_ends=job.training_ends,
        planned=agreed_minutes(job, parts, week),
        off=days_off.named(week.days, language),
        contact=contact,
    )
