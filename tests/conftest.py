"""What tests are given: an app on SQLite and on PostgreSQL, browsers, and a small world.

Only tests that ask for `app` (or what needs it) touch a database; then they run twice. One that
only concerns SQLite says so with `on_sqlite`. PostgreSQL that cannot start fails the test.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.browser import Browser
from tests.database import Database
from tests.demo_files import demo_file, folder_of_run
from tests.postgres import Cluster
from tests.world import NOW, TODAY, World
from webapp import config, migrate
from webapp import db as app_db
from webapp.accounts import sessions as accounts
from webapp.accounts.models import User, UserSession
from webapp.app import create_app

SECRET = "a secret that only these tests know"
BACKENDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: looking through it for garbage finds none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much the tests over the whole house have looked at: numbers are added up."""
    said: dict[str, Any] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in report.user_properties:
                before = said.get(name)
                said[name] = before + value if isinstance(before, int) else value
    for name, value in sorted(said.items()):
        terminalreporter.write_line(name.replace("#", str(value)))


def make_app(url: str, **values: Any) -> Flask:
    """The app with settings of its own; only the static files come from the environment."""
    static = os.environ.get(config.variable("static"), config.Settings.static)
    known: dict[str, Any] = {
        "database_url": url,
        "secret_key": SECRET,
        "insecure_cookies": True,
        "static": static,
    }
    known["threads"] = 10  # tests call the app from many, without the server that has few
    return create_app(config.Settings(**known | values))


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """It is Friday noon in week 47 of 2026, and time goes on from there."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One server for each test process."""
    with Cluster() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = app_db.make_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite_app(sqlite_template: Path) -> Flask:
    app = make_app(f"sqlite:///{sqlite_template.with_name('test.sqlite3')}")
    # Like the PostgreSQL beside it, it need not survive a power cut.
    sa.event.listen(app.extensions["engine"], "connect", _do_not_wait_for_the_disk)
    return app


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def postgres_app(cluster: Cluster, worker_name: str) -> Iterator[Flask]:
    app = make_app(cluster.create_database(f"smajob_{worker_name}"))
    migrate.upgrade(app.extensions["engine"])
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "alone")


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(backend: str, request: pytest.FixtureRequest, frozen: Any) -> Flask:
    """The app on an empty, migrated database."""
    app: Flask = request.getfixturevalue(f"{backend}_app")
    fresh(app, request)
    return app


def fresh(app: Flask, request: pytest.FixtureRequest) -> None:
    """Empty the app's database: a copied file, or rows deleted where that is quicker."""
    engine = app.extensions["engine"]
    if engine.dialect.name == "sqlite":
        replace_file(engine, request.getfixturevalue("sqlite_template"))
    else:
        Database(engine).empty()


def replace_file(engine: Any, template: Path) -> None:
    engine.dispose()
    path = Path(engine.url.database)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(template, path)


@pytest.fixture
def settings(app: Flask) -> config.Settings:
    result: config.Settings = app.extensions["settings"]
    return result


@pytest.fixture
def db(app: Flask) -> Database:
    return Database(app.extensions["engine"])


@pytest.fixture
def world(db: Database) -> World:
    return World(db)


Browse = Callable[..., Browser]


@pytest.fixture
def browse(app: Flask) -> Browse:
    """`browse(world.karen)` is Karen's, signed in; `browse()` nobody's yet."""
    return lambda user=None, language="en": open_browser(app, user, language)


def open_browser(app: Flask, user: User | None = None, language: str = "en") -> Browser:
    client = app.test_client()
    if user is not None:
        Database(app.extensions["engine"]).update(user, language=language)
        sign_in(app, client, user.id)
    return Browser(client, language)


def sign_in(app: Flask, client: FlaskClient, user_id: UUID) -> str:
    """Give the client the cookie of a new session row; returns its token."""
    token = f"token-{user_id}-{NOW.timestamp()}"
    key = accounts.keyed_hash(app.config["SECRET_KEY"], "session", token)
    database = Database(app.extensions["engine"])
    if database.get(UserSession, key) is None:
        lives = timedelta(days=2)
        row = UserSession(
            token_hash=key, user_id=user_id, created_at=NOW - lives, expires_at=NOW + 30 * lives
        )
        database.add(row)
    with client.session_transaction() as session:
        session["signed_in"], session.permanent = token, True
    return token


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app over the demo of that Friday. Tests only read it."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    shutil.copyfile(demo_file(folder_of_run(tmp_path_factory), TODAY), path)
    app = make_app(f"sqlite:///{path}", demo=True)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def demo(demo_app: Flask, frozen: Any) -> Flask:
    """The demo, on its own Friday."""
    return demo_app
