"""The demo, filled on days that are not alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from tests.demo_files import demo_file, folder_of_run
from webapp import db

TODAY = date(2026, 11, 21)


@contextmanager
def filled(folder: Path, today: date, seed: int = 1) -> Iterator[Session]:
    engine = db.make_engine(f"sqlite:///{demo_file(folder, today, seed).as_posix()}")
    with db.open_session(engine, writing=False) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of_run(tmp_path_factory)


# A Saturday in autumn, and the first Monday after New Year.
@pytest.fixture(scope="module", params=[TODAY, date(2027, 1, 4)], ids=str)
def session(request: pytest.FixtureRequest, folder: Path) -> Iterator[Session]:
    with filled(folder, request.param) as session:
        session.info["today"] = request.param
        yield session


def everything(session: Session, model: type[SQLModel]) -> list[Any]:
    return list(session.exec(select(model)).all())
