"""What has changed around the small jobs of a company: one line each, with the reason for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from ..accounts.models import User, Workplace
from ..accounts.store import is_contact
from ..clock import COPENHAGEN
from ..history import Move
from ..messages import Message, Page, Target
from ..smalljobs import news
from ..smalljobs.models import Pause, SmallJob
from ..smalljobs.pause_conditions import of_today
from ..smalljobs.rules import Action, Status
from ..tasks.models import Task
from ..tasks.rules import Action as TaskAction

KEPT = timedelta(days=14)  # for which something is new; a pause for as long as it lasts
_TOLD = (
    Action.PAUSE,
    Action.PLAN_PAUSE,
    Action.CHANGE_PAUSE,
    Action.DROP_PAUSE,
    Action.RESUME,
    Action.END,
    Action.UNDO_END,
    TaskAction.HAND_OVER,
)
_consultant: Any = aliased(User)


@dataclass(frozen=True)
class NewsLine:
    """One line: what is new, why, and who can be called about it."""

    say: Message
    reason: str
    contact: str
    phone: str
    target: Target


def of_company(session: Session, seen: Any, *, today: date) -> list[NewsLine]:
    """The newest of each task that `seen` lets through, the latest first. One statement."""
    newest = (
        sa.select(sa.func.max(col(Move.id)))
        .where(
            sa.or_(col(Move.thing_id) == col(SmallJob.id), col(Move.thing_id) == col(Task.id)),
            col(Move.action).in_(_TOLD),
        )
        .correlate(SmallJob, Task)
        .scalar_subquery()
    )
    resting = of_today(col(Pause.from_day), today)
    since = datetime.combine(today, time(), COPENHAGEN) - KEPT
    query: Any = (
        sa.select(
            col(Task.id).label("task_id"),
            col(SmallJob.id).label("job_id"),
            col(SmallJob.first_name),
            col(SmallJob.status),
            col(SmallJob.ended_on),
            resting.label("paused_from"),
            of_today(col(Pause.to_day), today).label("paused_to"),
            of_today(col(Pause.reason), today).label("paused_because"),
            col(Move.action),
            col(Move.before),
            col(Move.after),
            col(Move.reason),
            _consultant.name.label("contact"),
            _consultant.phone.label("phone"),
        )
        .select_from(Task)
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .outerjoin(SmallJob, col(SmallJob.task_id) == col(Task.id))
        .join(Move, col(Move.id) == newest)
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .where(seen, sa.or_(col(Move.at) >= since, resting.is_not(None)))
        .order_by(sa.desc(col(Move.id)))
    )
    return list(_lines(session.execute(query).all(), today))


def _lines(rows: Sequence[Any], today: date) -> Iterator[NewsLine]:
    for row in rows:
        said = _said(row, today)
        if said is None:
            continue
        say, reason = said
        on_job = Target(Page.SMALL_JOB, row.job_id)
        target = on_job if row.job_id else Target(Page.TASK, row.task_id)
        yield NewsLine(say, reason, row.contact or "", row.phone or "", target)


def _said(row: Any, today: date) -> tuple[Message, str] | None:
    """What is new, and the reason; None where it is over by now."""
    if row.paused_from is not None and row.status is not Status.ENDED:
        days = news.Days(row.paused_from, row.paused_to)
        return news.paused(row.first_name, days), row.paused_because
    if row.action in {Action.PLAN_PAUSE, Action.CHANGE_PAUSE, Action.DROP_PAUSE}:
        days = news.Days.read(row.before, row.after)
        if days.to_day is not None and days.to_day < today:
            return None
        told = news.dropped if row.action == Action.DROP_PAUSE else news.paused
        return told(row.first_name, days), row.reason
    if row.action == Action.END:
        return news.ended(row.first_name, row.ended_on), row.reason
    if row.action == Action.UNDO_END:
        return news.goes_on(row.first_name), ""
    if row.action in {Action.RESUME, Action.PAUSE}:
        return news.is_over(row.first_name), ""
    named = {"name": row.reason}
    return Message("%(name)s is your contact person now.", named), ""
