"""Database files of the demo, each filled once for all the processes of a run."""

import os
from datetime import date
from pathlib import Path

import pytest

from webapp import db, migrate
from webapp.demo import data


def folder_of_run(factory: pytest.TempPathFactory) -> Path:
    """The temporary directory that all processes of this run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def demo_file(folder: Path, today: date, seed: int = 1) -> Path:
    """The file in `folder` with the demo of that day. Copy it before you write into it.

    Two processes that want it at the same moment both fill one, and the last stays: they are equal.
    """
    path = folder / f"demo-{today}-{seed}.sqlite3"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        engine = db.make_engine(f"sqlite:///{unfinished.as_posix()}")
        migrate.upgrade(engine)
        with db.transaction(engine) as session:
            data.fill(session, today=today, seed=seed)
        engine.dispose()
        unfinished.replace(path)
    return path
