"""What only tests over the whole house are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.postgres import Cluster
from webapp import db


@pytest.fixture
def empty(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own, without a table."""
    url = f"sqlite:///{tmp_path}/old.sqlite3"
    if backend == "postgres":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create_database(f"old_{request.getfixturevalue('worker_name')}")
    engine = db.make_engine(url)
    yield engine
    engine.dispose()
