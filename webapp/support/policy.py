"""May this person do this about a call? Pure."""

from ..actor import Actor, Role
from ..messages import Message
from .rules import Action

WHO: dict[Action, Role] = {
    Action.ASK: Role.EMPLOYER,
    # Any consultant of the municipality: who stands in for a colleague calls as well.
    Action.CALLED: Role.CONSULTANT,
}


def why_not(actor: Actor, action: Action) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if actor.role is not WHO[action]:
        return Message("This is for somebody else to do.")
    return None
