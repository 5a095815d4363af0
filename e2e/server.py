"""The real app on a port of its own, with a clock that a test may put forward."""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.demo_files import demo_file
from webapp import clock, db, migrate, scheduler
from webapp.accounts.models import UserSession
from webapp.actor import Role
from webapp.app import create_app
from webapp.config import Settings
from webapp.demo import build
from webapp.demo.personas import PERSONAS
from webapp.mails import store as mails
from webapp.mails.text import Letter, read
from webapp.reminders import actions as reminders

STATIC = Path(__file__).resolve().parent.parent / ".dev/static"
MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)  # 9 o'clock in Denmark, week 45

FRIDAY = datetime(2026, 11, 13, 13, tzinfo=UTC)  # week 46, owed from this day on


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        pass


class Server:
    """Serves until `stop`. `folder` holds its database; `shared` what it is put back to."""

    def __init__(self, folder: Path, shared: Path | None = None) -> None:
        self.folder, self.shared = folder, shared or folder
        self._offset = timedelta(0)
        self._http = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=_Quiet
        )
        self.address = f"http://127.0.0.1:{self._http.port}"
        settings = Settings(
            database_url=f"sqlite:///{(folder / 'live.sqlite3').as_posix()}",
            base_url=self.address,
            static=os.environ.get("SMAJOB_STATIC", str(STATIC)),
            demo=True,
            insecure_cookies=True,
        )
        self.app = create_app(settings)
        self.engine = self.app.extensions["engine"]
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def _answer(self, environ: dict, start_response: Callable) -> object:
        return self.app(environ, start_response)

    def stop(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self.engine.dispose()

    # --- its clock ---

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def travel(self, to: datetime) -> None:
        """From now on it is `to`, and time goes on from there; what the worker does is done."""
        self._offset = to - datetime.now(UTC)
        scheduler.open_weeks(self.engine, today=clock.local(to).date(), at=to)

    # --- its data ---

    def begin(self, world: str, at: datetime = MONDAY) -> None:
        """Put the data and the clock back, for a new story."""
        self.put_back(world, at)
        self.travel(at)

    def put_back(self, world: str, at: datetime = MONDAY) -> None:
        """Begin anew with a `world`: "staff" (nobody but the municipality's people) or "demo"."""
        if world == "demo":
            kept = demo_file(self.shared, clock.local(at).date())
        else:
            kept = self._municipality()
        with closing(sqlite3.connect(kept)) as source, closing(self._live()) as live:
            source.backup(live)

    def _municipality(self) -> Path:
        kept = self.folder / "staff.sqlite3"
        if not kept.exists():
            engine = db.make_engine(f"sqlite:///{kept.as_posix()}")
            migrate.upgrade(engine)
            with db.transaction(engine) as session:
                _staff(session)
            engine.dispose()
        return kept

    def _live(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "live.sqlite3", timeout=10)

    def code_for(self, email: str) -> str:
        """The newest code that was mailed to somebody."""
        with db.open_session(self.engine, writing=False) as session:
            letters = mails.latest(session, most=50)
        return next(m.values["code"] for m in letters if m.to == email and "code" in m.values)

    def link_for(self, email: str) -> str:
        """The link of the newest mail that signs somebody in, as an address here."""
        with db.open_session(self.engine, writing=False) as session:
            letters = mails.latest(session, most=50)
        mail = next(m for m in letters if m.to == email and "code" in m.values)
        with self.app.app_context():
            return read(mail).link.removeprefix(self.address)

    def reminder_for(self, email: str) -> Letter:
        """The newest reminder that somebody got, as they read it."""
        with db.transaction(self.engine) as session:
            reminders.send_due(session, at=self.now())
            letters = mails.latest(session, most=50)
        mail = next(m for m in letters if m.to == email and m.template == "reminder")
        with self.app.app_context():
            return read(mail)

    def end_sessions(self) -> None:
        """Everybody's session ends, as it does after some weeks."""
        with db.transaction(self.engine) as session:
            session.execute(sa.delete(UserSession))

    def count(self, table: str) -> int:
        with closing(self._live()) as live:
            return live.execute(f"select count(*) from {table}").fetchone()[0]


def _staff(session: object) -> None:
    towns = [build.municipality("Vestby"), build.municipality("Søndersund")]
    session.add_all(towns)
    session.flush()
    for persona in PERSONAS:
        if persona.email.endswith((".vestby.example", "@vestby.example", "@soendersund.example")):
            role = Role.TEAM_LEAD if persona.key == "team-lead" else Role.CONSULTANT
            town = towns[persona.email.endswith("@soendersund.example")]
            session.add(build.user(role, persona.email, persona.name, municipality_id=town.id))
