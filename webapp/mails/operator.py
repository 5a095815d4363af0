"""What an operator sees of the outbox, and can do about it. Never the words of a mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .models import Mail
from .rules import NEVER

SHOWN = 20  # mails named one by one


@dataclass(frozen=True)
class Backlog:
    """How delivery stands. A mail that waits for others to share it is not late."""

    late: int  # due, or tried without success, and not delivered
    oldest: timedelta  # how long the oldest of them has been waiting
    given_up: int


def backlog(session: Session, *, at: datetime) -> Backlog:
    """How many mails are late, and how late; in one statement."""
    late = sa.and_(col(Mail.due_at) < NEVER, sa.or_(col(Mail.due_at) <= at, col(Mail.attempts) > 0))
    query = sa.select(
        sa.func.count(sa.case((late, 1))),
        sa.func.min(sa.case((late, col(Mail.created_at)))),
        sa.func.count(sa.case((col(Mail.due_at) >= NEVER, 1))),
    ).where(col(Mail.sent_at).is_(None))
    count, oldest, given_up = session.execute(query).one()
    return Backlog(count, at - oldest if oldest else timedelta(0), given_up)


def report(session: Session, *, at: datetime) -> list[str]:
    """Lines for the operator: how many wait, of what kinds, and why the oldest failed."""
    waiting = session.exec(
        select(Mail).where(col(Mail.sent_at).is_(None)).order_by(col(Mail.created_at))
    ).all()
    if not waiting:
        return ["No mails are waiting."]
    given_up = [mail for mail in waiting if mail.due_at >= NEVER]
    said = [f"{len(waiting)} not delivered, {len(given_up)} of them given up.", ""]
    said += _table(("kind", "how many", "oldest"), _by_kind(waiting, at))
    # Those that something is wrong with come first.
    named = sorted(waiting, key=lambda mail: (not mail.failure, mail.created_at))[:SHOWN]
    rows = [
        (
            str(mail.id)[:8],
            kind_of(mail),
            shorten(mail.to),
            _waited(at - mail.created_at),
            str(mail.attempts),
            "given up" if mail.due_at >= NEVER else _next(mail.due_at, at),
            mail.failure,
        )
        for mail in named
    ]
    heads = ("mail", "kind", "to", "waits", "attempts", "next", "last failure")
    more = [f"… and {len(waiting) - SHOWN} more"] if len(waiting) > SHOWN else []
    return [*said, "", *_table(heads, rows), *more]


def retry_all(session: Session, *, at: datetime) -> int:
    """Make all undelivered mails due now, also those given up. Returns how many.

    What a worker holds at this moment is left to it.
    """
    held = sa.and_(col(Mail.attempts) > 0, col(Mail.failure) == "", col(Mail.due_at) > at)
    statement = (
        sa.update(Mail)
        .where(col(Mail.sent_at).is_(None), sa.not_(held))
        .values(due_at=at, attempts=0)
    )
    done: Any = session.execute(statement)
    return int(done.rowcount)


def kind_of(mail: Mail) -> str:
    """What a mail is about, in one word; those that have no kind go by their template."""
    return mail.kind or mail.template


def shorten(address: str) -> str:
    """`…@firma.dk`: enough to see whose server is in the way, not enough to know who it is."""
    return f"…@{address.rpartition('@')[2]}"


def _by_kind(mails: Iterable[Mail], at: datetime) -> list[tuple[str, ...]]:
    kinds: dict[str, list[Mail]] = {}
    for mail in mails:
        kinds.setdefault(kind_of(mail), []).append(mail)
    return [
        (kind, str(len(of_it)), _waited(at - min(mail.created_at for mail in of_it)))
        for kind, of_it in sorted(kinds.items())
    ]


def _next(due_at: datetime, at: datetime) -> str:
    return "now" if due_at <= at else f"in {_waited(due_at - at)}"


def _waited(time: timedelta) -> str:
    """`3 days`, `2 h 05 min`, `7 min`."""
    minutes = max(int(time.total_seconds()) // 60, 0)
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} days"
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns that stand below each other."""
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in [heads, *rows]
    ]
