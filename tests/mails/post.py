"""A real mail server on this machine, and what tests of the outbox do with it."""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask

from tests.database import Database
from tests.world import NOW
from webapp.config import Settings
from webapp.mails import actions, worker
from webapp.mails.rules import Kind
from webapp.messages import Message, Page, Target

TO = "karen@example.dk"
CODE = actions.MailContent("code", {"code": "123456"}, Target(Page.SIGN_IN_LINK, "secret"))


class FreePort(Controller):
    """Asks the system for a port, and finds out which it was given."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """Keeps what it is given, or answers with what `answer` says: `451 …`, `550 …`."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = ""
        self.unknown = ""  # an address that nobody has here
        # Each is told how many letters are kept; the first says whether this one is dropped.
        self.before_keeping: Callable[[int], bool] = lambda kept: False
        self.after_keeping: Callable[[int], object] = lambda kept: None
        self.controller = FreePort(self, hostname="127.0.0.1", port=0)
        self.controller.start()
        self.port = self.controller.port

    async def handle_RCPT(
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address == self.unknown:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        if self.answer:
            return self.answer
        if self.before_keeping(len(self.letters)):
            return "451 try again later"
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.after_keeping(len(self.letters))
        return "250 taken"


def plain(letter: EmailMessage) -> str:
    return str(letter.get_body(("plain",)).get_content())


def html(letter: EmailMessage) -> str:
    return str(letter.get_body(("html",)).get_content())


def queue(db: Database, at: datetime = NOW, to: str = TO, **more: Any) -> None:
    """A mail with a code, which never grows old unless told `until`."""
    db.change(
        lambda session: actions.queue(session, to=to, language="da", content=CODE, at=at, **more)
    )


def tell(db: Database, headline: str, at: datetime = NOW, **more: Any) -> None:
    """News of a task."""
    say = Message("A new task waits: %(headline)s.", {"headline": headline})
    values = {"to": TO, "language": "en", "target": Target(Page.HOME), "kind": Kind.TASK}
    db.change(lambda session: actions.notify(session, say=say, at=at, **values | more))


def deliver(app: Flask, db: Database, settings: Settings, at: datetime) -> int:
    with app.app_context():
        return worker.deliver_due(db.engine, settings, at=at)
