"""May this person do this to that person's account?"""

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ..actor import Actor, Role
from ..messages import Message


class Action(StrEnum):
    INVITE = "invite"
    CONFIRM = "confirm"
    REMOVE = "remove"
    ADD_PLACE = "add_place"
    SET_TIME = "set_time"  # when reminders come


class UserLike(Protocol):
    """What policy needs to know of a person."""

    id: UUID
    role: Role
    employer_id: UUID | None
    confirmed_at: datetime | None


def why_not(actor: Actor, action: Action, person: UserLike | None = None) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    colleague = actor.role is Role.EMPLOYER and actor.confirmed
    if action in {Action.INVITE, Action.ADD_PLACE, Action.SET_TIME}:
        return None if colleague else Message("You can do this once you are let in.")
    if person is None or person.role is not Role.EMPLOYER:
        return Message("This is for somebody else to do.")
    if action is Action.CONFIRM:
        if person.confirmed_at is not None:
            return Message("They are in already.")
        if colleague or actor.role is Role.CONSULTANT:
            return None
        return Message("A colleague who is in, or the consultant, can confirm.")
    if person.id == actor.user_id:
        return Message("You cannot remove yourself. Ask a colleague.")
    return None if colleague else Message("Only a colleague can do this.")
