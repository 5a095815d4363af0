"""Small jobs, their weekly patterns and their pauses."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from .. import db
from .rules import Hearing, Outcome, Status

_version = sa.Column("version", sa.Integer, nullable=False)


class SmallJob(SQLModel, table=True):
    """An approved split, a first name and a start date. The task's consultant is the contact."""

    __tablename__ = "small_job"
    __table_args__ = (
        sa.CheckConstraint(
            "training_ends IS NULL OR training_ends >= start_on", name="training_ends"
        ),
        sa.CheckConstraint("(status = 'ended') = (outcome IS NOT NULL)", name="outcome_when_ended"),
        sa.CheckConstraint("first_name <> ''", name="first_name"),
    )
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: UUID = db.key()
    task_id: UUID = Field(foreign_key="task.id", unique=True)
    split_id: UUID = Field(foreign_key="split.id", index=True)
    first_name: str = Field(max_length=40)
    start_on: date
    training_ends: date | None = None
    status: Status = Field(default=Status.PLANNED, sa_type=db.choice(Status))
    hearing: Hearing = Field(default=Hearing.NOT_YET, sa_type=db.choice(Hearing))
    representative: str = Field(default="", max_length=120)  # who was heard for the employees
    heard_on: date | None = None
    contract_on: date | None = None
    payroll_number: str = Field(default="", max_length=20)  # what the company calls them there
    pay_held: bool = False  # the participant's copy shows no paid hours until it is released
    grown_on: date | None = None  # confirmed on that day: grown beyond a small job
    ratio_reason: str = Field(default="", sa_type=sa.Text)
    outcome: Outcome | None = Field(default=None, sa_type=db.choice(Outcome), nullable=True)
    created_at: datetime = db.instant()
    updated_at: datetime = db.instant()
    since: datetime = db.instant()
    ended_on: date | None = None
    version: int = Field(default=None, sa_column=_version)

    pattern: list["Pattern"] = Relationship(
        sa_relationship_kwargs={"cascade": "all, delete-orphan", "lazy": "selectin"}
    )
    pauses: list["Pause"] = Relationship(  # read where it is asked for
        sa_relationship_kwargs={"cascade": "all, delete-orphan", "order_by": "Pause.from_day"}
    )


class Pause(SQLModel, table=True):
    """Days on which a small job rests, from the first to the last one; open without a last one.

    No two of a small job overlap: triggers see to it.
    """

    __tablename__ = "pause"
    __table_args__ = (sa.CheckConstraint("to_day IS NULL OR to_day >= from_day", name="to_day"),)

    id: UUID = db.key()
    small_job_id: UUID = Field(
        default=None, foreign_key="small_job.id", index=True, nullable=False, ondelete="CASCADE"
    )
    from_day: date
    to_day: date | None = None
    reason: str = Field(default="", sa_type=sa.Text)  # the company reads it
    by_id: UUID | None = Field(default=None, foreign_key="users.id")
    created_at: datetime = db.instant()


class Pattern(SQLModel, table=True):
    """Usual minutes of one part on one weekday (0 is Monday)."""

    __tablename__ = "pattern"
    __table_args__ = (
        sa.UniqueConstraint("small_job_id", "part_id", "weekday"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
    )

    id: UUID = db.key()
    small_job_id: UUID = Field(
        default=None, foreign_key="small_job.id", index=True, nullable=False, ondelete="CASCADE"
    )
    part_id: UUID = Field(foreign_key="part.id")
    weekday: int
    minutes: int
