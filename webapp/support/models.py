"""Calls for help."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from .. import db


class Call(SQLModel, table=True):
    """Somebody at a company asks the contact person to call. Open until somebody did."""

    __tablename__ = "call"

    id: UUID = db.key()
    small_job_id: UUID = Field(foreign_key="small_job.id", index=True)
    timesheet_id: UUID | None = Field(default=None, foreign_key="timesheet.id", unique=True)
    asked_by: UUID = Field(foreign_key="users.id")
    asked_at: datetime = db.instant()
    done_at: datetime | None = db.instant(default=None)
    done_by: UUID | None = Field(default=None, foreign_key="users.id")
