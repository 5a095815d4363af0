"""Turns about week sheets: to send, ask for, correct, approve."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from ..actor import Actor, Side
from ..clock import Week
from ..messages import Page, Target
from ..reminders.rules import was_reminded_twice
from ..reminders.store import mails_about
from ..smalljobs.models import SmallJob
from ..tasks.models import Task
from ..timesheets import due_conditions, revision_conditions, sheet_columns, sheet_rows
from ..timesheets.highlights import highlights
from ..timesheets.models import Timesheet
from ..timesheets.rules import Status
from ..timesheets.weeks import due_since
from .rules import Turn, TurnKind
from .turn_queries import MOST, make_turn, turn_query


def turns(session: Session, actor: Actor, seen: Any, *, today: date) -> Iterator[Turn]:
    """Weeks that are owed, came back, or are sent and to be approved: the newest revisions.

    `seen` is the condition that `actor` may see the task.
    """
    query = (
        turn_query(
            col(Timesheet.id),
            col(Timesheet.status),
            col(Timesheet.revision),
            col(Timesheet.since),
            col(Timesheet.monday),
            col(Timesheet.small_job_id),
            col(SmallJob.first_name),
            mails_about().label("reminders"),
            due_conditions.LAST_WORKED,
            *sheet_columns.SUMS,
            *sheet_columns.HIGHLIGHTS,
        )
        .join(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .join(Timesheet, col(Timesheet.small_job_id) == col(SmallJob.id))
        .where(
            seen,
            sa.or_(col(Timesheet.status) == Status.SUBMITTED, due_conditions.is_due(today)),
            revision_conditions.newest(),
        )
        .order_by(col(Timesheet.since))
        .limit(MOST)
    )
    rows = [(row, _kind(row, actor)) for row in session.execute(query)]
    to_approve = [row.id for row, kind in rows if kind is TurnKind.APPROVE_WEEK and actor.is_staff]
    away = sheet_rows.absences(session, to_approve)
    for row, kind in rows:
        turn = _turn(row, kind)
        if row.id in to_approve:
            items = tuple(highlights(row, away.get(row.id, ())))
            turn = replace(turn, sums=(row.paid, row.training), highlights=items)
        yield turn


WHOSE = {
    TurnKind.SEND_WEEK: Side.EMPLOYER,
    TurnKind.ASK_FOR_WEEK: Side.CONSULTANT,
    TurnKind.FINISH_CORRECTION: Side.EMPLOYER,
    TurnKind.CORRECT_WEEK: Side.EMPLOYER,
    TurnKind.APPROVE_WEEK: Side.CONSULTANT,
}


def _kind(row: Any, actor: Actor) -> TurnKind:
    if row.status is Status.SUBMITTED:
        return TurnKind.APPROVE_WEEK
    if row.status is Status.RETURNED:
        return TurnKind.CORRECT_WEEK
    if row.revision > 1:
        return TurnKind.FINISH_CORRECTION
    reminded = actor.is_staff and was_reminded_twice(row, row.reminders)
    return TurnKind.ASK_FOR_WEEK if reminded else TurnKind.SEND_WEEK


def _turn(row: Any, kind: TurnKind) -> Turn:
    week = Week.of(row.monday)
    target = Target(Page.WEEK, row.small_job_id, week)
    named = {"name": row.first_name, "week": week.number}
    phone = ""
    if kind is TurnKind.ASK_FOR_WEEK:
        named["who"] = row.author or row.employer
        phone = row.author_phone or ""
    due = week.plus(1).monday if kind in {TurnKind.SEND_WEEK, TurnKind.ASK_FOR_WEEK} else None
    turn = make_turn(row, kind, target, whose=WHOSE[kind], named=named, due=due, phone=phone)
    if due is not None:  # whenever its sheet was made
        turn = replace(turn, since=due_since(week, row.last_worked))
    return turn
