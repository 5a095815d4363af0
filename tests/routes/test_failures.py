"""What can fail, fails with a page that helps, and nothing that was typed is lost."""

import errno
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.conftest import SECRET, Browse, make_app
from tests.database import Database
from tests.world import World
from webapp import config, headers, migrate
from webapp.languages import LANGUAGES
from webapp.tasks.models import Task
from webapp.tasks.rules import MOST_ACTIVITIES, Status

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"])


@contextmanager
def breaking(db: Database, failure: Exception) -> Iterator[None]:
    """Every statement fails meanwhile."""

    def fail(*_: Any) -> None:
        raise failure

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


FAILURES = {
    "the database is gone": OperationalError("SELECT 1", {}, Exception("gone")),
    "the disk is full": OSError(errno.ENOSPC, "No space left on device"),
}


@pytest.mark.parametrize("why", FAILURES)
def test_a_busy_house_says_so(world: World, db: Database, browse: Browse, why: str) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    form = karen.form("Send to the municipality")
    with breaking(db, FAILURES[why]):
        for _ in range(2):
            karen.post(form.action, form.values | {"headline": "Kasser", "do": "keep"})
            assert karen.page.status_code == 503
            assert karen.sees("Nothing was saved") and not karen.sees("Traceback")
        assert karen.open("/home").status_code == 503
        assert karen.open("/").status_code == 503
    assert db.count(Task) == 0
    karen.post(form.action, form.values | {"headline": "Kasser", "do": "keep"})
    assert db.one(Task).headline == "Kasser"


