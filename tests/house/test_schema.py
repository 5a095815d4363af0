"""The schema: what the migrations make is what the models mean, and it refuses what is wrong."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

from tests.database import Database
from tests.postgres import Cluster
from tests.world import EARLIER, NOW, World
from webapp import db as app_db
from webapp import migrate
from webapp.demo import build
from webapp.links.models import Link
from webapp.links.rules import Purpose
from webapp.schema import metadata
from webapp.splits.plan import Kind
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Progress, Share
from webapp.timesheets.rules import Mark
from webapp.timesheets.rules import Status as SheetStatus


@pytest.fixture
def empty(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """`empty(name)` is a database without any table."""
    engines: list[Engine] = []

    def make(name: str) -> Engine:
        url = f"sqlite:///{tmp_path}/{name}.sqlite3"
        if backend == "postgres":
            cluster: Cluster = request.getfixturevalue("cluster")
            url = cluster.create_database(f"{name}_{request.getfixturevalue('worker_name')}")
        engines.append(app_db.make_engine(url))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


def test_the_migrations_make_what_the_models_mean(empty: Any) -> None:
    migrated, modelled = empty("migrated"), empty("modelled")
    migrate.upgrade(migrated)
    metadata.create_all(modelled)
    assert migrate.differences(migrated, modelled) == []


BREAK = {
    "ALTER TABLE mail ADD COLUMN colour VARCHAR(10)": "mail.colour: no model has it",
    "DROP INDEX ix_mail_due": "mail, index ix_mail_due: no migration makes it",
    "DROP TABLE move": "move.reason: no migration makes it",
}


@pytest.mark.parametrize("statement", BREAK)
def test_a_difference_is_said_clearly(empty: Any, statement: str) -> None:
    migrated, modelled = empty("migrated"), empty("modelled")
    migrate.upgrade(migrated)
    metadata.create_all(modelled)
    with migrated.begin() as connection:
        connection.exec_driver_sql(statement)
    assert BREAK[statement] in migrate.differences(migrated, modelled)


def test_the_command_finds_nothing_to_say(demo: Flask) -> None:
    done = demo.test_cli_runner().invoke(args=["migrate", "--check"])
    assert (done.exit_code, done.output) == (0, "")


DIES = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0999", "{head}"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE municipality SET name = 'Nyby'")
    with op.batch_alter_table("mail") as batch:
        batch.add_column(sa.Column("colour", sa.String(10)))
    raise RuntimeError("the power went")
"""


def test_a_migration_that_dies_midway_leaves_the_old_schema(empty: Any, tmp_path: Path) -> None:
    engine = empty("dies")
    migrate.upgrade(engine)
    Database(engine).add(build.municipality("Vestby"))
    folder = shutil.copytree(migrate.FOLDER, tmp_path / "migrations")
    text = DIES.format(head=migrate.newest())
    (folder / "versions/0999_dies.py").write_text(text, encoding="utf-8")
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["engine"] = engine
    with pytest.raises(RuntimeError, match="the power went"):
        command.upgrade(config, "head")
    known = sa.inspect(engine)
    assert "half" not in known.get_table_names()
    assert "colour" not in {column["name"] for column in known.get_columns("mail")}
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM municipality").scalar() == "Vestby"
        result = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert result == migrate.newest()


def test_every_model_has_its_table_with_its_columns(db: Database) -> None:
    known = sa.inspect(db.engine)
    for table in metadata.tables.values():
        assert sorted(column["name"] for column in known.get_columns(table.name)) == sorted(
            column.name for column in table.columns
        )


# --- what the database refuses, whatever the code lets through -----------------------------


def enums() -> Iterator[tuple[str, str]]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                yield table.name, column.name


ENUMS = list(enums())


@pytest.fixture
def rows(world: World, db: Database) -> dict[str, SQLModel]:
    """A good row of every table with choices or numbers, by the name of the table."""
    sheet = world.sheet(SheetStatus.OPEN, progress=[Progress(activity_id=uuid4(), mark=Mark.ALONE)])
    split = world.split()
    task = world.task(TaskStatus.SUBMITTED)
    job = world.job()
    share = Share(
        day_id=sheet.days[0].id, activity_id=task.activities[0].id, kind=Kind.PAID, minutes=60
    )
    link = Link(
        purpose=Purpose.COPY, small_job_id=job.id, created_at=EARLIER, created_by=world.karen.id
    )
    invitation = build.invitation(world.fruit.id, "lars@example.dk", world.karen.id)
    db.add(share, link, invitation)
    return {
        "membership": world.memberships["karen"],
        "invitation": invitation,
        "share": share,
        "link": link,
        "users": world.karen,
        "workplace": world.kaj,
        "employer": world.fruit,
        "task": task,
        "activity": task.activities[0],
        "split": split,
        "part": split.parts[0],
        "small_job": job,
        "pattern": job.pattern[0],
        "timesheet": sheet,
        "day": sheet.days[0],
        "progress": sheet.progress[0],
    }


