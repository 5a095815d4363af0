"""The database of a test: things are put in and looked up, each in a transaction of its own."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel, col, select

from webapp import db
from webapp.history import Move
from webapp.schema import metadata

T = TypeVar("T")
M = TypeVar("M", bound=SQLModel)


class Database:
    """What a test may do with a database, beside what the app does with it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def add(self, *things: SQLModel) -> None:
        """Insert in this order, all or none; neighbours of a kind with one statement."""
        with db.transaction(self.engine) as session:
            for _kind, alike in groupby(things, type):
                session.add_all(alike)
                session.flush()

    def change(self, change: Callable[[Session], T]) -> T:
        """Run `change` in a writing transaction."""
        with db.transaction(self.engine) as session:
            return change(session)

    def update(self, thing: SQLModel, **values: Any) -> None:
        """Set columns of one row, as somebody else would have."""
        table = type(thing).__table__  # type: ignore[attr-defined]
        statement = sa.update(table).where(table.c.id == thing.id)  # type: ignore[attr-defined]
        self.change(lambda session: session.execute(statement.values(**values)))

    def get(self, model: type[M], key: UUID | str) -> M | None:
        with db.open_session(self.engine, writing=False) as session:
            return session.get(model, key)

    def all(self, model: type[M]) -> Sequence[M]:
        """Every row; moves in the order in which they happened."""
        query = select(model)
        if model is Move:
            query = query.order_by(col(Move.id))
        with db.open_session(self.engine, writing=False) as session:
            return session.exec(query).all()

    def one(self, model: type[M]) -> M:
        (result,) = self.all(model)
        return result

    def count(self, model: type[SQLModel]) -> int:
        return len(self.all(model))

    def empty(self) -> None:
        """Take every row out."""
        with self.engine.begin() as connection:
            if not self.is_sqlite:  # approved weeks are locked, even here
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            tables = reversed(metadata.sorted_tables)
            if self.is_sqlite:
                for table in tables:
                    connection.execute(sa.delete(table))
            else:  # all in one message
                deletes = (f'DELETE FROM "{table.name}"' for table in tables)
                connection.exec_driver_sql("; ".join(deletes))
