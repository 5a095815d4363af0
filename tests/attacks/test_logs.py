"""What is written down: one shape for every line, and nobody's name, word or address in any."""

import builtins
import json
import os
import re
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask import Flask, g

from tests.conftest import Browse, make_app
from tests.database import Database
from tests.mails.post import MailServer, tell
from tests.world import World
from webapp import clock, logs, migrate
from webapp import db as app_db
from webapp.accounts.models import User
from webapp.mails import server as mail_server
from webapp.mails import worker
from webapp.mails.models import Mail
from webapp.routes import desk
from webapp.tasks import actions as tasks

LINE = re.compile(
    r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR) \d+ ([0-9a-f]{12}|-) [\w.]+: .*"
)
# somebody's name, address, words, number and code, as they would be found again
CANARIES = ("Kanariefugl", "kanariefugl@", "gulerodder", "610190", "734512")
WORD = "gulerodder"
PERSON = "Kanariefugl <kanariefugl@fugle.example> 610190-1234"


def assert_clean(written: str) -> None:
    """Every line has the shape, and no canary is in one."""
    assert written
    for line in written.splitlines():
        assert LINE.fullmatch(line), line
    for canary in CANARIES:
        assert canary.lower() not in written.lower()


# --- from the address ------------------------------------------------------------------------

