"""Sign-in by code, first visits, and who is let into a company and put out."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import history
from ..actor import Actor, Refused, Role, Stale, refuse_if
from ..mails import actions as mails
from ..mails.rules import HEAD_START, Kind, wants
from ..messages import Message
from . import members, policy, rules, store
from .models import Employer, Invitation, Membership, SignInCode, User, UserSession, Workplace
from .rules import Member
from .sessions import keyed_hash, no_newcomer_any_more, open_session


class TooOften(Exception):
    """Too many codes were asked for."""


def send_code(
    session: Session, *, email: str, origin: str, language: str, secret: str, at: datetime
) -> UUID:
    """Mail a new code, known address or not. Returns the id that it belongs to.

    Raises TooOften. Whoever was removed or is on leave gets the same answer and no mail.
    """
    origin = keyed_hash(secret, "origin", origin)
    for_email, from_origin = store.codes_since(
        session, email=email, origin=origin, since=at - rules.CODES_WINDOW
    )
    if for_email >= rules.CODES_PER_EMAIL or from_origin >= rules.CODES_PER_ORIGIN:
        raise TooOften
    code = f"{secrets.randbelow(1_000_000):06}"
    row = SignInCode(
        email=email,
        origin=origin,
        code_hash="",
        created_at=at,
        expires_at=at + rules.CODE_LIVES,
    )
    row.code_hash = keyed_hash(secret, str(row.id), code)
    session.add(row)
    user = store.by_email(session, email)
    if user is None or user.at_work:
        mails.queue(
            session,
            to=email,
            language=user.language if user else language,
            template="code",
            values={"code": code, "request": str(row.id)},
            at=at,
            due=at - HEAD_START,
            until=row.expires_at,
        )
    return row.id


def check_code(
    session: Session, *, request_id: UUID, code: str, secret: str, at: datetime
) -> SignInCode | None:
    """Use up the code if it is right; count the try if it is not.

    Raises TooOften when all its tries are gone, so that nobody goes on typing in vain.
    """
    row = session.exec(
        select(SignInCode).where(col(SignInCode.id) == request_id).with_for_update()
    ).one_or_none()
    if row is None or row.used_at or row.expires_at <= at:
        return None
    if row.tries >= rules.CODE_TRIES:
        raise TooOften
    row.tries += 1
    if not hmac.compare_digest(row.code_hash, keyed_hash(secret, str(row.id), code)):
        return None
    row.used_at = at
    return row


def sign_in(
    session: Session, *, email: str, language: str, secret: str, at: datetime, remember: bool
) -> str:
    """Open a session for the owner of `email`, who is met for the first time if need be.

    Returns the token that names the session. Raises Refused for who was removed or is on leave.
    """
    user = store.by_email(session, email)
    if user is None:
        user = User(email=email, role=Role.NEWCOMER, language=language, created_at=at)
        session.add(user)
        session.flush()
    if not user.at_work:
        raise Refused(Message("This address can no longer sign in. Call the municipality."))
    return open_session(session, user, secret=secret, at=at, remember=remember)


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


def tidy(session: Session, *, at: datetime) -> None:
    """Forget codes that are too old to count for anything, and sessions that have ended."""
    old = at - rules.CODES_WINDOW - rules.CODE_LIVES
    session.execute(sa.delete(SignInCode).where(col(SignInCode.created_at) < old))
    session.execute(sa.delete(UserSession).where(col(UserSession.expires_at) < at))
