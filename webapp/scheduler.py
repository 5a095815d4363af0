"""The scheduler of the worker: what it does in each round, and in which transactions.

Nothing holds SQLite's write lock for long: much work is done in batches, each a short transaction
of its own, with a pause in which others write. A batch that fails is tried again in the next round;
batches before it stay committed.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.engine import Engine
from sqlmodel import Session

from . import db
from .accounts import codes
from .config import Settings
from .mails import worker as mails
from .reminders import actions as reminders
from .tasks import actions as tasks
from .timesheets import job_actions as timesheets
from .timesheets import pause_actions as pauses

PAUSE = 0.05  # seconds between two batches: SQLite's writers wait asleep, and have to wake up

log = logging.getLogger("smajob.worker")


@dataclass
class Scheduler:
    """The rounds of one worker process; it remembers for which day the daily work is done."""

    engine: Engine
    settings: Settings
    done_for: date | None = None
    failed: list[Exception] = field(default_factory=list)  # of the last round

    def run(self, *, today: date, at: datetime) -> int:
        """One round. What fails holds up nothing else. Returns how many mails were sent."""
        self.failed = []
        sent = self._try(lambda: mails.deliver_due(self.engine, self.settings, at=at))
        if self.done_for != today:
            self._try(lambda: follow_calendar(self.engine, today=today, at=at))
            self._try(lambda: open_weeks(self.engine, today=today, at=at))
            self._try(lambda: forget_old(self.engine, at=at))
            self.done_for = None if self.failed else today
        # after the weeks of the day are there
        self._try(lambda: batch(self.engine, lambda session: reminders.send_due(session, at=at)))
        return sent

    def _try(self, work: Callable[[], int]) -> int:
        try:
            return work()
        except Exception as error:
            log.exception("a part of this round failed; the next one tries")
            self.failed.append(error)
            return 0


def follow_calendar(engine: Engine, *, today: date, at: datetime) -> int:
    """Move small jobs whose pause begins or is over. Returns how many."""
    return in_batches(engine, lambda session: pauses.follow_calendar(session, today=today, at=at))


def open_weeks(engine: Engine, *, today: date, at: datetime) -> int:
    """Open the week sheets that are missing, oldest first. Returns how many."""
    with db.open_session(engine, writing=False) as session:
        missing = timesheets.weeks_to_open(session, today=today)
    return sum(
        in_batches(engine, lambda session, week=week: timesheets.open_week(session, week, at=at))  # type: ignore[misc]
        for week in missing
    )


def forget_old(engine: Engine, *, at: datetime) -> int:
    """Delete what is too old: unclaimed drafts, codes, ended sessions."""
    count = in_batches(engine, lambda session: tasks.forget_drafts(session, at=at))
    with db.transaction(engine) as session:  # two statements
        codes.tidy(session, at=at)
    return count


def in_batches(engine: Engine, work: Callable[[Session], int]) -> int:
    """Repeat `work` in batches until it returns 0. Returns the sum."""
    done = 0
    while count := batch(engine, work):
        done += count
        time.sleep(PAUSE)
    return done


def batch(engine: Engine, work: Callable[[Session], int]) -> int:
    """Do `work` in one transaction."""
    with db.transaction(engine) as session:
        return work(session)
