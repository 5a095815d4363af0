"""Tasks, their activities, and the consultants' own notes."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from .. import db
from .rules import Category, Per, Status

_version = sa.Column("version", sa.Integer, nullable=False)


class Task(SQLModel, table=True):
    """A recurring unsolved task. A draft may belong to a browser before it has an owner."""

    __tablename__ = "task"
    __table_args__ = (
        sa.CheckConstraint(
            "created_by IS NOT NULL OR visitor_id IS NOT NULL", name="has_an_author"
        ),
        sa.CheckConstraint(
            "status = 'draft' OR (workplace_id IS NOT NULL AND created_by IS NOT NULL)",
            name="sent_has_workplace",
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'parked') OR consultant_id IS NOT NULL",
            name="has_contact_person",
        ),
        sa.Index("ix_task_workplace_id_status", "workplace_id", "status"),
    )
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: UUID = db.key()
    created_by: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    visitor_id: UUID | None = Field(default=None, index=True)
    workplace_id: UUID | None = Field(default=None, foreign_key="workplace.id")
    consultant_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    status: Status = Field(default=Status.DRAFT, sa_type=db.choice(Status))
    headline: str = Field(default="", max_length=120)
    stops: str = Field(default="", sa_type=sa.Text)
    category: Category | None = Field(default=None, sa_type=db.choice(Category), nullable=True)
    parked_because: str = Field(default="", sa_type=sa.Text)
    created_at: datetime = db.instant()
    updated_at: datetime = db.instant()
    since: datetime = db.instant()  # when it became the move of whoever it waits for
    version: int = Field(default=None, sa_column=_version)

    activities: list["Activity"] = Relationship(
        sa_relationship_kwargs={
            "order_by": "Activity.position",
            "cascade": "all, delete-orphan",
            "lazy": "selectin",
        }
    )


class Activity(SQLModel, table=True):
    """A piece of a task: `times` per day, week or month, `minutes` each time.

    In a draft the numbers may be missing; `rules.missing` sees to it that they are there when
    the task is sent.
    """

    __tablename__ = "activity"
    __table_args__ = (
        sa.CheckConstraint("times BETWEEN 1 AND 99", name="times"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
    )

    id: UUID = db.key()
    task_id: UUID = Field(
        default=None, foreign_key="task.id", index=True, nullable=False, ondelete="CASCADE"
    )
    position: int
    what: str = Field(max_length=120)
    times: int | None = None
    per: Per = Field(sa_type=db.choice(Per))
    minutes: int | None = None


class ConsultantNote(SQLModel, table=True):
    """Words between consultants. No page, mail, print or export of an employer shows them."""

    __tablename__ = "consultant_note"

    id: UUID = db.key()
    task_id: UUID = Field(foreign_key="task.id", index=True)
    author_id: UUID = Field(foreign_key="users.id")
    text: str = Field(sa_type=sa.Text)
    at: datetime = db.instant()
