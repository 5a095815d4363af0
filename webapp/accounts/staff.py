"""A municipality's own people: let in, on leave, removed, back. By a team lead, or the operator.

The operator acts as nobody (`by=None`) and is asked for no more than to be sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import history
from ..actor import STAFF, Actor, Refused, Role, refuse_if
from ..mails import actions as mails
from ..mails.models import Mail
from ..messages import N_, Message, Page, Target
from . import members, policy, rules, store
from .models import Municipality, User, UserSession
from .policy import StaffAction
from .rules import Left

STANDING = {"at_work": "at work", "paused": "on leave", "removed": "removed"}
ROLE_NAMES = {Role.CONSULTANT: N_("consultant"), Role.TEAM_LEAD: N_("team lead")}


class LastOne(Refused):
    """Nobody would be left. An operator may do it anyway."""


@dataclass(frozen=True)
class StaffInput:
    """Somebody to be let in, as they were named."""

    email: str
    name: str
    phone: str
    role: Role


def everybody(session: Session, actor: Actor) -> Sequence[User]:
    """The people of the actor's municipality: those at work, on leave, and removed, by name."""
    order = sa.case(
        (col(User.removed_at).is_not(None), 2), (col(User.paused_at).is_not(None), 1), else_=0
    )
    query = select(User).where(_of(actor.municipality_id)).order_by(order, col(User.name))
    if actor.role is not Role.TEAM_LEAD:
        query = query.where(col(User.removed_at).is_(None))
    return session.exec(query).all()


def get(session: Session, actor: Actor, user_id: UUID) -> User | None:
    """Somebody of the actor's own municipality."""
    query = select(User).where(_of(actor.municipality_id), col(User.id) == user_id)
    return session.exec(query).one_or_none()


def _of(municipality_id: UUID | None) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(User.municipality_id) == municipality_id, col(User.municipality_id).is_not(None)
    )


def left(session: Session, person: User) -> Left:
    """Who is at work there beside this person."""
    query = select(User.role).where(
        _of(person.municipality_id), store.at_work(), col(User.id) != person.id
    )
    roles = session.exec(query).all()
    return Left(leads=roles.count(Role.TEAM_LEAD), staff=len(roles))


def add(
    session: Session,
    entry: StaffInput,
    municipality: Municipality,
    *,
    by: Actor | None,
    language: str,
    at: datetime,
) -> bool:
    """Let somebody in as staff, and mail them so. Returns False when they were in already.

    Whoever was on leave or removed is back, as what they are called now. Raises Refused for an
    address that signs in for a company or for another municipality.
    """
    if by is not None:
        refuse_if(policy.why_not_staff(by, StaffAction.ADD))
    _hold(session, municipality.id, by)
    person = store.by_email(session, entry.email)
    if person is not None and person.role in STAFF and person.municipality_id == municipality.id:
        if person.at_work:
            _refuse_other_role(person, entry)
            return False
    elif person is not None:
        _refuse_elsewhere(session, person)
    before = standing(person) if person and person.role in STAFF else ""
    if person is None:
        person = User(email=entry.email, role=entry.role, language=language, created_at=at)
    else:
        _end_sessions(session, person)  # those of a newcomer, who tried the door too early
    person.municipality_id, person.role = municipality.id, entry.role
    person.name, person.phone = entry.name, entry.phone or person.phone
    person.paused_at = person.removed_at = None
    session.add(person)
    session.flush()
    _note(session, person, StaffAction.ADD, by, at, before=before)
    _welcome(session, person, municipality, at)
    return True


def _refuse_elsewhere(session: Session, person: User) -> None:
    if person.role is not Role.NEWCOMER or members.companies(session, person.id):
        raise Refused(
            Message(
                "This address already signs in for a company or for another municipality."
                " Use another one of theirs."
            )
        )


def _refuse_other_role(person: User, entry: StaffInput) -> None:
    if person.role is not entry.role:
        raise Refused(
            Message(
                "They are in already, with another role. Remove them first, then add them with"
                " the new one."
            )
        )


def _welcome(session: Session, person: User, municipality: Municipality, at: datetime) -> None:
    mails.notify(
        session,
        to=person.email,
        language=person.language,
        say=Message(
            "You can sign in to Småjob for %(municipality)s now, with this e-mail address.",
            {"municipality": municipality.name},
        ),
        target=Target(Page.SIGN_IN),
        at=at,
    )


