"""What happens to week sheets: save, return, approve, withdraw, correct.

They are opened and follow their small job in `job_actions`; `support.actions` sends them.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from .. import history, limits
from ..accounts.members import four_eyes
from ..actor import Actor, Stale, refuse_if
from ..clock import local
from ..tasks.models import Task
from . import blocked_days, mails, pay, steps
from .content import WeekContent
from .content_writer import carried_day, set_values, write_day, write_progress
from .models import Progress, Timesheet
from .refusals import refuse_unless_allowed
from .rules import Action, Status
from .steps import move


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
    blocked_days.refuse_hours(session, sheet, content.days)
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
    steps.send_back(session, sheet, reasons=reasons, because=because, by=by, at=at)
    mails.mail_returned(session, sheet, task, because=because, at=at)


def approve(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Approve the week. It never changes again. Raises Refused for whoever had a hand in it."""
    refuse_unless_allowed(session, by, Action.APPROVE, sheet)
    refuse_if(four_eyes(session, by, sheet.id))
    sheet.approved_at = at
    move(session, sheet, Action.APPROVE, by=by, at=at)
    mails.mail_approved(session, sheet, at=at)


def withdraw(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Take a week back that nobody has answered yet."""
    move(session, sheet, Action.WITHDRAW, by=by, at=at)


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
