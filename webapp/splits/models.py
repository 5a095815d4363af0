"""The versions of a task's split, and their parts."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from .. import db
from ..actor import Side
from .part import Answer, Kind
from .plan import has_ended
from .rules import Status, WageBasis

_version = sa.Column("version", sa.Integer, nullable=False)


class Split(SQLModel, table=True):
    """One numbered version of the plan. `side` wrote it; the other side answers it."""

    __tablename__ = "split"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "number"),
        sa.CheckConstraint("number BETWEEN 1 AND 9999", name="number"),
        sa.CheckConstraint("starts_week BETWEEN 1 AND 9999", name="starts_week"),
        sa.CheckConstraint("wage BETWEEN 1 AND 1000000", name="wage"),
    )
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: UUID = db.key()
    task_id: UUID = Field(foreign_key="task.id", index=True)
    number: int
    side: Side = Field(sa_type=db.choice(Side))
    status: Status = Field(default=Status.DRAFT, sa_type=db.choice(Status))
    created_by: UUID = Field(foreign_key="users.id")
    reasons: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)  # finding code: why
    comment: str = Field(default="", sa_type=sa.Text)  # the answer, when changes were requested
    starts_week: int = 1  # the plan week that it is in force from; earlier weeks stay as agreed
    wage: int | None = None  # øre an hour
    wage_basis: WageBasis | None = Field(default=None, sa_type=db.choice(WageBasis), nullable=True)
    created_at: datetime = db.instant()
    updated_at: datetime = db.instant()
    since: datetime = db.instant()
    approved_at: datetime | None = db.instant(default=None)
    version: int = Field(default=None, sa_column=_version)

    parts: list["Part"] = Relationship(
        sa_relationship_kwargs={
            "order_by": "Part.position",
            "cascade": "all, delete-orphan",
            "lazy": "selectin",
        }
    )

    @property
    def settled(self) -> list["Part"]:
        """The rows that ended before the version applies: agreed, and no longer asked about."""
        return [part for part in self.parts if has_ended(part, self.starts_week)]


class Part(SQLModel, table=True):
    """One row of a split. `what` is the activity as it was called then: agreements do not shift."""

    __tablename__ = "part"
    __table_args__ = (
        sa.CheckConstraint("minutes BETWEEN 0 AND 10080", name="minutes"),
        sa.CheckConstraint("from_week BETWEEN 1 AND 9999", name="from_week"),
        sa.CheckConstraint("to_week IS NULL OR to_week BETWEEN from_week AND 9999", name="to_week"),
    )

    id: UUID = db.key()
    split_id: UUID = Field(
        default=None, foreign_key="split.id", index=True, nullable=False, ondelete="CASCADE"
    )
    activity_id: UUID
    position: int
    what: str = Field(max_length=120)
    kind: Kind = Field(sa_type=db.choice(Kind))
    # Can somebody new do it alone, and would the company pay for it? `kind` follows from these.
    alone: Answer | None = Field(default=None, sa_type=db.choice(Answer, "alone"), nullable=True)
    worth_pay: Answer | None = Field(
        default=None, sa_type=db.choice(Answer, "worth_pay"), nullable=True
    )
    minutes: int = 0  # a week
    from_week: int = 1
    to_week: int | None = None
    market_value: str = Field(default="", sa_type=sa.Text)
    goal: str = Field(default="", sa_type=sa.Text)
    mastery: str = Field(default="", sa_type=sa.Text)
    difference: str = Field(default="", sa_type=sa.Text)
    comment: str = Field(default="", sa_type=sa.Text)  # the other side's words on this row
    asked: str = Field(default="", sa_type=sa.Text)  # their words on it in the version before
    # Weekly marks of the training that the row grew out of: {"week", "mark", "learnt"}.
    evidence: list[dict[str, str]] = Field(default_factory=list, sa_type=sa.JSON)
