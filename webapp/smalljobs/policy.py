"""May this person do this to this small job?"""

from typing import Protocol

from ..actor import Actor, Role
from ..messages import Message
from .rules import MOVES, Action, Status

_CONSULTANT = frozenset({Role.CONSULTANT})
WHO: dict[Action, frozenset[Role]] = dict.fromkeys(Action, _CONSULTANT)
WHEN: dict[Action, frozenset[Status]] = {
    Action.EDIT: frozenset({Status.PLANNED}),
    Action.TICK: frozenset({Status.PLANNED, Status.ACTIVE, Status.PAUSED}),
}


class SmallJobLike(Protocol):
    """What policy needs to know of a small job."""

    status: Status


def why_not(actor: Actor, action: Action, job: SmallJobLike) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.role not in WHO[action]:
        return Message("This is for the consultant to do.")
    if job.status not in (WHEN.get(action) or MOVES[action]):
        return Message("The small job has moved on since you opened it.")
    return None
