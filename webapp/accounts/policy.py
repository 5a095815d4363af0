"""May this person do this about a place in a company, or about the company itself? Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ..actor import STAFF, Actor, Role
from ..messages import Message
from .rules import RESTORED_WITHIN, Left, Member, Sender, last_one, same_person


class Action(StrEnum):
    INVITE = "invite"
    WITHDRAW = "withdraw"  # an invitation
    CHANGE_COMPANY = "change_company"  # its name, its places, when reminders come
    CONFIRM = "confirm"
    SECOND = "second"
    REMOVE = "remove"
    RESTORE = "restore"


class HasRole(Protocol):
    """Somebody with a role."""

    role: Role


# What is about the company and not about one of its people.
_COMPANYS = frozenset({Action.INVITE, Action.WITHDRAW, Action.CHANGE_COMPANY})


def why_not(
    actor: Actor, action: Action, member: Member | None = None, *, at: datetime | None = None
) -> Message | None:
    """None when `actor` may; else the reason, worded for the screen."""
    if action in _COMPANYS:
        if actor.role is Role.EMPLOYER:
            return None
        return Message("You can do this once you are let in.")
    assert member is not None
    match action:
        case Action.CONFIRM:
            return _why_not_confirm(actor, member)
        case Action.SECOND:
            return _why_not_second(actor, member)
    if action is Action.REMOVE and _vouched_for_here(actor, member):
        return None  # who was let in by mistake is put out again, also as the last one
    if actor.role is not Role.EMPLOYER:
        return Message("Only a colleague can do this.")
    if member.user_id == actor.user_id:
        return Message("You cannot remove yourself. Ask a colleague.")
    if action is Action.RESTORE:
        return _why_not_restore(member, at)
    if member.removed_at is not None:
        return Message("They are out already.")
    return None


def why_not_arrive(user: HasRole) -> Message | None:
    """None when they may say that they work for a company; the municipality's people do not."""
    if user.role in STAFF:
        return Message("This is for somebody else to do.")
    return None


def _why_not_confirm(actor: Actor, member: Member) -> Message | None:
    """A colleague's word; where there is none, a consultant's who knows the company's place."""
    if not member.waits:
        return Message("They are in already, or out.")
    if actor.role is Role.EMPLOYER or (actor.is_staff and member.alone):
        return None
    if actor.is_staff:
        return Message("The company has people who are in. One of them has to let them in.")
    return Message("A colleague who is in, or the consultant, can confirm.")


def _vouched_for_here(actor: Actor, member: Member) -> bool:
    """Are they in on the word of one of this municipality's people alone?"""
    is_in = member.confirmed_at is not None and member.removed_at is None
    return actor.is_staff and is_in and member.known_in == actor.municipality_id is not None


def _why_not_second(actor: Actor, member: Member) -> Message | None:
    if not actor.is_staff:
        return Message("This is for the municipality to do.")
    if member.known_only_to is None or member.removed_at is not None or member.waits:
        return Message("Two know them already.")
    if not _vouched_for_here(actor, member):
        return Message("A colleague of whoever let them in has to know them.")
    if member.known_only_to == actor.user_id:
        return Message("You let them in yourself. It takes one of your colleagues.")
    return None


def _why_not_restore(member: Member, at: datetime | None) -> Message | None:
    if member.removed_at is None:
        return Message("They are in already, or out.")
    if at is None or at - member.removed_at > RESTORED_WITHIN:
        return Message("It is more than 30 days ago. Invite them anew.")
    return None


class StaffAction(StrEnum):
    """What a team lead does about the municipality's own people."""

    ADD = "add"
    PAUSE = "pause"
    REMOVE = "remove"
    RESTORE = "restore"
    MOVE_CASES = "move_cases"


class StaffLike(Protocol):
    """What policy needs to know of somebody of the staff."""

    id: UUID
    role: Role
    municipality_id: UUID | None
    paused_at: datetime | None
    removed_at: datetime | None

    @property
    def at_work(self) -> bool: ...


def why_not_staff(
    actor: Actor, action: StaffAction, person: StaffLike | None = None, left: Left | None = None
) -> Message | None:
    """None when `actor` may do this about a colleague; `left` are those at work beside them."""
    if actor.role is not Role.TEAM_LEAD:
        return Message("This is for the team lead to do.")
    if person is None or action in {StaffAction.ADD, StaffAction.MOVE_CASES}:
        return None
    if person.municipality_id != actor.municipality_id:
        return Message("They work for another municipality.")
    if person.id == actor.user_id:
        return Message("You cannot do this about yourself. Ask another team lead.")
    if action is StaffAction.RESTORE:
        return Message("They are at work already.") if person.at_work else None
    if person.removed_at is not None or (action is StaffAction.PAUSE and person.paused_at):
        return Message("They are out already.")
    return last_one(person.role, left) if left and person.at_work else None


def why_not_answer(actor: Actor, phone: str, sender: Sender | None) -> Message | None:
    """None when `actor`, who has this number, may approve what `sender` sent: four eyes."""
    if sender is None:
        return None
    if sender.user_id == actor.user_id or same_person(sender, actor.name, phone):
        return Message(
            "This looks like something you sent yourself: name or number are the same."
            " A colleague has to approve it."
        )
    if sender.alone_knows_you:
        return Message(
            "%(name)s let you in, and no colleague of theirs knows you yet. One of them has to"
            " confirm it first.",
            {"name": sender.name},
        )
    if sender.known_only_to_you:
        return Message(
            "You let %(name)s in yourself. Before you approve what they send, one of your"
            " colleagues has to confirm that %(name)s works there.",
            {"name": sender.name},
        )
    return None
