"""May this person do this to this version of the split? Pure."""

from typing import Protocol

from ..actor import Actor, Side
from ..messages import Message
from .rules import MOVES, Action, Status, other


class SplitLike(Protocol):
    """What policy needs to know of a split."""

    status: Status
    side: Side


# Who does it: the side that writes the version, or the one that answers it.
_BY_AUTHOR = frozenset(
    {Action.EDIT, Action.SUBMIT, Action.NEXT_VERSION, Action.DISCARD, Action.WITHDRAW}
)
WHEN: dict[Action, frozenset[Status]] = {
    Action.EDIT: frozenset({Status.DRAFT}),
    Action.DISCARD: frozenset({Status.DRAFT}),
}


def why_not(actor: Actor, action: Action, split: SplitLike) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.side is None:
        return Message("This is for somebody else to do.")
    if split.status not in (WHEN.get(action) or MOVES[action]):
        return Message("The plan has moved on since you opened it.")
    if action is Action.SUPERSEDE:
        return None
    author = split.side if action in _BY_AUTHOR else other(split.side)
    if actor.side is not author:
        if author is Side.CONSULTANT:
            return Message("It is the consultant's turn.")
        return Message("It is the company's turn.")
    return None
