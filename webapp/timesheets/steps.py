"""Parts of what happens to week sheets: whole uses are made of them.

A week is sent with its call, a correction is thrown away without it (`support.actions`), and the
open weeks follow what happens to their small job (`job_actions`, `pause_actions`).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from .. import history
from ..actor import Actor, Refused
from ..clock import Week, local
from ..smalljobs.models import SmallJob
from ..smalljobs.pauses import runs_in, runs_on
from ..splits.models import Part, Split
from ..tasks import store as tasks
from ..tasks.models import Task
from . import store
from .blank import blank
from .content_writer import refill_day
from .day import has_hours
from .models import Day, Timesheet
from .refusals import refuse_unless_allowed
from .returns import questions, snapshot
from .rules import MOVES, Action, Status
from .sheet_findings import not_yet, unanswered
from .weeks import is_as_prefilled


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


def send_back(
    session: Session,
    sheet: Timesheet,
    *,
    reasons: Mapping[UUID, str],
    because: str,
    by: Actor,
    at: datetime,
) -> None:
    """Send the week back, with a reason on each line that it is about.

    What the company said with it stays in the history: its answer begins empty. How the week was
    is kept until it comes back once more.
    """
    refuse_unless_allowed(session, by, Action.RETURN, sheet)
    sheet.note = ""
    sheet.as_returned = snapshot(sheet.content)
    for day in sheet.days:
        day.returned_because = reasons.get(day.id, "")
    sheet.returned_because = because
    move(session, sheet, Action.RETURN, by=by, at=at, reason=questions(sheet))


def drop(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Throw a correction away: the approved week before it counts on."""
    refuse_unless_allowed(session, by, Action.DROP, sheet)
    history.note(session, sheet, Action.DROP, noun="timesheet", by=by, at=at)
    session.delete(sheet)
    session.flush()


def open_since_start(
    session: Session, job: SmallJob, parts: Sequence[Part], *, at: datetime
) -> None:
    """Open the sheets from the start date until now, for a small job that starts."""
    _open_missing(session, job, parts, set(), since=job.start_on, at=at)


def _open_missing(
    session: Session,
    job: SmallJob,
    parts: Sequence[Part],
    known: Collection[date],
    *,
    since: date,
    at: datetime,
) -> None:
    """Open a sheet of every week from then until now in which it runs, but of `known` Mondays."""
    week, last = Week.of(since), Week.of(local(at).date())
    while week <= last:
        if week.monday not in known and runs_in(job, week):
            session.add(blank(job, parts, week, at=at))
        week = week.plus(1)
    session.flush()


def refill(
    session: Session, job: SmallJob, parts: Sequence[Part], *, monday_from: date, at: datetime
) -> int:
    """Prefill the open sheets from that Monday on again, as `parts` plan them now.

    Sheets that somebody has saved stay as they are. Returns how many sheets were refilled.
    """
    return _refill(session, job, parts, store.untouched(session, job.id, monday_from), at=at)


def _refill(
    session: Session,
    job: SmallJob,
    parts: Sequence[Part],
    untouched: Sequence[Timesheet],
    *,
    at: datetime,
) -> int:
    """Prefill these anew. One of a week in which the small job does not run at all goes.

    Each counts as opened `at` and gets a new version, so saving from an older page is refused.
    """
    kept = [sheet for sheet in untouched if runs_in(job, sheet.week)]
    for sheet in untouched:
        if sheet not in kept:
            session.delete(sheet)
    for sheet in kept:
        planned = blank(job, parts, sheet.week, at=at).days
        for day, refilled in zip(sheet.days, planned, strict=True):
            refill_day(day, refilled.content)
        sheet.since = sheet.updated_at = at
    session.flush()
    return len(kept)


def follow_days(
    session: Session, job: SmallJob, first: date, *, reason: str, by: Actor, at: datetime
) -> list[Week]:
    """Let the weeks from the one of `first` on follow the days on which it runs.

    Open ones that nobody has kept anything in are filled anew, opened, or go. What was sent with
    hours on other days comes back, with the reason on those days: those weeks are returned.
    """
    parts = session.get_one(Split, job.split_id).parts
    sheets = store.sheets_from(session, job.id, Week.of(first).monday)
    _refill(session, job, parts, [each for each in sheets if is_as_prefilled(each)], at=at)
    monday, known = max(first, job.start_on), {sheet.monday for sheet in sheets}
    _open_missing(session, job, parts, known, since=monday, at=at)
    back: list[Week] = []
    for sheet in sheets:
        outside = _outside(job, sheet)
        if outside and sheet.status is Status.SUBMITTED:
            lines = {day.id: reason for day in outside}
            send_back(session, sheet, reasons=lines, because="", by=by, at=at)
            back.append(sheet.week)
    return back


def _outside(job: SmallJob, sheet: Timesheet) -> list[Day]:
    """The days with hours on which the small job does not run."""
    return [day for day in sheet.days if has_hours(day) and not runs_on(job, day.day)]


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
