"""Where somebody stands who is in no company: what they parted with last, and whom to ask."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from . import store
from .models import Employer, Invitation, Membership, User
from .rules import Answer


class How(StrEnum):
    """How they parted."""

    DECLINED = "declined"  # said no to an invitation
    LEFT = "left"  # were in, and are not any more
    NOT_LET_IN = "not_let_in"  # said that they work there, and nobody there said so


@dataclass(frozen=True)
class Parting:
    how: How
    company: str
    at: datetime
    ask: tuple[str, ...] = ()  # who can let them in, as far as they may know names there


MOST_NAMED = 2


def last(session: Session, user: User) -> Parting | None:
    """The newest invitation that was declined, or membership that has ended."""
    partings = [parting for parting in (_declined(session, user), _ended(session, user)) if parting]
    return max(partings, key=lambda parting: parting.at, default=None)


def _declined(session: Session, user: User) -> Parting | None:
    still_in = sa.exists().where(
        col(Membership.user_id) == col(Invitation.invited_by),
        col(Membership.employer_id) == col(Invitation.employer_id),
        col(Membership.confirmed_at).is_not(None),
        col(Membership.removed_at).is_(None),
    )
    query: Any = (
        sa.select(col(Invitation.answered_at), col(Employer.name), col(User.name), still_in)
        .join(Employer, col(Employer.id) == col(Invitation.employer_id))
        .join(User, col(User.id) == col(Invitation.invited_by))
        .where(col(Invitation.email) == user.email, col(Invitation.answer) == Answer.DECLINED)
        .order_by(col(Invitation.answered_at).desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    at, company, inviter, is_in = row
    return Parting(How.DECLINED, company, at, (inviter,) if is_in else ())


def _ended(session: Session, user: User) -> Parting | None:
    """Who was never in is told nobody's name: anybody can say that they work somewhere."""
    query: Any = (
        sa.select(Membership, col(Employer.name))
        .join(Employer, col(Employer.id) == col(Membership.employer_id))
        .where(col(Membership.user_id) == user.id, col(Membership.removed_at).is_not(None))
        .order_by(col(Membership.removed_at).desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    membership, company = row
    if membership.confirmed_at is None:
        return Parting(How.NOT_LET_IN, company, membership.removed_at)
    colleagues = store.confirmed_colleagues(session, membership.employer_id)
    names = tuple(user.name for user in colleagues[:MOST_NAMED])
    return Parting(How.LEFT, company, membership.removed_at, names)
