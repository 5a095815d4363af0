"""How much of everything anybody may make: one table, counted in the rows themselves.

Far above what a person does in a day, and far below what would fill a disk or a colleague's
mailbox. Nothing is kept in memory, so that every process counts the same. Why these numbers stands
in docs/decisions/limits.md.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from .messages import N_, Message

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most so many within that time. `says` tells who meets it, and `when` it is over."""

    most: int
    per: timedelta
    says: str


# Of one person, whatever company they act for.
TASKS = Limit(40, DAY, N_("You have described %(most)s tasks in a day. Try again %(when)s."))
NOTES = Limit(200, DAY, N_("You have written %(most)s notes in a day. Try again %(when)s."))
PHOTOS = Limit(120, DAY, N_("You have added %(most)s photos in a day. Try again %(when)s."))
VERSIONS = Limit(60, DAY, N_("You have begun %(most)s plans in a day. Try again %(when)s."))
CORRECTIONS = Limit(
    40, DAY, N_("You have begun %(most)s corrections in a day. Try again %(when)s.")
)
CALLS = Limit(
    30, DAY, N_("You have asked for %(most)s calls in a day. Ring yourself, or try again %(when)s.")
)
LINKS = Limit(40, DAY, N_("You have made %(most)s addresses in a day. Try again %(when)s."))
MOVES = Limit(2000, DAY, N_("You have done %(most)s things in a day. Try again %(when)s."))
# Of one company.
EXPORTS = Limit(
    60, DAY, N_("%(most)s files for payroll have been made in a day. Try again %(when)s.")
)
# Of drafts that nobody has signed in for, from one range of addresses: a town hall, a school.
_MANY = N_("Very many tasks were begun from where you are. Sign in first, or try again %(when)s.")
DRAFTS_AN_HOUR, DRAFTS_A_DAY = Limit(200, HOUR, _MANY), Limit(600, DAY, _MANY)

VISITORS_DRAFTS = 20  # that one browser may have at a time
VISITORS_SAVES = 2000  # of one such draft: two hours of typing without a pause
UNCLAIMED_DRAFTS = 10_000  # of everybody together; the oldest is forgotten first
UNTOUCHED = timedelta(days=1)  # how long nobody has touched what is forgotten to make room


class TooMany(Exception):
    """More than a limit allows. `seconds` from now it is allowed again."""

    def __init__(self, message: Message, seconds: int) -> None:
        super().__init__(str(message))
        self.message, self.seconds = message, seconds


def refuse_beyond(
    session: Session, limit: Limit, made_at: Any, *whose: Any, at: datetime, count: int = 1
) -> None:
    """Raise TooMany where `count` more would be beyond the limit.

    `made_at` is the column of the rows that says when they were made, `whose` the conditions that
    leave those to be counted.
    """
    query = sa.select(sa.func.count(), sa.func.min(made_at))
    made, oldest = session.execute(query.where(made_at > at - limit.per, *whose)).one()
    if made + count > limit.most:
        raise too_many(limit, until=(oldest or at) + limit.per, at=at)


def too_many(limit: Limit, *, until: datetime, at: datetime) -> TooMany:
    """What is said of a limit: that it is met, and when to try again."""
    wait = max(int((until - at).total_seconds()) + 1, 1)
    say = Message(limit.says, {"most": limit.most, "when": until}, instants=("when",))
    return TooMany(say, wait)


def address_range(address: str) -> str:
    """Where an address belongs: its /24, or its /64 of IPv6, whose owner has all of it.

    Nothing where there is none, or what stands there is no address.
    """
    try:
        there: Any = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    there = getattr(there, "ipv4_mapped", None) or there
    length = 24 if there.version == 4 else 64
    return str(ipaddress.ip_network((there, length), strict=False))
