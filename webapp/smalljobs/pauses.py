"""The pauses of a small job, and the days on which it runs. Pure.

A pause is the days from its first to its last one, both inside; without a last day it goes on.
Whatever asks about a day asks `runs_on` or `pause_on`, and never the status: that only follows.
`pause_conditions` asks the database the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from ..clock import Week
from ..messages import Message
from .rules import Status

A_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)


class PauseLike(Protocol):
    """The days of a pause; without a last day it is open."""

    @property
    def from_day(self) -> date: ...
    @property
    def to_day(self) -> date | None: ...


P = TypeVar("P", bound=PauseLike)


class RunLike(Protocol):
    """What tells on which days a small job runs."""

    @property
    def start_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def pauses(self) -> Sequence[PauseLike]: ...


@dataclass(frozen=True)
class Run:
    """The days of a small job where no small job is at hand."""

    start_on: date
    ended_on: date | None = None
    pauses: Sequence[PauseLike] = ()


def covers(pause: PauseLike, day: date) -> bool:
    return pause.from_day <= day and (pause.to_day is None or day <= pause.to_day)


def pause_on(pauses: Iterable[P], day: date) -> P | None:
    """The pause that `day` lies in; there is one at most."""
    return next((pause for pause in pauses if covers(pause, day)), None)


def runs_on(job: RunLike, day: date) -> bool:
    """Is there a small job on `day`: from its start to its end, and in no pause?"""
    ended = job.ended_on is not None and day > job.ended_on
    return day >= job.start_on and not ended and pause_on(job.pauses, day) is None


def runs_in(job: RunLike, week: Week) -> bool:
    """Is there a small job on any day of `week`? Only then is the week owed."""
    return any(runs_on(job, day) for day in week.days)


def standing(status: Status, pauses: Iterable[PauseLike], today: date) -> Status:
    """The state in which a small job is today, by the calendar."""
    if status not in {Status.ACTIVE, Status.PAUSED}:
        return status
    return Status.PAUSED if pause_on(pauses, today) else Status.ACTIVE


def overlapping(pauses: Iterable[P], first: date, last: date | None) -> P | None:
    """The first of `pauses` that has a day from `first` to `last`; None for `last` is for ever."""
    return next(
        (
            pause
            for pause in pauses
            if (last is None or pause.from_day <= last)
            and (pause.to_day is None or first <= pause.to_day)
        ),
        None,
    )


def why_not_first(job: RunLike, first: date, *, today: date) -> Message | None:
    """Why a pause cannot begin on `first`, or None."""
    if first < job.start_on:
        return Message(
            "It starts on %(day)s. A pause cannot begin before that.",
            {"day": job.start_on},
            days=("day",),
        )
    if abs(first - today) > A_YEAR:
        return Message("Is the year right?")
    return None


def why_not_last(
    others: Iterable[PauseLike], first: date, last: date | None, *, today: date
) -> Message | None:
    """Why a pause from `first` cannot end on `last`, or None. `others` are those beside it."""
    if last is not None and last < first:
        return Message("The last day comes before the first.")
    if last is not None and last - today > A_YEAR:
        return Message("Is the year right?")
    other = overlapping(others, first, last)
    if other is None:
        return None
    if other.to_day is None:
        return Message(
            "There is a pause from %(first)s already.", {"first": other.from_day}, days=("first",)
        )
    return Message(
        "There is a pause from %(first)s to %(last)s already.",
        {"first": other.from_day, "last": other.to_day},
        days=("first", "last"),
    )


def has_begun(pause: PauseLike, today: date) -> bool:
    """Once it has begun it is not changed any more: it is resumed."""
    return pause.from_day <= today


def day_before(day: date) -> date:
    return day - _DAY


def why_no_hours(pause: PauseLike, day: date) -> Message:
    """What stands at a day of a pause on which somebody has hours."""
    if pause.to_day is None:
        return Message(
            "%(day)s: pause since %(first)s. There can be no hours.",
            {"day": day, "first": pause.from_day},
            days=("first",),
            weekdays=("day",),
        )
    if pause.to_day == pause.from_day:
        return Message("%(day)s: pause. There can be no hours.", {"day": day}, weekdays=("day",))
    return Message(
        "%(day)s: pause from %(first)s to %(last)s. There can be no hours.",
        {"day": day, "first": pause.from_day, "last": pause.to_day},
        days=("first", "last"),
        weekdays=("day",),
    )


def why_nothing_to_send(job: RunLike, week: Week) -> Message | None:
    """Why there is nothing to send of a week that lies wholly in a pause; None for any other."""
    inside = [pause_on(job.pauses, day) for day in week.days if _in_job(job, day)]
    if not inside or None in inside:
        return None
    first, last = inside[0], inside[-1]
    assert first and last
    if last.to_day is None:
        return Message(
            "The small job has been paused since %(day)s. There is nothing to send.",
            {"day": first.from_day},
            days=("day",),
        )
    return Message(
        "The small job is paused from %(first)s to %(last)s. There is nothing to send.",
        {"first": first.from_day, "last": last.to_day},
        days=("first", "last"),
    )


def _in_job(job: RunLike, day: date) -> bool:
    return day >= job.start_on and (job.ended_on is None or day <= job.ended_on)
