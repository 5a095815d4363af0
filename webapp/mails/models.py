"""The outbox: recipients and values of mails. The text is rendered when a mail is sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from .. import db


class Mail(SQLModel, table=True):
    """One mail. `values` fill `templates/mails/<template>.txt` and `.html`, in their language."""

    __tablename__ = "mail"
    __table_args__ = (sa.Index("ix_mail_due", "sent_at", "due_at"),)

    id: UUID = db.key()
    to: str = Field(max_length=254)
    language: str = Field(max_length=2)
    template: str = Field(max_length=40)
    kind: str = Field(default="", max_length=20)  # what a person can choose; "" is always sent
    values: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    created_at: datetime = db.instant()
    due_at: datetime = db.instant()
    attempts: int = 0
    sent_at: datetime | None = db.instant(default=None)
    failure: str = Field(default="", max_length=200)
