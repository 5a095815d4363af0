"""The states of a small job, what must be in place before it starts, and pay kept back. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from ..actor import Side
from ..clock import Week
from ..messages import N_, Message
from ..rulebook import Effect, Finding, Rulebook, worst_first
from ..rulebook.findings import Code
from ..splits import ratio
from ..splits.plan import Kind, PartLike


class Status(StrEnum):
    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Action(StrEnum):
    EDIT = "edit"
    START = "start"
    PAUSE = "pause"
    PLAN_PAUSE = "plan_pause"
    CHANGE_PAUSE = "change_pause"
    DROP_PAUSE = "drop_pause"
    RESUME = "resume"
    END = "end"
    UNDO_END = "undo_end"
    TICK = "tick"
    HOLD_PAY = "hold_pay"
    RELEASE_PAY = "release_pay"
    GROW = "grow"
    SET_WEEK = "set_week"
    CONFIRM_GROWN = "confirm_grown"
    RENAME = "rename"


MOVES: dict[Action, dict[Status, Status]] = {
    Action.START: {Status.PLANNED: Status.ACTIVE},
    Action.PAUSE: {Status.ACTIVE: Status.PAUSED},
    Action.RESUME: {Status.PAUSED: Status.ACTIVE},
    Action.END: {
        Status.PLANNED: Status.ENDED,
        Status.ACTIVE: Status.ENDED,
        Status.PAUSED: Status.ENDED,
    },
    Action.UNDO_END: {Status.ENDED: Status.ACTIVE},  # or back to whichever state it was in
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


def maybe_last_name(first_name: str) -> Message | None:
    """What to say of a name of several words: “Anne Marie” is one, “Anne Holm” says too much."""
    words = first_name.split()
    if len(words) < 2 or len(words[-1].rstrip(".")) < 2:
        return None
    return Message(
        "If “%(word)s” is a last name, leave it out: Småjob keeps only the first name.",
        {"word": words[-1]},
    )


class SmallJobLike(Protocol):
    """What the rules need to know of a small job."""

    status: Status
    start_on: date
    training_ends: date | None
    hearing: Hearing
    contract_on: date | None


class PayLike(Protocol):
    """What the rules need to know of a small job whose pay may be kept back."""

    status: Status
    start_on: date
    pay_held: bool


def plan_week(start_on: date, week: Week) -> int:
    """The number of `week` in the plan: 1 is the week that `start_on` lies in."""
    return (week.monday - Week.of(start_on).monday).days // 7 + 1


def last_training_day(start_on: date, weeks: int) -> date:
    """The Sunday that ends `weeks` plan weeks of training."""
    return Week.of(start_on).monday + timedelta(days=7 * weeks - 1)


def first_day(start_on: date, week: int) -> date:
    """The first day of plan week `week`: its Monday, in week 1 the start itself."""
    return max(start_on, Week.of(start_on).monday + timedelta(days=7 * (week - 1)))


def why_not_end(job: SmallJobLike, last_day: date, *, today: date) -> Message | None:
    """Why `last_day` cannot be the last one, or None. What never started ends on any day."""
    if last_day > today:
        return Message("That day is still to come.")
    if job.status is not Status.PLANNED and last_day < job.start_on:
        return Message(
            "It started on %(day)s. It cannot have ended before that.",
            {"day": job.start_on},
            days=("day",),
        )
    return None


# --- pay kept back from the participant's copy ---


def first_paid_day(start_on: date, parts: Sequence[PartLike]) -> date | None:
    """The day from which the plan has paid hours; None when nothing in it is paid."""
    weeks = [part.from_week for part in parts if part.kind is Kind.PAID]
    return first_day(start_on, min(weeks)) if weeks else None


def earns(job: PayLike, parts: Sequence[PartLike], *, today: date) -> bool:
    """Have the paid hours begun?"""
    first = first_paid_day(job.start_on, parts)
    return job.status is not Status.PLANNED and first is not None and first <= today


def why_not_hold(job: PayLike, parts: Sequence[PartLike], *, today: date) -> Message | None:
    """Why the pay cannot be kept back from the participant's copy, or None."""
    if all(part.kind is not Kind.TRAINING for part in parts):
        return Message("Nothing is trained in this plan, so a copy without the pay would be empty.")
    if earns(job, parts, today=today):
        return Message("The paid hours have begun. Pay that is being earned is not kept back.")
    return None


