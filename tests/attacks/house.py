"""A real server over a small world, for attacks on both at once: with the database in hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from tests.conftest import make_app
from tests.database import Database
from tests.postgres import Cluster
from tests.server import Person, Server, running
from tests.world import World
from webapp import migrate


@dataclass
class House:
    """The server, what it serves, and three who are signed in."""

    server: Server
    app: Flask
    world: World
    karen: Person
    ali: Person
    mette: Person

    @property
    def db(self) -> Database:
        return self.world.db


@contextmanager
def open_house(
    request: pytest.FixtureRequest, tmp_path_factory: Any, **values: Any
) -> Iterator[House]:
    """On a database of its own; `request` carries which kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('house')}/house.sqlite3"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create_database(f"house_{request.getfixturevalue('worker_name')}")
    app = make_app(url)
    migrate.upgrade(app.extensions["engine"])
    world = World(Database(app.extensions["engine"]))
    people = [Person(app, world, who) for who in (world.karen, world.ali, world.mette)]
    with running(url, **values) as server:
        for person in people:
            person.port = server.port
        yield House(server, app, world, *people)
    app.extensions["engine"].dispose()
