"""The outbox: every mail is delivered once, and what fails is tried again later and later."""

import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import Browse
from tests.database import Database
from tests.mails.post import CODE, TO, MailServer, deliver, html, plain, queue, tell
from tests.world import NOW
from webapp import clock
from webapp.config import Settings
from webapp.mails import worker
from webapp.mails.models import Mail
from webapp.mails.rules import LEASE, NEVER, REFUSED_FOR, TRIED_FOR


def test_a_mail_is_delivered_once_and_its_words_are_gone(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    queue(db)
    assert [deliver(app, db, to_server, NOW + timedelta(hours=n)) for n in range(3)] == [1, 0, 0]
    (letter,) = server.letters
    assert (letter["To"], letter["From"]) == (TO, to_server.mail_from)
    assert "123456" in letter["Subject"]
    for text in (plain(letter), html(letter)):
        assert "123456" in text and to_server.base_url in text
    mail = db.one(Mail)
    assert (mail.values, mail.sent_at, mail.attempts) == ({}, NOW, 1)


def test_a_mail_goes_in_plain_text_and_in_html_and_says_so(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    tell(db, "Kasser på Kaj 4")
    deliver(app, db, to_server, NOW)
    (letter,) = server.letters
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "en"
    assert letter["Message-ID"] == f"<{db.one(Mail).id}@localhost>"
    assert letter["Date"].datetime == NOW


def test_what_fails_is_tried_again_after_a_growing_pause(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    queue(db)
    server.answer = "451 try again later"
    at, pauses = NOW, []
    for attempt in range(1, 9):
        assert deliver(app, db, to_server, at) == 0
        mail = db.one(Mail)
        assert (mail.attempts, mail.sent_at) == (attempt, None)
        assert mail.failure == "SMTPDataError 451"
        pauses.append((mail.due_at - at).total_seconds() / 60)
        assert deliver(app, db, to_server, mail.due_at - timedelta(seconds=1)) == 0
        at = mail.due_at
    assert db.one(Mail).attempts == 8
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    server.answer = ""
    assert deliver(app, db, to_server, at) == 1
    assert len(server.letters) == 1
    assert db.one(Mail).failure == ""


def test_a_server_that_is_not_there_loses_nothing_and_is_asked_once_a_round(
    app: Flask, db: Database, to_server: Settings
) -> None:
    for _number in range(3):
        queue(db)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert deliver(app, db, replace(to_server, smtp_port=port), NOW) == 0
    assert sorted(mail.attempts for mail in db.all(Mail)) == [0, 0, 1]
    for mail in db.all(Mail):
        assert mail.values["code"] == "123456" and mail.sent_at is None


def test_without_a_mail_server_everything_waits(
    app: Flask, db: Database, to_server: Settings
) -> None:
    queue(db)
    assert deliver(app, db, replace(to_server, smtp_host=""), NOW) == 0
    assert db.one(Mail).attempts == 0


@pytest.mark.parametrize(
    "broken",
    [
        {"to": "not an address at all <>"},
        {"to": "karen@example.dk\r\nBcc: x@example.dk"},
        {"to": "kåren@example.dk"},
        {"template": "there_is_no_such_template"},
        {"values": {}},
    ],
)
def test_one_bad_mail_does_not_hold_up_the_others(
    app: Flask, db: Database, server: MailServer, to_server: Settings, broken: dict[str, object]
) -> None:
    for number in range(3):
        queue(db, NOW - timedelta(minutes=number))
    db.update(db.all(Mail)[1], **broken)
    assert deliver(app, db, to_server, NOW) >= 2
    assert len([letter for letter in server.letters if letter["To"] == TO]) == 2
    assert all(letter["Bcc"] is None for letter in server.letters)


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
    db.update(db.one(Mail), attempts=1, due_at=NOW + LEASE)
    assert deliver(app, db, to_server, NOW) == 0
    assert deliver(app, db, to_server, NOW + LEASE) == 1


def test_codes_go_before_everything_that_waits(
    app: Flask, db: Database, server: MailServer, to_server: Settings, browse: Browse
) -> None:
    tell(db, "Kasser", NOW - timedelta(hours=2))
    visitor = browse()
    visitor.open("/sign-in/")
    visitor.press("Send me a code", email=TO)
    assert deliver(app, db, to_server, clock.now()) == 2
    assert "code" in server.letters[0]["Subject"]


def test_several_workers_share_the_work_and_send_nothing_twice(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    for number in range(40):
        tell(db, f"Kasser {number}")
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: deliver(app, db, to_server, NOW), range(4)))
    assert sum(sent) == 40
    accepted = Counter(letter["Message-ID"] for letter in server.letters)
    assert accepted == Counter(f"<{mail.id}@localhost>" for mail in db.all(Mail))


def test_a_round_ends_and_the_next_goes_on(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    for number in range(worker.MOST + 3):
        tell(db, f"Kasser {number}")
    assert deliver(app, db, to_server, NOW) == worker.MOST
    assert deliver(app, db, to_server, NOW) == 3
    assert len({letter["Message-ID"] for letter in server.letters}) == worker.MOST + 3


def test_a_code_that_no_longer_works_is_thrown_away(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    until = NOW + timedelta(minutes=10)
    queue(db, until=until)
    tell(db, "Kasser")
    server.answer = "451 try again later"
    assert deliver(app, db, to_server, NOW) == 0
    server.answer = ""
    assert deliver(app, db, to_server, until) == 1
    assert "123456" not in server.letters[0]["Subject"]
    assert db.one(Mail).template == "notice"


def test_an_address_that_nobody_has_is_given_up_after_a_day_and_others_are_not(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    server.unknown = "gone@example.dk"
    tell(db, "Kasser", to=server.unknown)
    tell(db, "Kasser")
    at = NOW
    while (mail := mail_to(db, server.unknown)).due_at < NEVER:
        at = max(at, mail.due_at)
        deliver(app, db, to_server, at)
    assert mail.failure == "SMTPRecipientsRefused 550"
    assert REFUSED_FOR <= at - NOW <= REFUSED_FOR + timedelta(hours=1)
    assert mail.attempts < 40
    assert deliver(app, db, to_server, at + timedelta(days=300)) == 0
    assert [letter["To"] for letter in server.letters] == [TO]
    assert mail_to(db, server.unknown).values["values"] == {"headline": "Kasser"}


def mail_to(db: Database, address: str) -> Mail:
    return next(mail for mail in db.all(Mail) if mail.to == address)


def test_a_server_that_is_full_for_long_is_given_up_later_than_one_that_refuses(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    server.answer = "452 the disk is full"
    tell(db, "Kasser")
    for wait, given_up in ((TRIED_FOR - timedelta(hours=1), False), (TRIED_FOR, True)):
        db.update(db.one(Mail), due_at=NOW)
        deliver(app, db, to_server, NOW + wait)
        assert (db.one(Mail).due_at == NEVER) is given_up


def test_what_stands_in_the_log_names_nobody(
    app: Flask,
    db: Database,
    server: MailServer,
    to_server: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.unknown = TO
    queue(db)
    deliver(app, db, to_server, NOW)
    queue(db, NOW, until=NOW)
    deliver(app, db, to_server, NOW)
    said = "\n".join(row.getMessage() for row in caplog.records)
    assert "SMTPRecipientsRefused 550" in said and "too late" in said
    for word in (TO, "karen", CODE.values["code"]):
        assert word not in said
