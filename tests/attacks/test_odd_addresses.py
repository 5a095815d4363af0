"""Odd addresses, cookies, headers, file names and hidden fields: never a 500, and nothing kept."""

from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from tests import camera
from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.smalljobs.models import SmallJob
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus

LISTS = ("/tasks/", "/smalljobs/", "/timesheets")
VALUES = (
    "2026-11-20T12:00:00",  # an instant without its time zone
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31",
    "0000-00-00",
    "2026-11-20",
    "Fru\0gt",
    "Fru\ud800gt",
    "æ" * 3000,
    "~",
)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_goes_on_from_anywhere(world: World, browse: Browse, address: str) -> None:
    world.sheet()
    karen, answers = browse(world.karen), {}
    for value in VALUES:
        after = quote(f"{value}~{uuid4()}".encode("utf-8", "surrogatepass"))
        answers[value] = karen.open(f"{address}?after={after}").status_code
    assert answers == dict.fromkeys(VALUES, 200)


def test_a_list_still_goes_on_after_the_last_row(world: World, browse: Browse) -> None:
    for _number in range(51):
        world.task(TaskStatus.SUBMITTED)
    karen = browse(world.karen)
    karen.open("/tasks/")
    first = karen.page.get_data(as_text=True)
    karen.follow("Next page")
    assert karen.page.get_data(as_text=True).count('href="/tasks/') < first.count('href="/tasks/')
    assert "after=" in karen.page.request.query_string.decode()


PATHS = {
    "/copy/%00": 404,
    "/copy/%ED%A0%80": 404,
    "/copy/%FF%FE/2026-11": 404,
    "/calendar/%00.ics": 404,
    "/payroll/2026-11%00": 404,
    "/payroll/%D9%A2%D9%A0%D9%A2%D9%A6-11": 404,
    "/smalljobs/{job}/weeks/2026-W54": 404,
    "/smalljobs/{job}/weeks/2026-W53%00": 404,
    "/smalljobs/{job}/weeks/9999-W53": 404,
    "/smalljobs/{job}/weeks/2026-W47/revisions/" + "9" * 5000: 404,
    "/smalljobs/{job}/hours/2026-13.pdf": 404,
    "/tasks/%7B{job}%7D": 404,
    "/static/%00": 404,
    "/static/..%2f..%2fdev.py": 404,
    "/%00": 404,
    "/tasks/?q=\xff": 200,
    "/smalljobs/?q=%00%ED%A0%80&status=%00&whose=%00": 200,
    "/home?%00=%00": 200,
    "/weeks?opened=%00": 200,
    "/weeks?opened=\xff": 200,
    "/sign-in/code?request=%00&code=%00": 302,
    "/smalljobs/{job}/agreement?version=%00": 200,  # as if nothing stood there
    "/smalljobs/{job}/agreement?copy=%00": 404,
}


def test_an_odd_address_has_its_answer(world: World, browse: Browse) -> None:
    job, karen = world.job(), browse(world.karen)
    answers = {path: _raw(karen, path.replace("{job}", str(job.id))) for path in PATHS}
    assert answers == PATHS


HEADERS = [
    ("Referer", "http://["),
    ("Referer", "http://localhost:99999/"),
    ("Cookie", "language=\0; smajob=\0"),
    ("Cookie", "smajob=.eJ.a.b; =;;"),
    ("Accept-Language", "da;q=NaN,en;q=1e309"),
    ("Accept-Encoding", "gzip;q=x"),
    ("Range", "bytes=9-1,-"),
    ("If-None-Match", '"' * 99),
    ("If-Modified-Since", "Thu, 99 Foo 0000 99:99:99 GMT"),
    ("HX-Current-URL", "http://["),
    ("Host", "a b"),
    ("Host", "[::1"),
    ("Content-Length", "-1"),
    ("Content-Length", "9" * 40),
    ("Content-Type", "multipart/form-data"),
    ("Content-Type", "multipart/form-data; boundary=" + "b" * 300),
    ("X-Forwarded-For", "::1%eth0"),
]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_odd_header_has_its_answer(world: World, browse: Browse, method: str) -> None:
    task, karen = world.task(TaskStatus.SUBMITTED), browse(world.karen)
    karen.open("/home")
    token = karen.form("").values["csrf_token"]
    for name, value in HEADERS:
        for path in ("/", f"/tasks/{task.id}/submit", "/static/app.css"):
            headers = {"X-CSRFToken": token, name: value}
            assert _raw(karen, path, method, headers) < 500, (name, value, path)


def _raw(browser: Browser, address: str, method: str = "GET", headers: Any = None) -> int:
    """The status of what is answered to bytes that no client of ours would send."""
    path, _, query = address.partition("?")
    client = browser.client
    cookie = client.get_cookie("smajob")
    environ = create_environ(path, method=method)
    environ["QUERY_STRING"] = query
    environ["HTTP_COOKIE"] = f"smajob={cookie.value}" if cookie else ""
    for name, value in (headers or {}).items():
        key = name.upper().replace("-", "_")
        environ[key if key.startswith("CONTENT") else f"HTTP_{key}"] = value
    body, status, _headers = run_wsgi_app(client.application.wsgi_app, environ, buffered=True)
    assert b"".join(body) is not None
    return int(status.split()[0])


