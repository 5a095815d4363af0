"""Who is signed in: one row for each browser, which the cookie only names."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import clock
from . import rules
from .browsers import Browser
from .models import User, UserSession


def keyed_hash(secret: str, *words: str) -> str:
    """What is kept of a secret: useless without the app's own key."""
    return hmac.new(secret.encode(), "\0".join(words).encode(), hashlib.sha256).hexdigest()


def open_session(
    session: Session,
    user: User,
    browser: Browser,
    *,
    secret: str,
    at: datetime,
    remember: bool,
) -> str:
    """A new session row for `user`, in that browser; returns the token for the cookie.

    `remember`: they said that this phone or computer is theirs alone.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=keyed_hash(secret, "session", token),
            user_id=user.id,
            program=browser.program,
            device=browser.device,
            created_at=at,
            seen_on=clock.local(at).date(),
            expires_at=at + rules.session_lives(user.role, remember=remember),
        )
    )
    return token


def no_newcomer_any_more(session: Session, user: User, *, at: datetime) -> None:
    """Let the sessions of somebody who has just told who they are live as long as their role's."""
    for row in session.exec(select(UserSession).where(col(UserSession.user_id) == user.id)):
        remembered = row.expires_at - row.created_at > rules.NOT_REMEMBERED
        row.expires_at = at + rules.session_lives(user.role, remember=remembered)


def choose(session: Session, token_hash: str, membership_id: UUID) -> None:
    """Act for this company from now on, in this browser."""
    session.get_one(UserSession, token_hash).membership_id = membership_id


def sign_out(session: Session, token_hash: str) -> None:
    """End one session."""
    row = session.get(UserSession, token_hash)
    if row is not None:
        session.delete(row)


def of_user(session: Session, user_id: UUID, *, at: datetime) -> Sequence[UserSession]:
    """Where somebody is signed in now, the newest first."""
    query = select(UserSession).where(
        col(UserSession.user_id) == user_id, col(UserSession.expires_at) > at
    )
    return session.exec(query.order_by(col(UserSession.created_at).desc())).all()


def end(session: Session, user_id: UUID, session_id: UUID) -> bool:
    """End one of somebody's own sessions. Returns whether there was one of theirs."""
    return _end(session, user_id, col(UserSession.id) == session_id) > 0


def end_others(session: Session, user_id: UUID, token_hash: str) -> int:
    """End all of somebody's sessions but this one. Returns how many there were."""
    return _end(session, user_id, col(UserSession.token_hash) != token_hash)


def _end(session: Session, user_id: UUID, which: sa.ColumnElement[bool]) -> int:
    query = sa.delete(UserSession).where(col(UserSession.user_id) == user_id, which)
    ended: int = session.execute(query).rowcount  # type: ignore[attr-defined]
    return ended


def see(session: Session, token_hash: str, *, on: date) -> None:
    """Note the day on which something was done in a session."""
    session.execute(
        sa.update(UserSession).where(col(UserSession.token_hash) == token_hash).values(seen_on=on)
    )
