"""The engine, the session, and the column types that every table uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL acknowledges writes that are not on disk yet
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # otherwise REPLACE passes by what locks approved weeks
    "PRAGMA trusted_schema=OFF",
)


class Instant(sa.types.TypeDecorator[datetime]):
    """A point in time, kept and given back in UTC. SQLite forgets time zones; this does not."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], name: str = "") -> sa.Enum:
    """A column type that holds the values of `kind` and nothing else, checked by the database.

    A table with two columns of one kind gives them a `name` each.
    """
    return sa.Enum(
        kind,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        name=name or kind.__name__.lower(),
        create_constraint=True,
        length=20,
    )


def key() -> Any:
    """A primary key. Forms that create carry it, so that sending twice makes one row."""
    return Field(default_factory=uuid4, primary_key=True)


def instant(**options: Any) -> Any:
    """A UTC instant; pass `default=None` where it may be missing."""
    return Field(sa_type=Instant, **options)


def make_engine(url: str) -> Engine:
    """An engine that is safe under concurrent writers, whichever database `url` names."""
    engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Python's sqlite3 would begin transactions behind SQLAlchemy's back: 1000 concurrent
    # increments stored 147. With isolation_level None, `_begin_sqlite` says when.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def open_session(engine: Engine, *, writing: bool) -> Session:
    """A session whose one transaction may write, or only reads and then never waits."""
    return Session(engine.execution_options(writing=writing), expire_on_commit=False)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A writing session outside a request: commits at the end, rolls back when it raises."""
    with open_session(engine, writing=True) as session, session.begin():
        yield session


def is_taken(error: IntegrityError) -> bool:
    """Did a row fail because another one has its key already?"""
    if getattr(error.orig, "sqlstate", "") == "23505":  # PostgreSQL's name for it
        return True
    name = getattr(error.orig, "sqlite_errorname", "")
    return name in {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}


def as_uuid(value: str) -> UUID | None:
    """Read a UUID that came from a browser; None where it is none."""
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        return None
