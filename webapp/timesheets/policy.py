"""May this person do this to this week sheet? Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from ..actor import Actor, Role
from ..messages import Message
from ..splits.plan import Kind
from .day import DayLike
from .rules import MOVES, Action, Status
from .shares import Key

WHO: dict[Action, Role] = {
    Action.EDIT: Role.EMPLOYER,
    Action.SUBMIT: Role.EMPLOYER,
    Action.WITHDRAW: Role.EMPLOYER,
    Action.RETURN: Role.CONSULTANT,
    Action.APPROVE: Role.CONSULTANT,
    Action.CORRECT: Role.EMPLOYER,
    Action.DROP: Role.EMPLOYER,
}
_WRITTEN = frozenset({Status.OPEN, Status.RETURNED})
# What moves nothing: when it can be done.
WHEN: dict[Action, frozenset[Status]] = {
    Action.EDIT: _WRITTEN,
    Action.CORRECT: frozenset({Status.APPROVED}),
    Action.DROP: _WRITTEN,
}


class TimesheetLike(Protocol):
    """What policy needs to know of a week sheet."""

    status: Status
    revision: int


def why_not(actor: Actor, action: Action, sheet: TimesheetLike) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.role is not WHO[action]:
        return Message("This is for somebody else to do.")
    if action is Action.DROP and sheet.revision == 1:
        return Message("Only a correction can be thrown away.")
    if sheet.status is Status.APPROVED and action is not Action.CORRECT:
        return Message("The week is approved and locked.")
    if sheet.status not in (WHEN.get(action) or MOVES[action]):
        return Message("The week has moved on since you opened it.")
    return None


def why_not_yet(first_day: date | None, *, today: date) -> Message | None:
    """Why a week cannot be sent yet, or None. `first_day` is as `sending_day` reckons it."""
    if first_day is None or first_day <= today:
        return None
    return Message(
        "The week is not over yet. You can send it from %(day)s. What you have written is kept.",
        {"day": first_day},
        weekdays=("day",),
    )


def why_not_pay(
    paid: DayLike, kept: DayLike, shares: Mapping[Key, int], *, paid_from: date | None
) -> Message | None:
    """Why a day cannot be kept while the pay is kept back, or None.

    Before `paid_from`, the first day that the plan pays for, nothing is paid: neither hours, nor
    their `shares`, nor absence. Stored minutes may stay or be reduced.
    """
    if paid_from is not None and paid.day >= paid_from:
        return None
    apart = sum(minutes for (_id, kind), minutes in shares.items() if kind is Kind.PAID)
    if max(paid.paid, apart) <= kept.paid and paid.away_paid <= kept.away_paid:
        return None
    return Message(
        "%(day)s: no paid hours are agreed for that day yet. Call your contact person if there"
        " were any.",
        {"day": paid.day},
        weekdays=("day",),
    )
