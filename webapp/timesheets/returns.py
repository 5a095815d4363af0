"""The return of a week with questions: a snapshot of it, and what has changed since. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from . import day as days
from .content import WeekContent
from .revisions import RevisionDiff, diff
from .rules import Mark, Status


class QuestionedDay(Protocol):
    """A day of a week sheet, and the question about it."""

    day: date
    returned_because: str


class ReturnableLike(Protocol):
    """A week sheet that may have been returned."""

    status: Status
    returned_because: str
    as_returned: dict[str, Any]

    @property
    def days(self) -> Sequence[QuestionedDay]: ...

    @property
    def content(self) -> WeekContent: ...


@dataclass(frozen=True)
class ReturnSummary:
    """What a page shows of a week's return.

    `has_questions`: the questions are shown. `resubmitted`: the week was sent again; `changes` is
    what differs since, None where that is not known.
    """

    has_questions: bool
    resubmitted: bool
    changes: RevisionDiff | None


def summary(sheet: ReturnableLike, *, staff: bool) -> ReturnSummary:
    """The return of `sheet` as the municipality (`staff`) or the company sees it.

    The company sees the questions while it can correct the week, the municipality until it has
    approved it.
    """
    asked = bool(sheet.returned_because or any(day.returned_because for day in sheet.days))
    resubmitted = asked and staff and sheet.status is Status.SUBMITTED
    correctable = sheet.status in {Status.OPEN, Status.RETURNED}
    known = resubmitted and bool(sheet.as_returned)
    return ReturnSummary(
        has_questions=asked and (correctable or resubmitted),
        resubmitted=resubmitted,
        changes=diff(read_snapshot(sheet.as_returned), sheet.content) if known else None,
    )


def snapshot(week: WeekContent) -> dict[str, Any]:
    """The days and marks of a week as JSON."""
    marks = {str(activity_id): mark for activity_id, (mark, _learnt) in week.progress.items()}
    return {"days": [days.to_json(day) for day in week.days], "marks": marks}


def read_snapshot(kept: Mapping[str, Any]) -> WeekContent:
    marks = {UUID(key): (Mark(mark), "") for key, mark in kept["marks"].items()}
    return WeekContent([days.from_json(day) for day in kept["days"]], marks)


def questions(sheet: ReturnableLike) -> str:
    """The question about the whole week, then a line for each day with a question."""
    dated = (
        f"{day.day.isoformat()}: {day.returned_because}"
        for day in sheet.days
        if day.returned_because
    )
    return "\n".join(filter(None, (sheet.returned_because, *dated)))