def refused(db: Database, table: str, row: Any, **values: Any) -> bool:
    """Is the row still as it was after somebody tried to set these values, past all code?"""
    # In SQLite a UUID is kept as 32 characters, without its dashes.
    key = row.id.hex if db.is_sqlite else row.id
    assert updated(db, table, {name: f'"{name}"' for name in values}, {"key": key}) == 1
    try:
        updated(db, table, {name: f":{name}" for name in values}, values | {"key": key})
    except DBAPIError:
        return True
    return False


def updated(db: Database, table: str, to: dict[str, str], values: dict[str, Any]) -> int:
    set_ = ", ".join(f'"{name}" = {value}' for name, value in to.items())
    with db.engine.begin() as connection:
        done = connection.execute(sa.text(f'UPDATE "{table}" SET {set_} WHERE id = :key'), values)
    return int(done.rowcount)


@pytest.mark.parametrize(("table", "column"), ENUMS)
def test_a_state_that_does_not_exist_is_refused(
    db: Database, rows: dict[str, SQLModel], table: str, column: str
) -> None:
    assert refused(db, table, rows[table], **{column: "nonsense"})


NOBODY = UUID(int=0).hex
NEVER: list[tuple[str, dict[str, Any]]] = [
    ("day", {"paid": 25 * 60}),
    ("day", {"paid": 13 * 60, "training": 12 * 60}),
    ("day", {"paid": -1}),
    ("day", {"paid": "many"}),
    ("day", {"away_paid": -1}),
    ("day", {"away_paid": 1441}),
    ("share", {"minutes": -1}),
    ("share", {"kind": "stays"}),
    ("link", {"small_job_id": None}),
    ("link", {"purpose": "calendar"}),
    ("employer", {"remind_at": 1440}),
    ("day", {"day": None}),
    ("part", {"minutes": "many"}),
    ("part", {"minutes": 7 * 24 * 60 + 1}),
    ("part", {"from_week": 0}),
    ("part", {"from_week": "first"}),
    ("part", {"from_week": 4, "to_week": 3}),
    ("part", {"to_week": "last"}),
    ("activity", {"times": 0}),
    ("activity", {"times": 100}),
    ("activity", {"minutes": "ten"}),
    ("activity", {"lifting": 4}),
    ("activity", {"counting": -1}),
    ("activity", {"nearby": "somewhere"}),
    ("split", {"starts_week": 0}),
    ("split", {"wage": 0}),
    ("split", {"wage_basis": "a guess"}),
    ("pattern", {"weekday": 7}),
    ("pattern", {"minutes": 0}),
    ("split", {"number": 0}),
    ("split", {"number": "one"}),
    ("timesheet", {"revision": 0}),
    ("timesheet", {"revision": "one"}),
    ("small_job", {"first_name": ""}),
    ("small_job", {"status": "ended"}),
    ("small_job", {"outcome": "grew"}),
    ("small_job", {"training_ends": "2020-01-01"}),
    ("task", {"workplace_id": None}),
    ("task", {"created_by": None}),
    ("task", {"status": "used"}),
    ("task", {"workplace_id": NOBODY}),
    ("task", {"consultant_id": NOBODY}),
    ("users", {"email": "Karen@Example.DK"}),
    ("users", {"email": "mette@example.dk"}),
    ("membership", {"confirmed_by": None}),
    ("membership", {"employer_id": NOBODY}),
    ("membership", {"user_id": NOBODY}),
    ("invitation", {"email": "Lars@Example.DK"}),
    ("invitation", {"answer": "accepted"}),
    ("invitation", {"answer": "perhaps", "answered_at": NOW}),
    ("invitation", {"invited_by": NOBODY}),
    ("users", {"role": "consultant"}),
    ("users", {"role": "waiting"}),
    ("users", {"municipality_id": NOBODY}),
    ("employer", {"cvr": "1234567"}),
    ("workplace", {"p_number": "123"}),
    ("workplace", {"full_time_equivalents": "a few"}),
    ("workplace", {"full_time_equivalents": -1}),
    ("workplace", {"municipality_id": NOBODY}),
]


@pytest.mark.parametrize(("table", "values"), NEVER, ids=str)
def test_what_can_never_be_is_refused(
    db: Database, rows: dict[str, SQLModel], table: str, values: dict[str, Any]
) -> None:
    assert refused(db, table, rows[table], **values)


def test_a_week_has_one_sheet_of_each_revision(world: World, db: Database) -> None:
    sheet = world.sheet()
    with pytest.raises(IntegrityError):
        db.add(build.timesheet(sheet.small_job_id, sheet.week))


def test_an_instant_without_its_time_zone_is_refused(world: World, db: Database) -> None:
    with pytest.raises(Exception, match=r"time ?zone"):
        db.update(world.memberships["karen"], confirmed_at=NOW.replace(tzinfo=None))
