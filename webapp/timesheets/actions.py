"""What happens to week sheets: opened, filled in, sent, returned, approved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from .. import days_off, history
from ..actor import Actor, Stale, refuse_if
from ..clock import Week
from ..messages import Message
from ..smalljobs.models import SmallJob
from ..splits.models import Part, Split
from ..tasks import actions as task_actions
from ..tasks.models import Task
from . import policy, rules, store
from .models import Day, Progress, Timesheet
from .rules import MOVES, Absence, Action, Mark

CATCH_UP = 8  # weeks, should the worker have stood still


@dataclass(frozen=True)
class Line:
    """One day as somebody typed it, in minutes."""

    day: date
    paid: int
    training: int
    absence: Absence | None
    absence_note: str


def blank(job: SmallJob, parts: Sequence[Part], week: Week, *, at: datetime) -> Timesheet:
    """A new sheet for `week`, prefilled as planned. It is not in the database yet."""
    planned = rules.prefill(
        week,
        store.usual_week(parts, job, week),
        start_on=job.start_on,
        ends_on=job.ended_on,
        days_off=days_off.named(week.days),
    )
    return Timesheet(
        small_job_id=job.id,
        monday=week.monday,
        created_at=at,
        updated_at=at,
        since=at,
        days=[
            Day(day=day.day, paid=day.paid, training=day.training, absence=day.absence)
            for day in planned
        ],
    )


def open_weeks(session: Session, *, today: date, at: datetime) -> int:
    """Open the sheets of the last weeks where they are missing. Returns how many.

    The worker does this every round, so that nobody's list depends on somebody looking.
    """
    opened = 0
    this_week = Week.of(today)
    for back in reversed(range(CATCH_UP)):
        week = this_week.plus(-back)
        for job in store.jobs_without_sheet(session, week):
            split = session.get(Split, job.split_id)
            session.add(blank(job, split.parts if split else [], week, at=at))
            opened += 1
    session.flush()
    return opened


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
    """Prefill anew, as `parts` have it now, the open sheets from that Monday on.

    What somebody has kept stays as it is. Returns how many sheets follow. Each counts as opened
    `at`, and gets a new version: who still looks at the old hours is told so on saving.
    """
    sheets = store.untouched(session, job.id, monday_from)
    for sheet in sheets:
        planned = blank(job, parts, sheet.week, at=at).days
        for day, anew in zip(sheet.days, planned, strict=True):
            day.paid, day.training, day.absence = anew.paid, anew.training, anew.absence
        sheet.since = sheet.updated_at = at
    session.flush()
    return len(sheets)


def keep(
    session: Session,
    sheet: Timesheet,
    lines: Iterable[Line],
    *,
    progress: Mapping[UUID, tuple[Mark, str]],
    note: str,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Save what was typed. Raises Refused, or Stale when somebody saved in between.

    `progress` holds every mark of the week, with what was learnt, by activity.
    """
    refuse_if(policy.why_not(by, Action.EDIT, sheet))
    if sheet in session and version != sheet.version:
        raise Stale
    days = {day.day: day for day in sheet.days}
    for line in lines:
        day = days[line.day]
        day.paid, day.training = line.paid, line.training
        day.absence, day.absence_note = line.absence, line.absence_note
    _keep_progress(sheet, progress)
    sheet.note, sheet.updated_at = note, at
    session.add(sheet)
    session.flush()


def _keep_progress(sheet: Timesheet, progress: Mapping[UUID, tuple[Mark, str]]) -> None:
    known = {row.activity_id: row for row in sheet.progress}
    for activity_id, (mark, learnt) in progress.items():
        if activity_id in known:
            known[activity_id].mark, known[activity_id].learnt = mark, learnt
        else:
            row = Progress(activity_id=activity_id, mark=mark, learnt=learnt)
            sheet.progress.append(row)
    for activity_id, row in known.items():
        if activity_id not in progress:
            sheet.progress.remove(row)


def submit(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Send the week to the contact person."""
    sheet.returned_because = ""
    sheet.sent_at = at
    for day in sheet.days:
        day.returned_because = ""
    _move(session, sheet, Action.SUBMIT, by=by, at=at)


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
    """Send the week back, with a reason on each line that it is about."""
    for day in sheet.days:
        day.returned_because = reasons.get(day.id, "")
    sheet.returned_because = because
    dated = [
        f"{day.day:%d.%m.}: {day.returned_because}" for day in sheet.days if day.returned_because
    ]
    said = [because, *dated]
    _move(
        session,
        sheet,
        Action.RETURN,
        by=by,
        at=at,
        reason="\n".join(filter(None, said)),
    )
    say = Message(
        "Week %(week)s of “%(headline)s” came back with a question.",
        {"week": sheet.week.number, "headline": task.headline},
    )
    task_actions.tell_author(
        session,
        task,
        say,
        at,
        endpoint="timesheets.by_id",
        thing=sheet.id,
        words="\n".join(filter(None, said)),
    )


def approve(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Approve the week. It never changes again."""
    sheet.approved_at = at
    _move(session, sheet, Action.APPROVE, by=by, at=at)


def _move(
    session: Session,
    sheet: Timesheet,
    action: Action,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    refuse_if(policy.why_not(by, action, sheet))
    history.move(session, sheet, action, MOVES, noun="timesheet", by=by, at=at, reason=reason)
