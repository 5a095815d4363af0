"""What happens to calls, and to week sheets together with theirs: sent, thrown away."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import history, limits
from ..accounts.models import User
from ..actor import Actor, refuse_if
from ..mails.rules import Kind
from ..messages import N_, Message, Page, Target
from ..smalljobs.namesakes import named_in_mail
from ..tasks.actions import tell_contact
from ..timesheets import steps
from ..timesheets.models import Timesheet
from ..timesheets.refusals import refuse_unless_allowed
from ..timesheets.rules import Action as SheetAction
from ..timesheets.rules import Status as SheetStatus
from . import policy, store
from .models import Call
from .rules import Action


def send_week(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Send a week to the contact person, and ask for a call where that is wished: both, or neither.

    Raises Refused for what the rulebook blocks, and while what it asks is unanswered.
    """
    with session.begin_nested():  # what was typed and saved before stays saved
        steps.submit(session, sheet, by=by, at=at)
        if sheet.call_me:
            _ask(session, sheet, by=by, at=at)


def drop_correction(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Throw a correction away: the approved week counts on, and a call is the small job's now."""
    refuse_unless_allowed(session, by, SheetAction.DROP, sheet)
    call = store.of_sheet(session, sheet.id)
    if call is not None:
        call.timesheet_id = None
        session.flush()
    steps.drop(session, sheet, by=by, at=at)


def _ask(session: Session, sheet: Timesheet, *, by: Actor, at: datetime) -> None:
    """Ask the contact person to call. A sheet has one call: while it is open nothing happens.

    One that was made already opens again.
    """
    refuse_if(policy.why_not(by, Action.ASK))
    call = store.of_sheet(session, sheet.id)
    if call is not None and call.done_at is None:
        return
    history.refuse_beyond(session, limits.CALLS, Action.ASK, by=by, at=at)
    if call is None:
        call = Call(
            small_job_id=sheet.small_job_id,
            timesheet_id=sheet.id,
            asked_by=by.signed_in_id,
            asked_at=at,
        )
    else:
        call.asked_by, call.asked_at = by.signed_in_id, at
        call.done_at = call.done_by = None
    session.add(call)
    session.flush()
    _note(session, call, Action.ASK, by=by, at=at)
    _tell(session, sheet, by, at)


def _tell(session: Session, sheet: Timesheet, by: Actor, at: datetime) -> None:
    """Mail the contact person, or all who could be it."""
    whom, task = named_in_mail(session, sheet.small_job_id)
    asker = session.get(User, by.signed_in_id)
    values = {"name": by.name, "whom": whom, "week": sheet.week.number}
    if asker and asker.phone:
        values["phone"] = asker.phone
        about = N_("%(name)s asks you to call about %(whom)s, week %(week)s: %(phone)s")
    else:
        about = N_("%(name)s asks you to call about %(whom)s, week %(week)s.")
    say = Message(about, values)
    tell_contact(session, task, Kind.CALL_ME, say, target=Target(Page.WEEK_SHEET, sheet.id), at=at)


def mark_called(session: Session, call: Call, *, by: Actor, at: datetime) -> None:
    """Mark all open calls of the small job as made. Repeating it changes nothing."""
    refuse_if(policy.why_not(by, Action.CALLED))
    for open_call in store.open_of(session, call.small_job_id):
        open_call.done_at, open_call.done_by = at, by.user_id
        _note(session, open_call, Action.CALLED, by=by, at=at)
        if open_call.timesheet_id:
            _is_answered(session, open_call.timesheet_id)
    session.flush()


def _is_answered(session: Session, sheet_id: UUID) -> None:
    """Take the wish out of the sheet, so that sending it once more does not repeat it.

    Its version stays: nobody who has it open has to hear of this. What is approved never changes,
    and is never sent again either.
    """
    session.execute(
        sa.update(Timesheet)
        .where(col(Timesheet.id) == sheet_id, col(Timesheet.status) != SheetStatus.APPROVED)
        .values(call_me=False)
        .execution_options(synchronize_session=False)
    )


def _note(session: Session, call: Call, action: Action, *, by: Actor, at: datetime) -> None:
    """One row for the history of the sheet, or of the small job."""
    noun, thing_id = ("timesheet", call.timesheet_id) if call.timesheet_id else ("small_job", None)
    history.record(
        session,
        noun=noun,
        thing_id=thing_id or call.small_job_id,
        action=action,
        by=by,
        at=at,
    )
