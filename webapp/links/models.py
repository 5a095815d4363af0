"""Addresses that open one thing to whoever has them, until they are revoked."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from .. import db
from .rules import Purpose

# Of each thing there is one address that is not closed.
_OPEN: Any = {
    f"{dialect}_where": sa.text("revoked_at IS NULL") for dialect in ("sqlite", "postgresql")
}


class Link(SQLModel, table=True):
    """One such address. Its token is made from the id with the app's own key: none is kept here."""

    __tablename__ = "link"
    __table_args__ = (
        sa.CheckConstraint(
            "(purpose = 'copy' AND small_job_id IS NOT NULL AND user_id IS NULL)"
            " OR (purpose = 'calendar' AND user_id IS NOT NULL AND small_job_id IS NULL)",
            name="belongs",
        ),
        *(
            sa.Index(f"uq_link_open_{column}", column, unique=True, **_OPEN)
            for column in ("small_job_id", "user_id")
        ),
    )

    id: UUID = db.key()
    purpose: Purpose = Field(sa_type=db.choice(Purpose))
    small_job_id: UUID | None = Field(default=None, foreign_key="small_job.id", index=True)
    user_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    created_at: datetime = db.instant()
    created_by: UUID = Field(foreign_key="users.id")
    revoked_at: datetime | None = db.instant(default=None)
