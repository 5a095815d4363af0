"""May this person see, set up and get the hours for payroll? Pure."""

from enum import StrEnum

from ..actor import Actor, Role
from ..messages import Message


class Action(StrEnum):
    SEE = "see"
    SET_UP = "set_up"  # columns and payroll numbers
    EXPORT = "export"


def why_not(actor: Actor, action: Action, *, rows: int = 0) -> Message | None:
    """None when `actor` may, in their own company; else the reason, worded for the screen.

    `rows` is how many the file would have: it wants at least one.
    """
    if actor.role is not Role.EMPLOYER:
        return Message("This is for the company to do.")
    if action is Action.EXPORT and not rows:
        return Message("No hours of this month are approved yet, so there is nothing to get.")
    return None
