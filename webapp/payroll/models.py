"""What was handed to payroll."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from .. import db


class Export(SQLModel, table=True):
    """One file of a company's hours in one month, named by its first day."""

    __tablename__ = "export"
    __table_args__ = (sa.Index("ix_export_employer_month", "employer_id", "month"),)

    id: UUID = db.key()
    employer_id: UUID = Field(foreign_key="employer.id")
    month: date
    made_at: datetime = db.instant()
    made_by: UUID = Field(foreign_key="users.id")


class Exported(SQLModel, table=True):
    """A revision of a week that was in a file."""

    __tablename__ = "exported"

    export_id: UUID = Field(
        default=None, foreign_key="export.id", primary_key=True, ondelete="CASCADE"
    )
    timesheet_id: UUID = Field(foreign_key="timesheet.id", primary_key=True, index=True)
