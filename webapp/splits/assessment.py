"""What the rules, the picture and the sums make of a plan, stored or typed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from uuid import UUID

from ..messages import Message
from ..rulebook import Finding, Rulebook
from . import cost, picture, plan, ratio, rules
from .part import PartLike
from .week_findings import PlanContext


class PlanLike(Protocol):
    """What an assessment needs to know of a plan. The wage is in øre an hour."""

    @property
    def parts(self) -> Sequence[PartLike]: ...
    @property
    def wage(self) -> int | None: ...
    @property
    def reasons(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Assessment:
    """A plan as the rulebook judges it among the facts around it, and as it is drawn and summed."""

    plan: PlanLike
    context: PlanContext
    book: Rulebook

    @cached_property
    def findings(self) -> list[Finding]:
        return rules.findings(self.plan.parts, self.book, self.context)

    @property
    def unanswered(self) -> list[Finding]:
        """The findings that prevent sending."""
        return rules.unanswered(self.findings, self.plan.reasons)

    @property
    def picture(self) -> picture.Picture:
        phases, context = plan.phases(self.plan.parts), self.context
        return picture.draw(
            phases, self.book, now=context.this_week, starts_week=context.starts_week
        )

    @property
    def room(self) -> list[Message]:
        """How many trainees the workplace has room for, step by step; empty while unknown."""
        if self.context.full_time_equivalents is None:
            return []
        return ratio.explain(
            self.book.ratio, self.context.full_time_equivalents, self.context.other_trainees
        )

    def costs(self, done_by: Mapping[UUID, str]) -> list[cost.WeeklyCost]:
        """The sums of the paid weeks; `done_by` says who does an activity today, where known."""
        return cost.weekly_costs(self.plan.parts, self.plan.wage, self.book.holiday_pay, done_by)