def test_a_mistake_of_ours_is_said_to_be_ours(
    world: World, db: Database, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    karen = browse(world.karen)
    with breaking(db, RuntimeError("a secret detail")):
        assert karen.open("/home").status_code == 500
    assert karen.sees("We made a mistake")
    assert "a secret detail" not in karen.page.get_data(as_text=True)
    assert "a secret detail" in caplog.text


PAGES = {403: "/smalljobs/of/{}", 404: "/tasks/{}", 405: "/tasks/{}/take"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", PAGES)
def test_an_error_has_a_page_in_the_readers_language(
    world: World, browse: Browse, status: int, language: str
) -> None:
    karen = browse(world.karen, language)
    address = PAGES[status].format(world.task(Status.SUBMITTED, by="ali").id)
    assert karen.open(address).status_code == status
    assert f'<html lang="{language}">' in karen.page.get_data(as_text=True)
    assert karen.sees(str(status))


def test_eleven_megabytes_are_too_much(world: World, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    form = karen.form("Send to the municipality")
    values = form.values | {"stops": "x" * 11 * 1024 * 1024}
    assert karen.post(form.action, values).status_code == 413
    assert karen.sees("too much at once")


def test_no_more_rows_are_kept_than_the_form_can_show(
    world: World, db: Database, browse: Browse
) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    form = karen.form("Send to the municipality")
    many = {f"activities-{n}-what": "x" for n in range(900)}
    karen.post(form.action, form.values | many | {"do": "keep"})
    assert len(db.one(Task).activities) <= MOST_ACTIVITIES


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_row_with_an_odd_number_is_no_row(
    world: World, db: Database, browse: Browse, number: str
) -> None:
    split = world.split()
    karen = browse(world.karen)
    karen.open(f"/splits/{split.id}/edit")
    odd = {f"parts-{number}-minutes": "3"}
    assert karen.press("Save and finish later", **odd).status_code == 200
    assert len(db.one(type(split)).parts) == 1


@pytest.mark.parametrize("lost", ["the cookie", "the session row", "the token"])
def test_a_form_without_its_session_is_shown_to_be_sent_once_more(
    world: World, db: Database, browse: Browse, lost: str
) -> None:
    task, karen = world.task(), browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit")
    form = karen.form("Send to the municipality")
    values = form.values | {
        "headline": "Æbler & <pærer>",
        "stops": "Én ting\nto ting",
        "do": "keep",
    }
    if lost == "the cookie":
        karen.client.delete_cookie("smajob")
    elif lost == "the session row":
        db.change(lambda session: session.execute(sa.text("DELETE FROM user_session")))
    else:
        values["csrf_token"] = "forged"
    karen.post(f"/tasks/{task.id}/edit", values)
    assert karen.page.status_code == (401 if lost == "the session row" else 400)
    again = karen.form("Send once more")
    assert (again.action, again.values["headline"]) == (f"/tasks/{task.id}/edit", "Æbler & <pærer>")
    assert again.values["stops"].replace("\r\n", "\n") == "Én ting\nto ting"
    assert karen.sees("Æbler & <pærer>")
    if lost == "the token":
        karen.press("Send once more")
        assert db.one(Task).headline == "Æbler & <pærer>"


@pytest.mark.parametrize("status", [200, 303, 400, 403, 404, 405, 413, 503])
def test_every_answer_carries_its_protection(
    world: World, db: Database, browse: Browse, status: int
) -> None:
    karen = browse(world.karen)
    karen.open("/home")
    client, failing = karen.client, FAILURES["the database is gone"]
    if status == 503:
        with breaking(db, failing):
            response = client.get("/home")
    elif status == 413:
        response = client.post("/language", data={"x": "y" * 2 * config.MAX_BODY})
    else:
        asks = {
            200: ("GET", "/home"),
            303: ("GET", "/companies/new"),
            400: ("POST", "/language"),
            403: ("GET", "/staff/"),
            404: ("GET", "/nowhere"),
            405: ("PUT", "/home"),
        }
        client = browse().client if status == 303 else client
        method, address = asks[status]
        response = client.open(address, method=method)
    assert response.status_code == status
    for name, value in headers.HEADERS.items():
        assert response.headers[name] == value
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "Server" not in response.headers


@pytest.mark.parametrize("address", ["/static/app.css", "/static/app.js", "/static/mark.svg"])
def test_files_carry_it_too(demo: Flask, address: str) -> None:
    response = demo.test_client().get(address)
    assert response.status_code == 200
    for name, value in headers.HEADERS.items():
        assert response.headers[name] == value
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "max-age=31536000" in response.headers["Cache-Control"]


def test_pages_are_not_kept_by_anybody(world: World, browse: Browse) -> None:
    response = browse(world.karen).open("/home")
    assert response.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in response.headers["Vary"]


def test_over_https_cookies_stay_there_and_forms_still_work(app: Flask, db: Database) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    safe = make_app(url, insecure_cookies=False, base_url="https://localhost")
    client = safe.test_client()
    result = client.get("/sign-in/", base_url="https://localhost")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert flag in result.headers["Set-Cookie"]
    assert result.headers["Strict-Transport-Security"].startswith("max-age=")
    token = re.search(r'csrf_token" value="([^"]+)"', result.text)
    assert token
    data = {"csrf_token": token[1], "email": "karen@example.dk"}
    mine, other = ("https://localhost/sign-in/", "https://evil.example/")
    options: dict[str, Any] = {"base_url": "https://localhost", "data": data}
    assert client.post("/sign-in/", headers={"Referer": mine}, **options).status_code == 303
    assert client.post("/sign-in/", headers={"Referer": other}, **options).status_code == 403
    assert client.post("/sign-in/", **options).status_code == 303  # the form's own token will do
    safe.extensions["engine"].dispose()


def test_the_chosen_language_is_remembered(world: World, db: Database, browse: Browse) -> None:
    karen = browse(world.karen)
    karen.open("/tasks/")
    karen.press("Dansk")
    assert karen.page.request.path == "/tasks/"
    assert karen.sees("Opgaver") and 'lang="da"' in karen.page.get_data(as_text=True)
    visitor = browse(language="en")
    visitor.open("/")
    visitor.press("Dansk")
    assert 'lang="da"' in visitor.open("/sign-in/").get_data(as_text=True)
    cookie = visitor.client.get_cookie("language")
    assert cookie is not None and cookie.http_only


def test_the_log_names_ids_and_nothing_else(
    world: World, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "smajob.access")
    task = world.task()
    karen = browse(world.karen)
    karen.open(f"/tasks/{task.id}/edit?code=123456")
    karen.press("Send to the municipality", headline="Hemmelige kasser")
    lines = [row.getMessage() for row in caplog.records if row.name == "smajob.access"]
    assert f"GET tasks.edit task_id={task.id} 200 employer:{world.karen.id}" in lines[0]
    said = "\n".join(lines)
    for word in ("Hemmelige", "Karen", "karen@", "123456", SECRET, "csrf"):
        assert word not in said


def set_version(db: Database, revision: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :v"), {"v": revision})


def test_the_house_says_whether_it_is_ready(app: Flask, db: Database, browse: Browse) -> None:
    client = app.test_client()
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)
    set_version(db, "0000")
    try:
        waiting = client.get("/readyz")
        assert (waiting.status_code, waiting.json) == (503, {"status": "migrations are waiting"})
        assert client.get("/healthz").status_code == 200
    finally:
        set_version(db, migrate.newest() or "")
    with breaking(db, FAILURES["the database is gone"]):
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
