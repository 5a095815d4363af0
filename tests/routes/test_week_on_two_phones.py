"""The same week on two phones: what does not collide is put together, what does is asked about."""

import json
import re
from html import unescape

import pytest
from werkzeug.test import TestResponse

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.history import Move
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Absence, Status

SEND = "Send the week"
AS_PLANNED = "The week went as planned"
LATER = "Save and send later"


@pytest.fixture
def address(world: World) -> str:
    return f"/smalljobs/{world.sheet().small_job_id}/weeks/{WEEK}"


@pytest.fixture
def phones(world: World, browse: Browse, address: str) -> tuple[Browser, Browser]:
    """Karen's and Kirsten's, both with the week before them."""
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    karen.open(address)
    kirsten.open(address)
    return karen, kirsten


def types(browser: Browser, address: str, **typed: str) -> TestResponse:
    """What is typed keeps itself; the page stays as it is."""
    values = dict(browser.form(LATER).values) | typed | {"do": "save"}
    return browser.client.post(address, data=values, headers={"HX-Request": "true"})


def paid(db: Database) -> list[int]:
    return [day.paid for day in db.one(Timesheet).days]


def test_two_days_by_two_people_are_both_kept(
    phones: tuple[Browser, Browser], db: Database
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    kirsten.press(LATER, **{"days-1-paid": "2", "note": "Tirsdag var kort."})
    assert kirsten.page.status_code == 200
    assert kirsten.sees("with what somebody else wrote")
    assert kirsten.form(LATER).values["days-0-paid"] == "3"
    assert (paid(db)[:2], db.one(Timesheet).note) == ([180, 120], "Tirsdag var kort.")


def test_the_other_ones_day_is_put_in_while_one_types(
    phones: tuple[Browser, Browser], db: Database, address: str
) -> None:
    karen, kirsten = phones
    karen.press(
        LATER, **{"days-0-absence": "sick", "days-0-paid": "", "days-0-because": "told_that_day"}
    )
    answer = types(kirsten, address, **{"days-1-paid": "2"})
    assert answer.status_code == 200
    assert (
        'data-hx-target="#day-0"' in answer.text and 'value="told_that_day" selected' in answer.text
    )
    assert 'data-hx-target="#day-1"' not in answer.text  # she is writing there
    assert (paid(db)[:2], db.one(Timesheet).days[0].absence) == ([0, 120], Absence.SICK)


def test_one_day_by_two_people_is_asked_about(
    phones: tuple[Browser, Browser], db: Database
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    kirsten.press(LATER, **{"days-0-paid": "2", "days-1-paid": "1"})
    assert kirsten.page.status_code == 409
    assert kirsten.form(LATER).values["days-0-paid"] == "2"
    assert kirsten.sees("Somebody else wrote 3 h here, and you 2 h. Choose what is right.")
    assert {"Use 3 h", "Keep 2 h"} <= set(kirsten.buttons)
    assert paid(db)[:2] == [180, 60]  # what does not collide is kept
    kirsten.press(LATER)
    assert (kirsten.page.status_code, paid(db)[:2]) == (409, [180, 60])
    kirsten.press("Keep 2 h")
    assert (kirsten.page.status_code, paid(db)[:2]) == (200, [120, 60])
    assert "Somebody else" not in kirsten.page.text and not kirsten.sees("The week is kept")


def test_what_the_other_one_wrote_can_be_taken(
    phones: tuple[Browser, Browser], db: Database
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3", "note": "Karens"})
    kirsten.press(LATER, **{"days-0-paid": "2", "note": "Kirstens"})
    kirsten.press("Use 3 h")
    assert kirsten.page.status_code == 409  # the note is still to be decided
    assert kirsten.form(LATER).values["days-0-paid"] == "3"
    assert kirsten.form(LATER).values["note"] == "Kirstens"
    kirsten.press("Use “Karens”")
    assert kirsten.page.status_code == 200
    assert (paid(db)[0], db.one(Timesheet).note) == (180, "Karens")


def test_it_is_asked_while_one_types_and_never_decided(
    phones: tuple[Browser, Browser], db: Database, address: str
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    for _ in range(2):
        answer = types(kirsten, address, **{"days-0-paid": "2"})
        assert answer.status_code == 409
        assert "Use 3\u00a0h" in answer.text and "Keep 2\u00a0h" in answer.text
        assert paid(db)[0] == 180


def test_sending_puts_together_and_sends(phones: tuple[Browser, Browser], db: Database) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    kirsten.press(AS_PLANNED, **{"days-1-paid": "2"})
    sent = db.one(Timesheet)
    assert (sent.status, paid(db)[:2]) == (Status.SUBMITTED, [180, 120])


def test_sending_what_collides_asks_first(phones: tuple[Browser, Browser], db: Database) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    kirsten.press(AS_PLANNED, **{"days-0-paid": "2"})
    assert kirsten.page.status_code == 409
    kirsten.press(SEND)  # that it was shown decides nothing
    assert kirsten.page.status_code == 409
    assert db.one(Timesheet).status is Status.OPEN
    kirsten.press("Keep 2 h")
    kirsten.press(SEND)
    assert (db.one(Timesheet).status, paid(db)[0]) == (Status.SUBMITTED, 120)


def test_who_writes_there_again_has_decided(phones: tuple[Browser, Browser], db: Database) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    kirsten.press(AS_PLANNED, **{"days-0-paid": "2"})
    kirsten.press(SEND, **{"days-0-paid": "1,5"})
    assert (db.one(Timesheet).status, paid(db)[0]) == (Status.SUBMITTED, 90)


def test_what_was_asked_while_one_typed_is_not_decided_by_sending(
    phones: tuple[Browser, Browser], db: Database, address: str
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    answer = types(kirsten, address, **{"days-0-paid": "2"})
    hidden = {
        name: unescape(text)
        for name, text in re.findall(
            r'name="(version|base|asked|own)" value="([^"]*)"', answer.text
        )
    }
    kirsten.press(AS_PLANNED, **hidden, **{"days-0-paid": "2"})
    assert (kirsten.page.status_code, paid(db)[0]) == (409, 180)
    kirsten.press(SEND, **{"days-0-paid": "1"})
    assert (db.one(Timesheet).status, paid(db)[0]) == (Status.SUBMITTED, 60)


def test_one_mark_taken_back_does_not_come_back_from_the_other_phone(
    world: World, db: Database, browse: Browse
) -> None:
    address = f"/smalljobs/{world.job(trains=True).id}/weeks/{WEEK}"
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    karen.open(address)
    karen.press(LATER, **{"progress-0-mark": "alone", "went": "well"})
    for browser in (karen, kirsten):
        browser.open(address)
    karen.press(LATER, **{"progress-0-mark": "", "went": ""})
    assert (db.one(Timesheet).progress, db.one(Timesheet).went) == ([], None)
    kirsten.press(LATER, note="Fint.")
    assert (db.one(Timesheet).progress, db.one(Timesheet).went) == ([], None)


def test_the_same_typed_twice_is_the_same(phones: tuple[Browser, Browser], db: Database) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3,5"})
    kirsten.press(LATER, **{"days-0-paid": "3:30"})
    assert (kirsten.page.status_code, paid(db)[0]) == (200, 210)


def test_a_second_send_with_something_else_is_refused_and_shows_it(
    phones: tuple[Browser, Browser], db: Database
) -> None:
    karen, kirsten = phones
    karen.press(AS_PLANNED)
    kirsten.press(AS_PLANNED, note="Men fredag var han her ikke.")
    assert kirsten.page.status_code == 409
    assert kirsten.sees("Men fredag var han her ikke.")
    assert db.count(Move) == 1


# (what Karen sent, what Kirsten writes in the same place, the words of hers that must be repeated)
CLASHES: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "hours": ({"days-0-paid": "3"}, {"days-0-paid": "2,25"}, ""),
    "why": (
        {"days-0-absence": "agreed", "days-0-absence_note": "Flytter."},
        {"days-0-absence": "agreed", "days-0-absence_note": "Bryllup i familien."},
        "Bryllup i familien.",
    ),
    "how it went": ({"went": "well"}, {"went": "badly"}, ""),
    "note": ({"note": "Fin uge."}, {"note": "Fredag manglede kasserne."}, "manglede kasserne"),
}


@pytest.mark.parametrize("what", CLASHES)
@pytest.mark.parametrize("button", [AS_PLANNED, LATER])
def test_what_clashes_with_a_week_that_was_sent_meanwhile_is_said_and_shown(
    phones: tuple[Browser, Browser], db: Database, button: str, what: str
) -> None:
    """It was sent by somebody else, with something else: that is no reason to say `is sent`."""
    karen, kirsten = phones
    sent, typed, shown = CLASHES[what]
    karen.press(AS_PLANNED, **sent)
    before = db.count(Move)
    kirsten.press(button, **typed)
    assert kirsten.page.status_code == 409
    assert shown in kirsten.page.text
    assert (db.one(Timesheet).status, db.count(Move)) == (Status.SUBMITTED, before)


@pytest.mark.parametrize("what", CLASHES)
def test_what_clashes_while_one_types_is_said_when_it_was_sent_meanwhile(
    phones: tuple[Browser, Browser], address: str, what: str
) -> None:
    karen, kirsten = phones
    sent, typed, _shown = CLASHES[what]
    karen.press(AS_PLANNED, **sent)
    answer = types(kirsten, address, **typed)
    assert answer.status_code == 409


def test_what_is_typed_after_it_was_sent_alike_is_no_mistake(
    phones: tuple[Browser, Browser], address: str
) -> None:
    karen, kirsten = phones
    karen.press(AS_PLANNED)
    assert types(kirsten, address).status_code == 204


def test_two_halves_of_a_day_that_are_too_much_together_are_asked_about(
    world: World, db: Database, browse: Browse
) -> None:
    sheet = world.sheet()
    db.update(sheet.days[0], training=60)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for browser in (karen, kirsten):
        browser.open(address)
    karen.press(LATER, **{"days-0-paid": "20"})
    kirsten.press(LATER, **{"days-0-training": "10"})
    assert kirsten.page.status_code == 409
    assert (db.one(Timesheet).days[0].paid, db.one(Timesheet).days[0].training) == (1200, 60)


BAD = [
    "",
    "null",
    "[]",
    "{",
    '{"day-0.paid": 5}',
    '{"day-0.paid": "x y=z"}',
    '{"day-0.paid": "99999999999999999999"}',
    '{"day-0.paid": " "}',
    '{"day-9.paid": "5", "__class__": "x"}',
    "[" * 5000,
    "9" * 30_000,
    json.dumps({"words.text": "x" * 5000}),
]


@pytest.mark.parametrize("base", BAD, ids=lambda text: text[:20])
@pytest.mark.parametrize("name", ["base", "asked", "share_keys"])
def test_what_a_form_was_filled_from_can_be_anything(
    phones: tuple[Browser, Browser], db: Database, name: str, base: str
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    answer = kirsten.press(LATER, **{"days-0-paid": "2", name: base})
    assert answer.status_code in {200, 409}


def test_when_nothing_is_known_everything_else_is_asked_about(
    phones: tuple[Browser, Browser], db: Database
) -> None:
    karen, kirsten = phones
    karen.press(LATER, **{"days-0-paid": "3"})
    kirsten.press(LATER, base="{")
    assert kirsten.page.status_code == 409
    assert "Use 3 h" in kirsten.buttons
    assert paid(db)[0] == 180
