"""The states of a small job, its weekly pattern, and what must be in place before it starts."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from ..actor import Side
from ..clock import Week
from ..messages import N_, Message
from ..rulebook import Finding, Rulebook, worst_first
from ..rulebook.findings import Code
from ..rulebook.rules import Ratio


class Status(StrEnum):
    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Action(StrEnum):
    EDIT = "edit"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    TICK = "tick"


MOVES: dict[Action, dict[Status, Status]] = {
    Action.START: {Status.PLANNED: Status.ACTIVE},
    Action.PAUSE: {Status.ACTIVE: Status.PAUSED},
    Action.RESUME: {Status.PAUSED: Status.ACTIVE},
    Action.END: {
        Status.PLANNED: Status.ENDED,
        Status.ACTIVE: Status.ENDED,
        Status.PAUSED: Status.ENDED,
    },
}

WHOSE_MOVE: dict[Status, Side | None] = {
    Status.PLANNED: Side.CONSULTANT,
    Status.ACTIVE: None,
    Status.PAUSED: Side.CONSULTANT,
    Status.ENDED: None,
}

STATUS_NAMES = {
    Status.PLANNED: N_("Planned"),
    Status.ACTIVE: N_("Running"),
    Status.PAUSED: N_("Paused"),
    Status.ENDED: N_("Ended"),
}


class Outcome(StrEnum):
    GREW = "grew"
    FLEKSJOB = "fleksjob"
    ORDINARY = "ordinary"
    STOPPED = "stopped"


OUTCOME_NAMES = {
    Outcome.GREW: N_("It grew beyond a small job"),
    Outcome.FLEKSJOB: N_("It became a fleksjob"),
    Outcome.ORDINARY: N_("An ordinary job somewhere else"),
    Outcome.STOPPED: N_("It stopped"),
}


class Hearing(StrEnum):
    """Was the employees' representative heard?"""

    NOT_YET = "not_yet"
    HEARD = "heard"
    NOT_NEEDED = "not_needed"  # a sole trader without employees


HEARING_NAMES = {
    Hearing.NOT_YET: N_("Not yet"),
    Hearing.HEARD: N_("Yes, and they agree"),
    Hearing.NOT_NEEDED: N_("Not needed: the owner has no employees"),
}


class SmallJobLike(Protocol):
    """What the rules need to know of a small job."""

    status: Status
    start_on: date
    training_ends: date | None
    hearing: Hearing
    contract_on: date | None


def plan_week(start_on: date, week: Week) -> int:
    """The number of `week` in the plan: 1 is the week that `start_on` lies in."""
    return (week.monday - Week.of(start_on).monday).days // 7 + 1


def last_training_day(start_on: date, weeks: int) -> date:
    """The Sunday that ends `weeks` plan weeks of training."""
    return Week.of(start_on).monday + timedelta(days=7 * weeks - 1)


def places(ratio: Ratio, full_time_equivalents: int) -> int:
    """How many trainees a workplace may have at once."""
    first = min(full_time_equivalents, ratio.up_to) // ratio.per
    above = max(full_time_equivalents - ratio.up_to, 0) // ratio.per_after
    return max(first + above, ratio.least)


def findings(
    job: SmallJobLike,
    *,
    trains: bool,
    paid_minutes: int,
    full_time_equivalents: int | None,
    other_trainees: int,
    book: Rulebook,
) -> list[Finding]:
    """What must be in place before the start, and what stays on the checklist after it.

    `paid_minutes` are the most paid minutes a week that the plan holds, `other_trainees` those
    already in training at the same workplace.
    """
    found: list[Finding] = []
    if trains and job.hearing is Hearing.NOT_YET:
        message = Message("The employees' representative has to be heard before training starts.")
        found.append(Finding(Code.HEARING, book.hearing.effect, message, "hearing", book.hearing))
    if trains:
        found += _ratio(full_time_equivalents, other_trainees, book)
        found += _training_ends(job, book)
    if paid_minutes > book.contract.over and job.contract_on is None:
        message = Message(
            "A written employment contract is needed within %(days)s days of the start.",
            {"days": book.contract.within},
        )
        found.append(
            Finding(Code.CONTRACT, book.contract.effect, message, "contract_on", book.contract)
        )
    return worst_first(found)


def _ratio(full_time_equivalents: int | None, others: int, book: Rulebook) -> list[Finding]:
    rule = book.ratio
    if full_time_equivalents is None:
        message = Message("How many ordinary full-time employees does the workplace have?")
        return [Finding(Code.RATIO, rule.effect, message, "full_time_equivalents", rule)]
    allowed = places(rule, full_time_equivalents)
    if others + 1 <= allowed:
        return []
    message = Message(
        "%(full_time)s full-time employees give room for %(allowed)s in training at a time;"
        " this would be number %(number)s.",
        {"full_time": full_time_equivalents, "allowed": allowed, "number": others + 1},
    )
    return [Finding(Code.RATIO, rule.effect, message, "full_time_equivalents", rule)]


def _training_ends(job: SmallJobLike, book: Rulebook) -> list[Finding]:
    rule = book.training_period
    if job.training_ends is None:
        message = Message("When does the training end?")
        return [Finding(Code.TRAINING_END, rule.effect, message, "training_ends", rule)]
    latest = last_training_day(job.start_on, rule.first_limit)
    if job.training_ends <= latest:
        return []
    message = Message(
        "Training can last until %(latest)s at most.", {"latest": latest}, days=("latest",)
    )
    return [Finding(Code.TRAINING_PERIOD, rule.effect, message, "training_ends", rule)]
