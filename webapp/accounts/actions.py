"""First visits, and who is let into a company and put out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import history
from ..actor import Actor, Refused, Role, Stale, refuse_if
from ..mails import actions as mails
from ..mails.rules import Kind, wants
from ..messages import Message
from . import members, policy, rules, store
from .models import Employer, Invitation, Membership, User, Workplace
from .rules import Member
from .sessions import no_newcomer_any_more


@dataclass(frozen=True)
class Arrival:
    """What somebody says of themselves and their company, the first time they come from there."""

    name: str
    phone: str
    company: str
    cvr: str
    workplace: str
    p_number: str
    municipality_id: UUID


def arrive(session: Session, user: User, told: Arrival, *, at: datetime) -> Membership:
    """Tell which company one works for. Nobody is in by that: CVR numbers are public.

    Of a company that somebody was ever let into, the place is for those to name who are in.
    """
    employer = store.by_cvr(session, told.cvr)
    if employer is None:
        employer = Employer(cvr=told.cvr, name=told.company, created_at=at)
        session.add(employer)
        session.flush()
    user.role, user.name, user.phone = Role.EMPLOYER, told.name, told.phone
    membership = _waiting(session, user, employer.id, at)
    no_newcomer_any_more(session, user, at=at)
    if not store.is_established(session, employer.id):
        add_workplace(
            session,
            employer.id,
            told.municipality_id,
            told.workplace,
            told.p_number,
            named_by=user.id,
        )
    session.flush()
    _tell_colleagues(session, employer.id, user, at)
    return membership


def _waiting(session: Session, user: User, employer_id: UUID, at: datetime) -> Membership:
    """The row of somebody who is not in: new, or of one who was removed and comes back."""
    membership = members.of(session, user.id, employer_id)
    if membership is not None and membership.removed_at is None:
        return membership
    if membership is None:
        membership = Membership(user_id=user.id, employer_id=employer_id, created_at=at)
        session.add(membership)
    membership.created_at, membership.removed_at = at, None
    membership.confirmed_at = membership.confirmed_by = membership.known_only_to = None
    session.flush()
    _note(session, membership.id, "arrive", store.as_actor(user, membership), at, after="waiting")
    return membership


def add_workplace(
    session: Session,
    employer_id: UUID,
    municipality_id: UUID,
    name: str,
    p_number: str,
    *,
    named_by: UUID | None = None,
) -> Workplace:
    """The company's workplace of that name in that municipality, new if need be.

    Without `named_by` it is the word of somebody who is in.
    """
    place = session.exec(
        select(Workplace).where(
            col(Workplace.employer_id) == employer_id,
            col(Workplace.municipality_id) == municipality_id,
            col(Workplace.name) == name,
            sa.true() if named_by is None else col(Workplace.named_by) == named_by,
        )
    ).first()
    if place is None:
        place = Workplace(
            employer_id=employer_id, municipality_id=municipality_id, name=name, p_number=p_number
        )
        session.add(place)
    place.named_by = named_by
    return place


def _tell_colleagues(session: Session, employer_id: UUID, newcomer: User, at: datetime) -> None:
    say = Message(
        "%(name)s says that they work with you and waits to be let in.", {"name": newcomer.name}
    )
    for colleague in store.confirmed_colleagues(session, employer_id):
        tell(session, colleague, Kind.PEOPLE, say, endpoint="people.list", thing="", at=at)


def tell(
    session: Session,
    user: User | None,
    kind: Kind | None,
    say: Message,
    *,
    endpoint: str,
    thing: UUID | str,
    at: datetime,
    words: str = "",
    call: str = "",
) -> None:
    """Mail somebody a sentence and a link, unless they are gone or do without mails of this kind.

    No kind: it is sent to everybody. `words` are what a person wrote, `call` is whom to ring up.
    """
    if user is None or not is_told(user, kind):
        return
    mails.notify(
        session,
        to=user.email,
        language=user.language,
        say=say,
        endpoint=endpoint,
        thing=thing,
        at=at,
        kind=kind,
        words=words,
        call=call,
    )


def is_told(user: User, kind: Kind | None) -> bool:
    """Is this person still with us, and do they want mails of this kind?"""
    return user.at_work and wants(user.unwanted, kind)


def confirm(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Let somebody in who waits. Returns who it was.

    On a consultant's word alone they are in as well, but that consultant approves nothing of
    theirs before a second one knows them. Whom a colleague lets in is known as far as they are.
    """
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.CONFIRM, member))
    membership = session.get_one(Membership, member_id)
    membership.confirmed_at, membership.confirmed_by = at, by.signed_in_id
    if by.is_staff:
        membership.known_only_to = by.user_id
    else:
        own = members.of(session, by.signed_in_id, member.employer_id)
        membership.known_only_to = own.known_only_to if own else None
    _note(session, member_id, "confirm", by, at, before="waiting", after="in")
    say = Message(
        "%(name)s has let you in. You now see all of the company's tasks.", {"name": by.name}
    )
    user = session.get(User, member.user_id)
    tell(session, user, None, say, endpoint="desk.home", thing="", at=at)  # they wait for it
    return member


