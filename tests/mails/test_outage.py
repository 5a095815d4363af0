"""The mail server is away for an hour, also while the clocks change: each mail comes once."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.database import Database
from tests.mails.post import MailServer, deliver, queue, tell
from webapp.config import Settings
from webapp.mails.models import Mail

MAILS = 12
NOBODY_LISTENS = 9  # the port "discard", which nothing here serves
# When it goes away: on any day; an hour before the clocks are put back, and forward; at New Year
# of a year with 53 weeks.
MOMENTS = (
    datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
)


@pytest.mark.parametrize("began", MOMENTS)
@pytest.mark.parametrize("how", ["refuses connections", "takes no mail"])
def test_after_an_hour_each_mail_has_come_once(
    app: Flask, db: Database, server: MailServer, to_server: Settings, began: datetime, how: str
) -> None:
    for number in range(MAILS):
        tell(db, f"Kasser {number}", began + timedelta(minutes=number))
    away = (
        replace(to_server, smtp_port=NOBODY_LISTENS) if how == "refuses connections" else to_server
    )
    server.answer = "421 not now" if away is to_server else ""
    pauses: dict[object, list[timedelta]] = {}
    for minute in range(60):
        at = began + timedelta(minutes=minute)
        assert deliver(app, db, away, at) == 0
        for mail in db.all(Mail):
            known = pauses.setdefault(mail.id, [])
            if mail.failure and len(known) < mail.attempts:
                known.append(mail.due_at - at)
    assert any(len(known) > 3 for known in pauses.values())
    for known in pauses.values():
        assert known == [timedelta(minutes=2**n) for n in range(len(known))]
    server.answer = ""
    for minute in range(60, 130):
        deliver(app, db, to_server, began + timedelta(minutes=minute))
    accepted = Counter(letter["Message-ID"] for letter in server.letters)
    assert accepted == Counter(f"<{mail.id}@localhost>" for mail in db.all(Mail))
    assert len(accepted) == MAILS
    for mail in db.all(Mail):
        assert mail.sent_at is not None
        assert mail.sent_at <= began + timedelta(hours=2)


def test_a_code_asked_for_after_the_outage_comes_at_once(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    began = MOMENTS[0]
    queue(db, began, until=began + timedelta(minutes=10))
    server.answer = "421 not now"
    for minute in range(60):
        deliver(app, db, to_server, began + timedelta(minutes=minute))
    server.answer = ""
    back = began + timedelta(hours=1)
    queue(db, back, until=back + timedelta(minutes=10))
    assert deliver(app, db, to_server, back) == 1
    assert [letter["Date"].datetime for letter in server.letters] == [back]
