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


with context.config.attributes["engine"].connect() as connection:
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
    with context.begin_transaction():
        context.run_migrations()
