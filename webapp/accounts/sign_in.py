"""Signing in by a mail: its digits in the browser that asked, its link wherever it is opened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import db
from ..actor import Refused, Role
from ..mails import actions as mails
from ..mails.rules import HEAD_START
from ..messages import Message, Page, Target
from . import codes, emails, rules, store
from .browsers import Browser
from .codes import TooOften, Tries
from .models import SignInCode, User
from .sessions import keyed_hash, open_session


@dataclass(frozen=True)
class Asking:
    """Where a code is asked for."""

    origin: str  # the network address
    language: str
    known: bool = False  # the address has signed in with this browser before
    visitor_id: UUID | None = None  # whose drafts are in this browser


def send(session: Session, email: str, asking: Asking, *, secret: str, at: datetime) -> UUID:
    """Mail a code and a link, known address or not. Returns the id that they belong to.

    Raises TooOften. Whoever was removed or is on leave gets the same answer and no mail.
    """
    origin = keyed_hash(secret, "origin", rules.network_of(asking.origin))
    codes.one_at_a_time(session, emails.counted_as(email), origin)
    counted = _count(session, email, origin, at)
    refusal = rules.too_often(counted, known=asking.known)
    if refusal:
        raise TooOften(refusal)
    row, code, link = codes.make(email, secret=secret, at=at)
    row.origin, row.known, row.visitor_id = origin, asking.known, asking.visitor_id
    session.add(row)
    user = store.by_email(session, email)
    if user is None or user.at_work:
        mails.queue(
            session,
            to=email,
            language=user.language if user else asking.language,
            content=mails.MailContent("code", {"code": code}, Target(Page.SIGN_IN_LINK, link)),
            at=at,
            due=at - HEAD_START,
            until=row.expires_at,
        )
    return row.id


def _count(session: Session, email: str, origin: str, at: datetime) -> rules.Counted:
    """What was asked for already, in one statement."""
    made, known = col(SignInCode.created_at), col(SignInCode.known).is_(True)
    counted_as = col(SignInCode.counted_as) == emails.counted_as(email)
    here = col(SignInCode.origin) == origin
    lately, today = made > at - rules.QUARTER, made > at - rules.DAY

    def number(*which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        signing_in = col(SignInCode.user_id).is_(None)
        return sa.select(sa.func.count()).where(signing_in, *which).scalar_subquery()

    query = sa.select(
        number(counted_as, lately, known),
        number(counted_as, lately, ~known),
        number(counted_as, today, ~known),
        number(here, lately, ~known),
    )
    return rules.Counted(*session.execute(query).one())


def by_code(
    session: Session, asked: Collection[UUID], code: str, *, secret: str, at: datetime
) -> SignInCode:
    """Use up the code among those that were `asked` for in this browser.

    Raises WrongCode.
    """
    here = select(SignInCode).where(
        col(SignInCode.id).in_(asked), col(SignInCode.user_id).is_(None)
    )
    rows = session.exec(here).all()
    tried = [
        Tries(_of_account(session, email, at), [row for row in rows if row.email == email])
        for email in sorted({row.email for row in rows})
    ]
    try:
        return codes.use(tried, code, secret=secret, at=at)
    finally:
        for account in tried:
            if account.is_full and not account.was_full:
                _tell_owner(session, account.mine[0].email, at)


def _of_account(session: Session, email: str, at: datetime) -> Sequence[SignInCode]:
    """Today's codes of one address, each browser's, so that tries at once are counted in turn."""
    return codes.locked(
        session,
        col(SignInCode.counted_as) == emails.counted_as(email),
        col(SignInCode.email) == email,
        col(SignInCode.user_id).is_(None),
        at=at,
    )


def _tell_owner(session: Session, email: str, at: datetime) -> None:
    """One mail on the day on which the digits of an account were locked."""
    user = store.by_email(session, email)
    if user is None or not user.at_work:
        return
    say = Message(
        "Somebody tries to sign in as you: %(count)s wrong codes have been typed today. Nobody"
        " came in that way. The link in our mails still works.",
        {"count": rules.WRONG_A_DAY},
    )
    mails.notify(
        session,
        to=user.email,
        language=user.language,
        say=say,
        target=Target(Page.ACCOUNT),
        at=at,
    )


# --- the link ------------------------------------------------------------------------------


def of_link(session: Session, link: str, *, secret: str, at: datetime) -> SignInCode | None:
    """What a link opens, if it still opens anything. Looking uses nothing up."""
    return session.exec(_by_link(link, secret, at)).one_or_none()


def by_link(session: Session, link: str, *, secret: str, at: datetime) -> SignInCode | None:
    """Use up the link. None when it is not there, used, or too old."""
    row = session.exec(_by_link(link, secret, at).with_for_update()).one_or_none()
    if row:
        row.used_at = at
    return row


def _by_link(link: str, secret: str, at: datetime) -> db.Entities[SignInCode]:
    return select(SignInCode).where(
        col(SignInCode.link_hash) == keyed_hash(secret, "sign-in", link),
        col(SignInCode.user_id).is_(None),
        col(SignInCode.used_at).is_(None),
        col(SignInCode.expires_at) > at,
    )


def sign_in(
    session: Session,
    email: str,
    browser: Browser,
    *,
    language: str,
    secret: str,
    at: datetime,
    remember: bool,
) -> str:
    """Open a session for the owner of `email`, who is met for the first time if need be.

    Returns the token that names the session. Raises Refused for a person who was removed.
    """
    user = store.by_email(session, email)
    if user is None:
        user = User(email=email, role=Role.NEWCOMER, language=language, created_at=at)
        session.add(user)
        session.flush()
    if not user.at_work:
        raise Refused(Message("This address can no longer sign in. Call the municipality."))
    return open_session(session, user, browser, secret=secret, at=at, remember=remember)
