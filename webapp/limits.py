"""How much of everything anybody may make, and how it is said that it was too much for now.

Limits are counted in the rows themselves: every process counts the same, and nothing is kept in
memory. They are far above what a person does in a day, and far below what would fill a disk or a
colleague's mailbox; why these numbers stands in docs/decisions/limits.md.

An action raises `TooMuch`; its reader gets 429, `Retry-After`, and a page that says when to come
back. A route may also `abort(429, retry_after=seconds)`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from .messages import N_, Message

LATER = 2 * 60  # minutes, from which on a time of day says it better
WAIT = {429: 15 * 60, 503: 60}  # seconds, where nobody says it better


class TooMuch(Exception):
    """No more of this for `seconds`. `message` says of what; the page adds when to try again."""

    def __init__(self, seconds: int, message: Message | None = None) -> None:
        super().__init__(f"{seconds} s")
        self.seconds, self.message = max(int(seconds), 1), message


def try_again(seconds: int, *, at: datetime) -> Message:
    """When to try again, for somebody who looks at it `at`: in minutes, or at a time of day."""
    minutes = ceil(seconds / 60)
    if minutes <= 1:
        return Message("Wait a minute and try again.")
    if minutes < LATER:
        return Message("Wait %(minutes)s minutes and try again.", {"minutes": minutes})
    moment = at + timedelta(minutes=minutes)
    return Message("Try again %(moment)s.", {"moment": moment}, instants=("moment",))


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` within a period. `says` is the message for whoever exceeds it."""

    most: int
    per: timedelta
    says: str


# Of one person, whatever company they act for.
TASKS = Limit(40, DAY, N_("You have described %(most)s tasks in a day."))
NOTES = Limit(200, DAY, N_("You have written %(most)s notes in a day."))
PHOTOS = Limit(120, DAY, N_("You have added %(most)s photos in a day."))
VERSIONS = Limit(60, DAY, N_("You have begun %(most)s plans in a day."))
CORRECTIONS = Limit(40, DAY, N_("You have begun %(most)s corrections in a day."))
CALLS = Limit(30, DAY, N_("You have asked for %(most)s calls in a day. Ring yourself meanwhile."))
LINKS = Limit(40, DAY, N_("You have made %(most)s addresses in a day."))
ARRIVALS = Limit(10, DAY, N_("You have come from %(most)s companies in a day."))
MOVES = Limit(2000, DAY, N_("You have done %(most)s things in a day."))
# Of one company.
EXPORTS = Limit(60, DAY, N_("%(most)s files for payroll have been made in a day."))
INVITATIONS = Limit(20, DAY, N_("Your company has sent %(most)s invitations in a day."))
# Of drafts that nobody has signed in for, from one network address: a town hall, a school.
_MANY = N_("Very many tasks were begun from where you are. Sign in first, and you can go on.")
DRAFTS_AN_HOUR, DRAFTS_A_DAY = Limit(200, HOUR, _MANY), Limit(600, DAY, _MANY)

VISITORS_DRAFTS = 20  # that one browser may have at a time
VISITORS_SAVES = 2000  # of one such draft: two hours of typing without a pause
UNCLAIMED_DRAFTS = 10_000  # of everybody together; the oldest is forgotten first
UNTOUCHED = timedelta(days=1)  # drafts untouched for so long may be deleted to make room


def refuse_beyond(
    session: Session, limit: Limit, made_at: Any, *whose: Any, at: datetime, count: int = 1
) -> None:
    """Raise TooMuch where `count` more would be beyond the limit.

    `made_at` is the column of the rows that says when they were made, `whose` the conditions that
    leave those to be counted.
    """
    query = sa.select(sa.func.count(), sa.func.min(made_at))
    made, oldest = session.execute(query.where(made_at > at - limit.per, *whose)).one()
    if made + count > limit.most:
        raise too_much(limit, until=(oldest or at) + limit.per, at=at)


def too_much(limit: Limit, *, until: datetime, at: datetime) -> TooMuch:
    """What is raised where a limit is met."""
    wait = int((until - at).total_seconds()) + 1
    return TooMuch(wait, Message(limit.says, {"most": limit.most}))
