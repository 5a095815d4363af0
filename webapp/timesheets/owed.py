"""The weeks that a company owes, a line each: what it holds, and whether one press sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, lazyload, selectinload
from sqlmodel import Session, col

from .. import days_off, rulebook
from ..accounts.models import User, Workplace
from ..accounts.store import is_contact
from ..actor import Actor
from ..clock import Week
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..tasks.models import Task
from ..tasks.store import visible
from . import actions, findings, page_queries, store, weeks
from .models import Day, Timesheet
from .rules import Absence, Status

MOST = 40  # lines on the page; whoever owes more sees the next ones when these are sent

_consultant: Any = aliased(User)


class State(StrEnum):
    """What a line asks for."""

    AS_PLANNED = "as_planned"  # one press sends it
    BEGUN = "begun"  # somebody changed something, or the rulebook asks
    RETURNED = "returned"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Run:
    """Days on which the same is said: those in a row, by their first and last. Minutes."""

    spans: tuple[tuple[date, date], ...]
    paid: int
    training: int
    absence: Absence | None


@dataclass(frozen=True)
class Owed:
    """What is owed: the oldest weeks, those first that one press sends, and how many there are."""

    lines: list["Line"]
    to_send: int
    to_correct: int

    @property
    def ready(self) -> list["Line"]:
        return [line for line in self.lines if line.state is State.AS_PLANNED]

    @property
    def to_finish(self) -> list["Line"]:
        return [line for line in self.lines if line.state is not State.AS_PLANNED]

    @property
    def more(self) -> int:
        return self.to_send + self.to_correct - len(self.lines)


@dataclass(frozen=True)
class Line:
    """One week that is owed."""

    sheet: Timesheet
    job: SmallJob
    task: Task
    consultant: str
    state: State

    @property
    def week(self) -> Week:
        return self.sheet.week

    @property
    def runs(self) -> list[Run]:
        return runs(self.sheet.days)

    @property
    def totals(self) -> tuple[int, int]:
        """(paid, training) minutes."""
        return weeks.totals(self.sheet.days)


def runs(days: Sequence[Day]) -> list[Run]:
    """The days of a week in short: those alike together, empty ones left out."""
    spans: dict[Any, list[tuple[date, date]]] = {}
    before: Any = None  # what is said of the day before
    for day in days:
        said = (day.paid, day.training, day.absence)
        if any(said):
            known = spans.setdefault(said, [])
            if said == before:
                known[-1] = (known[-1][0], day.day)
            else:
                known.append((day.day, day.day))
        before = said
    return [Run(tuple(known), *said) for said, known in spans.items()]


def all_of(session: Session, actor: Actor, *, last_due: Week) -> Owed:
    """The oldest weeks that are owed, and how many there are. Four statements."""
    to_correct = sa.or_(col(Timesheet.status) == Status.RETURNED, col(Timesheet.revision) > 1)
    rows = session.execute(
        _owed(actor, last_due)
        .add_columns(
            sa.func.count().over().label("all"),
            sa.func.sum(sa.case((to_correct, 1), else_=0)).over().label("to_correct"),
        )
        .order_by(col(Timesheet.monday), col(SmallJob.first_name), col(Timesheet.id))
        .limit(MOST)
    ).all()
    if not rows:
        return Owed([], 0, 0)
    return Owed([_line(row) for row in rows], rows[0].all - rows[0].to_correct, rows[0].to_correct)


def line(session: Session, actor: Actor, sheet_id: UUID, *, last_due: Week) -> Line | None:
    """The line of that sheet; None where it is not the actor's, or not owed (any more)."""
    row = session.execute(_owed(actor, last_due).where(col(Timesheet.id) == sheet_id)).first()
    return None if row is None else _line(row)


def any_left(session: Session, actor: Actor, *, last_due: Week) -> bool:
    """Is there more to send, after one was?"""
    query = _due(sa.select(col(Timesheet.id)), actor, last_due).limit(1)
    return session.execute(query).first() is not None


def _owed(actor: Actor, last_due: Week) -> Any:
    query = sa.select(Timesheet, SmallJob, Split, Task, _consultant.name.label("consultant"))
    query = _due(query, actor, last_due)
    return (
        query.join(Split, col(Split.id) == col(SmallJob.split_id))
        .outerjoin(_consultant, is_contact(_consultant, col(Task.consultant_id)))
        .options(
            selectinload(Timesheet.days).options(lazyload(Day.shares)),  # type: ignore[arg-type]
            lazyload(Timesheet.progress),  # type: ignore[arg-type]
            lazyload(Task.activities),  # type: ignore[arg-type]
        )
    )


def _due(query: Any, actor: Actor, last_due: Week) -> Any:
    """Of the sheets that the actor may see, those that are owed: the newest revision of each."""
    return (
        query.select_from(Timesheet)
        .join(SmallJob, col(SmallJob.id) == col(Timesheet.small_job_id))
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .where(
            visible(actor),
            store.owed(last_due),
            store.newest(),
            col(SmallJob.status) != JobStatus.PLANNED,
        )
    )


def _line(row: Any) -> Line:
    sheet, job, split, task, consultant = row[:5]
    return Line(sheet, job, task, consultant or "", _state(sheet, job, split, consultant or ""))


def _state(sheet: Timesheet, job: SmallJob, split: Split, consultant: str) -> State:
    if sheet.status is Status.RETURNED:
        return State.RETURNED
    if sheet.revision > 1:
        return State.CORRECTION
    planned = actions.blank(job, split.parts, sheet.week, at=sheet.created_at)
    if findings.deviation(sheet.days, planned.days) or _asks(sheet, job, split, consultant):
        return State.BEGUN
    return State.AS_PLANNED


def _asks(sheet: Timesheet, job: SmallJob, split: Split, consultant: str) -> bool:
    """Would the sheet's own page not send it as it is?"""
    context = findings.WeekContext(
        start_on=job.start_on,
        ended_on=job.ended_on,
        training_ends=job.training_ends,
        planned=page_queries.agreed_minutes(job, split.parts, sheet.week),
        off=days_off.named(sheet.week.days),
        contact=consultant,
    )
    all_findings = findings.of_week(sheet.days, rulebook.on(sheet.monday), context)
    return bool(findings.unanswered(all_findings, sheet.reasons))
