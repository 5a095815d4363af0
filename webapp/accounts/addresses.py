"""Changing one's e-mail address: a code to the new one, and word to the old one."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import history
from ..actor import Actor
from ..mails import actions as mails
from ..mails.rules import HEAD_START
from ..messages import Message, Page, Target
from . import codes, emails, rules, store
from .codes import TooOften, Tries, Why, WrongCode
from .models import SignInCode, User

# The mail to a new address has no link: it is finished where somebody is signed in already.
SAY = codes.SAY | {
    Why.WRONG: Message("The code is wrong. Look once more in the newest mail."),
    Why.TRIED: Message("Too many tries with this code. Get a new one."),
    Why.LOCKED: Message("Too many wrong codes were typed today. Try again tomorrow."),
    Why.TOO_OLD: Message("The code is used or too old. Get a new one."),
}


def ask(session: Session, user: User, email: str, *, secret: str, at: datetime) -> None:
    """Mail a code to the address that `user` wants to sign in with. Raises TooOften.

    Whose address it is, is told there and nowhere else: the answer here is always the same.
    """
    _not_too_often(session, user, email, at)
    row, code, _link = codes.make(email, secret=secret, at=at)
    row.user_id = user.id
    session.add(row)
    if store.by_email(session, email) is None:
        mails.queue(
            session,
            to=email,
            language=user.language,
            content=mails.MailContent("new_address", {"code": code}, Target(Page.NEW_EMAIL)),
            at=at,
            due=at - HEAD_START,
            until=row.expires_at,
        )
        return
    say = Message(
        "Somebody wanted to make this address theirs. It belongs to your account, and still does."
        " If it was you: sign in with it, there is nothing to change."
    )
    _tell(session, email, user.language, say, Page.SIGN_IN, at)


def _tell(session: Session, to: str, language: str, say: Message, page: Page, at: datetime) -> None:
    mails.notify(session, to=to, language=language, say=say, target=Target(page), at=at)


def _not_too_often(session: Session, user: User, email: str, at: datetime) -> None:
    """Nobody floods a box with our mails, nor do several together."""
    codes.one_at_a_time(session, str(user.id), emails.counted_as(email))
    lately = col(SignInCode.created_at) > at - rules.QUARTER
    theirs = col(SignInCode.user_id) == user.id
    there = sa.and_(
        col(SignInCode.counted_as) == emails.counted_as(email), col(SignInCode.user_id).is_not(None)
    )
    query = sa.select(
        *(
            sa.select(sa.func.count(col(SignInCode.id))).where(which, lately).scalar_subquery()
            for which in (theirs, there)
        )
    )
    if max(session.execute(query).one()) >= rules.CHANGES_A_QUARTER:
        raise TooOften(Message("You have asked for many codes. Wait a quarter of an hour."))


def asked_for(session: Session, user_id: UUID, *, at: datetime) -> str:
    """The address that waits for its code, or nothing."""
    row = session.exec(
        select(SignInCode)
        .where(
            col(SignInCode.user_id) == user_id,
            col(SignInCode.used_at).is_(None),
            col(SignInCode.expires_at) > at,
        )
        .order_by(col(SignInCode.created_at).desc())
        .limit(1)
    ).first()
    return row.email if row else ""


def change(
    session: Session, user: User, code: str, *, by: Actor, secret: str, at: datetime
) -> None:
    """Make the address whose code this is that of `user`. Raises WrongCode."""
    today = codes.locked(session, col(SignInCode.user_id) == user.id, at=at)
    row = codes.use([Tries(today, today)], code, secret=secret, at=at)
    if store.by_email(session, row.email) is not None:
        raise WrongCode(Why.WRONG)  # taken meanwhile, which is nobody's business here
    old, user.email = user.email, row.email
    history.record(
        session,
        noun="user",
        thing_id=user.id,
        action="change_email",
        by=by,
        at=at,
        reason=f"{old} → {user.email}",
    )
    say = Message(
        "You now sign in to Småjob with %(email)s, and no longer with this address. Was it not"
        " you? Call the municipality.",
        {"email": emails.show(user.email)},
    )
    _tell(session, old, user.language, say, Page.FRONT, at)
