"""May this person make or close an address that needs no sign-in? Pure."""

from ..actor import Actor, Role
from ..messages import Message
from .rules import Purpose

WHO: dict[Purpose, frozenset[Role]] = {
    Purpose.COPY: frozenset({Role.EMPLOYER, Role.CONSULTANT}),
    Purpose.CALENDAR: frozenset({Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD}),
}


def why_not(actor: Actor, purpose: Purpose) -> Message | None:
    """None when `actor` may make one and close it; else the reason, worded for the screen.

    For what it opens they must see it: a small job of theirs, or their own calendar.
    """
    if actor.role not in WHO[purpose]:
        return Message("This is for somebody else to do.")
    return None
