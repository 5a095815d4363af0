"""What stands in a mail: people's words stay words, in plain text, in HTML and in the headers."""

from datetime import date
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.database import Database
from tests.mails.post import MailServer, deliver, html, plain, tell
from tests.world import NOW
from webapp.config import Settings
from webapp.languages import LANGUAGES
from webapp.mails import actions
from webapp.mails.models import Mail
from webapp.mails.rules import Kind
from webapp.mails.text import read
from webapp.messages import Message

EVIL = (
    "Kasser\r\nBcc: evil@example.dk\u2028\x85\x00 <b>&\"'</b> {{ 7*7 }} %(x)s\n\n<script>1</script>"
)


class Tags(HTMLParser):
    """Which tags a mail has, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.said += data


def written(app: Flask, **values: Any) -> Any:
    texts = {"to": "a@b.dk", "language": "da", "template": "notice", "created_at": NOW}
    with app.app_context():
        return read(Mail(**texts | {"due_at": NOW} | values))


def notice(say: Message, **more: Any) -> dict[str, Any]:
    return actions.as_json(say) | {"target": {"page": "home"}, "words": ""} | more


def test_words_of_people_stay_words_in_a_mail(
    app: Flask, db: Database, server: MailServer, to_server: Settings
) -> None:
    tell(db, EVIL, words=EVIL, call="Mette\r\nX-Evil: 1 <i>")
    assert deliver(app, db, to_server, NOW) == 1
    (letter,) = server.letters
    assert letter["Bcc"] is None and letter["X-Evil"] is None
    assert set(letter) == {
        *("Subject", "To", "From", "Date", "Message-ID", "Auto-Submitted"),
        *("MIME-Version", "Content-Type", "Content-Language"),
    }
    assert "{{ 7*7 }}" in letter["Subject"] and "49" not in letter["Subject"]
    assert "Bcc: evil@example.dk <b>&\"'</b>" in letter["Subject"]
    assert "<b>&\"'</b>" in plain(letter)
    tags = Tags(html(letter))
    assert not {"b", "i", "script"} & set(tags.names)
    assert "&lt;b&gt;&amp;&#34;" in html(letter) and "<script>1</script>" in tags.said


@pytest.mark.parametrize("name", ["by", "name"])
def test_an_inviter_cannot_write_headers_either(app: Flask, name: str) -> None:
    values = {"by": "Karen", "name": "Kirsten", "target": {"page": "companies"}} | {name: EVIL}
    letter = written(app, template="invite", values=values)
    assert not any(ord(character) < 32 for character in letter.subject)
    assert "<b>" not in letter.html and "<b>" in letter.subject + letter.body


def test_the_words_that_somebody_wrote_keep_their_lines(app: Flask) -> None:
    values = notice(Message("You get all mails."), words="Første linje\n\nTredje linje")
    letter = written(app, values=values)
    assert "Første linje\n\nTredje linje" in letter.body
    assert "Første linje<br><br>Tredje linje" in letter.html


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "7\u00a0t\u00a030 01.12.2026 tirsdag 1. december"),
        ("en", "7\u00a0h\u00a030 1 Dec 2026 Tuesday 1 December"),
    ],
)
def test_hours_and_days_are_in_the_readers_own_format(app: Flask, language: str, said: str) -> None:
    day = date(2026, 12, 1)
    say = Message(
        "%(hours)s %(day)s %(weekday)s",
        {"hours": 450, "day": day, "weekday": day},
        hours=("hours",),
        days=("day",),
        weekdays=("weekday",),
    )
    assert written(app, language=language, values=notice(say)).subject == said


def test_what_was_queued_before_there_were_kinds_can_still_be_read(app: Flask) -> None:
    old = {
        "say": "A new task waits: %(headline)s.",
        "values": {"headline": "Kasser"},
        "days": [],
        "target": {"page": "task", "id": str(uuid4())},
        "words": "",
        "call": "",
    }
    letter = written(app, values=old, language="en")
    assert letter.subject == "A new task waits: Kasser."
    assert "/me/" not in letter.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_can_choose_is_led_to_where_one_chooses(app: Flask, language: str) -> None:
    values = notice(Message("You get all mails."))
    chosen = written(app, values=values, kind=Kind.PLAN, language=language)
    base = app.extensions["settings"].base_url
    assert f"{base}/me/#mails" in chosen.body
    assert f"{base}/me/#mails" in Tags(chosen.html).links
    assert "/me/" not in written(app, values=values).body


def test_a_mail_fetches_nothing_and_links_only_to_us(app: Flask) -> None:
    letter = written(app, values=notice(Message("You get all mails.")), kind=Kind.PLAN)
    tags = Tags(letter.html)
    loud = {"h1", "h2", "font"}  # without a style of ours they are huge, or in Times
    assert not {"img", "link", "style", "script", "form", "table", *loud} & set(tags.names)
    assert all(link.startswith(app.extensions["settings"].base_url) for link in tags.links)
    assert f"<p><strong>{letter.subject}</strong></p>" in letter.html
