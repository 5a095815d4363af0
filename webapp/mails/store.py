"""What the worker, the operator and the demo page read from the outbox."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .models import Mail
from .rules import NEVER, Kind


def next_due(session: Session, *, at: datetime) -> Mail | None:
    """The unsent mail that has been due for longest. Skips those another worker holds.

    An index makes this fast for any number of waiting mails.
    """
    return session.exec(
        select(Mail)
        .where(col(Mail.sent_at).is_(None), col(Mail.due_at) <= at)
        .order_by(col(Mail.due_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def find_waiting(session: Session, *, to: str, kind: Kind) -> Mail | None:
    """A mail of that kind to that address that no worker has taken: it can still be added to.

    One that was taken and failed is here again; one in flight has attempts and no failure.
    """
    return session.exec(
        select(Mail)
        .where(
            col(Mail.sent_at).is_(None),
            col(Mail.due_at) < NEVER,
            col(Mail.to) == to,
            col(Mail.kind) == kind.value,
            sa.or_(col(Mail.attempts) == 0, col(Mail.failure) != ""),
        )
        .order_by(col(Mail.created_at))
        .limit(1)
        .with_for_update()
    ).first()


def latest(session: Session, *, most: int = 20) -> Sequence[Mail]:
    """The newest mails, whether sent or not."""
    return session.exec(select(Mail).order_by(sa.desc(col(Mail.created_at))).limit(most)).all()
