"""Week sheets and their days."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from .. import db
from ..clock import Week
from ..splits.plan import Kind
from .content import WeekContent, of_row, of_sheet
from .day import DayContent
from .rules import Absence, Mark, Status, Went

_version = sa.Column("version", sa.Integer, nullable=False)


class Timesheet(SQLModel, table=True):
    """One small job, one ISO week (named by its Monday), one revision."""

    __tablename__ = "timesheet"
    __table_args__ = (
        sa.UniqueConstraint("small_job_id", "monday", "revision"),
        sa.CheckConstraint("revision BETWEEN 1 AND 9999", name="revision"),
        sa.Index("ix_timesheet_status_since", "status", "since"),
    )
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: UUID = db.key()
    small_job_id: UUID = Field(foreign_key="small_job.id", index=True)
    monday: date
    revision: int = 1
    status: Status = Field(default=Status.OPEN, sa_type=db.choice(Status))
    note: str = Field(default="", sa_type=sa.Text)
    went: Went | None = Field(default=None, sa_type=db.choice(Went), nullable=True)
    call_me: bool = False  # when it is sent, the contact person is asked to call
    reasons: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)  # by a finding's code
    correction: str = Field(default="", sa_type=sa.Text)  # why a later revision was begun
    returned_because: str = Field(default="", sa_type=sa.Text)
    as_returned: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)  # a snapshot
    sent_at: datetime | None = db.instant(default=None)
    approved_at: datetime | None = db.instant(default=None)
    created_at: datetime = db.instant()
    updated_at: datetime = db.instant()
    since: datetime = db.instant()
    version: int = Field(default=None, sa_column=_version)

    days: list["Day"] = Relationship(
        sa_relationship_kwargs={
            "order_by": "Day.day",
            "cascade": "all, delete-orphan",
            "lazy": "selectin",
        }
    )

    progress: list["Progress"] = Relationship(
        sa_relationship_kwargs={"cascade": "all, delete-orphan", "lazy": "selectin"}
    )

    @property
    def week(self) -> Week:
        return Week.of(self.monday)

    @property
    def content(self) -> WeekContent:
        return of_sheet(self)

    @property
    def of_week(self) -> tuple[UUID, date]:
        """What all revisions of the week have in common."""
        return self.small_job_id, self.monday


class Day(SQLModel, table=True):
    """One line of a week sheet, in minutes."""

    __tablename__ = "day"
    __table_args__ = (
        sa.UniqueConstraint("timesheet_id", "day"),
        sa.CheckConstraint(
            "paid BETWEEN 0 AND 1440 AND training BETWEEN 0 AND 1440 AND paid + training <= 1440",
            name="minutes",
        ),
        sa.CheckConstraint("away_paid BETWEEN 0 AND 1440", name="away_paid"),
    )

    id: UUID = db.key()
    timesheet_id: UUID = Field(
        default=None, foreign_key="timesheet.id", index=True, nullable=False, ondelete="CASCADE"
    )
    day: date
    paid: int = 0
    training: int = 0
    absence: Absence | None = Field(default=None, sa_type=db.choice(Absence), nullable=True)
    absence_note: str = Field(default="", sa_type=sa.Text)
    away_paid: int = 0  # minutes that are paid though nobody was at work
    returned_because: str = Field(default="", sa_type=sa.Text)

    shares: list["Share"] = Relationship(
        sa_relationship_kwargs={"cascade": "all, delete-orphan", "lazy": "selectin"}
    )

    @property
    def content(self) -> DayContent:
        return of_row(self)


class Share(SQLModel, table=True):
    """Minutes of a day by activity, where there are several of a kind.

    All shares of a kind add up to the day's minutes of that kind, or there are none.
    """

    __tablename__ = "share"
    __table_args__ = (
        sa.UniqueConstraint("day_id", "activity_id", "kind"),
        sa.CheckConstraint("kind <> 'stays'", name="counted"),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
    )

    id: UUID = db.key()
    day_id: UUID = Field(
        default=None, foreign_key="day.id", index=True, nullable=False, ondelete="CASCADE"
    )
    activity_id: UUID
    kind: Kind = Field(sa_type=db.choice(Kind))
    minutes: int


class Progress(SQLModel, table=True):
    """How far the training of one activity came in this week."""

    __tablename__ = "progress"
    __table_args__ = (sa.UniqueConstraint("timesheet_id", "activity_id"),)

    id: UUID = db.key()
    timesheet_id: UUID = Field(
        default=None, foreign_key="timesheet.id", nullable=False, ondelete="CASCADE"
    )
    activity_id: UUID  # not a part: those are another version's after a while
    mark: Mark = Field(sa_type=db.choice(Mark))
    learnt: str = Field(default="", max_length=120)
