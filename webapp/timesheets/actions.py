"""What happens to week sheets: open, save, submit, return, approve, correct."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from .. import days_off, history, limits
from ..accounts.members import four_eyes
from ..actor import Actor, Stale, refuse_if
from ..clock import Week, local
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Part, Split
from ..tasks.models import Task
from . import mails, pay, store, weeks
from .content import WeekContent
from .content_writer import (
    carried_day,
    new_day,
    put_shares,
    refill_day,
    set_values,
    write_day,
    write_progress,
)
from .day import DayContent
from .models import Day, Progress, Timesheet
from .refusals import refuse_unless_allowed
from .returns import questions, snapshot
from .rules import MOVES, Action, Status
from .shares import Key, of_shared_kinds

CATCH_UP = 53  # weeks that are opened later if the worker did not run: a year
BATCH = 50  # sheets in one transaction: 0.2 seconds of SQLite's write lock


def blank(job: SmallJob, parts: Sequence[Part], week: Week, *, at: datetime) -> Timesheet:
    """A new sheet for `week`, prefilled as planned. It is not in the database yet."""
    usual = store.usual_week(parts, job, week)
    planned = weeks.prefill(
        week,
        usual,
        start_on=job.start_on,
        ends_on=_last_day(job),
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


def _last_day(job: SmallJob) -> date | None:
    """The last day with hours: of the job, or the one before the pause that it is in."""
    if job.status is JobStatus.PAUSED:
        return local(job.since).date() - timedelta(days=1)
    return job.ended_on


def _as_planned(planned: DayContent, shared: Iterable[Key]) -> Day:
    day = new_day(planned)
    put_shares(day, {key: planned.shares[key] for key in shared if key in planned.shares})
    return day


def weeks_to_open(session: Session, *, today: date) -> list[Week]:
    """The weeks up to this one for which a sheet is missing, oldest first."""
    this_week = Week.of(today)
    weeks = [this_week.plus(-back) for back in reversed(range(CATCH_UP))]
    return [week for week in weeks if store.jobs_without_sheet(session, week, most=1)]


def open_week(session: Session, week: Week, *, at: datetime) -> int:
    """Open sheets of `week` where they are missing, at most `BATCH`. Returns how many.

    The worker does this each day, so that nobody's list depends on somebody looking.
    """
    jobs = store.jobs_without_sheet(session, week, most=BATCH)
    for job in jobs:
        split = session.get(Split, job.split_id)
        session.add(blank(job, split.parts if split else [], week, at=at))
    session.flush()
    return len(jobs)


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


def save(
    session: Session,
    sheet: Timesheet,
    content: WeekContent,
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Save the content of a week. Raises Refused, or Stale when somebody saved in between.

    A returned week counts as answered once something in it has changed.
    """
    refuse_unless_allowed(session, by, Action.EDIT, sheet)
    if sheet in session and version != sheet.version:
        raise Stale
    days = {day.day: day for day in sheet.days}
    pay.refuse_unoffered(session, sheet, content.days, today=local(at).date())
    changed = [write_day(days[day.day], day) for day in content.days]
    changed.append(write_progress(sheet, content.marks))
    values = {
        "note": content.note,
        "went": content.went,
        "call_me": content.call_me,
        "reasons": {code: text for code, text in content.reasons.items() if text},
    }
    changed.append(set_values(sheet, values))
    if any(changed) or sheet.status is not Status.RETURNED:
        sheet.updated_at = at
    session.add(sheet)
    session.flush()


def submit(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Submit the week to the contact person. The questions of a return stay readable."""
    sheet.sent_at = at
    _move(session, sheet, Action.SUBMIT, by=by, at=at, reason=sheet.note)


def return_to_employer(
    session: Session,
    sheet: Timesheet,
    task: Task,
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
    sheet.note = ""
    sheet.as_returned = snapshot(sheet.content)
    for day in sheet.days:
        day.returned_because = reasons.get(day.id, "")
    sheet.returned_because = because
    _move(session, sheet, Action.RETURN, by=by, at=at, reason=questions(sheet))
    mails.mail_returned(session, sheet, task, because=because, at=at)


def approve(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Approve the week. It never changes again. Raises Refused for whoever had a hand in it."""
    refuse_unless_allowed(session, by, Action.APPROVE, sheet)
    refuse_if(four_eyes(session, by, sheet.id))
    sheet.approved_at = at
    _move(session, sheet, Action.APPROVE, by=by, at=at)
    mails.mail_approved(session, sheet, at=at)


def withdraw(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Take a week back that nobody has answered yet."""
    _move(session, sheet, Action.WITHDRAW, by=by, at=at)


def correct(
    session: Session, sheet: Timesheet, *, because: str, by: Actor, at: datetime
) -> Timesheet:
    """Begin the next revision of an approved week. That one stays as it is. Returns the new one.

    `sheet` is the newest revision, so a second correction at the same instant breaks the one key
    that both would have.
    """
    refuse_unless_allowed(session, by, Action.CORRECT, sheet)
    history.refuse_beyond(session, limits.CORRECTIONS, Action.CORRECT, by=by, at=at)
    correction = Timesheet(
        small_job_id=sheet.small_job_id,
        monday=sheet.monday,
        revision=sheet.revision + 1,
        note="",
        went=sheet.went,
        reasons=dict(sheet.reasons),
        correction=because,
        created_at=at,
        updated_at=at,
        since=at,
        days=[carried_day(day.content) for day in sheet.days],
        progress=[
            Progress(activity_id=row.activity_id, mark=row.mark, learnt=row.learnt)
            for row in sheet.progress
        ],
    )
    session.add(correction)
    session.flush()
    history.note(
        session,
        correction,
        Action.CORRECT,
        noun="timesheet",
        by=by,
        at=at,
        before="",
        reason=because,
    )
    return correction


def drop(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Throw a correction away: the approved week before it counts on."""
    refuse_unless_allowed(session, by, Action.DROP, sheet)
    history.note(session, sheet, Action.DROP, noun="timesheet", by=by, at=at)
    session.delete(sheet)
    session.flush()


def _move(
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
