"""Delivers the outbox, one round at a time."""

import logging
import time
from datetime import datetime

from sqlalchemy.engine import Engine

from .. import db
from ..config import Settings
from . import store
from .models import Mail
from .rules import LEASE, NEVER, next_attempt
from .server import Failure, Server, compose
from .text import read

log = logging.getLogger("smajob.worker")

MOST = 50  # mails in one round
# Seconds, after which a round takes no more mails: the last one taken then still has four minutes
# of its lease, which is more than a mail server can need before it is given up.
_ROUND_LASTS = 60


def deliver_due(engine: Engine, settings: Settings, *, at: datetime) -> int:
    """Send the due mails; failed ones are tried again after a growing delay. Returns how many.

    Mails are taken one by one, so that a worker that is killed leaves one in doubt and no more. No
    transaction is open while the mail server is spoken to: it may take its time.
    """
    if not settings.smtp_host and not settings.demo:
        return 0
    sent, began = 0, time.monotonic()
    with Server(settings) as server:
        for _number in range(MOST):
            mail = _take(engine, at)
            if mail is None:
                break
            failure = None if settings.demo else _try_to_send(mail, server)
            _note_outcome(engine, mail, failure, settings, at)
            sent += failure is None
            if server.away or time.monotonic() - began > _ROUND_LASTS:
                break
    return sent


def _take(engine: Engine, at: datetime) -> Mail | None:
    """The next mail that is due, held for five minutes. What is of no use any more is deleted."""
    with db.transaction(engine) as session:
        while mail := store.next_due(session, at=at):
            until = mail.values.get("until")
            if until and datetime.fromisoformat(until) <= at:
                log.warning("mail %s came too late and is thrown away: %s", mail.id, mail.template)
                session.delete(mail)
                session.flush()
                continue
            mail.attempts += 1
            mail.due_at = at + LEASE
            mail.failure = ""
            return mail
    return None


def _try_to_send(mail: Mail, server: Server) -> Failure | None:
    """What went wrong; None when the mail server has taken it."""
    try:
        server.hand_over(compose(mail, read(mail), server.settings))
    except Exception as error:
        # Any error is caught: the mails after this one still have to be sent.
        failure = Failure.of(error)
        log.warning("mail %s failed: %s", mail.id, failure.text)
        return failure
    return None


def _note_outcome(
    engine: Engine, taken: Mail, failure: Failure | None, settings: Settings, at: datetime
) -> None:
    with db.transaction(engine) as session:
        mail = session.get_one(Mail, taken.id)
        if failure is None:
            mail.sent_at = at
            if not settings.demo:
                mail.values = {}  # the words are gone once they are delivered
            return
        mail.failure = failure.text
        mail.due_at = next_attempt(mail.created_at, mail.attempts, refused=failure.refused, at=at)
        if mail.due_at == NEVER:
            log.error("mail %s is given up after %s attempts", mail.id, mail.attempts)
