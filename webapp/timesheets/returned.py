"""A week that came back with a question: how it was then, and what is another since. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from ..splits.plan import Kind
from .revisions import Changed, SheetLike, changed
from .rules import Absence, Mark, Status


class ReturnedLike(SheetLike, Protocol):
    """A week sheet that may have come back."""

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
    """A day as it was when the week came back."""

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
class _Before:
    days: list[_Day]
    progress: list[_Progress]


@dataclass(frozen=True)
class CameBack:
    """What a page shows of a week's return.

    `asks`: the questions are to be read. `again`: the week was sent once more; `changed` is what
    differs since then, None where that is not known.
    """

    asks: bool
    again: bool
    changed: Changed | None


def came_back(sheet: ReturnedLike, *, staff: bool) -> CameBack:
    """What `staff` or the company is to see of it.

    The company reads the questions while the week is its to mend, the municipality until it has
    approved the answer.
    """
    asked = bool(sheet.returned_because or any(day.returned_because for day in sheet.days))
    again = asked and staff and sheet.status is Status.SUBMITTED
    to_mend = sheet.status in {Status.OPEN, Status.RETURNED}
    known = again and bool(sheet.as_returned)
    return CameBack(
        asks=asked and (to_mend or again),
        again=again,
        changed=changed(_read(sheet.as_returned), sheet) if known else None,
    )


def snapshot(sheet: SheetLike) -> dict[str, Any]:
    """The days and marks of a week as JSON can hold them."""
    days = [
        {
            "day": day.day.isoformat(),
            "paid": day.paid,
            "training": day.training,
            "absence": day.absence,
            "absence_note": day.absence_note,
            "away_paid": day.away_paid,
            "shares": [[str(one.activity_id), one.kind, one.minutes] for one in day.shares],
        }
        for day in sheet.days
    ]
    return {"days": days, "marks": {str(row.activity_id): row.mark for row in sheet.progress}}


def asked(sheet: ReturnedLike) -> str:
    """What was asked about it all, then a line for each day that was asked about."""
    dated = (
        f"{day.day.isoformat()}: {day.returned_because}"
        for day in sheet.days
        if day.returned_because
    )
    return "\n".join(filter(None, (sheet.returned_because, *dated)))


def _read(kept: Mapping[str, Any]) -> _Before:
    return _Before(
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
