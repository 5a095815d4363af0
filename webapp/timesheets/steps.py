"""Parts of what happens to week sheets: whole uses are made of them.

A week is sent with its call, a correction is thrown away without it (`support.actions`), and the
open weeks follow what happens to their small job (`job_actions`).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from .. import history
from ..actor import Actor, Refused
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..splits.models import Part, Split
from ..tasks import store as tasks
from ..tasks.models import Task
from . import store
from .blank import blank
from .content_writer import refill_day
from .models import Timesheet
from .refusals import refuse_unless_allowed
from .rules import MOVES, Action
from .sheet_findings import not_yet, unanswered


def submit(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Submit the week to the contact person. The questions of a return stay readable.

    Raises Refused for what the rulebook blocks, and while what it asks is unanswered; also before
    the week has happened.
    """
    refuse_unless_allowed(session, by, Action.SUBMIT, sheet)
    job = session.get_one(SmallJob, sheet.small_job_id)
    parts = session.get_one(Split, job.split_id).parts
    _refuse_unanswered(session, sheet, job, parts)
    if finding := not_yet(sheet, job, parts, at=at):
        raise Refused(finding.message)
    sheet.sent_at = at
    move(session, sheet, Action.SUBMIT, by=by, at=at, reason=sheet.note)


def _refuse_unanswered(
    session: Session, sheet: Timesheet, job: SmallJob, parts: Sequence[Part]
) -> None:
    if unanswered(sheet, job, parts):  # the name is loaded for whoever is refused
        contact = tasks.contact(session, session.get_one(Task, job.task_id))
        name = contact.name if contact else ""
        raise Refused(unanswered(sheet, job, parts, contact=name)[0].message)


def drop(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Throw a correction away: the approved week before it counts on."""
    refuse_unless_allowed(session, by, Action.DROP, sheet)
    history.note(session, sheet, Action.DROP, noun="timesheet", by=by, at=at)
    session.delete(sheet)
    session.flush()


def open_since_start(
    session: Session, job: SmallJob, parts: Sequence[Part], *, today: date, at: datetime
) -> None:
    """Open the sheets from the start date until now, for a small job that starts."""
    monday = Week.of(job.start_on).monday
    while monday <= today:
        session.add(blank(job, parts, Week.of(monday), at=at))
        monday += timedelta(weeks=1)
    session.flush()


def refill(
    session: Session, job: SmallJob, parts: Sequence[Part], *, monday_from: date, at: datetime
) -> int:
    """Prefill the open sheets from that Monday on again, as `parts` plan them now.

    Sheets that somebody has saved stay as they are. Returns how many sheets were refilled. Each
    counts as opened `at` and gets a new version, so saving from an older page is refused.
    """
    sheets = store.untouched(session, job.id, monday_from)
    for sheet in sheets:
        planned = blank(job, parts, sheet.week, at=at).days
        for day, refilled in zip(sheet.days, planned, strict=True):
            refill_day(day, refilled.content)
        sheet.since = sheet.updated_at = at
    session.flush()
    return len(sheets)


def move(
    session: Session,
    sheet: Timesheet,
    action: Action,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    refuse_unless_allowed(session, by, action, sheet)
    history.move(session, sheet, action, MOVES, noun="timesheet", by=by, at=at, reason=reason)