def holds_pay(job: PayLike, parts: Sequence[PartLike], *, today: date) -> bool:
    """Is the pay kept back from the participant's copy today? Never once it is being earned."""
    return job.pay_held and not earns(job, parts, today=today)


# --- before the start ---


def findings(
    job: SmallJobLike,
    *,
    trains: bool,
    paid_minutes: int,
    full_time_equivalents: int | None,
    other_trainees: int,
    book: Rulebook,
    training_from: int = 1,
) -> list[Finding]:
    """What must be in place before the start, and what stays on the checklist after it.

    `paid_minutes` are the most paid minutes a week that the plan holds, `other_trainees` those
    already in training at the same workplace, `training_from` is the plan week it begins in.
    """
    findings: list[Finding] = []
    if trains and job.hearing is Hearing.NOT_YET:
        message = Message("The employees' representative has to be heard before training starts.")
        findings.append(
            Finding(Code.HEARING, book.hearing.effect, message, "hearing", book.hearing)
        )
    if trains:
        findings += _ratio(full_time_equivalents, other_trainees, book)
        findings += _training_ends(job, training_from, book)
    return worst_first(findings + _contract(job, paid_minutes, book))


def reminders(
    job: SmallJobLike,
    *,
    paid_minutes: int,
    today: date,
    book: Rulebook,
    paid_after: bool = False,
) -> list[Finding]:
    """What stays on the checklist of a small job that runs; nothing once it has ended.

    `paid_after`: what is trained is paid when the training ends, as agreed.
    """
    if job.status is Status.ENDED:
        return []
    soon = [] if paid_after else _ends_soon(job, today, book)
    return _contract(job, paid_minutes, book) + soon


def _contract(job: SmallJobLike, paid_minutes: int, book: Rulebook) -> list[Finding]:
    rule = book.contract
    if paid_minutes <= rule.over or job.contract_on is not None:
        return []
    message = Message(
        "A written employment contract is needed within %(days)s days of the start.",
        {"days": rule.within},
    )
    return [Finding(Code.CONTRACT, rule.effect, message, "contract_on", rule)]


def _ends_soon(job: SmallJobLike, today: date, book: Rulebook) -> list[Finding]:
    """Counts down, so that an extension is asked for in time."""
    rule, ends = book.training_period, job.training_ends
    if ends is None or not today <= ends <= today + timedelta(weeks=rule.remind):
        return []
    today_is_last = Message(
        "The training ends today. Propose what comes after it now: pay, longer training, or"
        " nothing."
    )
    message = Message(
        "The training ends on %(ends)s, in %(days)s days. Propose what comes after it now: pay,"
        " longer training, or nothing.",
        {"ends": ends, "days": (ends - today).days},
        days=("ends",),
    )
    said = message if ends > today else today_is_last
    return [Finding(Code.TRAINING_ENDS_SOON, Effect.TELLS, said, "training_ends", rule)]


def _ratio(full_time_equivalents: int | None, others: int, book: Rulebook) -> list[Finding]:
    rule = book.ratio
    if full_time_equivalents is None:
        message = Message("How many ordinary full-time employees does the workplace have?")
        return [Finding(Code.RATIO, rule.effect, message, "full_time_equivalents", rule)]
    return list(ratio.findings(rule, full_time_equivalents, others, "full_time_equivalents"))


def _training_ends(job: SmallJobLike, first_week: int, book: Rulebook) -> list[Finding]:
    rule = book.training_period
    if job.training_ends is None:
        message = Message("When does the training end?")
        return [Finding(Code.TRAINING_END, rule.effect, message, "training_ends", rule)]
    latest = last_training_day(job.start_on, first_week - 1 + rule.first_limit)
    if job.training_ends <= latest:
        return []
    message = Message(
        "Training can last until %(latest)s at most.", {"latest": latest}, days=("latest",)
    )
    return [Finding(Code.TRAINING_PERIOD, rule.effect, message, "training_ends", rule)]
