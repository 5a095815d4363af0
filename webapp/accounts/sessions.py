"""Who is signed in: one row for each browser, which the cookie only names."""

import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from . import rules
from .models import User, UserSession


def keyed_hash(secret: str, *words: str) -> str:
    """What is kept of a secret: useless without the app's own key."""
    return hmac.new(secret.encode(), "\0".join(words).encode(), hashlib.sha256).hexdigest()


def open_session(session: Session, user: User, *, secret: str, at: datetime, remember: bool) -> str:
    """A new session row for `user`; returns the token for the cookie.

    `remember`: they said that this phone or computer is theirs alone.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=keyed_hash(secret, "session", token),
            user_id=user.id,
            created_at=at,
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
