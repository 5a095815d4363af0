"""Findings: what the rules say about a plan, a small job or a week. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..messages import Message
from .rules import Effect, Rule

__all__ = ["Effect", "Finding", "worst_first"]

_ORDER = {Effect.BLOCKS: 0, Effect.ASKS: 1, Effect.TELLS: 2}


class Code(StrEnum):
    """Every finding there is. A code is stable: reasons that people gave are kept under it."""

    PAID_HOURS_LOW = "paid_hours_low"
    PAID_HOURS_HIGH = "paid_hours_high"
    WEEKLY_TOTAL = "weekly_total"
    SEPARATE_FUNCTIONS = "separate_functions"
    MARKET_VALUE = "market_value"
    TRAINING_GOAL = "training_goal"
    TRAINING_MASTERY = "training_mastery"
    TRAINING_END = "training_end"
    TRAINING_PERIOD = "training_period"
    TRAINING_ENDS_SOON = "training_ends_soon"
    NOT_SORTED = "not_sorted"
    NO_HOURS = "no_hours"
    EMPTY_WEEKS = "empty_weeks"
    STARTS_IN_PAST = "starts_in_past"
    NOTHING_NEW = "nothing_new"
    ONLY_UNWANTED = "only_unwanted"
    NOTHING_AGREED = "nothing_agreed"
    RATIO = "ratio"
    HEARING = "hearing"
    CONTRACT = "contract"
    OVER_A_DAY = "over_a_day"
    OUTSIDE_JOB = "outside_job"
    TRAINING_OVER = "training_over"
    AWAY_WITH_HOURS = "away_with_hours"
    PAID_ABOVE = "paid_above"
    TRAINING_ABOVE = "training_above"
    WEEK_AVERAGE = "week_average"
    REST = "rest"
    NO_DAY_OFF = "no_day_off"
    PUBLIC_HOLIDAY = "public_holiday"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Finding:
    """The finding of a rule. `field` is the id of the form field it is shown at, `why` the rule."""

    code: Code
    effect: Effect
    message: Message
    field: str = ""
    why: Rule | None = None


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Blocks, then asks, then tells; otherwise in the order they were found."""
    return sorted(findings, key=lambda finding: _ORDER[finding.effect])
