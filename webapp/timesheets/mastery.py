"""Progress in training: what is to be marked each week, and what is mastered. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from ..clock import Week
from ..splits.plan import Kind, PartLike, in_week, paid_after
from .rules import Mark

EVIDENCE_WEEKS = 12  # a part keeps no more marks than somebody reads


class MarkedWeek(Protocol):
    """The mark of an activity in one week, wherever it is stored."""

    @property
    def monday(self) -> date: ...

    @property
    def mark(self) -> Mark: ...

    @property
    def learnt(self) -> str: ...


class ActivityMark(MarkedWeek, Protocol):
    """The same with the activity that it is about."""

    @property
    def activity_id(self) -> UUID: ...


Row = TypeVar("Row", bound=MarkedWeek)
ActivityRow = TypeVar("ActivityRow", bound=ActivityMark)


def activities_to_mark(
    parts: Iterable[PartLike], week: int, marked: Iterable[UUID] = ()
) -> dict[UUID, str]:
    """The activities trained in plan week `week`, and those `marked` already: names by id.

    Each activity once, in the order of the plan. The name of one that has left the plan is "".
    """
    listed = list(parts)
    names = {part.activity_id: part.what for part in listed}
    trained = [
        part.activity_id for part in listed if part.kind is Kind.TRAINING and in_week(part, week)
    ]
    return {activity_id: names.get(activity_id, "") for activity_id in [*trained, *marked]}


def as_evidence(rows: Iterable[MarkedWeek]) -> list[dict[str, str]]:
    """The latest marks of one activity, oldest first, in the form that a part stores."""
    return [
        {"week": str(Week.of(row.monday)), "mark": row.mark.value, "learnt": row.learnt}
        for row in list(rows)[-EVIDENCE_WEEKS:]
    ]


def latest_alone(rows: Iterable[Row], weeks: int) -> list[Row]:
    """The latest `weeks` marks of one activity when all of them are "alone", else [].

    `rows` are of one activity, one a week, oldest first. Only weeks with a mark count: a week
    without one (a holiday, for instance) does not interrupt the series.
    """
    latest = list(rows)[-weeks:]
    alone = len(latest) == weeks and all(row.mark is Mark.ALONE for row in latest)
    return latest if alone else []


def ready_for_pay(
    marks: Iterable[ActivityRow],
    trained: Iterable[UUID],
    parts: Sequence[PartLike],
    *,
    weeks_alone: int,
) -> dict[UUID, list[ActivityRow]]:
    """Those of the `trained` activities that were done alone for the latest `weeks_alone` marks.

    Those marks by activity, oldest first. Activities that are paid already, or will be right after
    their training, are left out.
    """
    by_activity: dict[UUID, list[ActivityRow]] = {}
    for row in sorted(marks, key=lambda row: row.monday):
        by_activity.setdefault(row.activity_id, []).append(row)
    paid = {part.activity_id for part in parts if part.kind is Kind.PAID}
    paid |= {part.activity_id for part in parts if paid_after(parts, part)}
    ready = {
        activity_id: latest_alone(by_activity.get(activity_id, []), weeks_alone)
        for activity_id in dict.fromkeys(trained)
        if activity_id not in paid
    }
    return {activity_id: rows for activity_id, rows in ready.items() if rows}
