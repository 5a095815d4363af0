"""The outbox: every mail is delivered once, and what fails is tried again later and later."""

import smtplib
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask

from tests.database import Database
from tests.world import NOW
from webapp.config import Settings
from webapp.mails import actions, worker
from webapp.mails.models import Mail
from webapp.messages import Message as Say

TO = "karen@example.dk"


class FreePort(Controller):
    """Asks the system for a port, and finds out which it was given."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """A real SMTP server that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.refuses = False
        self.controller = FreePort(self, hostname="127.0.0.1", port=0)
        self.controller.start()
        self.port = self.controller.port

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 try again later"
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 taken"


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.controller.stop()


@pytest.fixture
def to_server(settings: Settings, server: MailServer) -> Settings:
    return replace(settings, smtp_host="127.0.0.1", smtp_port=server.port, smtp_starttls=False)


def queue(db: Database, at: datetime = NOW) -> None:
    values = {"code": "123456", "request": "00000000-0000-0000-0000-000000000000"}
    db.change(
        lambda session: actions.queue(
            session, to=TO, language="da", template="code", values=values, at=at
        )
    )


def deliver(app: Flask, db: Database, settings: Settings, at: datetime) -> int:
    with app.app_context():
        return worker.deliver_due(db.engine, settings, at=at)


def test_a_mail_is_delivered_once_and_its_words_are_gone(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    queue(db)
    assert [deliver(app, db, to_server, NOW + timedelta(hours=n)) for n in range(3)] == [1, 0, 0]
    (letter,) = server.letters
    assert isinstance(letter, EmailMessage)
    assert (letter["To"], letter["From"]) == (TO, to_server.mail_from)
    assert "123456" in letter["Subject"] and "123456" in letter.get_content()
    assert to_server.base_url in letter.get_content()
    mail = db.one(Mail)
    assert (mail.values, mail.sent_at, mail.attempts) == ({}, NOW, 1)


def test_what_fails_is_tried_again_after_a_growing_pause(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    queue(db)
    server.refuses = True
    at, pauses = NOW, []
    for attempt in range(1, 9):
        assert deliver(app, db, to_server, at) == 0
        mail = db.one(Mail)
        assert (mail.attempts, mail.sent_at) == (attempt, None)
        assert mail.failure == smtplib.SMTPDataError.__name__
        pauses.append((mail.due_at - at).total_seconds() / 60)
        assert deliver(app, db, to_server, mail.due_at - timedelta(seconds=1)) == 0
        at = mail.due_at
    assert db.one(Mail).attempts == 8
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    server.refuses = False
    assert deliver(app, db, to_server, at) == 1
    assert len(server.letters) == 1
    assert db.one(Mail).failure == ""


def test_a_server_that_is_not_there_loses_nothing(
    app: Flask, db: Database, to_server: Settings
) -> None:
    queue(db)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert deliver(app, db, replace(to_server, smtp_port=port), NOW) == 0
    mail = db.one(Mail)
    assert mail.values["code"] == "123456" and mail.sent_at is None


def test_one_bad_mail_does_not_hold_up_the_others(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    for number in range(3):
        queue(db, NOW - timedelta(minutes=number))
    db.update(db.all(Mail)[1], to="not an address at all <>")
    assert deliver(app, db, to_server, NOW) >= 2
    assert len([letter for letter in server.letters if letter["To"] == TO]) == 2


def test_the_demo_shows_mails_and_sends_none(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    queue(db)
    assert deliver(app, db, replace(to_server, demo=True), NOW) == 1
    assert server.letters == []
    assert db.one(Mail).values["code"] == "123456"


def test_a_worker_that_dies_between_taking_and_telling_is_survived(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    queue(db)
    db.update(db.one(Mail), attempts=1, due_at=NOW + timedelta(minutes=5))
    assert deliver(app, db, to_server, NOW) == 0
    assert deliver(app, db, to_server, NOW + timedelta(minutes=5)) == 1


def test_words_of_people_stay_words_in_a_mail(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    headline = "Kasser\r\nBcc: evil@example.dk <b>& mere</b> {{ 7*7 }} %(x)s"
    say = Say("A new task waits: %(headline)s.", {"headline": headline})
    db.change(
        lambda session: actions.notify(
            session, to=TO, language="en", say=say, endpoint="desk.home", thing="", at=NOW
        )
    )
    assert deliver(app, db, to_server, NOW) == 1
    (letter,) = server.letters
    assert letter["Bcc"] is None and "49" not in letter["Subject"]
