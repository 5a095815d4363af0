"""Somebody holds what a send needs: it is told so, others go on, and nothing is half done.

First with the real server, then each way in which a database can fail, in the app alone.
"""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from psycopg import errors as pg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.attacks.house import House, open_house
from tests.conftest import BACKENDS, Browse, make_app, open_browser
from tests.database import Database
from tests.house.forms import WEEKDAYS
from tests.world import World
from webapp import clock
from webapp import db as app_db
from webapp.clock import Week
from webapp.history import Move
from webapp.tasks.models import Task
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

LOCK = 1  # seconds that the server waits for a lock
SOON = 4.0  # seconds in which others have an answer, on a machine that does much else
SENDS = 6  # as many as both worker processes have threads that write, on PostgreSQL
on_postgres = pytest.mark.parametrize("backend", ["postgres"])


@pytest.fixture(scope="module", params=BACKENDS)
def house(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[House]:
    with open_house(request, tmp_path_factory, lock_timeout=LOCK) as opened:
        yield opened


def owed(house: House, count: int) -> list[Timesheet]:
    """Open weeks of one small job, the last of them the one before this."""
    last, at = Week.of(clock.today()).plus(-1), clock.now()
    job = house.world.job(start_on=last.plus(-count).monday)
    weeks = [last.plus(-back) for back in range(count)]
    return [house.world.sheet(job=job, week=week, since=at, updated_at=at) for week in weeks]


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Another connection has written every week, and does not commit. On SQLite that locks all."""
    with house.db.engine.connect() as connection:
        connection.execute(sa.update(Timesheet).values(note="…"))
        yield
        connection.rollback()


def send(house: House, sheet: Timesheet) -> tuple[int, dict[str, str], str]:
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{sheet.week}"
    hours = {"days-0-paid": "2,5", "do": "send", "version": "1"}
    return house.karen.post(address, WEEKDAYS | hours)


def test_others_go_on_while_sends_wait_for_a_lock_and_sent_again_each_is_one(house: House) -> None:
    sheets = owed(house, SENDS)
    answers: list[tuple[int, dict[str, str], str]] = []
    with locked(house):
        senders = [
            threading.Thread(target=lambda sheet=sheet: answers.append(send(house, sheet)))  # type: ignore[misc]
            for sheet in sheets
        ]
        began = time.monotonic()
        for sender in senders:
            sender.start()
        waits = []
        while any(sender.is_alive() for sender in senders):
            asked = time.monotonic()
            assert house.karen.get("/home")[0] == house.mette.get("/tasks/")[0] == 200
            waits.append(time.monotonic() - asked)
        assert max(waits) < SOON
        assert time.monotonic() - began < 3 * SOON
    assert [status for status, _headers, _page in answers] == [503] * SENDS
    for _status, headers, page in answers:
        assert int(headers["retry-after"]) > 0
        assert "Nothing was saved." in page and "Wait a minute" in page
        assert "Signed in as Karen Holm" in page and 'href="/tasks/"' in page
    assert {sheet.status for sheet in house.db.all(Timesheet)} == {Status.OPEN}
    assert [send(house, sheet)[0] for sheet in sheets] == [303] * SENDS
    sends = Counter(move.thing_id for move in house.db.all(Move) if move.action == "submit")
    assert sends == dict.fromkeys([sheet.id for sheet in sheets], 1)


# --- every way in which the database can fail ----------------------------------------------


@contextmanager
def breaking(engine: Any, failure: Exception) -> Iterator[None]:
    """Every statement fails meanwhile."""

    def fail(*_: Any) -> None:
        raise failure

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)


def wrapped(error: Exception, base: type[Exception]) -> Exception:
    """As SQLAlchemy hands on what the database's own package raises."""
    return DBAPIError.instance("SELECT 1", {}, error, base)  # type: ignore[return-value]


PASSING = {
    "a lock": wrapped(pg.LockNotAvailable(), psycopg.Error),
    "a statement that took too long": wrapped(pg.QueryCanceled(), psycopg.Error),
    "a transaction that stood still": wrapped(pg.IdleInTransactionSessionTimeout(), psycopg.Error),
    "two that wait for each other": wrapped(pg.DeadlockDetected(), psycopg.Error),
    "no connection to be had": wrapped(pg.TooManyConnections(), psycopg.Error),
    "a server that stops": wrapped(pg.AdminShutdown(), psycopg.Error),
    "a full disk": wrapped(pg.DiskFull(), psycopg.Error),
    "a connection that broke": wrapped(psycopg.OperationalError("gone"), psycopg.Error),
    "no connection of our own": PoolTimeout("QueuePool limit reached"),
    "SQLite's lock": wrapped(sqlite3.OperationalError("database is locked"), sqlite3.Error),
    "SQLite's disk": wrapped(sqlite3.OperationalError("disk is full"), sqlite3.Error),
}
OURS = {
    "a statement that is wrong": wrapped(pg.UndefinedColumn(), psycopg.Error),
    "a value that does not fit": wrapped(pg.NumericValueOutOfRange(), psycopg.Error),
}


@pytest.mark.parametrize("why", PASSING)
def test_what_will_pass_is_said_to_pass(
    world: World, db: Database, browse: Browse, why: str
) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    form = karen.form("Send to the municipality")
    with breaking(db.engine, PASSING[why]):
        karen.post(form.action, form.values | {"headline": "Kasser", "do": "keep"})
    assert karen.page.status_code == 503 and int(karen.page.headers["Retry-After"]) > 0
    assert karen.sees("Nothing was saved.") and karen.sees("Kasser")
    assert karen.sees("Signed in as Karen Holm")
    assert db.count(Task) == 0


@pytest.mark.parametrize("why", OURS)
def test_what_will_not_pass_is_ours(world: World, db: Database, browse: Browse, why: str) -> None:
    karen = browse(world.karen)
    with breaking(db.engine, OURS[why]):
        assert karen.open("/home").status_code == 500
    assert "Retry-After" not in karen.page.headers


def test_without_any_database_there_is_still_a_page(
    app: Flask, world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    with ExitStack() as stack:
        for engine in ("engine", "spare_engine"):
            stack.enter_context(
                breaking(app.extensions[engine], PASSING["a connection that broke"])
            )
        assert karen.open("/home").status_code == 503
    assert karen.sees("We are busy right now") and karen.sees("Wait a minute and try again.")


LIMITS = {
    "lock_timeout": "5s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",
}


@on_postgres
@pytest.mark.parametrize("name", LIMITS)
def test_every_connection_has_its_limits(db: Database, name: str) -> None:
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(f"SHOW {name}").scalar() == LIMITS[name]


@on_postgres
def test_an_operators_command_may_take_its_time_but_not_wait_for_others(db: Database) -> None:
    with db.engine.begin() as connection:
        app_db.take_time(connection)
        said = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in LIMITS]
    assert said == ["5s", "0", "0"]


@on_postgres
def test_a_statement_that_takes_too_long_is_ended(app: Flask, world: World, db: Database) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    hasty = make_app(url, statement_timeout=1)
    karen = open_browser(hasty, world.karen)

    def dawdle(_connection: Any, cursor: Any, *_: Any) -> None:
        cursor.execute("SELECT pg_sleep(20)")

    event.listen(hasty.extensions["engine"], "before_cursor_execute", dawdle)
    began = time.monotonic()
    assert karen.open("/home").status_code == 503
    assert time.monotonic() - began < 10
    assert karen.sees("Signed in as Karen Holm")
    hasty.extensions["engine"].dispose()


@on_postgres
def test_when_all_connections_are_taken_it_does_not_wait_for_long(
    app: Flask, world: World, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = make_app(db.engine.url.render_as_string(hide_password=False), threads=1)
    karen = open_browser(small, world.karen)
    engine = small.extensions["engine"]
    assert engine.pool._timeout == 3
    monkeypatch.setattr(engine.pool, "_timeout", 0.2)
    with ExitStack() as stack:
        for _thread in range(3 + 2):  # one that reads, one that writes, one for photos; two spare
            stack.enter_context(engine.connect())
        assert karen.open("/home").status_code == 503
        assert karen.sees("Signed in as Karen Holm")
    assert karen.open("/home").status_code == 200
    engine.dispose()


# --- when nobody can say -------------------------------------------------------------------


def broken_off(connection: sa.Connection) -> None:
    """The server goes away before it has heard of the commit."""
    raw: Any = connection.connection.dbapi_connection
    with psycopg.connect(raw.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (raw.info.backend_pid,))


def unanswered(connection: sa.Connection) -> None:
    """It has done the commit, and the answer is lost."""
    raw: Any = connection.connection.dbapi_connection
    raw.commit()
    raw.close()


@on_postgres
@pytest.mark.parametrize(("breaks", "kept"), [(broken_off, 0), (unanswered, 1)])
def test_a_commit_without_an_answer_is_said_to_be_uncertain_and_sent_again_it_is_one_row(
    world: World, db: Database, browse: Browse, breaks: Any, kept: int
) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    form = karen.form("Send to the municipality")
    values = form.values | {"headline": "Kasser", "do": "keep"}
    event.listen(db.engine, "commit", breaks)
    try:
        karen.post(form.action, values)
    finally:
        event.remove(db.engine, "commit", breaks)
    assert karen.page.status_code == 503 and int(karen.page.headers["Retry-After"]) > 0
    assert karen.sees("Perhaps it was saved, perhaps not: look first.")
    assert not karen.sees("Nothing was saved") and karen.sees("Kasser")
    assert db.count(Task) == kept
    karen.post(form.action, values)
    assert [task.headline for task in db.all(Task)] == ["Kasser"]


def test_what_was_to_be_said_of_success_is_not_said_when_it_failed(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    task = world.task()
    karen.open(f"/tasks/{task.id}/edit")
    failure = PASSING["a full disk"]

    def fail(connection: sa.Connection) -> None:
        connection.connection.rollback()
        raise failure

    event.listen(db.engine, "commit", fail)
    try:
        karen.press("Send to the municipality")
    finally:
        event.remove(db.engine, "commit", fail)
    assert karen.page.status_code == 503
    assert not karen.sees("Sent.")
    assert karen.open(f"/tasks/{task.id}").status_code == 200
    assert not karen.sees("Sent.")
