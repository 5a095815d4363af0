"""One small dataclass per rule. The units of every value stand beside it. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Effect(StrEnum):
    BLOCKS = "blocks"  # cannot be submitted
    ASKS = "asks"  # can be submitted with a written reason
    TELLS = "tells"  # shown only


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule has: its days (both included), effect, source, and its sentence."""

    starts: date
    ends: date | None = None
    effect: Effect
    free: bool = False  # may a municipality set its own?
    source: str
    source_url: str = ""
    says: str

    def in_force(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, kw_only=True)
class PaidHours(Rule):
    low: int  # minutes a week
    high: int  # minutes a week


@dataclass(frozen=True, kw_only=True)
class WeeklyTotal(Rule):
    most: int  # minutes a week, paid and training together


@dataclass(frozen=True, kw_only=True)
class TrainingPeriod(Rule):
    choices: tuple[int, ...]  # weeks that a consultant chooses between
    first_limit: int  # weeks, with extensions
    extension: int  # weeks at a time, after that
    remind: int  # weeks before the end

    def __post_init__(self) -> None:
        object.__setattr__(self, "choices", tuple(self.choices))


@dataclass(frozen=True, kw_only=True)
class Ratio(Rule):
    per: int  # ordinary full-time equivalents per trainee …
    up_to: int  # … up to this many of them …
    per_after: int  # … and per trainee above
    least: int  # trainees that are always allowed

    def places(self, full_time_equivalents: int) -> int:
        """How many trainees a workplace may have at once."""
        first = min(full_time_equivalents, self.up_to) // self.per
        above = max(full_time_equivalents - self.up_to, 0) // self.per_after
        return max(first + above, self.least)


@dataclass(frozen=True, kw_only=True)
class Contract(Rule):
    over: int  # minutes a week on average
    weeks: int  # that the average is taken over
    within: int  # days


@dataclass(frozen=True, kw_only=True)
class HolidayPay(Rule):
    per_mille: int  # of the wage


@dataclass(frozen=True, kw_only=True)
class Variety(Rule):
    heavy: int  # step of lifting …
    harsh: int  # … of noise and cold …
    pressed: int  # … and of pace from which nobody wants it


@dataclass(frozen=True, kw_only=True)
class Register(Rule):
    years: int  # that the daily totals are kept


@dataclass(frozen=True, kw_only=True)
class Rest(Rule):
    between_days: int  # minutes
    week_average: int  # minutes
    days_off: int  # a week


@dataclass(frozen=True, kw_only=True)
class AboveAgreed(Rule):
    paid: int  # minutes a week above the agreed ones that are nothing to speak of …
    training: int  # … and of training


@dataclass(frozen=True, kw_only=True)
class Mastered(Rule):
    weeks: int  # with the mark "alone", in a row


class SendFrom(StrEnum):
    """The first day on which a week can be sent."""

    LAST_PLANNED_DAY = "last_planned_day"
    END_OF_WEEK = "end_of_week"  # its Sunday


@dataclass(frozen=True, kw_only=True)
class SendWeek(Rule):
    send_from: SendFrom

    def __post_init__(self) -> None:
        object.__setattr__(self, "send_from", SendFrom(self.send_from))


@dataclass(frozen=True, kw_only=True)
class PaidWork225(Rule):
    hours: int
    weeks: int


@dataclass(frozen=True, kw_only=True)
class DaysOff(Rule):
    great_prayer_day_until: int  # the last year in which it was a day off


KINDS: dict[str, type[Rule]] = {
    "paid_hours": PaidHours,
    "weekly_total": WeeklyTotal,
    "separate_functions": Rule,
    "market_value": Rule,
    "training_goal": Rule,
    "training_period": TrainingPeriod,
    "ratio": Ratio,
    "hearing": Rule,
    "contract": Contract,
    "holiday_pay": HolidayPay,
    "variety": Variety,
    "register": Register,
    "rest": Rest,
    "above_agreed": AboveAgreed,
    "mastered": Mastered,
    "send_week": SendWeek,
    "paid_work_225": PaidWork225,
    "days_off": DaysOff,
}
