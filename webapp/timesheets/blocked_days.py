"""The days of a pause: no hours come into a week there, whoever types them and wherever."""

from collections.abc import Iterable

from sqlmodel import Session

from ..actor import Refused
from ..smalljobs.models import SmallJob
from ..smalljobs.pauses import pause_on, why_no_hours
from .day import DayContent
from .models import Timesheet


def refuse_hours(session: Session, sheet: Timesheet, lines: Iterable[DayContent]) -> None:
    """Raise Refused where `lines` have more on a day of a pause than is stored there.

    What was kept there before the pause was known may stay until it is sent, or be reduced.
    """
    with session.no_autoflush:
        pauses = session.get_one(SmallJob, sheet.small_job_id).pauses
    kept = {day.day: day.content for day in sheet.days}
    for line in lines:
        pause = pause_on(pauses, line.day)
        if pause is not None and has_more(line, kept[line.day]):
            raise Refused(why_no_hours(pause, line.day))


def has_more(line: DayContent, kept: DayContent) -> bool:
    """Does `line` hold hours or an absence that are not in what is kept?"""
    more = any(
        getattr(line, name) > getattr(kept, name) for name in ("paid", "training", "away_paid")
    )
    return more or line.absence not in {None, kept.absence}
