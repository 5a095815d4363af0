"""May this person do this to this small job? Pure."""

from typing import Protocol

from ..actor import Actor, Role
from ..messages import Message
from .rules import MOVES, Action, Status

_CONSULTANT = frozenset({Role.CONSULTANT})
_NOT_ENDED = frozenset({Status.PLANNED, Status.ACTIVE, Status.PAUSED})
WHO: dict[Action, frozenset[Role]] = dict.fromkeys(Action, _CONSULTANT) | {
    Action.GROW: _CONSULTANT | {Role.EMPLOYER}
}
WHEN: dict[Action, frozenset[Status]] = {
    Action.EDIT: frozenset({Status.PLANNED}),
    Action.TICK: _NOT_ENDED,
    Action.HOLD_PAY: _NOT_ENDED,
    Action.RELEASE_PAY: _NOT_ENDED,
    Action.GROW: _NOT_ENDED,
    Action.SET_WEEK: frozenset({Status.ACTIVE, Status.PAUSED}),
    Action.CONFIRM_GROWN: frozenset({Status.ACTIVE, Status.PAUSED}),
    Action.RENAME: frozenset(Status),
}


class SmallJobState(Protocol):
    """What policy needs to know of a small job."""

    status: Status
    pay_held: bool


def why_not(actor: Actor, action: Action, job: SmallJobState) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.role not in WHO[action]:
        return Message("This is for the consultant to do.")
    if job.status not in (WHEN.get(action) or MOVES[action]):
        return Message("The small job has moved on since you opened it.")
    if action is Action.HOLD_PAY and job.pay_held:
        return Message("The pay is kept back already.")
    if action is Action.RELEASE_PAY and not job.pay_held:
        return Message("The pay is not kept back.")
    return None
