"""Queries for the versions that were agreed. Whoever asks has found the small job for the actor."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from .. import db
from ..splits.models import Split


class AgreedVersion(NamedTuple):
    """A version that was agreed, or is in force."""

    id: UUID
    number: int
    approved_at: datetime | None


def versions(session: Session, task_id: UUID, in_force: UUID) -> list[AgreedVersion]:
    """The present and earlier agreements, newest first."""
    query = (
        sa.select(col(Split.id), col(Split.number), col(Split.approved_at))
        .where(
            col(Split.task_id) == task_id,
            sa.or_(col(Split.approved_at).is_not(None), col(Split.id) == in_force),
        )
        .order_by(sa.desc(col(Split.number)))
    )
    return db.rows(session, query, AgreedVersion)


def version(session: Session, split_id: UUID) -> Split:
    """One of them, with its parts."""
    query = select(Split).where(col(Split.id) == split_id).options(joinedload(Split.parts))  # type: ignore[arg-type]
    return session.exec(query).unique().one()
