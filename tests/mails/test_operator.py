"""What an operator sees and can do: how many wait, since when, why, and once more, please."""

from datetime import timedelta
from typing import Any

from flask import Flask

from tests.database import Database
from tests.mails.post import MailServer, deliver, queue, tell
from tests.world import NOW
from webapp.config import Settings
from webapp.mails.models import Mail
from webapp.mails.rules import NEVER


def say(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=["mails", *words])
    assert done.exit_code == 0, done.output
    return str(done.output)


def test_nothing_waits(app: Flask, db: Database) -> None:
    assert say(app) == "No mails are waiting.\n"


def test_what_waits_is_counted_and_named_without_its_words(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    server.unknown = "hemmelig@firma.example"
    tell(db, "Hemmelige kasser", NOW - timedelta(hours=3), to=server.unknown)
    server.answer = "452 full"
    queue(db, NOW - timedelta(minutes=7))
    tell(db, "Endnu en", NOW)
    deliver(app, db, to_server, NOW)
    said = say(app)
    assert "3 not delivered, 0 of them given up." in said
    rows = [line.split() for line in said.splitlines()]
    assert ["task", "2", "3", "h", "00", "min"] in rows
    assert ["code", "1", "7", "min"] in rows
    assert "…@firma.example" in said and "SMTPRecipientsRefused 550" in said
    assert "SMTPDataError 452" in said
    for word in ("Hemmelige", "hemmelig@", "123456", "karen"):
        assert word not in said


def test_what_was_given_up_is_tried_again_at_the_operators_wish(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    tell(db, "Kasser", NOW - timedelta(days=9))
    server.answer = "554 no"
    deliver(app, db, to_server, NOW)
    assert db.one(Mail).due_at == NEVER
    assert "1 not delivered, 1 of them given up." in say(app)
    server.answer = ""
    assert "1 are due now." in say(app, "--retry")
    assert deliver(app, db, to_server, NOW + timedelta(seconds=1)) == 1
    assert say(app) == "No mails are waiting.\n"


def test_what_a_worker_holds_is_left_to_it(app: Flask, db: Database) -> None:
    tell(db, "Kasser")
    held = NOW + timedelta(minutes=5)
    db.update(db.one(Mail), attempts=1, due_at=held)
    assert "0 are due now." in say(app, "--retry")
    assert db.one(Mail).due_at == held


def test_many_are_not_all_named(app: Flask, db: Database) -> None:
    for number in range(25):
        tell(db, f"Kasser {number}")
    assert "… and 5 more" in say(app)


def health(app: Flask) -> Any:
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 200
    return answer.json["mails"]


def test_the_health_page_says_how_late_the_oldest_mail_is(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    assert health(app) == {"late": 0, "oldest_seconds": 0, "given_up": 0}
    queue(db, NOW, due=NOW + timedelta(minutes=10))  # it waits for others, as it should
    assert health(app)["late"] == 0
    tell(db, "Kasser", NOW - timedelta(hours=1))
    server.answer = "451 later"
    deliver(app, db, to_server, NOW)
    late = health(app)
    assert (late["late"], late["given_up"]) == (1, 0)
    assert 3600 <= late["oldest_seconds"] < 3700
    db.update(next(mail for mail in db.all(Mail) if mail.attempts), due_at=NEVER)
    assert health(app) == {"late": 0, "oldest_seconds": 0, "given_up": 1}
