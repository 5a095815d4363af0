"""First visits, and who is let into a company."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from .. import history
from ..actor import Actor, Role, refuse_if
from ..mails import actions as mails
from ..mails.rules import Kind, wants
from ..messages import Message
from . import policy, store
from .models import Employer, User, UserSession, Workplace
from .sessions import no_newcomer_any_more


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
