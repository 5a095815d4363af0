"""A reminder goes out once, whoever else is at it, and asks little of the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from tests.database import Database
from tests.house.statements import counted
from tests.reminders.post import Worker, running
from tests.world import World
from webapp.mails.models import Mail
from webapp.reminders import actions
from webapp.reminders.models import Reminder


def test_many_workers_at_once_send_one_mail(world: World, db: Database, worker: Worker) -> None:
    for who in ("karen", "kirsten", "ali"):
        world.sheet(job=running(world, by=who))
    barrier = Barrier(6)
    at = datetime(2026, 11, 20, 11, tzinfo=UTC)

    def one(_number: int) -> int:
        barrier.wait()
        return db.change(lambda session: actions.send_due(session, at=at))

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(one, range(6)))
    assert sum(sent) == db.count(Mail) == db.count(Reminder) == 3


def test_a_round_that_fails_reminds_nobody_and_the_next_one_does(
    world: World, db: Database, worker: Worker
) -> None:
    world.sheet(job=running(world))
    at = datetime(2026, 11, 20, 11, tzinfo=UTC)

    def dies(session: Any) -> None:
        assert actions.send_due(session, at=at) == 1
        raise ConnectionError

    with pytest.raises(ConnectionError):
        db.change(dies)
    assert db.count(Mail) == db.count(Reminder) == 0
    assert len(worker.at("2026-11-20 12:01")) == 1


def statements(db: Database, at: datetime) -> int:
    with counted(db.engine) as seen:
        db.change(lambda session: actions.send_due(session, at=at))
    return len(seen)


def test_a_round_in_vain_asks_at_most_one_question(world: World, db: Database) -> None:
    world.sheet(job=running(world))
    for at, asked in (
        (datetime(2026, 11, 19, 11, tzinfo=UTC), 0),  # Thursday
        (datetime(2026, 11, 20, 10, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 22, 0, tzinfo=UTC), 0),
    ):
        assert statements(db, at) == asked
    at = datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert statements(db, at) > 1
    assert statements(db, at) == 1


def test_more_people_ask_no_more_questions(
    app: Flask, world: World, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 40)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            who = f"k{number}"
            world.colleague(who)
            for name in ("Anna", "Jørgen"):
                world.sheet(job=running(world, name, by=who))

    more(0, 3)
    few = statements(db, datetime(2026, 11, 20, 11, tzinfo=UTC))
    more(3, 63)
    many = statements(db, datetime(2026, 11, 20, 11, 1, tzinfo=UTC))
    assert few == many == 6  # also who shares a first name, in one
    assert db.count(Mail) == 43  # the next round takes the next ones
    statements(db, datetime(2026, 11, 20, 11, 2, tzinfo=UTC))
    assert db.count(Mail) == 63
