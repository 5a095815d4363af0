"""Sign-in by code or by link: sent in one mail, used once, and forgotten.

The digits are for the browser that asked, and can be guessed at: so they are locked after a few
wrong tries. The link carries a secret that nobody guesses, so no lock concerns it.
"""

import hmac
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .. import clock
from ..messages import Message
from ..numbers import is_digits
from . import emails, rules
from .models import SignInCode, UserSession
from .sessions import keyed_hash


class Why(StrEnum):
    """Why digits let nobody in."""

    WRONG = "wrong"
    OTHER_MAIL = "other_mail"
    TOO_OLD = "too_old"
    NO_CODE = "no_code"
    TRIED = "tried"
    LOCKED = "locked"


SAY = {
    Why.WRONG: Message("The code is wrong. Look once more, or press the link in the mail."),
    Why.OTHER_MAIL: Message("This is not the code of the newest mail. Use the newest mail."),
    Why.TOO_OLD: Message("The code is used or too old. Get a new one below."),
    Why.NO_CODE: Message("Write the 6 digits that stand in the mail."),
    Why.TRIED: Message(
        "Too many tries with this code. Get a new one, or press the link in the mail."
    ),
    Why.LOCKED: Message(
        "Too many wrong codes were typed for this address today, so no code works here until"
        " tomorrow. The link in the mail still does."
    ),
}


# After these no digits that are typed are of any use: it takes a new mail.
SPENT = frozenset({Why.TOO_OLD, Why.TRIED, Why.LOCKED})


class TooOften(Exception):
    """Too many codes were asked for; `message` says what helps."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class WrongCode(Exception):
    """These digits let nobody in. The try was counted, so it is to be committed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def make(email: str, *, secret: str, at: datetime) -> tuple[SignInCode, str, str]:
    """A row that is not kept yet, its six digits, and the secret of its link."""
    code, link = f"{secrets.randbelow(1_000_000):06}", secrets.token_urlsafe(32)
    row = SignInCode(
        email=email,
        counted_as=emails.counted_as(email),
        origin="",
        code_hash="",
        link_hash=keyed_hash(secret, "sign-in", link),
        created_at=at,
        expires_at=at + rules.CODE_LIVES,
    )
    row.code_hash = keyed_hash(secret, str(row.id), code)
    return row, code, link


def one_at_a_time(session: Session, *names: str) -> None:
    """Let nobody else count these until we are done. SQLite has one writer as it is."""
    if session.get_bind().dialect.name == "postgresql":
        for name in names:
            key = sa.func.hashtextextended(name, 0)
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def locked(session: Session, *which: sa.ColumnElement[bool], at: datetime) -> Sequence[SignInCode]:
    """The codes since midnight in Denmark, held until this transaction ends."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    since = min(midnight, at - rules.CODE_LIVES)
    query = select(SignInCode).where(*which, col(SignInCode.created_at) >= since)
    query = query.order_by(col(SignInCode.id)).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).all()


class Tries:
    """Today's codes of one account, and those of them that can be tried here."""

    def __init__(self, today: Sequence[SignInCode], mine: Sequence[SignInCode]) -> None:
        self.today, self.mine = today, mine
        self.was_full = self.is_full

    @property
    def is_full(self) -> bool:
        return any(self.is_locked(known) for known in (False, True))

    def is_locked(self, known: bool) -> bool:
        """Strangers' wrong tries lock the digits for strangers, and nobody else."""
        tries = sum(row.tries for row in self.today if row.known is known)
        return tries >= rules.WRONG_A_DAY


def use(tried: Iterable[Tries], code: str, *, secret: str, at: datetime) -> SignInCode:
    """Mark the code as used. Raises WrongCode, and counts the try for all that it could be."""
    if not (len(code) == 6 and is_digits(code)):
        raise WrongCode(Why.NO_CODE)  # no guess at anything
    mine = [row for account in tried for row in account.mine]
    live = [row for row in mine if not row.used_at and row.expires_at > at]
    held = {row.id for account in tried for row in account.mine if account.is_locked(row.known)}
    ready = [row for row in live if row.tries < rules.CODE_TRIES and row.id not in held]
    right = [row for row in mine if _is_code(row, code, secret)]
    for row in ready:
        if row in right:
            row.used_at = at
            return row
    for row in ready:
        row.tries += 1
    if not live:
        raise WrongCode(Why.TOO_OLD)
    if all(row.tries >= rules.CODE_TRIES for row in ready):  # none, or this was the last try
        raise WrongCode(Why.LOCKED if held else Why.TRIED)
    raise WrongCode(Why.OTHER_MAIL if right or len(live) > 1 else Why.WRONG)


def _is_code(row: SignInCode, code: str, secret: str) -> bool:
    return hmac.compare_digest(row.code_hash, keyed_hash(secret, str(row.id), code))


def tidy(session: Session, *, at: datetime) -> None:
    """Forget codes that are too old to count for anything, and sessions that have ended."""
    old = at - rules.DAY - rules.QUARTER
    session.execute(sa.delete(SignInCode).where(col(SignInCode.created_at) < old))
    session.execute(sa.delete(UserSession).where(col(UserSession.expires_at) < at))
