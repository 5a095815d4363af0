"""What is approved stays as it was: both databases refuse it themselves, whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from tests.database import Database
from tests.splits.parts import CRATES, PICKING, TRUCK
from tests.world import WEEK, World
from webapp.demo import build
from webapp.splits.plan import Kind
from webapp.timesheets.models import Day, Progress, Share, Timesheet
from webapp.timesheets.rules import Mark, Status

TABLES: dict[str, sa.Table] = {
    model.__tablename__: model.__table__  # type: ignore[attr-defined]
    for model in (Timesheet, Day, Share, Progress)
}
SHEET, DAY, SHARE, PROGRESS = TABLES.values()
Try = Callable[["Two"], Any]


class Two:
    """The ids of a sheet with one row of each kind, and of another sheet that stays open."""

    def __init__(self, world: World, db: Database, status: Status) -> None:
        job = world.job()
        self.sheet = self._filled(world, job, status).id
        self.open = self._filled(world, job, Status.OPEN).id
        rows = {sheet.id: sheet for sheet in db.all(Timesheet)}
        here, there = rows[self.sheet], rows[self.open]
        self.day, self.open_day = here.days[0].id, there.days[0].id
        self.share, self.open_share = here.days[0].shares[0].id, there.days[0].shares[0].id
        self.progress, self.open_progress = here.progress[0].id, there.progress[0].id

    @staticmethod
    def _filled(world: World, job: Any, status: Status) -> Timesheet:
        week = WEEK if status is Status.OPEN else WEEK.plus(-1)
        days = [Day(day=day, paid=60) for day in week.days[:6]]
        activity = TRUCK if status is Status.OPEN else CRATES
        days[0].shares = [Share(activity_id=activity, kind=Kind.PAID, minutes=60)]
        progress = [build.progress(activity)]
        return world.sheet(status, job=job, week=week, days=days, progress=progress)


def update(table: sa.Table, which: str, **values: Any) -> Try:
    """Change one of the rows; a value that is named `two.…` is an id."""

    def statement(two: Two) -> Any:
        by_key = {
            name: getattr(two, value[4:]) if str(value).startswith("two.") else value
            for name, value in values.items()
        }
        return sa.update(table).where(table.c.id == getattr(two, which)).values(**by_key)

    return statement


def delete(table: sa.Table, which: str) -> Try:
    return lambda two: sa.delete(table).where(table.c.id == getattr(two, which))


def new_day(two: Two) -> Any:
    sunday = WEEK.plus(-1).sunday
    empty = {"training": 0, "absence_note": "", "away_paid": 0, "returned_because": ""}
    return sa.insert(DAY).values(id=uuid4(), timesheet_id=two.sheet, day=sunday, paid=0, **empty)


def new_share(two: Two) -> Any:
    known = {"activity_id": PICKING, "kind": Kind.PAID, "minutes": 0}
    return sa.insert(SHARE).values(id=uuid4(), day_id=two.day, **known)


def new_progress(two: Two) -> Any:
    known = {"activity_id": PICKING, "mark": Mark.ALONE, "learnt": ""}
    return sa.insert(PROGRESS).values(id=uuid4(), timesheet_id=two.sheet, **known)


TRIES: dict[str, Try] = {
    "its note": update(SHEET, "sheet", note="Efterskrift"),
    "its state": update(SHEET, "sheet", status=Status.OPEN),
    "its week": update(SHEET, "sheet", monday=WEEK.plus(9).monday),
    "its version alone": update(SHEET, "sheet", version=9),
    "the sheet goes": delete(SHEET, "sheet"),
    "hours of a day": update(DAY, "day", paid=61),
    "an absence": update(DAY, "day", absence="sick"),
    "pay for being away": update(DAY, "day", away_paid=61),
    "a day goes": delete(DAY, "day"),
    "a day more": new_day,
    "a day moves out": update(DAY, "day", timesheet_id="two.open", day=WEEK.sunday),
    "a day moves in": update(
        DAY, "open_day", timesheet_id="two.sheet", day=WEEK.sunday - timedelta(weeks=1)
    ),
    "minutes of a share": update(SHARE, "share", minutes=59),
    "a share goes": delete(SHARE, "share"),
    "a share more": new_share,
    "a share moves out": update(SHARE, "share", day_id="two.open_day"),
    "a share moves in": update(SHARE, "open_share", day_id="two.day"),
    "a mark": update(PROGRESS, "progress", mark=Mark.ALONE),
    "a mark goes": delete(PROGRESS, "progress"),
    "a mark more": new_progress,
    "a mark moves out": update(PROGRESS, "progress", timesheet_id="two.open"),
    "a mark moves in": update(PROGRESS, "open_progress", timesheet_id="two.sheet"),
}


def raw(db: Database) -> dict[str, set[Any]]:
    """Every column of every row, as the database has it."""
    with db.engine.connect() as connection:
        return {
            name: {tuple(map(str, row)) for row in connection.execute(sa.select(table))}
            for name, table in TABLES.items()
        }


@pytest.mark.parametrize("attempt", TRIES.values(), ids=TRIES)
def test_the_database_refuses_to_change_what_is_approved(
    world: World, db: Database, attempt: Try
) -> None:
    two = Two(world, db, Status.APPROVED)
    before = raw(db)
    with pytest.raises(DBAPIError, match="an approved week is locked"):
        db.change(lambda session: session.execute(attempt(two)))
    assert raw(db) == before


@pytest.mark.parametrize("attempt", TRIES.values(), ids=TRIES)
def test_a_week_that_is_only_sent_can_be_changed_so(
    world: World, db: Database, attempt: Try
) -> None:
    two = Two(world, db, Status.SUBMITTED)
    before = raw(db)
    db.change(lambda session: session.execute(attempt(two)))
    assert raw(db) != before


def test_all_at_once_is_refused_too(world: World, db: Database) -> None:
    Two(world, db, Status.APPROVED)
    before = raw(db)
    models: list[type[SQLModel]] = [Timesheet, Day, Share, Progress]
    for model in models:
        with pytest.raises(DBAPIError, match="an approved week is locked"):
            db.change(lambda session, model=model: session.execute(sa.delete(model)))
    assert raw(db) == before


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("name", TABLES)
def test_replacing_a_row_is_refused_too(world: World, db: Database, name: str) -> None:
    """SQLite's own way to overwrite: it deletes what stands in the way."""
    Two(world, db, Status.APPROVED)
    before = raw(db)
    statement = f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}"
    with pytest.raises(DBAPIError, match="an approved week is locked"):
        db.change(lambda session: session.execute(sa.text(statement)))
    assert raw(db) == before
