"""Every route serves those whom the table lets in, and nobody else: who × what × whose."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import open_browser
from tests.house import addresses, forms, matrix
from tests.house.matrix import Thing
from tests.house.permissions import PERMISSIONS
from tests.world import World
from webapp.actor import Actor, Role

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"])


def routes(app: Flask) -> Iterator[tuple[str, str, Any, frozenset[str]]]:
    """(endpoint, method, its view, the names in its address)."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield (
                rule.endpoint,
                method,
                app.view_functions[rule.endpoint],
                frozenset(rule.arguments),
            )


def test_every_route_serves_those_whom_the_table_lets_in_and_no_others(demo: Flask) -> None:
    served = {name: (method, view.serves) for name, method, view, _ in routes(demo)}
    written = {name: (row.method, row.roles) for name, row in PERMISSIONS.items()}
    assert served.keys() == written.keys()
    assert served == written


def test_each_route_has_one_method(demo: Flask) -> None:
    """One row of the table says who may use it."""
    names = [(name, sorted(methods)) for name, methods in _methods(demo).items()]
    assert not [name for name, methods in names if len(methods) > 1]


def test_what_names_something_says_whose_it_must_be(demo: Flask) -> None:
    bare = {name for name, _, _, ids in routes(demo) if not ids - {"name"}}
    assert {name for name, row in PERMISSIONS.items() if row.whose == {"-"}} == bare


def _methods(app: Flask) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, method, _, _ in routes(app):
        found.setdefault(name, set()).add(method)
    return found


@on_sqlite
def test_the_matrix_knows_every_route(app: Flask, world: World) -> None:
    """A new route fails here until somebody says what its ids name and what its form sends."""
    known = forms.bodies(world)
    assert {name for name, _, _, ids in routes(app) if ids not in matrix.KINDS} == set()
    assert {name for name, method, _, _ in routes(app) if method == "POST"} == set(known)


class Walk:
    """One person trying every door. What they change is put back after each."""

    def __init__(self, app: Flask, world: World, persona: str) -> None:
        self.app, self.actor = app, matrix.actor_of(world, persona)
        self.things = matrix.everything(world)
        asked = addresses.mailed(world.karen.email)
        change = addresses.mailed("new@example.dk", user_id=self.actor.user_id or world.karen.id)
        world.db.add(asked, change)
        self.bodies = forms.bodies(world)
        browser = open_browser(app, matrix.user_of(world, persona))
        with browser.client.session_transaction() as session:
            session["asked"] = [str(asked.id)]
            if self.actor.role is Role.VISITOR:
                session["visitor"] = str(self.actor.visitor_id)
        browser.open("/sign-in/")
        self.csrf = browser.form("").values["csrf_token"]
        self.cookie = browser.client.get_cookie("smajob").value
        self.file = sqlite3.connect(app.extensions["engine"].url.database)
        self.kept = sqlite3.connect(":memory:")
        self.file.backup(self.kept)
        self.version = self.data_version()

    def close(self) -> None:
        self.file.close()
        self.kept.close()

    def data_version(self) -> int:
        """Moves on whenever somebody else has written."""
        return int(self.file.execute("PRAGMA data_version").fetchone()[0])

    def put_back(self) -> bool:
        """Was something written? Then it is undone."""
        if self.data_version() == self.version:
            return False
        self.kept.backup(self.file)
        self.version = self.data_version()
        return True

    def client(self) -> FlaskClient:
        client = self.app.test_client()
        client.set_cookie("smajob", self.cookie)
        return client

    def ask(self, endpoint: str, method: str, thing: Thing) -> Any:
        with self.app.test_request_context():
            address = self.app.url_for(endpoint, **thing.args)
        data = form_data(self.bodies[endpoint], self.csrf) if method == "POST" else None
        return self.client().open(address, method=method, data=data)


def form_data(body: dict[str, Any], csrf: str) -> dict[str, Any]:
    """What a browser sends: bytes go as a file, which is read once, so it is made anew."""
    files = {
        name: (BytesIO(value), "a.jpg") for name, value in body.items() if isinstance(value, bytes)
    }
    return body | files | {"csrf_token": csrf}


def expected(actor: Actor, endpoint: str, method: str, thing: Thing) -> str:
    """What is right: a status, where one is sent, or `ok`."""
    permission = PERMISSIONS[endpoint]
    if actor.role not in permission.roles:
        if actor.role is Role.NEWCOMER:
            return "/companies/"
        if actor.role is Role.VISITOR:
            return "/sign-in/" if method == "GET" else "401"
        return "403"
    if endpoint == "tasks.write" and not thing.exists and not actor.is_staff:
        return "ok"  # a new draft, under the id that the form was given
    if endpoint == "sign_in.link" and actor.user_id:
        return "ok"  # whatever the link is: who is signed in comes home
    if thing is not matrix.NOTHING and not matrix.sees(actor, thing, permission.whose):
        return "404"
    allows = matrix.ALLOWS.get(endpoint)
    answer = allows(actor, thing.state) if allows else True
    return answer if isinstance(answer, str) else {True: "ok", False: "409"}[answer]


def got(response: Any) -> str:
    """The answer in the words of `expected`."""
    location = response.headers.get("Location", "")
    if response.status_code == 303 and location in {"/sign-in/", "/companies/"}:
        return location
    return "ok" if response.status_code < 400 else str(response.status_code)


@pytest.fixture
def walks(app: Flask, world: World) -> Iterator[Any]:
    """`walks(persona)` is a walk of theirs."""
    with ExitStack() as stack:
        yield lambda persona: stack.enter_context(closing(Walk(app, world, persona)))


@on_sqlite
@pytest.mark.parametrize("persona", matrix.PERSONAS)
def test_each_person_gets_in_where_they_should_and_nowhere_else(
    app: Flask, walks: Any, persona: str, record_property: Any
) -> None:
    walk = walks(persona)
    cells, wrong = 0, []
    for endpoint, method, _view, ids in routes(app):
        for thing in walk.things[matrix.KINDS[ids]]:
            right = expected(walk.actor, endpoint, method, thing)
            response = walk.ask(endpoint, method, thing)
            cells += 1
            answer = got(response)
            wrote = walk.put_back()
            if answer != right:
                wrong.append(f"{endpoint} {method}, {thing.name}: {answer}, not {right}")
            if wrote and (method == "GET" or answer != "ok"):
                wrong.append(f"{endpoint} {method}, {thing.name}: {answer}, and yet it wrote")
    record_property("permission matrix: # cells", cells)
    assert not wrong


@on_sqlite
def test_a_form_without_its_token_is_never_obeyed(app: Flask, walks: Any) -> None:
    walk = walks("consultant")
    walk.csrf = str(uuid4())
    for endpoint, method, _view, ids in routes(app):
        if method == "POST":
            response = walk.ask(endpoint, method, walk.things[matrix.KINDS[ids]][0])
            assert (response.status_code, walk.put_back()) == (400, False), endpoint
