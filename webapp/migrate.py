"""Brings the database to the newest schema; the steps are in `migrations/`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from . import db
from .schema import metadata

FOLDER = Path(__file__).with_name("migrations")


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


@cache
def newest() -> str | None:
    """The revision that this version of the app needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations, in one transaction on both databases."""
    command.upgrade(_config(engine), revision)


def make(engine: Engine, title: str) -> None:
    """Write a new migration from the difference between the models and the database."""
    command.revision(_config(engine), message=title, autogenerate=True)


def differences_on_sqlite() -> list[str]:
    """Where models and migrations differ, found out in two databases of its own."""
    with TemporaryDirectory() as folder:
        migrated, modelled = (
            db.make_engine(f"sqlite:///{Path(folder, name).as_posix()}") for name in ("a", "b")
        )
        try:
            upgrade(migrated)
            metadata.create_all(modelled)
            return differences(migrated, modelled)
        finally:
            migrated.dispose()
            modelled.dispose()


def differences(migrated: Engine, modelled: Engine) -> list[str]:
    """Where the schema of one database differs from the other's, a line for each thing."""
    made, meant = dict(_schema(migrated)), dict(_schema(modelled))
    lines = [f"{name}: no model has it" for name in sorted(made.keys() - meant)]
    lines += [f"{name}: no migration makes it" for name in sorted(meant.keys() - made)]
    return lines + [
        f"{name}: migrations make {made[name]}, the models want {meant[name]}"
        for name in sorted(made.keys() & meant)
        if made[name] != meant[name]
    ]


def _schema(engine: Engine) -> Iterator[tuple[str, str]]:
    """Everything that the database itself says it has: (what, how it is)."""
    known = sa.inspect(engine)
    for table in known.get_table_names():
        if table == "alembic_version":
            continue
        for column in known.get_columns(table):
            yield f"{table}.{column['name']}", f"{column['type']}, null {column['nullable']}"
        kinds: dict[str, Any] = {
            "primary key": [known.get_pk_constraint(table)],
            "foreign key": known.get_foreign_keys(table),
            "unique": known.get_unique_constraints(table),
            "index": known.get_indexes(table),
            "check": known.get_check_constraints(table),
        }
        for kind, items in kinds.items():
            for item in items:
                yield f"{table}, {kind} {item['name']}", _told(item)


def _told(difference: Mapping[str, Any]) -> str:
    """What the database says of a constraint or an index, always in the same words."""
    plain = {
        name: _told(value) if isinstance(value, dict) else str(value)
        for name, value in difference.items()
    }
    return str(sorted(plain.items()))
