"""Queries for addresses that need no sign-in."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from .models import Link
from .rules import Purpose


def of(purpose: Purpose, thing_id: UUID) -> sa.ColumnElement[bool]:
    """The condition that a link is open, and opens this small job's copy or person's calendar."""
    whose = col(Link.small_job_id) if purpose is Purpose.COPY else col(Link.user_id)
    return sa.and_(col(Link.purpose) == purpose, whose == thing_id, col(Link.revoked_at).is_(None))


def opened_by(purpose: Purpose, link_id: UUID) -> sa.ColumnElement[bool]:
    """The condition that a link is this one, for this purpose, and still open."""
    return sa.and_(
        col(Link.id) == link_id, col(Link.purpose) == purpose, col(Link.revoked_at).is_(None)
    )


def live(session: Session, purpose: Purpose, thing_id: UUID) -> Link | None:
    """The open link to a small job's copy or to a person's calendar."""
    return session.exec(select(Link).where(of(purpose, thing_id))).first()
