"""The worker is killed in the middle of 200 mails, again and again: all are taken, none is lost.

A mail server that has taken a mail and a worker that dies before it can note so: no protocol helps
there. Such a mail, at most one for each death, comes again, under the same Message-ID.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa

from tests.database import Database
from tests.house.test_routes import on_sqlite
from tests.mails.post import MailServer, tell
from webapp import clock
from webapp.config import Settings
from webapp.mails.models import Mail

MAILS = 200
PATIENCE = 60  # seconds for what a worker does in one life


@contextmanager
def worker(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`flask worker`, as it runs in production, over the database of this test."""
    values = {
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "STATIC": settings.static,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_STARTTLS": "0",
    }
    environment = os.environ | {f"SMAJOB_{name}": value for name, value in values.items()}
    command = [sys.executable, "-m", "flask", "--app", "webapp.app:create_app", "worker"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


class Killer:
    """Kills the worker at chosen moments, from within the mail server."""

    def __init__(self, server: MailServer, before: set[int], after: set[int]) -> None:
        """Once that many letters are kept: `before` the next one is, or `after` it was."""
        self.before, self.after = before, after
        self.process: Any = None
        self.done = Event()
        server.before_keeping = lambda kept: self.kill_if(kept in self.before, self.before, kept)
        server.after_keeping = lambda kept: self.kill_if(kept in self.after, self.after, kept)

    def kill_if(self, now: bool, moments: set[int], kept: int) -> bool:
        if now:
            moments.remove(kept)
            self.process.kill()
            self.process.wait()
            self.done.set()
        return now


@pytest.mark.slow
@on_sqlite
def test_a_worker_that_is_killed_sends_every_mail(
    db: Database, settings: Settings, server: MailServer
) -> None:
    before, after = {20, 150}, {64, 110}
    began = clock.now() - timedelta(hours=1)
    for number in range(MAILS):
        tell(db, f"Kasser {number}", began + timedelta(seconds=number))
    taken_unnoted, deaths = len(after), len(before) + len(after)
    killer = Killer(server, before, after)
    for _death in range(deaths):
        with worker(settings, server.port) as killer.process:
            assert killer.done.wait(PATIENCE)
        killer.done.clear()
        assert len(in_doubt(db)) == 1
        end_leases(db)
    with worker(settings, server.port):
        wait_until_all_are_noted(db)
    accepted = Counter(letter["Message-ID"] for letter in server.letters)
    stored = {f"<{mail.id}@localhost>" for mail in db.all(Mail)}
    assert set(accepted) == stored and len(stored) == MAILS
    twice = [name for name, times in accepted.items() if times > 1]
    assert max(accepted.values()) <= 2
    assert len(twice) == taken_unnoted


def in_doubt(db: Database) -> list[Mail]:
    """Mails that a worker took and has said nothing of since."""
    return [mail for mail in db.all(Mail) if mail.attempts and not mail.sent_at]


def end_leases(db: Database) -> None:
    """As if five minutes went by."""
    mails = Mail.__table__
    statement = sa.update(mails).where(mails.c.sent_at.is_(None), mails.c.attempts > 0)
    db.change(lambda session: session.execute(statement.values(due_at=mails.c.created_at)))


def wait_until_all_are_noted(db: Database) -> None:
    pause = Event()
    for _tenth in range(PATIENCE * 10):
        if all(mail.sent_at for mail in db.all(Mail)):
            return
        pause.wait(0.1)
    raise AssertionError("not everything was delivered")
