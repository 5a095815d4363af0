"""The due weeks of a company: what each holds, and whether one press sends it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, lazyload, selectinload
from sqlmodel import Session, col

from ..accounts.models import User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.pauses import pause_on
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.store import visible
from . import due_conditions, findings, revision_conditions, sheet_findings, weeks
from .blank import blank
from .models import Day, Timesheet
from .rules import SENT, Status

MOST = 60  # weeks on the page; the next ones appear when these are sent

_consultant: Any = aliased(User)
_is_back: Any = sa.or_(col(Timesheet.status) == Status.RETURNED, col(Timesheet.revision) > 1)
_is_sent: Any = col(Timesheet.status) == Status.SUBMITTED
_COUNTS: dict[str, Any] = {
    "to_send": sa.case((sa.or_(_is_sent, _is_back), 0), else_=1),
    "to_correct": sa.case((sa.and_(~_is_sent, _is_back), 1), else_=0),
}


class DueState(StrEnum):
    """What has to be done with a due week."""

    AS_PLANNED = "as_planned"  # one press sends it
    BEGUN = "begun"  # somebody changed something, or the rulebook asks
    RETURNED = "returned"
    CORRECTION = "correction"
    SENT = "sent"  # a moment ago: it stays where it was


@dataclass(frozen=True)
class DueWeeks:
    """The oldest due weeks, those just sent among them, and how many there are in all."""

    weeks: list["DueWeek"]
    to_send: int
    to_correct: int
    more: int  # that are not among `weeks`

    @property
    def groups(self) -> list[list["DueWeek"]]:
        """The weeks of each small job, oldest first."""
        by_job: dict[UUID, list[DueWeek]] = {}
        for week in self.weeks:
            by_job.setdefault(week.job.id, []).append(week)
        return [*by_job.values()]


@dataclass(frozen=True)
class DueWeek:
    """One due week."""

    sheet: Timesheet
    job: SmallJob
    task: Task
    split: Split
    consultant: str
    state: DueState

    @property
    def week(self) -> Week:
        return self.sheet.week

    @property
    def days(self) -> list[Day]:
        """The days to show: Monday to Friday, and the weekend where it has something in it."""
        return days_to_show(self.sheet.days)

    def rests_on(self, day: date) -> bool:
        """Does the small job have a pause on `day`?"""
        return pause_on(self.job.pauses, day) is not None

    @property
    def questions(self) -> list[Day]:
        """The days that the consultant asks about."""
        asks = self.state is DueState.RETURNED
        return [day for day in self.sheet.days if asks and day.returned_because]

    @property
    def totals(self) -> tuple[int, int]:
        """(paid, training) minutes."""
        return weeks.totals(self.sheet.days)


def days_to_show(days: Sequence[Day]) -> list[Day]:
    """Monday to Friday, and all seven where something stands on Saturday or Sunday."""
    weekend = days[5:]
    worked = any(day.paid or day.training or day.absence for day in weekend)
    return [*days[:5], *(weekend if worked else ())]


def list_due(
    session: Session, actor: Actor, *, today: date, opened: datetime | None = None
) -> DueWeeks:
    """The oldest due weeks, and how many there are; also those sent since `opened`.

    Five statements.
    """
    rows = session.execute(
        _query(actor)
        .where(sa.or_(due_conditions.is_due(today), _sent_since(opened)))
        .add_columns(
            sa.func.count().over().label("all"),
            *(sa.func.sum(count).over().label(name) for name, count in _COUNTS.items()),
        )
        .order_by(col(Timesheet.monday), col(SmallJob.first_name), col(Timesheet.id))
        .limit(MOST)
    ).all()
    if not rows:
        return DueWeeks([], 0, 0, 0)
    weeks, first = [_due_week(row) for row in rows], rows[0]
    return DueWeeks(weeks, first.to_send, first.to_correct, first.all - len(weeks))


def get(session: Session, actor: Actor, sheet_id: UUID) -> DueWeek | None:
    """That week sheet of the actor's, due or not; None where there is none."""
    row = session.execute(_query(actor).where(col(Timesheet.id) == sheet_id)).first()
    return None if row is None else _due_week(row)


def as_now(week: DueWeek) -> DueWeek:
    """The same week after something was done to its sheet: what has to be done with it now."""
    return replace(week, state=_state(week.sheet, week.job, week.split, week.consultant))


def count_due(session: Session, actor: Actor, *, today: date) -> tuple[int, int]:
    """How many weeks are to be sent, and how many to be corrected."""
    counts = (sa.func.coalesce(sa.func.sum(count), 0) for count in _COUNTS.values())
    to_send, to_correct = session.execute(_due(sa.select(*counts), actor, today)).one()
    return to_send, to_correct


def any_due(session: Session, actor: Actor, *, today: date) -> bool:
    """Is there more to send, after one was?"""
    query = _due(sa.select(col(Timesheet.id)), actor, today).limit(1)
    return session.execute(query).first() is not None


def _query(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    whole = sa.select(Timesheet, SmallJob, Split, Task, _consultant.name.label("consultant"))
    return (
        _newest(whole, actor)
        .join(Split, col(Split.id) == col(SmallJob.split_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .options(
            selectinload(Timesheet.days).options(lazyload(Day.shares)),  # type: ignore[arg-type]
            lazyload(Timesheet.progress),  # type: ignore[arg-type]
            selectinload(SmallJob.pauses),  # type: ignore[arg-type]
            lazyload(Task.activities),  # type: ignore[arg-type]
        )
    )


def _due(
    query: sa.Select[*tuple[Any, ...]], actor: Actor, today: date
) -> sa.Select[*tuple[Any, ...]]:
    """Of the sheets that the actor may see, the newest revisions of those that are due."""
    return _newest(query, actor).where(due_conditions.is_due(today))


def _newest(query: sa.Select[*tuple[Any, ...]], actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        query.select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            visible(actor), revision_conditions.newest(), col(SmallJob.status) != JobStatus.PLANNED
        )
    )


def _sent_since(opened: datetime | None) -> sa.ColumnElement[bool]:
    if opened is None:
        return sa.false()
    return sa.and_(col(Timesheet.status) == Status.SUBMITTED, col(Timesheet.sent_at) >= opened)


def _due_week(row: Any) -> DueWeek:
    sheet, job, split, task, consultant = row[:5]
    state = _state(sheet, job, split, consultant or "")
    return DueWeek(sheet, job, task, split, consultant or "", state)


def _state(sheet: Timesheet, job: SmallJob, split: Split, consultant: str) -> DueState:
    if sheet.status in SENT:
        return DueState.SENT
    if sheet.status is Status.RETURNED:
        return DueState.RETURNED
    if sheet.revision > 1:
        return DueState.CORRECTION
    if _is_changed(sheet, job, split) or _asks(sheet, job, split, consultant):
        return DueState.BEGUN
    return DueState.AS_PLANNED


def _is_changed(sheet: Timesheet, job: SmallJob, split: Split) -> bool:
    """Has somebody made it differ from the plan? A plan that changed since is not their doing."""
    if weeks.is_as_prefilled(sheet):
        return False
    planned = blank(job, split.parts, sheet.week, at=sheet.created_at)
    return bool(findings.deviation(sheet.days, planned.days))


def _asks(sheet: Timesheet, job: SmallJob, split: Split, consultant: str) -> bool:
    """Would the sheet's own page not send it as it is?"""
    return bool(sheet_findings.unanswered(sheet, job, split.parts, contact=consultant))
