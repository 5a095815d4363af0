"""Queries for the versions that were agreed. Whoever asks has found the small job for the actor."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from ..splits.models import Split


def versions(session: Session, task_id: UUID, in_force: UUID) -> Sequence[Any]:
    """Rows of (id, number, approved_at), newest first: the present and earlier agreements."""
    query: Any = (
        sa.select(col(Split.id), col(Split.number), col(Split.approved_at))
        .where(
            col(Split.task_id) == task_id,
            sa.or_(col(Split.approved_at).is_not(None), col(Split.id) == in_force),
        )
        .order_by(sa.desc(col(Split.number)))
    )
    return session.execute(query).all()


def version(session: Session, split_id: UUID) -> Split:
    """One of them, with its parts."""
    query = select(Split).where(col(Split.id) == split_id).options(joinedload(Split.parts))  # type: ignore[arg-type]
    return session.exec(query).unique().one()
