"""May this person do this to this week sheet?"""

from typing import Protocol

from ..actor import Actor, Role
from ..messages import Message
from .rules import MOVES, Action, Status

WHO: dict[Action, Role] = {
    Action.EDIT: Role.EMPLOYER,
    Action.SUBMIT: Role.EMPLOYER,
    Action.RETURN: Role.CONSULTANT,
    Action.APPROVE: Role.CONSULTANT,
}
WHEN: dict[Action, frozenset[Status]] = {Action.EDIT: frozenset({Status.OPEN, Status.RETURNED})}


class TimesheetLike(Protocol):
    """What policy needs to know of a week sheet."""

    status: Status


def why_not(actor: Actor, action: Action, sheet: TimesheetLike) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.role is not WHO[action]:
        return Message("This is for somebody else to do.")
    if sheet.status is Status.APPROVED:
        return Message("The week is approved and locked.")
    if sheet.status not in (WHEN.get(action) or MOVES[action]):
        return Message("The week has moved on since you opened it.")
    return None
