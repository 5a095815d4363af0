"""May this person do this to this week sheet?"""

from typing import Protocol

from ..actor import Actor, Role
from ..messages import Message
from .rules import MOVES, Action, Status

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
