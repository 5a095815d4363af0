"""The word on a day that was another one: chosen, or one's own, and never why somebody is ill."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

LATER, SEND = "Save and send later", "Send the week"
LEAVE_OUT = "nobody at work may know about health. Write only what the company needs to plan"


@pytest.fixture
def address(world: World) -> str:
    sheet = world.sheet()
    return f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"


@pytest.fixture
def karen(world: World, browse: Browse, address: str) -> Browser:
    browser = browse(world.karen)
    browser.open(address)
    return browser


def word(db: Database, number: int = 0) -> str:
    return db.one(Timesheet).days[number].absence_note


def saved(browser: Browser, address: str, **typed: str) -> str:
    """What the page of somebody who types is answered."""
    values = dict(browser.form(LATER).values) | typed | {"do": "save"}
    headers = browser.headers | {"HX-Request": "true"}
    return browser.client.post(address, data=values, headers=headers).text


def test_nothing_is_said_of_a_day_until_somebody_says_it(karen: Browser, db: Database) -> None:
    values = karen.form(LATER).values
    assert [values[f"days-{n}-because"] for n in range(7)] == [""] * 7
    assert [values[f"days-{n}-absence_note"] for n in range(7)] == [""] * 7
    karen.press(LATER, **{"days-0-absence": "sick"})
    assert word(db) == ""


@pytest.mark.parametrize(
    ("chosen", "read"),
    [
        ("told_before", "Told us well before"),
        ("told_that_day", "Told us the same day"),
        ("not_told", "We heard nothing"),
        ("part_of_day", "Was here part of the day"),
        ("transport", "Bus, train or road"),
        ("our_side", "It was our doing"),
    ],
)
def test_a_reason_is_chosen_and_read_by_the_other_side(
    karen: Browser, db: Database, world: World, browse: Browse, address: str, chosen: str, read: str
) -> None:
    karen.press(LATER, **{"days-0-absence": "late", "days-0-because": chosen})
    assert word(db) == chosen
    karen.open(address)
    assert karen.form(LATER).values["days-0-because"] == chosen
    assert karen.form(LATER).values["days-0-absence_note"] == ""
    karen.press(SEND)
    mette = browse(world.mette)
    mette.open(address)
    assert read in mette.page.text and chosen not in mette.page.text


def test_it_is_read_in_danish(karen: Browser, world: World, browse: Browse, address: str) -> None:
    karen.press(LATER, **{"days-0-absence": "sick", "days-0-because": "told_that_day"})
    mette = browse(world.mette, "da")
    mette.open(address)
    assert "Sagt samme dag" in mette.page.text


@pytest.mark.parametrize("chosen", ["own", ""])
def test_words_of_ones_own_are_kept_where_one_asks_for_them(
    karen: Browser, db: Database, address: str, chosen: str
) -> None:
    typed = {
        "days-0-absence": "late",
        "days-0-because": chosen,
        "days-0-absence_note": "Punktering",
    }
    karen.press(LATER, **typed)
    assert word(db) == "Punktering"
    karen.open(address)
    values = karen.form(LATER).values
    assert (values["days-0-because"], values["days-0-absence_note"]) == ("own", "Punktering")


def test_a_reason_takes_the_place_of_words(karen: Browser, db: Database, address: str) -> None:
    karen.press(LATER, **{"days-0-absence": "late", "days-0-absence_note": "Punktering"})
    karen.open(address)
    karen.press(LATER, **{"days-0-because": "transport"})
    assert word(db) == "transport"
    karen.open(address)
    karen.press(LATER, **{"days-0-because": ""})
    assert word(db) == ""


def test_what_is_no_reason_is_refused(karen: Browser, db: Database) -> None:
    karen.press(LATER, **{"days-0-absence": "late", "days-0-because": "depression"})
    assert karen.page.status_code == 422 and word(db) == ""
    assert "depression" not in word(db)


ILL = [
    "depression",
    "Syg · depression",
    "Han har angst",
    "feber",
    "ondt i ryggen",
    "var hos lægen",
    "indlagt",
    "sygemeldt med stress",
    "på sygedagpenge",
]


@pytest.mark.parametrize("words", ILL)
def test_words_of_illness_are_not_kept_of_a_day(karen: Browser, db: Database, words: str) -> None:
    typed = {"days-0-absence": "sick", "days-0-paid": "0", "days-0-because": "own"}
    karen.press(
        SEND if "Send" in karen.buttons else LATER, **typed, **{"days-0-absence_note": words}
    )
    assert karen.page.status_code == 422
    assert karen.sees(LEAVE_OUT)
    assert karen.form(LATER).values["days-0-absence_note"] == words  # nothing typed is lost
    assert (word(db), db.one(Timesheet).status) == ("", Status.OPEN)


@pytest.mark.parametrize("name", ["note", "reason_paid_above"])
def test_nor_of_the_week(karen: Browser, db: Database, name: str) -> None:
    karen.press(LATER, **{"days-0-paid": "9", name: "Han har fået en depression."})
    assert karen.page.status_code == 422 and karen.sees(LEAVE_OUT)
    kept = db.one(Timesheet)
    assert kept.note == "" and kept.reasons == {}


def test_nor_of_what_was_learnt(world: World, db: Database, browse: Browse) -> None:
    job, karen = world.job(trains=True), browse(world.karen)
    karen.open(f"/smalljobs/{job.id}/weeks/{WEEK}")
    typed = {"progress-0-mark": "alone", "progress-0-learnt": "trods sin angst"}
    karen.press(LATER, **typed)
    assert karen.page.status_code == 422 and karen.sees(LEAVE_OUT)
    assert all(row.learnt == "" for row in db.one(Timesheet).progress)


def test_nor_of_why_a_week_is_corrected(world: World, db: Database, browse: Browse) -> None:
    sheet, karen = world.sheet(Status.APPROVED), browse(world.karen)
    karen.open(f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}")
    karen.press("Open it and correct it", reason="Han var syg med depression.")
    assert karen.page.status_code == 422 and karen.sees(LEAVE_OUT)
    assert db.count(Timesheet) == 1


def test_it_is_said_while_one_types(karen: Browser, db: Database, address: str) -> None:
    typed = {"days-0-absence": "sick", "days-0-because": "own", "days-0-absence_note": "depression"}
    assert LEAVE_OUT in saved(karen, address, **typed)
    assert word(db) == ""
    assert LEAVE_OUT in saved(karen, address, note="Han har angst")


def test_two_phones_are_asked_about_it_in_words(
    karen: Browser, world: World, db: Database, browse: Browse, address: str
) -> None:
    kirsten = browse(world.kirsten)
    kirsten.open(address)
    karen.press(LATER, **{"days-0-absence": "late", "days-0-because": "transport"})
    kirsten.press(LATER, **{"days-0-absence": "late", "days-0-absence_note": "Punktering"})
    assert kirsten.page.status_code == 409
    assert kirsten.sees("Somebody else wrote Bus, train or road here, and you “Punktering”.")


def test_a_warning_stands_beside_words_that_people_write_freely(
    world: World, browse: Browse
) -> None:
    """On the next page without JavaScript, and in the answer to who types."""
    draft, browser = world.task(), browse(world.karen)
    page = f"/tasks/{draft.id}/edit"
    browser.open(page)
    said = "may say something about health or benefits"
    for name in ("headline", "stops", "activities-0-what", "activities-0-differently"):
        values = dict(browser.form("Save and finish later").values) | {name: "Han har angst"}
        headers = browser.headers | {"HX-Request": "true"}
        live = browser.client.post(page, data=values | {"do": "save"}, headers=headers).text
        assert said in live, name
        browser.open(page)
        assert browser.page.text.count(said) == 1, name
        browser.press("Save and finish later", **{name: "Kasser"})
        browser.open(page)
        assert said not in browser.page.text


@pytest.mark.parametrize("name", ["name", "phone"])
def test_names_are_no_free_words(world: World, browse: Browse, name: str) -> None:
    karen = browse(world.karen)
    karen.open("/me/")
    karen.press("Save", **{f"me-{name}": "Stress"})
    karen.open("/me/")
    assert "may say something about health" not in karen.page.text
