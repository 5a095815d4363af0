"""What the rulebook says of the hours of a sheet, whoever asks: its page, sending it, the list."""

from collections.abc import Sequence
from datetime import datetime

from .. import rulebook
from ..clock import local
from ..rulebook.findings import Code
from ..smalljobs.models import SmallJob
from ..smalljobs.pauses import runs_on
from ..splits.models import Part
from . import findings, policy, sending_day, weeks
from .blank import blank
from .models import Timesheet
from .usual_hours import week_context


def of_sheet(
    sheet: Timesheet, job: SmallJob, parts: Sequence[Part], *, contact: str, language: str = "da"
) -> list[rulebook.Finding]:
    """All findings, worst first. `contact` is the name of the contact person."""
    context = week_context(job, parts, sheet.week, contact=contact, language=language)
    return findings.of_week(sheet.days, rulebook.on(sheet.monday), context)


def unanswered(
    sheet: Timesheet, job: SmallJob, parts: Sequence[Part], *, contact: str = ""
) -> list[rulebook.Finding]:
    """The findings that prevent sending the sheet as it is."""
    return findings.unanswered(of_sheet(sheet, job, parts, contact=contact), sheet.reasons)


def not_yet(
    sheet: Timesheet, job: SmallJob, parts: Sequence[Part], *, at: datetime
) -> rulebook.Finding | None:
    """That the sheet cannot be sent yet as it stands: its message has the `day` from when. Or None.

    Days on which the small job does not run never come: those of a pause, and after the end.
    """
    today = local(at).date()
    if sheet.week.sunday <= today:
        return None
    days = [day for day in sheet.days if runs_on(job, day.day)]
    as_planned = weeks.is_as_prefilled(sheet)
    planned = days if as_planned else blank(job, parts, sheet.week, at=at).days
    rule = rulebook.on(sheet.monday).send_week
    first = sending_day.first_day(days, planned, rule.send_from)
    reason = policy.why_not_yet(first, today=today)
    return (
        rulebook.Finding(Code.NOT_YET, rule.effect, reason, "send_from", rule) if reason else None
    )
