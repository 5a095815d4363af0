"""Far too much in a field, and characters that nobody can keep: measured first, said kindly."""

import io
import json
import time
from typing import Any

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import START, WEEK, World
from webapp.tasks.models import Task
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

LATER = "Save and send later"
LONG = 80_000
AT_MOST = 2.0  # seconds of the server's own time, for a whole page: by the square it would be 28
RUNS = {
    "spaces": " " * LONG,
    "spaces and an end": " " * LONG + "x",
    "digits": "0" * LONG,
    "tabs": "\t" * LONG,
    "no-break spaces": "\u00a0" * LONG,
    "dots": "." * LONG,
    "hours": "7t" * (LONG // 2),
    "pairs": "01 " * (LONG // 3),
}


def week(world: World) -> str:
    sheet = world.sheet()
    return f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"


def spent(browser: Any, address: str, values: dict[str, str]) -> float:
    begun = time.thread_time()
    browser.post(address, values)
    return time.thread_time() - begun


@pytest.mark.parametrize("name", ["days-0-paid", "days-0-absence_note", "note", "days-0-because"])
def test_no_run_of_anything_stops_the_week(
    world: World, db: Database, browse: Browse, name: str
) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    values = dict(karen.form(LATER).values) | {"days-0-absence": "late", "do": "send"}
    for run, typed in RUNS.items():
        assert spent(karen, address, values | {name: typed}) < AT_MOST, run
        assert karen.page.status_code == 422, run
    assert db.one(Timesheet).status is Status.OPEN


@pytest.mark.parametrize("run", ["spaces and an end", "digits"])
def test_nor_a_description_a_plan_or_a_small_job(world: World, browse: Browse, run: str) -> None:
    karen, mette = browse(world.karen), browse(world.mette)
    draft, job = world.task(), world.job()
    split = world.split()
    for browser, address, names in (
        (
            karen,
            f"/tasks/{draft.id}/edit",
            ("headline", "activities-0-minutes", "activities-0-times", "stops"),
        ),
        (
            karen,
            f"/splits/{split.id}/edit",
            ("parts-0-minutes", "parts-0-from_week", "parts-0-weeks", "wage"),
        ),
        (mette, f"/smalljobs/{job.id}", ("heard_on", "representative", "contract_on")),
    ):
        browser.open(address)
        for name in names:
            form = next(
                form for form in browser.reader.forms if any(f.endswith(name) for f in form.values)
            )
            assert spent(browser, form.action or address, form.values | {name: RUNS[run]}) < AT_MOST
            assert browser.page.status_code in {200, 422}
            browser.open(address)


def test_it_is_said_beside_the_field_and_the_beginning_stays(world: World, browse: Browse) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    karen.press(LATER, **{"days-0-paid": "7" * LONG})
    assert karen.sees("At most 20 characters; this was 80000. Here is how it begins.")
    assert karen.form(LATER).values["days-0-paid"] == "7" * 80
    karen.press(LATER, **{"days-0-paid": "7" * 21})
    assert karen.sees("At most 20 characters; this is 21.")
    assert karen.form(LATER).values["days-0-paid"] == "7" * 21


@pytest.mark.parametrize(
    ("length", "most", "kept"), [(2001, 2000, 2001), (10_001, 2000, 10_001), (80_000, 2000, 40_000)]
)
def test_a_text_is_told_how_much_there_is_room_for(
    world: World, browse: Browse, length: int, most: int, kept: int
) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    karen.press(LATER, note="x" * length)
    assert karen.page.status_code == 422
    assert karen.sees(f"At most {most} characters; this")
    assert karen.form(LATER).values["note"] == "x" * kept


@pytest.mark.parametrize("kept", ["Det gik\nfint.", "Æ ½ 🍎"])
def test_what_nobody_sees_is_left_out_and_the_rest_is_kept(
    world: World, db: Database, browse: Browse, kept: str
) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    karen.press(LATER, note=f"\u202e\0{kept}\x1b\u200b\ufeff\x07 ")
    assert (karen.page.status_code, db.one(Timesheet).note) == (200, kept)


def test_a_line_stays_one_line(world: World, db: Database, browse: Browse) -> None:
    draft, karen = world.task(headline="Kasser"), browse(world.karen)
    karen.open(f"/tasks/{draft.id}/edit")
    karen.press("Save and finish later", headline="Kasser\r\nBcc: x\u2028\u202e\0 i gangen")
    assert db.get(Task, draft.id).headline == "Kasser Bcc: x  i gangen"  # type: ignore[union-attr]


HALVES = [r'{"day-0.note":"\ud800"}', r'{"\udfff":"x"}', r'{"words.text":"a\u0000b"}']
OTHERS = ["[]", "1", "null", '"x"', '{"day-0.paid":1}', "{" * 9999, '{"a":' * 5000, "NaN"]


@pytest.mark.parametrize("do", ["save", "send"])
def test_hidden_texts_from_elsewhere_are_not_believed(
    world: World, browse: Browse, do: str
) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    values = dict(karen.form(LATER).values) | {"days-0-paid": "halv", "do": do}
    headers = {"HX-Request": "true"} if do == "save" else {}
    for field in ("base", "asked", "own"):
        for text in [*HALVES, *OTHERS]:
            answer = karen.client.post(address, data=values | {field: text}, headers=headers)
            assert answer.status_code < 500, (field, text)
            assert "\\ud800" not in answer.text


BEHIND = ["\0", "\0~" + "0" * 32, "x" * 50_000, " " * 50_000 + "x", b"\xed\xa0\x80", "\u202e%_\\"]


@pytest.mark.parametrize("address", ["/tasks/", "/smalljobs/", "/timesheets"])
def test_what_stands_behind_an_address_is_cleaned_too(
    world: World, browse: Browse, address: str
) -> None:
    world.sheet()
    mette = browse(world.mette)
    for name in ("after", "q", "whose", "status"):
        for value in BEHIND:
            answer = mette.client.get(address, query_string={name: value})
            assert answer.status_code == 200, (name, value)


def test_a_file_is_no_word(world: World, browse: Browse) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    values: dict[str, Any] = dict(karen.form(LATER).values) | {"do": "keep"}
    for name in ("note", "days-0-paid", "version", "base"):
        sent = values | {name: (io.BytesIO(b"x"), "010190-1234.txt")}
        assert karen.client.post(address, data=sent).status_code < 500


def test_a_body_of_json_is_no_form(world: World, browse: Browse) -> None:
    address, karen = week(world), browse(world.karen)
    karen.open(address)
    token = karen.form(LATER).values["csrf_token"]
    body = {"note": 7, "days-0-paid": ["x"], "do": None, "version": {"a": 1}}
    answer = karen.client.post(
        address,
        data=json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code < 500


def test_a_date_is_measured_too(world: World, browse: Browse) -> None:
    job, mette = world.job(), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    form = next(form for form in mette.reader.forms if "contract_on" in form.values)
    for typed in (" " * LONG, "2" * LONG, START.isoformat() + " " * LONG):
        assert spent(mette, form.action, form.values | {"contract_on": typed}) < AT_MOST
        assert mette.page.status_code == 422
        assert mette.sees("Write a date like 21.11.2026.")
