"""The due weeks of a company: what each holds, and whether one press sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.store import visible
from . import findings, revision_conditions, sheet_findings, store, weeks
from .blank import blank
from .models import Day, Timesheet
from .rules import Absence, Status

MOST = 40  # weeks on the page; the next ones appear when these are sent

_consultant: Any = aliased(User)


class DueState(StrEnum):
    """What has to be done with a due week."""

    AS_PLANNED = "as_planned"  # one press sends it
    BEGUN = "begun"  # somebody changed something, or the rulebook asks
    RETURNED = "returned"
    CORRECTION = "correction"


@dataclass(frozen=True)
class DayRun:
    """Days with equal content, as spans of (first, last) day. Minutes."""

    spans: tuple[tuple[date, date], ...]
    paid: int
    training: int
    absence: Absence | None


@dataclass(frozen=True)
class DueWeeks:
    """The oldest due weeks, and how many there are in all."""

    weeks: list["DueWeek"]
    to_send: int
    to_correct: int

    @property
    def ready(self) -> list["DueWeek"]:
        return [week for week in self.weeks if week.state is DueState.AS_PLANNED]

    @property
    def to_finish(self) -> list["DueWeek"]:
        return [week for week in self.weeks if week.state is not DueState.AS_PLANNED]

    @property
    def more(self) -> int:
        return self.to_send + self.to_correct - len(self.weeks)


@dataclass(frozen=True)
class DueWeek:
    """One due week."""

    sheet: Timesheet
    job: SmallJob
    task: Task
    consultant: str
    state: DueState

    @property
    def week(self) -> Week:
        return self.sheet.week

    @property
    def runs(self) -> list[DayRun]:
        return runs(self.sheet.days)

    @property
    def totals(self) -> tuple[int, int]:
        """(paid, training) minutes."""
        return weeks.totals(self.sheet.days)


def runs(days: Sequence[Day]) -> list[DayRun]:
    """The days of a week in short: equal days together, empty ones left out."""
    spans: dict[Any, list[tuple[date, date]]] = {}
    before: Any = None  # the content of the day before
    for day in days:
        content = (day.paid, day.training, day.absence)
        if any(content):
            known = spans.setdefault(content, [])
            if content == before:
                known[-1] = (known[-1][0], day.day)
            else:
                known.append((day.day, day.day))
        before = content
    return [DayRun(tuple(known), *content) for content, known in spans.items()]


def list_due(session: Session, actor: Actor, *, last_due: Week) -> DueWeeks:
    """The oldest due weeks, and how many there are. Four statements."""
    to_correct = sa.or_(col(Timesheet.status) == Status.RETURNED, col(Timesheet.revision) > 1)
    rows = session.execute(
        _query(actor, last_due)
        .add_columns(
            sa.func.count().over().label("all"),
            sa.func.sum(sa.case((to_correct, 1), else_=0)).over().label("to_correct"),
        )
        .order_by(col(Timesheet.monday), col(SmallJob.first_name), col(Timesheet.id))
        .limit(MOST)
    ).all()
    if not rows:
        return DueWeeks([], 0, 0)
    return DueWeeks(
        [_due_week(row) for row in rows], rows[0].all - rows[0].to_correct, rows[0].to_correct
    )


def get_due(session: Session, actor: Actor, sheet_id: UUID, *, last_due: Week) -> DueWeek | None:
    """The due week of that sheet; None where it is not the actor's, or not due (any more)."""
    row = session.execute(_query(actor, last_due).where(col(Timesheet.id) == sheet_id)).first()
    return None if row is None else _due_week(row)


def any_due(session: Session, actor: Actor, *, last_due: Week) -> bool:
    """Is there more to send, after one was?"""
    query = _due(sa.select(col(Timesheet.id)), actor, last_due).limit(1)
    return session.execute(query).first() is not None


def _query(actor: Actor, last_due: Week) -> sa.Select[*tuple[Any, ...]]:
    whole = sa.select(Timesheet, SmallJob, Split, Task, _consultant.name.label("consultant"))
    query = _due(whole, actor, last_due)
    return (
        query.join(Split, col(Split.id) == col(SmallJob.split_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .options(
            selectinload(Timesheet.days).options(lazyload(Day.shares)),  # type: ignore[arg-type]
            lazyload(Timesheet.progress),  # type: ignore[arg-type]
            lazyload(Task.activities),  # type: ignore[arg-type]
        )
    )


def _due(
    query: sa.Select[*tuple[Any, ...]], actor: Actor, last_due: Week
) -> sa.Select[*tuple[Any, ...]]:
    """Of the sheets that the actor may see, the newest revisions of those that are due."""
    return (
        query.select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            visible(actor),
            store.is_due(last_due),
            revision_conditions.newest(),
            col(SmallJob.status) != JobStatus.PLANNED,
        )
    )


def _due_week(row: Any) -> DueWeek:
    sheet, job, split, task, consultant = row[:5]
    return DueWeek(sheet, job, task, consultant or "", _state(sheet, job, split, consultant or ""))


def _state(sheet: Timesheet, job: SmallJob, split: Split, consultant: str) -> DueState:
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
