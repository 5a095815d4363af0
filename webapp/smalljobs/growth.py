"""A small job grows: the rows that are proposed, and its usual week once they are approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from ..clock import Week
from ..messages import N_
from ..rulebook.rules import PaidHours
from ..splits import plan
from ..splits.models import Part
from ..splits.plan import Kind
from .blocks import blocks
from .models import Pattern, SmallJob
from .rules import Status, plan_week


class Change(StrEnum):
    """What a running small job's plan is to become."""

    PAY = "pay"
    EXTEND = "extend"
    STOP = "stop"
    OTHER = "other"


CHANGE_NAMES = {
    Change.PAY: N_("It is mastered: pay it"),
    Change.EXTEND: N_("Train it longer"),
    Change.STOP: N_("Stop training it"),
    Change.OTHER: N_("Change something else"),
}


@dataclass(frozen=True)
class GrowthRequest:
    """A change of the plan in force.

    `part` is a trained row of it, not needed for OTHER. `week` is the plan week from which it is
    paid or changed, or the last one of the training.
    """

    change: Change
    week: int
    part: Part | None = None
    evidence: Sequence[dict[str, str]] = ()


AHEAD = 16  # weeks from which a change can apply
FOLLOW = "follow"
_QUARTER = 15  # minutes that a day is rounded to
_A_DAY = 24 * 60
_EVERY_WEEKDAY = (1, 1, 1, 1, 1, 0, 0)


def this_week(job: SmallJob, today: date) -> int:
    """The plan week of today; the first one before the job has started."""
    if job.status is Status.PLANNED:
        return 1
    return max(plan_week(job.start_on, Week.of(today)), 1)


def still_trained(parts: Sequence[Part], week: int) -> list[Part]:
    """The rows trained in `week` or later, or until the one before it; of pieces the last one."""
    trained = [part for part in parts if part.kind is Kind.TRAINING]
    listed = [
        part
        for part in trained
        if part.to_week is None or (part.to_week >= week - 1 and not plan.paid_after(parts, part))
    ]
    return [
        part for part in listed if all(len(plan.join_rows([part, other])) > 1 for other in listed)
    ]


def extensions(part: Part, week: int, choices: Sequence[int]) -> list[int]:
    """The plan weeks that training is usually extended to; `choices` are its usual weeks."""
    return [max(part.to_week or week, week) + more for more in choices]


def propose_rows(parts: Sequence[Part], request: GrowthRequest) -> tuple[list[plan.Row], int]:
    """The rows of the plan as it is to be, and the plan week from which they apply.

    Rows that earlier versions cut are joined again: a change of any piece changes the whole row.
    """
    rows = [plan.as_row(part) for part in parts]
    for row in rows:
        row.asked = ""  # that was answered with the version in force
    if request.part is None:
        return plan.join_rows(rows), request.week
    for row in rows:
        if row.activity_id == request.part.activity_id:
            row.evidence = tuple(request.evidence)
    rows = plan.join_rows(rows)
    number = _number(rows, request.part)
    to_week = rows[number].to_week or request.week
    match request.change:
        case Change.PAY:
            return plan.promote(rows, number, request.week), request.week
        case Change.EXTEND | Change.STOP:
            # Either may end it earlier or later: from the first week that differs.
            return plan.end_training(rows, number, request.week), min(to_week, request.week) + 1
        case _:
            return rows, request.week


def _number(rows: Sequence[plan.Row], part: Part) -> int:
    """The number of the row that `part` is, or is a piece of: the shortest one that it fits in."""

    def fits(row: plan.Row) -> bool:
        whole = replace(plan.as_row(part), from_week=row.from_week, to_week=row.to_week)
        inside = row.from_week <= part.from_week and _end(part) <= _end(row)
        return inside and replace(whole, asked=row.asked, evidence=row.evidence) == row

    numbers = [number for number, row in enumerate(rows) if fits(row)]
    return min(numbers, key=lambda number: _end(rows[number]) - rows[number].from_week)


def _end(row: plan.PartLike) -> float:
    return float("inf") if row.to_week is None else row.to_week


def first_week_beyond(parts: Sequence[Part], rule: PaidHours) -> int | None:
    """The first plan week with more paid hours than a small job has; None while it has fewer."""
    over = (phase.first for phase in plan.phases(parts) if phase.paid > rule.high)
    return next(over, None)


def usual_weeks(
    pattern: Sequence[Pattern], earlier: Sequence[Part], parts: Sequence[Part]
) -> list[Pattern]:
    """The usual week of each new row, on the days that its activity had before.

    A row with other hours than before has them on the same days, in proportion; an activity that
    had none is in few blocks.
    """
    days = {part.id: [0] * 7 for part in earlier}
    for row in pattern:
        if row.part_id in days:
            days[row.part_id][row.weekday] = row.minutes
    rows: list[Pattern] = []
    for part in parts:
        if part.kind is not Kind.STAYS and part.minutes:
            like = _most_like(part, earlier)
            minutes = spread(part.minutes, days[like.id]) if like else blocks(part.minutes)
            rows += [
                Pattern(part_id=part.id, weekday=weekday, minutes=each)
                for weekday, each in enumerate(minutes)
                if each
            ]
    return rows


def suggested_weeks(parts: Iterable[Part], activities: Iterable[Any]) -> dict[UUID, list[int]]:
    """The usual week of each part of a new small job, by its id: minutes, Monday first."""
    by_id = {activity.id: activity for activity in activities}
    return {part.id: blocks(part.minutes, by_id.get(part.activity_id)) for part in parts}


def _most_like(part: Part, earlier: Sequence[Part]) -> Part | None:
    """The row before that was about the same work: of the same kind and weeks, if there is one."""
    same = [row for row in earlier if row.activity_id == part.activity_id]
    same = [row for row in same if row.kind is not Kind.STAYS]
    return max(
        same,
        key=lambda row: (
            row.minutes == part.minutes,
            row.kind is part.kind,
            row.from_week <= part.from_week,
            row.from_week,
        ),
        default=None,
    )


def spread(minutes: int, usual: Sequence[int]) -> list[int]:
    """`minutes` a week over Monday to Sunday, in proportion to `usual`; they add up to `minutes`.

    The same hours as usual stay as they are; others are in quarters of an hour. Without usual
    days, or where those have not so many hours, it is Monday to Friday, the first days first.
    """
    if any(usual) and sum(usual) == minutes:
        return list(usual)
    weights = list(usual) if any(usual) else list(_EVERY_WEEKDAY)
    whole, rest = divmod(minutes, _QUARTER)
    shares = [whole * weight // sum(weights) for weight in weights]
    days = [day for day in range(7) if weights[day]]
    for number in range(whole - sum(shares)):
        shares[days[number % len(days)]] += 1
    minutes_by_day = [share * _QUARTER for share in shares]
    minutes_by_day[days[0]] += rest
    return spread(minutes, ()) if any(usual) and max(minutes_by_day) > _A_DAY else minutes_by_day