BREAKS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1b[2K\r", "\x85", "\u2028", "\u202e", "\ud800"]
FORGED = "2026-11-20T12:00:00.000Z INFO 1 0123456789ab smajob.access: GET Kanariefugl 200"
PLACES = (
    "/{}",
    "/tasks/{}",
    "/smalljobs/6f1e4a0e-0000-4000-8000-000000000000/weeks/{}",
    "/smalljobs/6f1e4a0e-0000-4000-8000-000000000000/copy/{}.pdf",
    "/payroll/{}",
    "/payroll/again/6f1e4a0e-0000-4000-8000-000000000000.{}",
    "/copy/{}",
    "/copy/{}/2026-11",
    "/calendar/{}.ics",
    "/demo/as/{}",
    "/sign-in/code?code=734512&request={}",
    "/tasks/?after={}",
)


@pytest.mark.parametrize("place", PLACES)
def test_no_address_writes_a_line_of_its_own(
    world: World, browse: Browse, capsys: Any, place: str
) -> None:
    karen = browse(world.karen)
    capsys.readouterr()
    for mark in BREAKS:
        forged = quote(f"{mark}{FORGED}", safe="", errors="surrogatepass")
        headers = {"User-Agent": PERSON, "X-Request-ID": "Kanariefugl", "X-Forwarded-For": PERSON}
        for method in ("GET", "POST"):
            karen.client.open(place.format(forged), method=method, headers=headers)
    written = capsys.readouterr().err
    assert_clean(written)
    assert len(written.splitlines()) >= 2 * len(BREAKS)
    assert all(line.count("smajob") == 1 for line in written.splitlines())


def test_what_was_read_of_an_address_is_written(world: World, browse: Browse, capsys: Any) -> None:
    karen, job = browse(world.karen), world.job()
    karen.open(f"/smalljobs/{job.id}/weeks/2026-W47")
    karen.open("/payroll/2026-11")
    karen.open("/payroll/2026-13")
    written = capsys.readouterr().err
    assert f"GET timesheets.show job_id={job.id} week=2026-W47 200 employer:" in written
    assert "GET payroll.show month=2026-11 200" in written
    assert "GET payroll.show - 404" in written


@pytest.mark.parametrize("text", [*BREAKS, "\0", "\t", "\u200b"])
def test_a_line_stays_one_line(text: str) -> None:
    made = logs.printable(f"a{text}b")
    assert made.isprintable() and made.startswith("a\\") and made.endswith("b")


# --- from the database and from mistakes -----------------------------------------------------


def test_a_refused_row_is_not_quoted(
    world: World, db: Database, browse: Browse, capsys: Any, monkeypatch: Any
) -> None:
    """Both databases say in their error what they would not keep; ours does not pass it on."""

    def twice(*_args: Any, **_values: Any) -> None:
        row = sa.text("INSERT INTO users (id, email) VALUES (:id, :email)")
        g.db.execute(row, {"id": world.karen.id.hex, "email": PERSON})

    monkeypatch.setattr(tasks, "save", twice)
    karen = browse(world.karen)
    karen.open("/tasks/new")
    capsys.readouterr()
    karen.press("Save and finish later", headline="gulerodder")
    assert karen.page.status_code == 500
    written = capsys.readouterr().err
    assert_clean(written)
    assert "sqlalchemy.exc.IntegrityError" in written and "in twice" in written
    assert "which led to:" in written
    for canary in CANARIES:
        assert canary.lower() not in karen.page.text.lower().replace("gulerodder", "")


def test_parameters_are_hidden_wherever_an_error_is_said(db: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as error, db.engine.connect() as connection:
        connection.execute(sa.text("SELECT * FROM nothing WHERE a = :a"), {"a": PERSON})
    assert "Kanariefugl" not in str(error.value)


def fails(*_args: Any, **_values: Any) -> None:
    try:
        raise KeyError(PERSON)
    except KeyError as error:
        raise ValueError(f"{WORD} of {PERSON}\n{FORGED}") from error


@pytest.mark.parametrize("where", ["the view", "after the view", "the error page"])
def test_a_mistake_says_where_and_not_whose(
    app: Flask, world: World, browse: Browse, capsys: Any, monkeypatch: Any, where: str
) -> None:
    karen = browse(world.karen)
    karen.open("/home")
    capsys.readouterr()
    if where == "after the view":
        monkeypatch.setitem(app.after_request_funcs, None, [fails])
    else:
        monkeypatch.setattr(desk, "page", fails)
    if where == "the error page":
        monkeypatch.setattr("webapp.errors.page", fails)
    response = karen.client.get("/home?q=gulerodder")
    assert response.status_code == 500
    written = capsys.readouterr().err
    assert_clean(written)
    assert "builtins.KeyError" in written and "builtins.ValueError" in written
    assert "in fails" in written and "unexpected, in desk.home" in written
    assert "anariefugl" not in response.text


def test_the_page_of_a_mistake_names_its_lines(
    world: World, browse: Browse, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(desk, "page", fails)
    karen = browse(world.karen)
    capsys.readouterr()
    karen.client.get("/home", headers={"X-Request-ID": "Kanariefugl"})
    numbers = {LINE.fullmatch(line)[2] for line in capsys.readouterr().err.splitlines()}  # type: ignore[index]
    karen.open("/home")
    (number,) = {
        LINE.fullmatch(line)[2]  # type: ignore[index]
        for line in capsys.readouterr().err.splitlines()
    }
    assert karen.page.headers["X-Request-ID"] == number
    assert karen.sees(f"If you call about it, say this number: {number}")
    assert len(numbers) == 1 and number not in numbers


def test_every_answer_has_a_number_of_its_own(app: Flask) -> None:
    client = app.test_client()
    asked = [("GET", "/"), ("GET", "/nowhere"), ("POST", "/language"), ("GET", "/healthz")] * 3
    numbers = [client.open(path, method=method).headers["X-Request-ID"] for method, path in asked]
    foreign = client.post("/language", headers={"Origin": "https://evil.example"})
    numbers.append(foreign.headers["X-Request-ID"])
    assert len(set(numbers)) == 13
    assert all(re.fullmatch("[0-9a-f]{12}", number) for number in numbers)


# --- for programs ----------------------------------------------------------------------------


@pytest.fixture
def in_json() -> Iterator[None]:
    yield
    logs.speak_up("text")


@pytest.mark.usefixtures("in_json")
def test_lines_are_objects_where_that_is_wished(
    db: Database, capsys: Any, monkeypatch: Any
) -> None:
    app = make_app(db.engine.url.render_as_string(hide_password=False), log="json")
    monkeypatch.setattr("webapp.routes.front.page", fails)
    response = app.test_client().get("/")
    app.extensions["engine"].dispose()
    written = capsys.readouterr().err
    rows = [json.loads(line) for line in written.splitlines()]
    mistake, access = rows
    assert set(access) == {"time", "level", "pid", "request", "logger", "message"}
    assert (access["level"], access["pid"]) == ("INFO", os.getpid())
    assert access["request"] == response.headers["X-Request-ID"] == mistake["request"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT[\d:]{8}\.\d{3}Z", access["time"])
    assert mistake["trace"][-1] == "builtins.ValueError"
    assert not any(canary.lower() in written.lower() for canary in CANARIES)


# --- the worker and the commands -------------------------------------------------------------


def run(path: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as it runs for real."""
    settings = {"SMAJOB_DATABASE_URL": f"sqlite:///{path}", "SMAJOB_INSECURE_COOKIES": "1"}
    known = {name: value for name, value in os.environ.items() if not name.startswith("SMAJOB_")}
    static = {"SMAJOB_STATIC": os.environ.get("SMAJOB_STATIC", ".dev/static")}
    command = [sys.executable, "-m", "flask", "--app", "webapp.app:create_app", *words]
    return subprocess.run(
        command, capture_output=True, text=True, env=known | static | settings | more, check=False
    )


def test_the_workers_lines_come_once_and_name_nobody(tmp_path: Path) -> None:
    path, server = tmp_path / "mails.sqlite3", MailServer()
    server.unknown = "kanariefugl@fugle.example"
    engine = app_db.make_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    tell(Database(engine), "gulerodder", clock.now(), to=server.unknown)
    engine.dispose()
    to_server = {"SMAJOB_SMTP_HOST": "127.0.0.1", "SMAJOB_SMTP_PORT": str(server.port)}
    done = run(path, "worker", "--once", SMAJOB_SMTP_STARTTLS="0", **to_server)
    server.controller.stop()
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert "smajob.worker: mail " in line and "SMTPRecipientsRefused 550" in line
    assert_clean(done.stderr)
    assert done.stdout == ""
    said = run(path, "mails").stdout
    assert "…@fugle.example" in said and "SMTPRecipientsRefused 550" in said
    assert not any(canary.lower() in said.lower() for canary in CANARIES)


def test_a_round_that_fails_says_where_and_not_whose(
    app: Flask, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("webapp.reminders.actions.send_due", fails)
    capsys.readouterr()
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 1
    written = done.output + capsys.readouterr().err
    assert "this round failed" in written and "in fails" in written
    assert_clean(written)


@pytest.mark.parametrize(
    "kind", ["SMTPSenderRefused", "SMTPDataError", "SMTPServerDisconnected", "OSError", "KeyError"]
)
def test_what_a_mail_server_answers_is_not_written(
    app: Flask, db: Database, settings: Any, capsys: Any, monkeypatch: Any, kind: str
) -> None:
    """Servers repeat the address in their answers."""
    known: Any = getattr(smtplib, kind, None) or getattr(builtins, kind)
    args = {"SMTPSenderRefused": (550, PERSON.encode(), PERSON), "SMTPDataError": (554, PERSON)}

    def refuse(*_args: Any) -> None:
        raise known(*args.get(kind, (PERSON,)))

    monkeypatch.setattr(mail_server.Server, "hand_over", refuse)
    tell(db, "gulerodder", to="kanariefugl@fugle.example")
    with app.app_context():
        worker.deliver_due(db.engine, replace(settings, smtp_host="there"), at=clock.now())
    written = capsys.readouterr().err
    assert kind in written
    assert_clean(written)
    failure = db.one(Mail).failure
    assert kind in failure and not any(canary in failure for canary in CANARIES)


def test_letting_somebody_in_is_not_written_with_their_name(
    app: Flask, db: Database, capsys: Any
) -> None:
    words = ["kanariefugl@fugle.example", "Kanariefugl", "--role", "consultant"]
    town = ["--municipality", "Vestby", "--new-municipality"]
    done = app.test_cli_runner().invoke(args=["staff", "add", *words, *town])
    assert (done.exit_code, db.count(User)) == (0, 1)
    written = done.stdout + done.stderr + capsys.readouterr().err
    assert not any(canary.lower() in written.lower() for canary in CANARIES)
