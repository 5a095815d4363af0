"""Sign-in by code, first visits, and who is let into a company."""

import hmac
import secrets
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import history
from ..actor import Actor, Refused, Role, refuse_if
from ..mails import actions as mails
from ..mails.rules import HEAD_START, Kind, wants
from ..messages import Message
from . import policy, rules, store
from .models import Employer, SignInCode, User, UserSession, Workplace
from .sessions import keyed_hash, no_newcomer_any_more, open_session


class TooOften(Exception):
    """Too many codes were asked for."""


def send_code(
    session: Session, *, email: str, origin: str, language: str, secret: str, at: datetime
) -> UUID:
    """Mail a new code, known address or not. Returns the id that it belongs to.

    Raises TooOften. A person who was removed gets the same answer and no mail.
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
    if user is None or user.removed_at is None:
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

    Returns the token that names the session. Raises Refused for a person who was removed.
    """
    user = store.by_email(session, email)
    if user is None:
        user = User(email=email, role=Role.NEWCOMER, language=language, created_at=at)
        session.add(user)
        session.flush()
    if user.removed_at is not None:
        raise Refused(Message("This address can no longer sign in. Call the municipality."))
    return open_session(session, user, secret=secret, at=at, remember=remember)


def welcome(
    session: Session,
    user: User,
    *,
    name: str,
    phone: str,
    company: str,
    cvr: str,
    workplace: str,
    p_number: str,
    municipality_id: UUID,
    at: datetime,
) -> bool:
    """Tell who the newcomer is. Returns whether they are in, or wait to be confirmed.

    A CVR number that is known lets nobody in by itself: CVR numbers are public.
    """
    employer = store.by_cvr(session, cvr)
    known = employer is not None
    if employer is None:
        employer = Employer(cvr=cvr, name=company, created_at=at)
        session.add(employer)
        session.flush()
    user.role, user.employer_id = Role.EMPLOYER, employer.id
    user.name, user.phone = name, phone
    if not known:
        user.confirmed_at, user.confirmed_by = at, user.id
    no_newcomer_any_more(session, user, at=at)
    add_workplace(session, employer.id, municipality_id, workplace, p_number)
    session.flush()
    _note(session, user, "arrive", store.as_actor(user), at, after="waiting" if known else "in")
    if known:
        _tell_colleagues(session, user, at)
    return not known


def add_workplace(
    session: Session, employer_id: UUID, municipality_id: UUID, name: str, p_number: str
) -> Workplace:
    """The company's workplace of that name in that municipality, new if need be."""
    found = session.exec(
        select(Workplace).where(
            col(Workplace.employer_id) == employer_id,
            col(Workplace.municipality_id) == municipality_id,
            col(Workplace.name) == name,
        )
    ).first()
    if found is None:
        found = Workplace(
            employer_id=employer_id, municipality_id=municipality_id, name=name, p_number=p_number
        )
        session.add(found)
    return found


def _tell_colleagues(session: Session, newcomer: User, at: datetime) -> None:
    assert newcomer.employer_id
    say = Message(
        "%(name)s says that they work with you and waits to be let in.", {"name": newcomer.name}
    )
    for colleague in store.confirmed_colleagues(session, newcomer.employer_id):
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
    return user.removed_at is None and wants(user.unwanted, kind)


def invite(
    session: Session,
    *,
    user_id: UUID,
    email: str,
    name: str,
    language: str,
    by: Actor,
    at: datetime,
) -> User | None:
    """Let a colleague in and mail them. None when the address belongs to somebody already.

    The same `user_id` twice is one invitation.
    """
    refuse_if(policy.why_not(by, policy.Action.INVITE))
    known = store.by_email(session, email)
    if known is not None:
        return known if known.id == user_id else None
    user = User(
        id=user_id,
        email=email,
        name=name,
        role=Role.EMPLOYER,
        employer_id=by.employer_id,
        language=language,
        created_at=at,
        confirmed_at=at,
        confirmed_by=by.user_id,
    )
    session.add(user)
    session.flush()
    _note(session, user, "invite", by, at, after="in")
    values = {"by": by.name, "name": name}
    mails.queue(session, to=email, language=language, template="invite", values=values, at=at)
    return user


def confirm(session: Session, user: User, *, by: Actor, at: datetime) -> None:
    """Let a newcomer into the company whose CVR number they gave."""
    refuse_if(policy.why_not(by, policy.Action.CONFIRM, user))
    user.confirmed_at, user.confirmed_by = at, by.user_id
    _note(session, user, "confirm", by, at, before="waiting", after="in")
    say = Message(
        "%(name)s has let you in. You now see all of the company's tasks.", {"name": by.name}
    )
    tell(session, user, None, say, endpoint="desk.home", thing="", at=at)  # they wait for it


def remove(session: Session, user: User, *, by: Actor, at: datetime) -> None:
    """Put somebody out: they are gone on their next request."""
    refuse_if(policy.why_not(by, policy.Action.REMOVE, user))
    user.removed_at = at
    for row in session.exec(select(UserSession).where(col(UserSession.user_id) == user.id)):
        session.delete(row)
    _note(session, user, "remove", by, at, before="in", after="out")


def _note(
    session: Session, user: User, action: str, by: Actor, at: datetime, *, after: str, **told: str
) -> None:
    named = {"noun": "user", "action": action, "after": after} | told
    history.record(session, thing_id=user.id, by=by, at=at, **named)


def tidy(session: Session, *, at: datetime) -> None:
    """Forget codes that are too old to count for anything, and sessions that have ended."""
    old = at - rules.CODES_WINDOW - rules.CODE_LIVES
    session.execute(sa.delete(SignInCode).where(col(SignInCode.created_at) < old))
    session.execute(sa.delete(UserSession).where(col(UserSession.expires_at) < at))