def pause(
    session: Session, person: User, *, by: Actor | None, at: datetime, sure: bool = False
) -> None:
    """Somebody is on leave: signed out everywhere at once, until they are let back in."""
    before = _refuse_unless_may(session, person, StaffAction.PAUSE, by, sure)
    person.paused_at = at
    _stop(session, person, by)
    _note(session, person, StaffAction.PAUSE, by, at, before=before)


def remove(
    session: Session, person: User, *, by: Actor | None, at: datetime, sure: bool = False
) -> None:
    """Somebody no longer works there: signed out everywhere at once."""
    before = _refuse_unless_may(session, person, StaffAction.REMOVE, by, sure)
    person.removed_at = at
    _stop(session, person, by)
    _note(session, person, StaffAction.REMOVE, by, at, before=before)


def restore(session: Session, person: User, *, by: Actor | None, at: datetime) -> None:
    """Somebody is back, with the cases that nobody took over meanwhile."""
    before = _refuse_unless_may(session, person, StaffAction.RESTORE, by, sure=True)
    person.paused_at = person.removed_at = None
    _note(session, person, StaffAction.RESTORE, by, at, before=before)
    _welcome(session, person, session.get_one(Municipality, person.municipality_id), at)


def _refuse_unless_may(
    session: Session, person: User, action: StaffAction, by: Actor | None, sure: bool
) -> str:
    """Returns how it stands, while nobody else changes who is there. Two at once: one wins."""
    assert person.municipality_id
    _hold(session, person.municipality_id, by)
    session.refresh(person)
    remaining = left(session, person)
    if by is not None:
        refuse_if(policy.why_not_staff(by, action, person, remaining))
        return standing(person)
    if action is StaffAction.RESTORE:
        done = person.at_work
    else:
        done = person.removed_at is not None or (
            action is StaffAction.PAUSE and person.paused_at is not None
        )
    if done:
        raise Refused(Message("Nothing to do: they are that already."))
    last = rules.last_one(person.role, remaining) if person.at_work and not sure else None
    if last is not None:
        raise LastOne(last)
    return standing(person)


def _hold(session: Session, municipality_id: UUID, by: Actor | None) -> None:
    """Whoever changes a municipality's staff comes one after the other, and is still there."""
    query = sa.select(col(Municipality.id)).where(col(Municipality.id) == municipality_id)
    session.execute(query.with_for_update())
    if by is not None:
        still = sa.select(sa.exists().where(col(User.id) == by.user_id, store.at_work()))
        if not session.execute(still).scalar():
            raise Refused(Message("You are no longer let in here."))


def _stop(session: Session, person: User, by: Actor | None) -> None:
    """What they have open anywhere ends; mails that have not left go to who put them out."""
    _end_sessions(session, person)
    waiting = session.exec(
        select(Mail)
        .where(
            col(Mail.to) == person.email,
            col(Mail.sent_at).is_(None),
            col(Mail.kind) != "",
            sa.or_(col(Mail.attempts) == 0, col(Mail.failure) != ""),
        )
        .with_for_update(skip_locked=True)
    ).all()
    heir = session.get(User, by.user_id) if by else None
    for mail in waiting:
        if heir is None:
            session.delete(mail)  # what it is about stands on every colleague's page
        else:
            mail.to, mail.language = heir.email, heir.language
    session.flush()


def _end_sessions(session: Session, person: User) -> None:
    session.execute(sa.delete(UserSession).where(col(UserSession.user_id) == person.id))


def standing(person: User | None) -> str:
    """A key of STANDING; empty for somebody who is new."""
    if person is None or person.removed_at is not None:
        return "removed" if person else ""
    return "paused" if person.paused_at is not None else "at_work"


def _note(
    session: Session,
    person: User,
    action: StaffAction,
    by: Actor | None,
    at: datetime,
    *,
    before: str,
) -> None:
    history.record(
        session,
        noun="staff",
        thing_id=person.id,
        action=action,
        by=by,
        at=at,
        before=before,
        after=standing(person),
    )
    session.flush()