HALF = r'{"words.text":"\ud800","day-0.note":"a\u0000b"}'


@pytest.mark.parametrize("field", ["base", "asked", "own"])
def test_half_a_character_in_a_hidden_field_is_left_out(
    world: World, db: Database, browse: Browse, field: str
) -> None:
    karen = browse(world.karen)
    for do in ("save", "send", "take-words.text", "keep-words.text"):
        sheet = world.sheet()
        db.update(sheet, note="Fra en anden telefon.")
        address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
        karen.open(address)
        values = karen.form("send").values | {field: HALF, "do": do, "note": "Min"}
        assert karen.post(address, values).status_code < 500, do
        assert not {"\0", "\ud800"} & set(karen.page.get_data(as_text=True))


def test_no_field_brings_what_cannot_be_kept(world: World, db: Database, browse: Browse) -> None:
    task, karen = world.task(), browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    values = karen.form("Send").values
    odd = {name: f"{value}\0" for name, value in values.items() if name != "csrf_token"}
    karen.post(f"/tasks/{task.id}/edit", odd | {"csrf_token": values["csrf_token"], "do": "keep"})
    assert karen.page.status_code == 200
    assert db.one(Task).headline == task.headline


BY_HAND = {
    "/language": {"language": "da\0", "back": "/tasks/\0"},
    "/me/mails": {"kinds": "plan\0"},
    "/payroll/2026-11": {"export_id": "\0", "kind": "csv\0"},
    "/me/calendar": {"link_id": "\0"},
    "/weeks/{sheet}": {"version": "\0", "opened": "\0"},
    "/tasks/{task}/photos": {"from_page": "\0"},
    "/smalljobs/{job}/weeks/" + str(WEEK): {"do": "none-\0", "base": "\0"},
    "/sign-in/": {"email": "karen@example.dk\0"},
    "/sign-in/code": {"request_id": "\0", "code": "\0"},
    "/people/": {"user_id": "\0", "email": "ny@example.dk\0", "name": "Ny\0"},
}


def test_nothing_that_is_read_by_hand_brings_it_either(world: World, browse: Browse) -> None:
    sheet, task, karen = world.sheet(), world.task(), browse(world.karen)
    karen.open("/home")
    token = karen.form("").values["csrf_token"]
    for address, values in BY_HAND.items():
        there = address.format(sheet=sheet.id, task=task.id, job=sheet.small_job_id)
        assert karen.post(there, values | {"csrf_token": token}).status_code < 500, address


NAMES = {"a\0b.jpg": 422, "a\ud800.jpg": 400, "../../x": 422, "\u202egpj": 422, "x" * 900: 422}


@pytest.mark.parametrize("content", [camera.jpeg(), b"no photo"], ids=["a photo", "none"])
def test_the_name_of_a_file_can_be_anything(
    world: World, db: Database, browse: Browse, content: bytes
) -> None:
    karen = browse(world.karen)
    for name, status in NAMES.items():
        task = world.task()
        karen.open(f"/tasks/{task.id}")
        token = karen.form("").values["csrf_token"]
        head = f'Content-Disposition: form-data; name="photos"; filename="{name}"'
        parts = [b'Content-Disposition: form-data; name="csrf_token"\r\n\r\n' + token.encode()]
        parts.append(head.encode("utf-8", "surrogatepass") + b"\r\n\r\n" + content)
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        answer = karen.client.post(
            f"/tasks/{task.id}/photos",
            input_stream=BytesIO(body),
            content_length=len(body),
            content_type="multipart/form-data; boundary=edge",
        )
        kept = 303 if content.startswith(b"\xff\xd8") and status == 422 else status
        assert answer.status_code == kept, name
        assert not {"\0", "\ud800"} & set(answer.get_data(as_text=True))


def test_a_file_is_no_text(world: World, db: Database, browse: Browse) -> None:
    task, karen = world.task(), browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    values: dict[str, Any] = dict(karen.form("Send").values)
    values |= {"headline": (BytesIO(b"x"), "x.txt"), "do": "keep"}
    karen.client.post(f"/tasks/{task.id}/edit", data=values)
    assert db.one(Task).headline == ""


def test_json_is_no_form(app: Flask, world: World, db: Database, browse: Browse) -> None:
    task, karen = world.task(), browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    headers = {"X-CSRFToken": karen.form("Send").values["csrf_token"]}
    for values in ({"headline": ["x"], "do": 1, "activities": {"0": None}}, [1], None, "x"):
        answer = karen.client.post(f"/tasks/{task.id}/edit", json=values, headers=headers)
        assert answer.status_code < 500
    assert db.one(Task).stops == task.stops


def test_a_small_job_has_its_own_company_whatever_stands_in_the_cursor(
    world: World, db: Database, browse: Browse
) -> None:
    """A cursor narrows what one may see; it never widens it."""
    job = world.job(by="ali")
    karen = browse(world.karen)
    karen.open(f"/smalljobs/?after=~{uuid4()}")
    assert str(job.id) not in karen.page.get_data(as_text=True)
    assert db.count(SmallJob) == 1
