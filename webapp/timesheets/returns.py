"""The return of a week with questions: a snapshot of it, and what has changed since. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from ..splits.plan import Kind
from .revisions import Revision, RevisionDiff, diff
from .rules import Absence, Mark, Status


class ReturnableLike(Revision, Protocol):
    """A week sheet that may have been returned."""

    status: Status
    returned_because: str
    as_returned: dict[str, Any]


@dataclass(frozen=True)
class _Share:
    activity_id: UUID
    kind: Kind
    minutes: int


@dataclass(frozen=True)
class _Day:
    """A day as it was when the week was returned."""

    day: date
    paid: int
    training: int
    absence: Absence | None
    absence_note: str
    away_paid: int
    shares: list[_Share]


@dataclass(frozen=True)
class _Progress:
    activity_id: UUID
    mark: Mark


@dataclass(frozen=True)
class _Snapshot:
    days: list[_Day]
    progress: list[_Progress]


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
        changes=diff(_read(sheet.as_returned), sheet) if known else None,
    )


def snapshot(sheet: Revision) -> dict[str, Any]:
    """The days and marks of a week as JSON."""
    days = [
        {
            "day": day.day.isoformat(),
            "paid": day.paid,
            "training": day.training,
            "absence": day.absence,
            "absence_note": day.absence_note,
            "away_paid": day.away_paid,
            "shares": [[str(row.activity_id), row.kind, row.minutes] for row in day.shares],
        }
        for day in sheet.days
    ]
    return {"days": days, "marks": {str(row.activity_id): row.mark for row in sheet.progress}}


def questions(sheet: ReturnableLike) -> str:
    """The question about the whole week, then a line for each day with a question."""
    dated = (
        f"{day.day.isoformat()}: {day.returned_because}"
        for day in sheet.days
        if day.returned_because
    )
    return "\n".join(filter(None, (sheet.returned_because, *dated)))


def _read(kept: Mapping[str, Any]) -> _Snapshot:
    return _Snapshot(
        [_day(row) for row in kept["days"]],
        [_Progress(UUID(key), Mark(mark)) for key, mark in kept["marks"].items()],
    )


def _day(row: Mapping[str, Any]) -> _Day:
    return _Day(
        day=date.fromisoformat(row["day"]),
        paid=row["paid"],
        training=row["training"],
        absence=Absence(row["absence"]) if row["absence"] else None,
        absence_note=row["absence_note"],
        away_paid=row["away_paid"],
        shares=[_Share(UUID(key), Kind(kind), minutes) for key, kind, minutes in row["shares"]],
    )
