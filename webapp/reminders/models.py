"""Which reminders went out."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from .. import db


class Reminder(SQLModel, table=True):
    """One reminder to one person on one day: the row is what makes it one."""

    __tablename__ = "reminder"
    __table_args__ = (sa.UniqueConstraint("user_id", "day"),)

    id: UUID = db.key()
    user_id: UUID = Field(foreign_key="users.id")
    day: date
    at: datetime = db.instant()


class Reminded(SQLModel, table=True):
    """A week that a reminder was about."""

    __tablename__ = "reminded"

    reminder_id: UUID = Field(foreign_key="reminder.id", primary_key=True, ondelete="CASCADE")
    timesheet_id: UUID = Field(
        foreign_key="timesheet.id", primary_key=True, index=True, ondelete="CASCADE"
    )
