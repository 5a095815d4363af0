"""What a plan costs the company a week, and what it gets. Never of benefits. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from ..rulebook.rules import HolidayPay
from .part import Kind, PartLike
from .plan import in_week, minutes_in
from .row_diff import week_spans


@dataclass(frozen=True)
class WeeklyCost:
    """Weeks in a row with the same paid hours, in money and time a week. Øre, and minutes.

    `last` is None when it goes on until further notice.
    """

    first: int
    last: int | None
    paid: int
    wages: int | None  # None while nobody has said what an hour is paid
    holiday_pay: int | None
    freed: int  # of colleagues who do the work today

    @property
    def cost(self) -> int | None:
        """Wages and holiday pay together."""
        return None if self.wages is None else self.wages + (self.holiday_pay or 0)


def weekly_costs(
    parts: Sequence[PartLike],
    wage: int | None,
    rule: HolidayPay,
    done_by: Mapping[UUID, str],
) -> list[WeeklyCost]:
    """The paid weeks with their sums; `done_by` says who does an activity today, where known.

    Only paid hours free a colleague's: during training a colleague is present.
    """
    costs: list[WeeklyCost] = []
    for first, last in week_spans(parts):
        minutes = minutes_in(parts, Kind.PAID, first)
        pay = _pay(minutes, wage, rule)
        cost = WeeklyCost(first, last, minutes, *pay, _freed(parts, first, done_by))
        if costs and replace(cost, first=costs[-1].first, last=costs[-1].last) == costs[-1]:
            cost = replace(cost, first=costs.pop().first)
        costs.append(cost)
    return [cost for cost in costs if cost.paid]


def _pay(minutes: int, wage: int | None, rule: HolidayPay) -> tuple[int | None, int | None]:
    if wage is None:
        return None, None
    wages = round(minutes * wage / 60)
    return wages, round(wages * rule.per_mille / 1000)


def _freed(parts: Iterable[PartLike], week: int, done_by: Mapping[UUID, str]) -> int:
    return sum(
        part.minutes
        for part in parts
        if part.kind is Kind.PAID and in_week(part, week) and done_by.get(part.activity_id)
    )
