"""The demo, filled on days that are not alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from webapp import db, migrate
from webapp.demo import data

TODAY = date(2026, 11, 21)


@contextmanager
def filled(folder: Path, today: date, seed: int = 1) -> Iterator[Session]:
    engine = db.make_engine(f"sqlite:///{folder}/demo-{today}-{seed}.sqlite3")
    if not (folder / f"demo-{today}-{seed}.sqlite3").exists():
        migrate.upgrade(engine)
        with db.transaction(engine) as session:
            data.fill(session, today=today, seed=seed)
    with db.open_session(engine, writing=False) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


# A Saturday in autumn, and the first Monday after New Year.
@pytest.fixture(scope="module", params=[TODAY, date(2027, 1, 4)], ids=str)
def session(request: pytest.FixtureRequest, folder: Path) -> Iterator[Session]:
    with filled(folder, request.param) as session:
        session.info["today"] = request.param
        yield session


def everything(session: Session, model: type[SQLModel]) -> list[Any]:
    return list(session.exec(select(model)).all())
