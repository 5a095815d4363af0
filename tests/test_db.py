"""The engine under many hands at once, and what it promises about the disk."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from tests.database import Database
from tests.world import World
from webapp import db as app_db
from webapp.accounts.models import Membership, User, Workplace

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "trusted_schema": 0,
}


@pytest.mark.parametrize("name", PRAGMAS)
def test_sqlite_is_told_to_be_careful(tmp_path: Path, name: str) -> None:
    engine = app_db.make_engine(f"sqlite:///{tmp_path}/careful.sqlite3")
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == PRAGMAS[name]


def test_no_increment_is_lost(world: World, db: Database) -> None:
    """200 of them in 8 threads; each reads, adds one in Python, and writes."""
    db.update(world.kaj, full_time_equivalents=0)

    def one_more(_number: int) -> None:
        def change(session: Session) -> None:
            place = session.get(Workplace, world.kaj.id, with_for_update=True)
            assert place is not None
            place.full_time_equivalents = (place.full_time_equivalents or 0) + 1

        db.change(change)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one_more, range(200)))
    place = db.get(Workplace, world.kaj.id)
    assert place is not None and place.full_time_equivalents == 200


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_reader_does_not_wait_for_a_writer(world: World, db: Database) -> None:
    with app_db.transaction(db.engine) as writing:
        writing.execute(sa.text("UPDATE users SET name = 'Karin' WHERE name = 'Karen Holm'"))
        assert db.get(User, world.karen.id).name == "Karen Holm"  # type: ignore[union-attr]
    assert db.get(User, world.karen.id).name == "Karin"  # type: ignore[union-attr]


def test_a_transaction_that_raises_leaves_nothing(world: World, db: Database) -> None:
    def change(session: Session) -> None:
        session.add(
            Workplace(employer_id=world.fruit.id, municipality_id=world.vestby.id, name="x")
        )
        session.flush()
        raise KeyError

    with pytest.raises(KeyError):
        db.change(change)
    assert "x" not in {place.name for place in db.all(Workplace)}


class Person(NamedTuple):
    name: str
    email: str


def test_the_columns_of_a_query_are_the_fields_of_its_rows(world: World, db: Database) -> None:
    right = sa.select(col(User.name), col(User.email)).where(col(User.id) == world.karen.id)
    swapped = sa.select(col(User.email), col(User.name)).where(col(User.id) == world.karen.id)
    with app_db.open_session(db.engine, writing=False) as session:
        (person,) = app_db.rows(session, right, Person)
        assert person == Person(world.karen.name, world.karen.email)
        assert app_db.pick(session.execute(swapped).one(), Person) == person
        with pytest.raises(AssertionError):
            app_db.rows(session, swapped, Person)


def test_an_instant_comes_back_in_utc(world: World, db: Database) -> None:
    there = timezone(timedelta(hours=2))
    db.update(world.memberships["karen"], confirmed_at=datetime(2026, 7, 1, 9, 30, tzinfo=there))
    membership: Any = db.get(Membership, world.memberships["karen"].id)
    assert membership.confirmed_at == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert membership.confirmed_at.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "x", "1" * 40, None])
def test_what_is_no_id_reads_as_none(text: Any) -> None:
    assert app_db.as_uuid(text) is None
