"""While pay is kept back: no paid hour comes into a week that nobody was offered."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from ..actor import refuse_if
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import first_paid_day, holds_pay
from ..splits.models import Split
from . import policy
from .day import DayContent
from .models import Timesheet


def refuse_unoffered(
    session: Session, sheet: Timesheet, lines: Iterable[DayContent], *, today: date
) -> None:
    """Raise Refused where `lines` pay for something before the plan does, as pay is kept back."""
    with session.no_autoflush:
        job = session.get_one(SmallJob, sheet.small_job_id)
        parts = session.get_one(Split, job.split_id).parts if job.pay_held else []
    if not holds_pay(job, parts, today=today):
        return
    paid_from = first_paid_day(job.start_on, parts)
    days = {day.day: day for day in sheet.days}
    for line in lines:
        refuse_if(policy.why_not_pay(line, days[line.day], line.shares, paid_from=paid_from))
