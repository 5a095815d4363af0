"""Remind those who owe a week; and when a company wants that."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel import Session

from ..accounts import policy
from ..accounts.models import Employer
from ..actor import Actor, refuse_if
from ..mails import actions as mails
from ..mails.rules import Kind
from ..messages import Page, Target
from ..smalljobs.namesakes import with_headlines
from . import rules, store
from .rules import ReminderLine, Round

BATCH = 200  # people in one round of the worker; the next round takes the next ones


def set_time(company: Employer, minutes: int, *, by: Actor) -> None:
    """From now on reminders come so many minutes after midnight. Raises Refused."""
    refuse_if(policy.why_not(by, policy.Action.CHANGE_COMPANY))
    company.remind_at = minutes


def send_due(session: Session, *, at: datetime) -> int:
    """Mail everybody whose reminder is due and has not gone out today. Returns how many mails.

    The worker calls this every round; where nothing is due it runs at most one query.
    One row for each person and day, in the transaction of the mail, makes it one mail, however
    many workers there are and however often they restart.
    """
    now = rules.round_at(at)
    people = store.people_due(session, now, most=BATCH) if now else []
    if not now or not people:
        return 0
    claimed = store.claim(session, people, day=now.day, at=at)
    sent, weeks = 0, []
    owed = with_headlines(session, store.owed_by(session, now, claimed))
    for person, theirs in groupby(owed, lambda row: row.user_id):
        rows = list(theirs)
        if _remind(session, rows, now, at):
            sent += 1
            weeks += [(claimed[person], row.sheet_id) for row in rows]
    store.remember(session, weeks)
    return sent


def _remind(session: Session, rows: Sequence[Any], now: Round, at: datetime) -> bool:
    """One mail about all that somebody owes. False where they have just sent what it is about."""
    due = [row for row in rows if row.monday in now.all_mondays]
    if not due:
        return False
    # What was reminded of twice before comes last.
    listed = due + [row for row in rows if row.monday not in now.all_mondays]
    mails.queue(
        session,
        to=rows[0].email,
        language=rows[0].language,
        content=mails.MailContent("reminder", _told(listed, now, due=len(due)), _target(listed)),
        at=at,
        kind=Kind.REMINDER,
        until=rules.due_at(now.day, rules.QUIET_FROM),
    )
    return True


def _told(rows: Sequence[Any], now: Round, *, due: int) -> dict[str, Any]:
    """The values of the mail about these weeks, of which the first so many are due."""
    weeks = [rules.owed(row) for row in rows]
    second = all(row.monday in now.second for row in rows[:due])
    return mails.as_json(rules.subject(weeks, second=second)) | {
        "lines": [_line(week) for week in weeks],
        "due": due,
        "second": second,
        "returned": weeks[0].returned,
        "calls": _whom_to_call(rows),
    }


def _line(week: ReminderLine) -> dict[str, Any]:
    return mails.as_json(rules.line(week)) | {"target": _target([week]).as_json()}


def _target(weeks: Sequence[Any]) -> Target:
    """Where the mail leads: to the one sheet, or to the page with all of them."""
    if len(weeks) > 1:
        return Target(Page.DUE_WEEKS)
    return Target(Page.WEEK_SHEET, weeks[0].sheet_id)


def _whom_to_call(rows: Iterable[Any]) -> list[dict[str, str]]:
    """The contact persons of these weeks, each once."""
    known = dict.fromkeys((row.consultant, row.phone) for row in rows if row.consultant)
    return [{"name": name, "phone": phone} for name, phone in known]
