"""Tells Alembic which database and which tables; run by `webapp.migrate`, never by itself."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from webapp.db import Instant
from webapp.schema import metadata


def plain_types(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write columns with SQLAlchemy's own types: a migration outlives the app's code."""
    if kind != "type":
        return False
    if isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})"
    if isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, sa.Enum):
        values = ", ".join(repr(value) for value in thing.enums)
        return (
            f"sa.Enum({values}, name={thing.name!r}, native_enum=False, create_constraint=True,"
            f" length={thing.length})"
        )
    return False


def follow_keys(connection: sa.Connection, follow: bool) -> None:
    """Let SQLite follow foreign keys or not; only possible outside a transaction.

    A changed table is made anew and the old one dropped. With keys followed that would delete
    what hangs on its rows.
    """
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        assert raw
        raw.execute(f"PRAGMA foreign_keys={'ON' if follow else 'OFF'}")


def lost_keys(connection: sa.Connection) -> list[str]:
    """Rows that name another one which is not there."""
    if connection.dialect.name != "sqlite":
        return []
    return [str(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def take_time(connection: sa.Connection) -> None:
    """Many rows take longer than a request may. For locks it waits no longer than others do."""
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = 0")


with context.config.attributes["engine"].connect() as connection:
    follow_keys(connection, False)
    # One transaction around everything: a migration that dies midway leaves the old schema.
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=False,
        transactional_ddl=True,
        render_item=plain_types,
    )
    try:
        with context.begin_transaction():
            take_time(connection)
            context.run_migrations()
            if lost := lost_keys(connection):
                raise RuntimeError(f"rows would lose what they belong to: {lost[:5]}")
    finally:
        follow_keys(connection, True)
