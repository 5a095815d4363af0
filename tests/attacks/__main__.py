"""`dev.py attack`: ten thousand odd requests on each database, and those answered with 500."""

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import time_machine
from flask import Flask

from tests.attacks.fuzz import attack
from tests.conftest import make_app
from tests.database import Database
from tests.postgres import Cluster
from tests.world import NOW
from webapp import migrate

ROUND = 500  # requests to one world
DATABASES = ("sqlite", "postgres")


@contextmanager
def app_on(database: str) -> Iterator[Flask]:
    """The app on a database of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{Path(folder, 'attack.sqlite3')}"
        if database == "postgres":
            url = stack.enter_context(Cluster()).create_database("smajob_attack")
        app = make_app(url)
        stack.callback(app.extensions["engine"].dispose)
        yield app


def empty(app: Flask) -> None:
    """Begin with a migrated database and nothing in it."""
    engine = app.extensions["engine"]
    if engine.dialect.name == "sqlite":  # approved weeks cannot be taken out, even here
        engine.dispose()
        for file in Path(engine.url.database).parent.iterdir():
            file.unlink()
    migrate.upgrade(engine)
    Database(engine).empty()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py attack", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="on each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, action="append")
    options = parser.parse_args(arguments)
    logging.getLogger("smajob").addHandler(logging.NullHandler())  # what matters is said below
    logging.getLogger("smajob").propagate = False
    failed = 0
    for database in options.database or DATABASES:
        with app_on(database) as app, time_machine.travel(NOW, tick=True):
            failed += _attack(app, database, options.seed, options.requests)
    return int(failed > 0)


def _attack(app: Flask, database: str, seed: int, requests: int) -> int:
    failed = 0
    for begun in range(0, requests, ROUND):
        here, count = seed + begun // ROUND, min(ROUND, requests - begun)
        empty(app)
        for failure in attack(app, here, count):
            failed += 1
            print(f"\n{failure}", flush=True)
    print(f"{database}: {requests} requests, {failed} answered with 500 or not at all")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
