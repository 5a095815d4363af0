"""The worker at a time that clocks in Denmark show, and the reminders that it put in the outbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from tests.database import Database
from tests.world import World
from webapp.clock import COPENHAGEN
from webapp.mails.models import Mail
from webapp.mails.text import Letter, read

FRIDAY, TUESDAY = "2026-11-20 12:00", "2026-11-24 12:00"


@dataclass
class Worker:
    """`worker.at("2026-11-20 12:00")` is one round; it returns the letters of that round."""

    app: Flask
    db: Database
    clock: Any

    def at(self, there: str) -> list[Letter]:
        before = {mail.id for mail in self.db.all(Mail)}
        self.clock.move_to(datetime.fromisoformat(there).replace(tzinfo=COPENHAGEN))
        done = self.app.test_cli_runner().invoke(args=["worker", "--once"])
        assert done.exit_code == 0, done.output
        new = [mail for mail in self.db.all(Mail) if mail.id not in before]
        return [self.letter(mail) for mail in sorted(new, key=lambda mail: mail.to)]

    def letter(self, mail: Mail, language: str = "en") -> Letter:
        mail.language = language
        with self.app.app_context():
            return read(mail)


def running(world: World, name: str = "Jørgen", since: str = "2026-11-16", **values: Any) -> Any:
    """A small job that runs since then; the worker opens its weeks."""
    at = datetime.fromisoformat(f"{since}T08:00:00").replace(tzinfo=UTC)
    return world.job(**{"first_name": name, "start_on": at.date(), "since": at} | values)
