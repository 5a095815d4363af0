"""The engine, the session, and the column types that every table uses."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeAlias, TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Field, Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

from .folding import IN_SQLITE, fold, fold_or_none, folded

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
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # otherwise REPLACE passes by what locks approved weeks
    "PRAGMA trusted_schema=OFF",
)


Entities: TypeAlias = SelectOfScalar  # a query of whole things: `Entities[Task]`
Columns: TypeAlias = sa.Select[*tuple[Any, ...]]  # a query of columns, read into rows of a kind
Row = TypeVar("Row")


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
    return Field(default_factory=lambda: _new_id.get()(), primary_key=True)


_new_id: ContextVar[Callable[[], UUID]] = ContextVar("new_id", default=uuid4)


@contextmanager
def ids_from(make: Callable[[], UUID]) -> Iterator[None]:
    """Let new rows have ids that `make` makes: the demo is the same each time, ids included."""
    token = _new_id.set(make)
    try:
        yield
    finally:
        _new_id.reset(token)


def instant(**options: Any) -> Any:
    """A UTC instant; pass `default=None` where it may be missing."""
    return Field(sa_type=Instant, **options)


@dataclass(frozen=True)
class Waits:
    """Seconds that a request waits for the database before it is answered that it is busy."""

    connect: float = 3
    lock: float = 5  # for what another transaction holds; on SQLite for its write lock
    statement: float = 15  # PostgreSQL, as the next
    idle: float = 30  # a transaction in which nothing happens: whoever began it is gone or stuck
    pool: float = 3  # for a connection of our own


class Uncertain(Exception):
    """The connection broke during COMMIT: nobody can say whether it was stored."""


def make_engine(url: str, *, threads: int = 5, waits: Waits = Waits()) -> Engine:
    """An engine that is safe under concurrent writers, whichever database `url` names.

    It has a connection for each of `threads`, and two to spare. With none, each connection is made
    when it is needed, and closed after it.
    """
    pool: dict[str, Any] = {"poolclass": sa.pool.NullPool}
    if threads:
        pool = {"pool_size": threads, "max_overflow": 2, "pool_timeout": waits.pool}
    if url.startswith("sqlite"):
        if threads:
            pool["max_overflow"] = 20  # only files: there is no server that counts them
        engine = sa.create_engine(url, hide_parameters=True, **pool)
        event.listen(engine, "connect", partial(_prepare_sqlite, waits))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    network = {
        "connect_timeout": max(int(waits.connect), 2),  # libpq knows no less
        "tcp_user_timeout": int(waits.statement * 1000),  # a server that vanished
        "keepalives_idle": 30,
    }
    pool |= {"pool_pre_ping": True, "connect_args": network}
    engine = sa.create_engine(url, hide_parameters=True, **pool)
    event.listen(engine, "connect", partial(_prepare_postgres, waits))
    return engine


def make_spare_engine(url: str) -> Engine:
    """For the page that says that the database is busy: it waits for next to nothing."""
    return make_engine(url, threads=0, waits=Waits(connect=2, lock=0.2, statement=0.5, idle=2))


def _prepare_postgres(waits: Waits, connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        for name, seconds in (
            ("lock_timeout", waits.lock),
            ("statement_timeout", waits.statement),
            ("idle_in_transaction_session_timeout", waits.idle),
        ):
            cursor.execute("SELECT set_config(%s, %s, false)", (name, f"{seconds * 1000:.0f}ms"))
    connection.commit()


def _prepare_sqlite(waits: Waits, connection: Any, _record: Any) -> None:
    # Python's sqlite3 would begin transactions behind SQLAlchemy's back: 1000 concurrent
    # increments stored 147. With isolation_level None, `_begin_sqlite` says when.
    connection.isolation_level = None
    connection.create_function(IN_SQLITE, 1, fold_or_none, deterministic=True)
    cursor = connection.cursor()
    for pragma in (*_PRAGMAS, f"PRAGMA busy_timeout={waits.lock * 1000:.0f}"):
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def open_session(engine: Engine, *, writing: bool) -> Session:
    """A session whose one transaction may write, or only reads and then never waits."""
    return Session(engine.execution_options(writing=writing), expire_on_commit=False)


def commit(session: Session) -> None:
    """Commit. Raises Uncertain where nobody can say whether it was done."""
    session.flush()  # what goes wrong here is certainly not stored
    try:
        session.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Uncertain from error
        raise


# Classes of SQLSTATE that are about the state of the server, not about an error of ours.
_PASSING = {"08", "25", "40", "53", "55", "57", "58"}


def is_busy(error: Exception) -> bool:
    """Will it pass: a lock, a time limit, a full disk, a connection that broke or is not there?"""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    passing = isinstance(error, OperationalError) or state[:2] in _PASSING
    return passing or error.connection_invalidated


_FIELDS = "__match_args__"  # of a NamedTuple as of a dataclass


def rows(session: Session, query: Columns, kind: Callable[..., Row]) -> list[Row]:
    """What a query finds, as rows of `kind`, whose fields are its columns in their order."""
    found = session.execute(query)
    assert tuple(found.keys()) == getattr(kind, _FIELDS)
    return [kind(*row) for row in found]


def pick(row: Any, kind: Callable[..., Row]) -> Row:
    """The columns of a row that are fields of `kind`, which may be some among others."""
    return kind(*(getattr(row, name) for name in getattr(kind, _FIELDS)))


def contains(columns: Iterable[Any], words: str) -> sa.ColumnElement[bool]:
    """The condition that one of the columns has `words` in it, as a search compares letters.

    `%` and `_` stand for themselves.
    """
    text = fold(words)
    return sa.or_(*(folded(column).contains(text, autoescape=True) for column in columns))


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A writing session outside a request: commits at the end, rolls back when it raises."""
    with open_session(engine, writing=True) as session, session.begin():
        yield session


def take_time(connection: sa.Connection) -> None:
    """Let this transaction last: what an operator starts may take longer than a request.

    For locks it waits no longer than others do.
    """
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = 0")


def is_taken(error: IntegrityError) -> bool:
    """Did a row fail because its key exists already?"""
    if getattr(error.orig, "sqlstate", "") == "23505":  # PostgreSQL's name for it
        return True
    name = getattr(error.orig, "sqlite_errorname", "")
    return name in {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}


_LONGEST_UUID = 45  # characters: urn:uuid:…


def as_uuid(value: str) -> UUID | None:
    """Read a UUID that came from a browser; None where it is none."""
    try:
        return UUID(value) if len(value) <= _LONGEST_UUID else None
    except (ValueError, AttributeError, TypeError):
        return None
