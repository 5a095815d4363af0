"""Tasks, their activities, and the consultants' own notes."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from .. import db
from .rules import Category, Demand, Nearby, Per, Sameness, Status, TimeOfDay

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
        sa.Index("ix_task_origin", "origin", "created_at"),
    )
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: UUID = db.key()
    created_by: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    visitor_id: UUID | None = Field(default=None, index=True)
    # The range of addresses that a visitor's draft came from, as a keyed hash, until it is claimed.
    origin: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    # The company that it was written for, where its author acted for one.
    employer_id: UUID | None = Field(default=None, foreign_key="employer.id")
    workplace_id: UUID | None = Field(default=None, foreign_key="workplace.id")
    consultant_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    status: Status = Field(default=Status.DRAFT, sa_type=db.choice(Status))
    headline: str = Field(default="", max_length=120)
    stops: str = Field(default="", sa_type=sa.Text)
    category: Category | None = Field(default=None, sa_type=db.choice(Category), nullable=True)
    parked_because: str = Field(default="", sa_type=sa.Text)
    # Answers from the walk-round that are no activities yet, by the code of the question.
    walk: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
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
        *(sa.CheckConstraint(f"{name} BETWEEN 0 AND 3", name=name) for name in Demand),
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
    # The rest helps the consultant, and nothing of it is required.
    example: str = Field(default="", max_length=40)  # the code of the example it began as
    done_by: str = Field(default="", max_length=120)  # who does it today
    instead: str = Field(default="", max_length=120)  # what they would do instead
    time_of_day: TimeOfDay | None = Field(default=None, sa_type=db.choice(TimeOfDay), nullable=True)
    sameness: Sameness | None = Field(default=None, sa_type=db.choice(Sameness), nullable=True)
    nearby: Nearby | None = Field(default=None, sa_type=db.choice(Nearby), nullable=True)
    certificate: str = Field(default="", max_length=120)
    differently: str = Field(default="", max_length=120)
    lifting: int | None = None  # demands: steps from 0 to 3, see rules.DEMAND_STEPS
    standing: int | None = None
    pace: int | None = None
    surroundings: int | None = None
    contact: int | None = None
    counting: int | None = None


class Photo(SQLModel, table=True):
    """A picture of the work, reduced in size and without metadata."""

    __tablename__ = "photo"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "position"),
        sa.UniqueConstraint("task_id", "digest"),
        sa.CheckConstraint("position BETWEEN 0 AND 5", name="position"),
        sa.Index("ix_photo_added_by_at", "added_by", "at"),
    )

    id: UUID = db.key()
    task_id: UUID = Field(foreign_key="task.id", ondelete="CASCADE")
    position: int
    added_by: UUID = Field(foreign_key="users.id")
    digest: str = Field(max_length=64)  # SHA-256 of what was sent: the same photo is kept once
    width: int
    height: int
    content: bytes = Field(sa_type=sa.LargeBinary)  # JPEG, at most 1600 px
    small: bytes = Field(sa_type=sa.LargeBinary)  # JPEG, for lists
    at: datetime = db.instant()


class ConsultantNote(SQLModel, table=True):
    """Words between consultants. No page, mail, print or export of an employer shows them."""

    __tablename__ = "consultant_note"
    __table_args__ = (sa.Index("ix_consultant_note_author_id_at", "author_id", "at"),)

    id: UUID = db.key()
    task_id: UUID = Field(foreign_key="task.id", index=True)
    author_id: UUID = Field(foreign_key="users.id")
    text: str = Field(sa_type=sa.Text)
    at: datetime = db.instant()
