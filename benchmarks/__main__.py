"""Requests a second, in process, on demo data: `python3 dev.py bench`.

The yardstick is a bare Flask view that renders a page of the same size from a list; a ratio of
0.5 means that ours takes twice as long. Ratios can be compared between machines, the rest cannot.
"""

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select

from webapp import clock, config, db, migrate
from webapp.accounts import actions, store
from webapp.app import create_app
from webapp.clock import Week
from webapp.demo import data
from webapp.demo.personas import PERSONAS
from webapp.timesheets.models import Timesheet

SECONDS = 2.0
ROW = "<li><a href='/rows/{{ row }}'><strong>{{ row }}</strong> <span>{{ row * 2 }}</span></a></li>"
PAGE = f"<!doctype html><ul>{{% for row in rows %}}{ROW}{{% endfor %}}</ul>"


def demo(folder: str) -> Flask:
    settings = replace(
        config.load(),
        database_url=f"sqlite:///{Path(folder, 'bench.sqlite3').as_posix()}",
        insecure_cookies=True,
        demo=True,
    )
    app = create_app(settings)
    migrate.upgrade(app.extensions["engine"])
    with db.transaction(app.extensions["engine"]) as session:
        data.fill(session, today=clock.today(), seed=1)
    return app


def signed_in(app: Flask, key: str) -> FlaskClient:
    email = next(persona.email for persona in PERSONAS if persona.key == key)
    with db.transaction(app.extensions["engine"]) as session:
        user = store.by_email(session, email)
        assert user
        secret = app.config["SECRET_KEY"]
        token = actions.open_session(session, user, secret=secret, at=clock.now(), remember=False)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["signed_in"] = token
    return client


def a_week(app: Flask) -> str:
    with db.open_session(app.extensions["engine"], writing=False) as session:
        newest = select(Timesheet).order_by(col(Timesheet.monday).desc())
        sheet = session.exec(newest).first()
    assert sheet
    return f"/smalljobs/{sheet.small_job_id}/weeks/{Week.of(sheet.monday)}"


def bare(size: int) -> FlaskClient:
    """The yardstick: nothing but a page of about that many characters."""
    app = Flask("yardstick")
    row_size = len(ROW) - 20
    rows = list(range(1000, 1000 + max(size // row_size, 1)))
    template = app.jinja_env.from_string(PAGE)
    app.add_url_rule("/", view_func=lambda: template.render(rows=rows))
    return app.test_client()


def rate(ask: Callable[[], Any]) -> float:
    """Requests a second, after a few to warm up."""
    for _ in range(5):
        ask()
    done, begin = 0, time.perf_counter()
    while (spent := time.perf_counter() - begin) < SECONDS:
        ask()
        done += 1
    return done / spent


def cases(app: Flask) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is measured: a name, and how one request is made."""
    mette, owner = signed_in(app, "mette"), signed_in(app, "owner")
    for name, address in (
        ("home of a consultant", "/home"),
        ("list of tasks", "/tasks/"),
        ("a week sheet", a_week(app)),
    ):
        yield name, lambda address=address: mette.get(address)  # type: ignore[misc]
    page = owner.get("/tasks/new").text
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    values = {
        "csrf_token": token,
        "headline": "Kasser",
        "category": "",
        "workplace": "",
        "do": "keep",
    }
    yield "a draft kept", lambda: owner.post(f"/tasks/{uuid4()}/edit", data=values)


def main() -> None:
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        app = demo(folder)
        print(f"{'':<22}{'a second':>10}{'yardstick':>11}{'ratio':>8}{'bytes':>9}")
        for name, ask in cases(app):
            response = ask()
            if response.status_code >= 400:
                raise SystemExit(f"{name}: {response.status}")
            size = len(response.get_data()) if response.status_code == 200 else 2000
            yardstick = bare(size)
            ours, theirs = rate(ask), rate(lambda client=yardstick: client.get("/"))  # type: ignore[misc]
            print(f"{name:<22}{ours:>10.0f}{theirs:>11.0f}{ours / theirs:>8.2f}{size:>9}")
        app.extensions["engine"].dispose()


if __name__ == "__main__":
    main()
