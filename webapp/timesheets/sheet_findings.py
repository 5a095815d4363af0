"""What the rulebook says of the hours of a sheet, whoever asks: its page, sending it, the list."""

from collections.abc import Sequence

from .. import rulebook
from ..rulebook import Finding
from ..smalljobs.models import SmallJob
from ..splits.models import Part
from . import findings
from .models import Timesheet
from .usual_hours import week_context


def of_sheet(
    sheet: Timesheet, job: SmallJob, parts: Sequence[Part], *, contact: str, language: str = "da"
) -> list[Finding]:
    """All findings, worst first. `contact` is the name of the contact person."""
    context = week_context(job, parts, sheet.week, contact=contact, language=language)
    return findings.of_week(sheet.days, rulebook.on(sheet.monday), context)


def unanswered(
    sheet: Timesheet, job: SmallJob, parts: Sequence[Part], *, contact: str = ""
) -> list[Finding]:
    """The findings that prevent sending the sheet as it is."""
    return findings.unanswered(of_sheet(sheet, job, parts, contact=contact), sheet.reasons)
