"""A mail that an earlier version has queued goes out with the link that it was given."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests.world import NOW
from webapp import migrate
from webapp.mails.models import Mail
from webapp.mails.text import read

KEY, OTHER = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
SAID = {"say": "You get all mails.", "values": {}, "hours": [], "days": [], "weekdays": []}
SHEET = SAID | {"endpoint": "timesheets.by_id", "thing": KEY, "about": f"{KEY} 2026-W47"}
NEXT_SHEET = SHEET | {"thing": OTHER}
WEEKS = {"due": 1, "second": False, "returned": False, "calls": []}


def notice(endpoint: str, thing: str = "") -> tuple[str, dict[str, Any]]:
    return "notice", SAID | {"endpoint": endpoint, "thing": thing, "words": "Hej", "call": ""}


# (the template and the values of a mail as 0008 kept them, where its links lead)
QUEUED: list[tuple[tuple[str, dict[str, Any]], list[str]]] = [
    (("code", {"code": "123456", "link": "secret"}), ["/sign-in/link/secret"]),
    (("new_address", {"code": "123456", "until": "2027-01-01"}), ["/me/email"]),
    (("invite", {"by": "Karen", "name": "Lars", "company": "Frugtlageret"}), ["/companies/"]),
    (notice("front.show"), ["/"]),
    (notice("sign_in.email"), ["/sign-in/"]),
    (notice("desk.home"), ["/home"]),
    (notice("me.show"), ["/me/"]),
    (notice("companies.show"), ["/companies/"]),
    (notice("people.list"), ["/people/"]),
    (notice("tasks.show", KEY), [f"/tasks/{KEY}"]),
    (notice("splits.show", KEY), [f"/splits/{KEY}"]),
    (notice("smalljobs.show", KEY), [f"/smalljobs/{KEY}"]),
    (notice("timesheets.by_id", KEY), [f"/timesheets/{KEY}"]),
    (notice("nobody.knows"), ["/home"]),
    (("returned", SHEET | {"words": "", "of_days": [SAID], "call": ""}), [f"/timesheets/{KEY}"]),
    (
        ("approved", {"lines": [SHEET, NEXT_SHEET], "endpoint": "timesheets.by_id", "thing": KEY}),
        [f"/timesheets/{KEY}", f"/timesheets/{OTHER}"],
    ),
    (("reminder", SHEET | WEEKS | {"lines": [SHEET]}), [f"/timesheets/{KEY}"]),
    (
        ("reminder", notice("owed.show")[1] | WEEKS | {"lines": [SHEET, NEXT_SHEET]}),
        ["/weeks", f"/timesheets/{KEY}", f"/timesheets/{OTHER}"],
    ),
]
OLD_NAMES = {"endpoint", "thing", "link"}


@pytest.fixture
def queued(empty: Engine) -> Engine:
    """A database of the eighth schema with these mails, and one that has left."""
    migrate.upgrade(empty, "0008")
    sent = ("notice", {})
    with Session(empty) as session:
        for number, (template, values) in enumerate([sent, *(each for each, _links in QUEUED)]):
            mail = {"to": "karen@example.dk", "template": template, "language": "en"}
            mail |= {"created_at": NOW, "due_at": NOW, "attempts": number}
            session.add(Mail(**mail, values=values))
        session.commit()
    return empty


def mails(engine: Engine) -> list[Mail]:
    with Session(engine, expire_on_commit=False) as session:
        return list(session.scalars(sa.select(Mail).order_by(sa.column("attempts"))))


def test_its_links_lead_where_they_led(app: Flask, queued: Engine) -> None:
    migrate.upgrade(queued)
    base = app.extensions["settings"].base_url.rstrip("/")
    _sent, *waiting = mails(queued)
    for mail, (_before, links) in zip(waiting, QUEUED, strict=True):
        with app.app_context():
            letter = read(mail)
        assert letter.link == base + links[0]
        for link in links:
            assert f"{base}{link}" in letter.body.split(), mail.template


def test_nothing_else_in_it_is_changed(queued: Engine) -> None:
    before = [mail.values for mail in mails(queued)]
    migrate.upgrade(queued)
    after = [mail.values for mail in mails(queued)]
    assert after[0] == before[0] == {}
    for was, now in zip(before[1:], after[1:], strict=True):
        assert bare(now, {"target"}) == bare(was, OLD_NAMES)


def bare(values: dict[str, Any], without: set[str]) -> dict[str, Any]:
    """The values without these names, and its lines without them."""
    rest = {name: value for name, value in values.items() if name not in without}
    if "lines" in rest:
        rest["lines"] = [bare(line, without) for line in rest["lines"]]
    return rest
