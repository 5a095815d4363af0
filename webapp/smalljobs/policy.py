"""May this person do this to this small job? Pure."""

from datetime import date
from typing import Protocol

from ..actor import Actor, Role
from ..messages import Message
from .pauses import PauseLike, has_begun
from .rules import MOVES, Action, Status

_CONSULTANT = frozenset({Role.CONSULTANT})
_RUNNING = frozenset({Status.ACTIVE, Status.PAUSED})
_NOT_ENDED = _RUNNING | {Status.PLANNED}
WHO: dict[Action, frozenset[Role]] = dict.fromkeys(Action, _CONSULTANT) | {
    Action.GROW: _CONSULTANT | {Role.EMPLOYER}
}
WHEN: dict[Action, frozenset[Status]] = {
    Action.EDIT: frozenset({Status.PLANNED}),
    Action.TICK: _NOT_ENDED,
    Action.HOLD_PAY: _NOT_ENDED,
    Action.RELEASE_PAY: _NOT_ENDED,
    Action.GROW: _NOT_ENDED,
    Action.SET_WEEK: _RUNNING,
    Action.CONFIRM_GROWN: _RUNNING,
    Action.PAUSE: _RUNNING,  # several may be planned ahead, also while it rests
    Action.PLAN_PAUSE: _RUNNING,
    Action.CHANGE_PAUSE: _RUNNING,
    Action.DROP_PAUSE: _RUNNING,
    Action.RENAME: frozenset(Status),
}


class SmallJobState(Protocol):
    """What policy needs to know of a small job."""

    status: Status
    pay_held: bool


def why_not_change(pause: PauseLike, *, today: date) -> Message | None:
    """Why a pause can be neither changed nor taken back, or None."""
    if has_begun(pause, today):
        return Message("The pause has begun. It can be ended, and not changed any more.")
    return None


def why_not_undo(begun_since: bool) -> Message | None:
    """Why an end cannot be undone, or None."""
    if begun_since:
        return Message("Something new has begun for this task, so the end stays.")
    return None


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
