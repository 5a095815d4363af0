"""Municipalities, companies and their workplaces, people, and their ways in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from .. import db
from ..actor import Role
from .rules import REMIND_AT, Answer


class Municipality(SQLModel, table=True):
    """The tenant. Nothing crosses from one to another."""

    __tablename__ = "municipality"

    id: UUID = db.key()
    name: str = Field(max_length=80, unique=True)
    phone: str = Field(default="", max_length=20)


class Employer(SQLModel, table=True):
    """A company, named by its CVR number."""

    __tablename__ = "employer"
    __table_args__ = (
        sa.CheckConstraint("length(cvr) = 8", name="cvr"),
        sa.CheckConstraint("remind_at BETWEEN 0 AND 1439", name="remind_at"),
    )

    id: UUID = db.key()
    cvr: str = Field(max_length=8, unique=True)
    name: str = Field(max_length=120)
    remind_at: int = REMIND_AT  # minutes after midnight in Denmark, on Fridays
    payroll_columns: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # none: all
    created_at: datetime = db.instant()


class Workplace(SQLModel, table=True):
    """Where the work is done. Its municipality decides which consultants see it."""

    __tablename__ = "workplace"
    __table_args__ = (
        sa.CheckConstraint("p_number = '' OR length(p_number) = 10", name="p_number"),
        sa.CheckConstraint(
            "full_time_equivalents BETWEEN 0 AND 99999", name="full_time_equivalents"
        ),
    )

    id: UUID = db.key()
    employer_id: UUID = Field(foreign_key="employer.id", index=True)
    municipality_id: UUID = Field(foreign_key="municipality.id", index=True)
    name: str = Field(max_length=120)
    p_number: str = Field(default="", max_length=10)
    # Who named it on their first visit: it counts as the company's once they are let in.
    named_by: UUID | None = Field(default=None, foreign_key="users.id")
    full_time_equivalents: int | None = None  # ordinary employees, as whole full-time years


class User(SQLModel, table=True):
    """Somebody who signs in. Staff belong to a municipality; the others act for companies, each
    through a `Membership`."""

    __tablename__ = "users"
    __table_args__ = (
        sa.CheckConstraint(
            "(role IN ('newcomer', 'employer') AND municipality_id IS NULL)"
            " OR (role IN ('consultant', 'team_lead') AND municipality_id IS NOT NULL)",
            name="belongs",
        ),
        sa.CheckConstraint("email = lower(email)", name="email"),
    )

    id: UUID = db.key()
    email: str = Field(max_length=254, unique=True)
    name: str = Field(default="", max_length=80)
    phone: str = Field(default="", max_length=20)
    role: Role = Field(sa_type=db.choice(Role))
    municipality_id: UUID | None = Field(default=None, foreign_key="municipality.id", index=True)
    language: str = Field(default="da", max_length=2)
    unwanted: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # kinds of mail
    created_at: datetime = db.instant()
    paused_at: datetime | None = db.instant(default=None)  # staff on leave: nothing opens
    removed_at: datetime | None = db.instant(default=None)

    @property
    def at_work(self) -> bool:
        """Neither on leave nor gone: may sign in, and is written to."""
        return self.paused_at is None and self.removed_at is None


class Membership(SQLModel, table=True):
    """A person in a company. Until it is confirmed they see only what they wrote there."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "employer_id"),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed_by_somebody"
        ),
    )

    id: UUID = db.key()
    user_id: UUID = Field(foreign_key="users.id")
    employer_id: UUID = Field(foreign_key="employer.id", index=True)
    created_at: datetime = db.instant()
    confirmed_at: datetime | None = db.instant(default=None)
    confirmed_by: UUID | None = Field(default=None, foreign_key="users.id")
    company: str = Field(default="", max_length=120)  # what they called it when they came
    # The one of the staff on whose word alone they are in. None: at least two know them.
    known_only_to: UUID | None = Field(default=None, foreign_key="users.id")
    removed_at: datetime | None = db.instant(default=None)


_OPEN: Any = {
    f"{dialect}_where": sa.text("answered_at IS NULL") for dialect in ("sqlite", "postgresql")
}


class Invitation(SQLModel, table=True):
    """A company asks whoever has this address to join it. Nobody is in before they accept."""

    __tablename__ = "invitation"
    __table_args__ = (
        sa.CheckConstraint("email = lower(email)", name="email"),
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered"),
        sa.Index("uq_invitation_open", "employer_id", "email", unique=True, **_OPEN),
    )

    id: UUID = db.key()
    employer_id: UUID = Field(foreign_key="employer.id", index=True)
    email: str = Field(max_length=254, index=True)
    name: str = Field(max_length=80)
    invited_by: UUID = Field(foreign_key="users.id")
    created_at: datetime = db.instant()
    sent_at: datetime = db.instant()  # for the last time
    answer: Answer | None = Field(default=None, sa_type=db.choice(Answer), nullable=True)
    answered_at: datetime | None = db.instant(default=None)


class SignInCode(SQLModel, table=True):
    """Six digits and a link that were mailed to `email`. One of them works, once.

    They open a session, or make the address that of `user_id`.
    """

    __tablename__ = "sign_in_code"
    __table_args__ = (
        sa.Index("ix_sign_in_code_counted_as", "counted_as", "created_at"),
        sa.Index("ix_sign_in_code_origin", "origin", "created_at"),
    )

    id: UUID = db.key()
    email: str = Field(max_length=254)
    counted_as: str = Field(max_length=254)  # the box that the mail reaches
    origin: str = Field(max_length=64)  # keyed hash of the network it was asked for from
    known: bool = False  # asked for in a browser in which this address signed in before
    visitor_id: UUID | None = None  # whose drafts were in the browser that asked
    user_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    code_hash: str = Field(max_length=64)
    link_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = db.instant()
    expires_at: datetime = db.instant()
    tries: int = 0  # wrong ones
    used_at: datetime | None = db.instant(default=None)


class UserSession(SQLModel, table=True):
    """A person is signed in as long as this row says so. The cookie only names it."""

    __tablename__ = "user_session"

    token_hash: str = Field(primary_key=True, max_length=64)
    id: UUID = Field(default_factory=uuid4, unique=True)  # what its owner calls it by
    user_id: UUID = Field(foreign_key="users.id", index=True)
    # The company that was chosen in this browser; whoever is in one only needs not choose.
    membership_id: UUID | None = Field(
        default=None, foreign_key="membership.id", ondelete="SET NULL"
    )
    program: str = Field(default="", max_length=20)  # the browser, coarse
    device: str = Field(default="", max_length=20)
    created_at: datetime = db.instant()
    expires_at: datetime = db.instant()
    seen_on: date | None = None  # the last day on which something was done there
