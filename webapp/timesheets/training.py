"""How the training goes, week by week. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from ..clock import Week
from ..splits.plan import Kind, PartLike, in_week
from .rules import Mark

EVIDENCE_WEEKS = 12  # a part keeps no more marks than somebody reads


def to_mark(parts: Iterable[PartLike], week: int, marked: Iterable[UUID] = ()) -> dict[UUID, str]:
    """What is trained in plan week `week`, and what has a mark already: names by activity.

    Each activity once, in the order of the plan. The name of one that has left the plan is "".
    """
    listed = list(parts)
    names = {part.activity_id: part.what for part in listed}
    trained = [
        part.activity_id for part in listed if part.kind is Kind.TRAINING and in_week(part, week)
    ]
    return {activity_id: names.get(activity_id, "") for activity_id in [*trained, *marked]}


class MarkedWeek(Protocol):
    """One week's mark of an activity, wherever it is kept."""

    @property
    def monday(self) -> date: ...

    @property
    def mark(self) -> Mark: ...

    @property
    def learnt(self) -> str: ...


Row = TypeVar("Row", bound=MarkedWeek)


def evidence_of(rows: Iterable[MarkedWeek]) -> list[dict[str, str]]:
    """The marks of one activity, oldest first, as a part keeps them: those of the latest weeks."""
    return [
        {"week": str(Week.of(row.monday)), "mark": row.mark.value, "learnt": row.learnt}
        for row in list(rows)[-EVIDENCE_WEEKS:]
    ]


def mastered(rows: Iterable[Row], weeks: int) -> list[Row]:
    """The latest `weeks` marks of one activity when all of them are "alone", else [].

    `rows` are of one activity, one a week, oldest first. Only weeks with a mark count: one without,
    in a holiday for instance, says nothing about what somebody can do and does not break the row.
    """
    latest = list(rows)[-weeks:]
    alone = len(latest) == weeks and all(row.mark is Mark.ALONE for row in latest)
    return latest if alone else []
