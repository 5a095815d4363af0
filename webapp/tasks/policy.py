"""May this person do this to this task? One answer for pages, actions and buttons. Pure."""

from typing import Protocol
from uuid import UUID

from ..actor import COMPANY, Actor, Role
from ..messages import Message
from .rules import MOVES, Action, Status

_ASKERS = frozenset({Role.VISITOR, Role.NEWCOMER, *COMPANY})
_CONSULTANT = frozenset({Role.CONSULTANT})
_STAFF = frozenset({Role.CONSULTANT, Role.TEAM_LEAD})

WHO: dict[Action, frozenset[Role]] = {
    Action.EDIT: _ASKERS | _CONSULTANT,
    Action.DISCARD: _ASKERS,
    Action.SUBMIT: COMPANY,
    Action.TAKE: _CONSULTANT,
    Action.PARK: _CONSULTANT,
    Action.TAKE_UP: _CONSULTANT,
    Action.USE: _CONSULTANT,
    Action.HAND_OVER: _STAFF,
    Action.NOTE: _STAFF,
    # not a visitor: whoever fills our disk has shown that an address is theirs
    Action.PHOTO: COMPANY | {Role.NEWCOMER} | _CONSULTANT,
}
# Actions that are no move, and the states in which they make sense.
WHEN: dict[Action, frozenset[Status]] = {
    Action.EDIT: frozenset({Status.DRAFT, Status.SUBMITTED, Status.IN_DIALOGUE}),
    Action.DISCARD: frozenset({Status.DRAFT}),
    Action.HAND_OVER: frozenset({Status.IN_DIALOGUE, Status.USED, Status.PARKED}),
    Action.NOTE: frozenset(Status) - {Status.DRAFT},
    Action.PHOTO: frozenset({Status.DRAFT, Status.SUBMITTED, Status.IN_DIALOGUE}),
}


class TaskLike(Protocol):
    """What policy needs to know of a task."""

    status: Status
    consultant_id: UUID | None


def why_not(actor: Actor, action: Action, task: TaskLike) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.role not in WHO[action]:
        return Message("This is for somebody else to do.")
    if task.status not in (WHEN.get(action) or MOVES[action]):
        return Message("The task has moved on since you opened it.")
    return None
