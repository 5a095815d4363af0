"""Whose move it is with week sheets: to be sent, asked for, corrected, approved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from ..actor import Actor, Side
from ..clock import Week, local
from ..reminders.rules import reminder_days
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..tasks.models import Task
from ..timesheets import noticed_rows, store
from ..timesheets.models import Timesheet
from ..timesheets.noticed import noticed
from ..timesheets.rules import Status
from ..timesheets.weeks import last_due, owed_since
from .around import MOST, around, make
from .rules import Kind, Turn


def turns(session: Session, actor: Actor, seen: Any, *, today: date) -> Iterator[Turn]:
    """Weeks that are owed, came back, or are sent and to be approved: the newest revisions.

    `seen` is the condition that `actor` may see the task.
    """
    query = (
        around(
            col(Timesheet.id),
            col(Timesheet.status),
            col(Timesheet.revision),
            col(Timesheet.since),
            col(Timesheet.monday),
            col(Timesheet.small_job_id),
            col(SmallJob.first_name),
            col(SmallJob.status).label("job_status"),
            *noticed_rows.SUMS,
            *noticed_rows.COLUMNS,
        )
        .join(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .join(Timesheet, col(Timesheet.small_job_id) == col(SmallJob.id))
        .where(
            seen,
            sa.or_(
                col(Timesheet.status) == Status.SUBMITTED,
                store.owed(last_due(today)),
            ),
            store.newest(),
        )
        .order_by(col(Timesheet.since))
        .limit(MOST)
    )
    for row in session.execute(query):
        yield _turn(row, _kind(row, actor, today), actor)


WHOSE = {
    Kind.SEND_WEEK: Side.EMPLOYER,
    Kind.ASK_FOR_WEEK: Side.CONSULTANT,
    Kind.FINISH_CORRECTION: Side.EMPLOYER,
    Kind.CORRECT_WEEK: Side.EMPLOYER,
    Kind.APPROVE_WEEK: Side.CONSULTANT,
}


def _kind(row: Any, actor: Actor, today: date) -> Kind:
    if row.status is Status.SUBMITTED:
        return Kind.APPROVE_WEEK
    if row.status is Status.RETURNED:
        return Kind.CORRECT_WEEK
    if row.revision > 1:
        return Kind.FINISH_CORRECTION
    in_vain = actor.is_staff and reminded_in_vain(row, row.job_status, today=today)
    return Kind.ASK_FOR_WEEK if in_vain else Kind.SEND_WEEK


def reminded_in_vain(sheet: Any, job_status: JobStatus, *, today: date) -> bool:
    """Have both mails about a week that is not sent gone out?

    They are counted from when it lay open to be sent. While a small job is paused nobody is
    reminded, so nothing has been tried in vain.
    """
    if sheet.status is not Status.OPEN or sheet.revision > 1 or job_status is JobStatus.PAUSED:
        return False
    opened = Week.of(local(sheet.since).date()).monday
    return today > reminder_days(max(sheet.monday, opened))[1]


def _turn(row: Any, kind: Kind, actor: Actor) -> Turn:
    week = Week.of(row.monday)
    address = ("timesheets.show", {"job_id": row.small_job_id, "week": str(week)})
    named = {"name": row.first_name, "week": week.number}
    phone = ""
    if kind is Kind.ASK_FOR_WEEK:
        named["who"] = row.author or row.employer
        phone = row.author_phone or ""
    due = week.plus(1).monday if kind in {Kind.SEND_WEEK, Kind.ASK_FOR_WEEK} else None
    turn = make(row, kind, WHOSE[kind], address, named=named, due=due, phone=phone)
    if kind is Kind.APPROVE_WEEK and actor.is_staff:
        found = tuple(noticed(row))
        turn = replace(turn, sums=(row.paid, row.training), noticed=found)
    if due is not None:  # a week is owed from its Friday on, whenever its sheet was made
        turn = replace(turn, since=owed_since(week))
    return turn
