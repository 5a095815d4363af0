"""What the worker and the demo page read from the outbox."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .models import Mail


def due(session: Session, *, at: datetime, most: int = 50) -> Sequence[Mail]:
    """Unsent mails whose time has come, oldest first. Skips those another worker holds."""
    query = (
        select(Mail)
        .where(col(Mail.sent_at).is_(None), col(Mail.due_at) <= at)
        .order_by(col(Mail.due_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).all()


def latest(session: Session, *, most: int = 20) -> Sequence[Mail]:
    """The newest mails, whether sent or not."""
    return session.exec(select(Mail).order_by(sa.desc(col(Mail.created_at))).limit(most)).all()
