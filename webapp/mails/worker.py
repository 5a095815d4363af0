"""Delivers the outbox, one round at a time."""

import logging
import smtplib
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from sqlalchemy.engine import Engine

from .. import db
from ..config import Settings
from . import store
from .models import Mail
from .text import Letter, read

log = logging.getLogger("smajob.worker")

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)

_LEASE = timedelta(minutes=5)  # for a worker that dies between taking a mail and telling


def deliver_due(engine: Engine, settings: Settings, *, at: datetime) -> int:
    """Send what is due; what fails is tried again after a growing pause. Returns how many.

    No transaction is open while the mail server is spoken to: it may take its time.
    """
    sent = 0
    with db.transaction(engine) as session:
        mails = list(store.due(session, at=at))
        for mail in mails:
            mail.attempts += 1
            mail.due_at = at + _LEASE
    for mail in mails:
        failure = _try_to_send(mail, settings)
        with db.transaction(engine) as session:
            _note_outcome(session.get_one(Mail, mail.id), failure, settings, at)
        sent += not failure
    return sent


def _try_to_send(mail: Mail, settings: Settings) -> str:
    """The name of what went wrong; empty when the mail server has taken it."""
    if settings.demo:  # shown at /demo instead
        return ""
    try:
        send(mail, read(mail), settings)
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("mail %s failed: %s", mail.id, type(failure).__name__)
        return type(failure).__name__
    return ""


def _note_outcome(mail: Mail, failure: str, settings: Settings, at: datetime) -> None:
    mail.failure = failure
    if failure:
        mail.due_at = at + min(_FIRST_PAUSE * 2 ** (mail.attempts - 1), _LONGEST_PAUSE)
        return
    mail.sent_at = at
    if not settings.demo:
        mail.values = {}  # the words are gone once they are delivered


def send(mail: Mail, letter: Letter, settings: Settings) -> None:
    """Hand one mail to the mail server. Raises OSError or SMTPException when it is not taken."""
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = letter.subject, mail.to, settings.mail_from
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(idstring=str(mail.id))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)
