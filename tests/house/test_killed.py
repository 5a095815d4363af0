"""The server dies in the middle of many sends: what it accepted is stored, and nothing twice."""

import http.client
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from flask import Flask

from tests.conftest import make_app, open_browser
from tests.database import Database
from tests.house.forms import WEEKDAYS
from tests.postgres import Cluster
from tests.server import PATIENCE, Server, running
from tests.world import World
from webapp import clock, migrate
from webapp.accounts.models import UserSession
from webapp.clock import Week
from webapp.history import Move
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

JOBS, WEEKS, CLIENTS = 10, 20, 8
KILL_AT = (30, 90, 150)  # accepted sends after which the server dies


@pytest.fixture
def app(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """By the real clock: the server is a process of its own."""
    url = f"sqlite:///{tmp_path}/killed.sqlite3"
    if backend == "postgres":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create_database(f"killed_{request.getfixturevalue('worker_name')}")
    app = make_app(url)
    migrate.upgrade(app.extensions["engine"])
    return app


def owed(world: World) -> list[Timesheet]:
    """Many open weeks, the last of them the one before this."""
    last, at = Week.of(clock.today()).plus(-1), clock.now()
    start = last.plus(-WEEKS).monday
    return [
        world.sheet(job=job, week=last.plus(-back), since=at, updated_at=at)
        for job in [world.job(start_on=start) for _ in range(JOBS)]
        for back in range(WEEKS)
    ]


class Clients:
    """Several phones that send weeks, each until its send is accepted."""

    def __init__(self, app: Flask, world: World, server: Server, sheets: list[Timesheet]) -> None:
        browser = open_browser(app, world.karen)
        lives = timedelta(days=1)
        for row in world.db.all(UserSession):
            world.db.change(lambda session, row=row: _lengthen(session, row, clock.now() + lives))
        browser.open("/home")
        token = browser.form("").values["csrf_token"]
        cookie = browser.client.get_cookie("smajob")
        assert cookie
        self.headers = {
            "Cookie": f"smajob={cookie.value}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.token, self.server = token, server
        self.waiting: SimpleQueue[Timesheet] = SimpleQueue()
        for sheet in sheets:
            self.waiting.put(sheet)
        self.accepted: Counter[UUID] = Counter()
        self.tries = 0
        self.refused: set[int] = set()

    def run(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._work, daemon=True) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self) -> None:
        while True:
            try:
                sheet = self.waiting.get_nowait()
            except Empty:
                return
            until = time.monotonic() + 2 * PATIENCE
            while time.monotonic() < until and not self._accepted(sheet):
                time.sleep(0.05)

    def _accepted(self, sheet: Timesheet) -> bool:
        hours = {"days-0-paid": "2,5", "days-1-paid": "1"}
        values = WEEKDAYS | hours | {"do": "send", "version": "1", "csrf_token": self.token}
        address = f"/smalljobs/{sheet.small_job_id}/weeks/{sheet.week}"
        self.tries += 1
        try:
            line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
            line.request("POST", address, urlencode(values), self.headers)
            status = line.getresponse().status
            line.close()
        except (OSError, http.client.HTTPException):
            return False
        if status != 303:
            self.refused.add(status)
            return False
        self.accepted[sheet.id] += 1
        return True


def _lengthen(session: object, row: UserSession, until: object) -> None:
    row.expires_at = until  # type: ignore[assignment]
    session.merge(row)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_what_was_accepted_is_stored_and_nothing_twice(app: Flask, record_property: Any) -> None:
    db = Database(app.extensions["engine"])
    world = World(db)
    sheets = owed(world)
    with running(app.extensions["settings"].database_url) as server:
        clients = Clients(app, world, server, sheets)
        threads = clients.run()
        for count in KILL_AT:
            until = time.monotonic() + 2 * PATIENCE
            while len(clients.accepted) < count and time.monotonic() < until:
                time.sleep(0.002)
            server.kill()
            server.start()
        for thread in threads:
            thread.join()
    assert clients.refused <= {503}, server.errors
    assert set(clients.accepted) == {sheet.id for sheet in sheets}
    kept = {sheet.id: sheet for sheet in db.all(Timesheet)}
    assert {sheet.status for sheet in kept.values()} == {Status.SUBMITTED}
    sends = Counter(move.thing_id for move in db.all(Move) if move.action == "submit")
    assert sends == dict.fromkeys(kept, 1)
    assert {tuple(day.paid for day in sheet.days) for sheet in kept.values()} == {
        (150, 60, 0, 0, 0, 0, 0)
    }
    assert clients.tries > len(sheets)  # some had to be sent again
    said = f"{len(sheets)} sends while the server was killed {len(KILL_AT)} times"
    record_property(f"{said}: # tries", clients.tries)
