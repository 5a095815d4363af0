"""Sign-in by code: sent by mail, used once, and forgotten."""

import hmac
import secrets
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from ..actor import Refused, Role
from ..mails import actions as mails
from ..mails.rules import HEAD_START
from ..messages import Message
from . import rules, store
from .models import SignInCode, User, UserSession
from .sessions import keyed_hash, open_session


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


def tidy(session: Session, *, at: datetime) -> None:
    """Forget codes that are too old to count for anything, and sessions that have ended."""
    old = at - rules.CODES_WINDOW - rules.CODE_LIVES
    session.execute(sa.delete(SignInCode).where(col(SignInCode.created_at) < old))
    session.execute(sa.delete(UserSession).where(col(UserSession.expires_at) < at))