def second(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Say that one knows them too, and with them whom they let in on the same word."""
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.SECOND, member))
    session.execute(
        sa.update(Membership)
        .where(
            col(Membership.employer_id) == member.employer_id,
            col(Membership.known_only_to) == member.known_only_to,
        )
        .values(known_only_to=None)
    )
    _note(session, member_id, "second", by, at, before="in", after="in")
    return member


def remove(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Put somebody out of the company: they see nothing of it on their next request."""
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.REMOVE, member))
    session.get_one(Membership, member_id).removed_at = at
    before = "waiting" if member.waits else "in"
    _note(session, member_id, "remove", by, at, before=before, after="out")
    # Whom they asked to join is not let in on the word of somebody who is out.
    session.execute(
        sa.update(Invitation)
        .where(
            col(Invitation.employer_id) == member.employer_id,
            col(Invitation.invited_by) == member.user_id,
            col(Invitation.answered_at).is_(None),
        )
        .values(answered_at=at, answer=rules.Answer.WITHDRAWN)
    )
    session.flush()
    return member


def restore(session: Session, member_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Let somebody back in who was removed not long ago."""
    member = _held(session, member_id, by=by)
    refuse_if(policy.why_not(by, policy.Action.RESTORE, member, at=at))
    session.get_one(Membership, member_id).removed_at = None
    after = "waiting" if member.confirmed_at is None else "in"
    _note(session, member_id, "restore", by, at, before="out", after=after)
    session.flush()
    return member


def _held(session: Session, member_id: UUID, *, by: Actor) -> Member:
    """How it stands while nobody else changes who is in the company. Two at once: one wins.

    Raises Refused when the actor has been put out a moment ago.
    """
    row = session.get_one(Membership, member_id)
    session.flush()
    hold_company(session, row.employer_id)
    session.expire_all()
    if by.role is Role.EMPLOYER:
        own = members.of(session, by.signed_in_id, row.employer_id)
        if own is None or own.removed_at is not None:
            raise Refused(Message("You are no longer in this company."))
    member = members.get(session, by, member_id)
    if member is None:
        raise Stale
    return member


def hold_company(session: Session, employer_id: UUID) -> None:
    """Whoever changes who belongs to a company comes one after the other."""
    query = sa.select(col(Employer.id)).where(col(Employer.id) == employer_id)
    session.execute(query.with_for_update())


def _note(
    session: Session,
    member_id: UUID,
    action: str,
    by: Actor,
    at: datetime,
    *,
    after: str,
    before: str = "",
) -> None:
    history.record(
        session,
        noun="member",
        thing_id=member_id,
        action=action,
        by=by,
        at=at,
        before=before,
        after=after,
    )
