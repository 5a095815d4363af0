"""Every move leaves a row: who, when, from, to, why. Rows are only ever added."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col

from . import db, limits
from .actor import Actor, Role
from .limits import Limit

_RECORDED = "moves were recorded"  # noted on the session
# Only what a line of history shows of a person; the table itself belongs to accounts.
_users = sa.table("users", sa.column("id", sa.Uuid()), sa.column("name"), sa.column("role"))


class Move(SQLModel, table=True):
    """One move of one thing. `noun` and `thing_id` name it, `reason` is a person's own words."""

    __tablename__ = "move"
    __table_args__ = (
        sa.Index("ix_move_thing", "thing_id", "id"),
        sa.Index("ix_move_by_id_at", "by_id", "at"),  # see limits
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = db.instant()
    by_id: UUID | None = Field(default=None, foreign_key="users.id")
    noun: str = Field(max_length=20)
    thing_id: UUID
    action: str = Field(max_length=30)
    before: str = Field(default="", max_length=120)  # a state, or what was corrected
    after: str = Field(default="", max_length=120)
    reason: str = Field(default="", sa_type=sa.Text)


def record(
    session: Session,
    *,
    noun: str,
    thing_id: UUID,
    action: str,
    by: Actor | None,
    at: datetime,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    """Write one row in the transaction of the move itself. `by` is None for the app's own."""
    session.info[_RECORDED] = True
    session.add(
        Move(
            at=at,
            by_id=by.user_id if by else None,
            noun=noun,
            thing_id=thing_id,
            action=action,
            before=before,
            after=after,
            reason=reason,
        )
    )


def refuse_beyond(session: Session, limit: Limit, *actions: str, by: Actor, at: datetime) -> None:
    """Raise TooMuch where the person has done these actions as often as they may."""
    whose = (col(Move.by_id) == by.user_id, col(Move.action).in_(actions))
    limits.refuse_beyond(session, limit, col(Move.at), *whose, at=at)


def refuse_too_many(session: Session, *, by: Actor, at: datetime) -> None:
    """Raise TooMuch where moves were recorded in `session`, and the person has made too many."""
    moved = session.info.pop(_RECORDED, False)
    if moved and by.user_id and by.role is not Role.NEWCOMER:  # who arrives once, and then is none
        session.flush()
        whose = col(Move.by_id) == by.user_id
        limits.refuse_beyond(session, limits.MOVES, col(Move.at), whose, at=at, count=0)


class Standing(Protocol):
    """A thing with a state."""

    id: UUID
    status: Any


def note(
    session: Session,
    thing: Standing,
    action: str,
    *,
    noun: str,
    by: Actor,
    at: datetime,
    before: str | None = None,
    reason: str = "",
) -> None:
    """Write down what happened to `thing` and moved it nowhere.

    `before=""` is for what began with it.
    """
    record(
        session,
        noun=noun,
        thing_id=thing.id,
        action=action,
        by=by,
        at=at,
        before=thing.status if before is None else before,
        after=thing.status,
        reason=reason,
    )


def note_all(
    session: Session,
    things: Sequence[Standing],
    action: str,
    *,
    noun: str,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """The same note on many things, in one statement."""
    if not things:
        return
    session.info[_RECORDED] = True
    values = {"at": at, "by_id": by.user_id, "noun": noun, "action": action, "reason": reason}
    rows = [
        values | {"thing_id": thing.id, "before": thing.status, "after": thing.status}
        for thing in things
    ]
    session.execute(sa.insert(Move), rows)


class Moving(Standing, Protocol):
    """A thing with a state that may change."""

    since: datetime
    updated_at: datetime


def move(
    session: Session,
    thing: Moving,
    action: StrEnum,
    moves: Mapping[Any, Mapping[Any, Any]],
    *,
    noun: str,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> None:
    """Move `thing` as its table of moves says, and write the row. Policy was asked before."""
    before = thing.status
    thing.status = moves[action][before]
    thing.since = thing.updated_at = at
    record(
        session,
        noun=noun,
        thing_id=thing.id,
        action=action,
        by=by,
        at=at,
        before=before,
        after=thing.status,
        reason=reason,
    )
    session.flush()


def state_before(session: Session, thing_id: UUID, action: StrEnum) -> str:
    """The state in which a thing was before this was last done to it; "" where it never was."""
    query = sa.select(col(Move.before)).where(
        col(Move.thing_id) == thing_id, col(Move.action) == action
    )
    return session.execute(query.order_by(sa.desc(col(Move.id))).limit(1)).scalar() or ""


class MoveRow(NamedTuple):
    """A move, and who made it: nobody where the app did."""

    at: datetime
    noun: str
    action: str
    reason: str
    before: str
    after: str
    name: str | None
    role: str | None
    by_id: UUID | None


def of(session: Session, thing_ids: Sequence[UUID], also: Any = ()) -> list[MoveRow]:
    """The moves of these things, oldest first. `also` is a query of more ids."""
    query = (
        sa.select(
            col(Move.at),
            col(Move.noun),
            col(Move.action),
            col(Move.reason),
            col(Move.before),
            col(Move.after),
            _users.c.name,
            _users.c.role,
            col(Move.by_id),
        )
        .select_from(Move)
        .outerjoin(_users, _users.c.id == col(Move.by_id))
        .where(sa.or_(col(Move.thing_id).in_(thing_ids), col(Move.thing_id).in_(also)))
        .order_by(col(Move.id))
    )
    return db.rows(session, query, MoveRow)
