"""Odd requests to every route by everybody, the same ones for the same seed.

They are drawn from what there is: routes from the map of addresses, things from the matrix, fields
from the forms that stand on the pages that were met on the way, buttons and links likewise.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, unquote_to_bytes, urlencode, urlsplit

from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from tests.attacks import odd
from tests.browser import Browser
from tests.conftest import open_browser, sign_in
from tests.database import Database
from tests.house import forms, matrix
from tests.world import World

PEOPLE = (None, "nina", "karen", "poul", "ali", "mette", "sofie", "birgit")
QUERIES = ("after", "status", "q", "whose", "at", "request", "code", "copy", "version", "language")
STATIC = ("/static/app.css", "/static/", "/static/nothing.css", "/favicon.ico", "/", "")


@dataclass(frozen=True)
class Request:
    """One request as it goes over the wire. `path` and `query` are encoded."""

    who: str | None
    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __str__(self) -> str:
        address = f"{self.path}?{self.query}" if self.query else self.path
        body = self.body if len(self.body) < 400 else self.body[:400] + b"..."
        shown = {name: text[:80] for name, text in self.headers.items()}
        return f"{self.who or 'visitor'} {self.method} {address[:300]} {shown} {body!r}"


@contextmanager
def seeded(seed: int) -> Iterator[Random]:
    """Ids are the same for the same seed, so that a request can be sent once more."""
    ids = Random(f"ids {seed}")
    with patch("os.urandom", ids.randbytes):
        yield Random(seed)


class Round:
    """Everybody at a fresh world, until so many requests are answered."""

    def __init__(self, app: Flask, seed: int, random: Random) -> None:
        self.app, self.seed, self.random = app, seed, random
        self.said: list[str] = []
        self.world = World(Database(app.extensions["engine"]))
        self.things = matrix.everything(self.world)
        self.bodies = forms.bodies(self.world)
        args = (thing.args for things in self.things.values() for thing in things)
        self.known = list(dict.fromkeys(str(item) for those in args for item in those.values()))
        self.routes = [
            (rule.endpoint, method, frozenset(rule.arguments))
            for rule in sorted(
                app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)
            )
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        ]
        self.cookies = {who: self._cookie(who) for who in PEOPLE}
        self.met: dict[str | None, list[tuple[str, odd.Pairs]]] = {who: [] for who in PEOPLE}

    def _cookie(self, who: str | None) -> tuple[str, str]:
        """(what names their session, what their forms carry)."""
        browser = open_browser(self.app, self.world.people[who] if who else None)
        if who is None:
            with browser.client.session_transaction() as session:
                session["visitor"] = str(matrix.VISITOR_ID)
        browser.open("/sign-in/code")
        cookie = browser.client.get_cookie("smajob")
        assert cookie
        return f"smajob={cookie.value}", browser.form("").values["csrf_token"]

    # --- what is asked ---

    def request(self) -> Request:
        """The next one."""
        who, kind = self.random.choice(PEOPLE), self.random.random()
        if kind < 0.25:
            return self._page(who)
        if kind < 0.6 and self.met[who]:
            address, pairs = self.random.choice(self.met[who])
            return self._send(who, address, pairs)
        return self._any(who)

    def _page(self, who: str | None) -> Request:
        """A page as it is meant, to meet its forms."""
        endpoint, _method, ids = self.random.choice(self.routes)
        path = self._path(endpoint, ids)
        return Request(who, "GET", path, headers=self._headers(who, calm=True))

    def _path(self, endpoint: str, ids: frozenset[str]) -> str:
        thing = self.random.choice(self.things[matrix.KINDS[ids]])
        with self.app.test_request_context():
            return str(self.app.url_for(endpoint, **thing.args))

    def _any(self, who: str | None) -> Request:
        """A route with an odd address, query, method or body."""
        endpoint, method, ids = self.random.choice(self.routes)
        path = self._path(endpoint, ids)
        if self.random.random() < 0.25:
            path = self._odd_path(path)
        if method == "POST" and self.random.random() < 0.9:
            body = [*self.bodies.get(endpoint, {}).items(), ("csrf_token", self.cookies[who][1])]
            return self._send(who, path, [*body, ("do", self.random.choice(odd.BUTTONS))])
        if self.random.random() < 0.1:
            method = self.random.choice(odd.METHODS)
        return Request(who, method, path, self._query(), self._headers(who))

    def _odd_path(self, path: str) -> str:
        parts = path.split("/")
        place = self.random.randrange(len(parts))
        raw = [*odd.RAW_PATHS, *map(_encoded, odd.VALUES)]
        match self.random.randrange(4):
            case 0:
                parts[place] += self.random.choice(odd.RAW_PATHS)
            case 1:
                parts.append("")
            case 2 if self.random.random() < 0.3:
                return self.random.choice(STATIC) + self.random.choice(odd.RAW_PATHS)
            case _:
                parts[place] = self.random.choice(raw)
        return "/".join(parts)[:8000]

    def _query(self) -> str:
        pairs = []
        for _time in range(self.random.choice([0, 1, 1, 2])):
            name = self.random.choice(QUERIES)
            value = odd.text(self.random, self.known)
            if name == "after" and self.random.random() < 0.8:
                value = odd.cursor(self.random, self.known)
            pairs.append((name, value))
        query = urlencode(pairs, errors="surrogatepass")
        return query + self.random.choice(["", "", "", "&after=%ff~%00", "&q=%ED%A0%80", "&q=\xff"])

    def _send(self, who: str | None, address: str, pairs: odd.Pairs) -> Request:
        """A form with odd fields."""
        there = urlsplit(address)
        bent = odd.bent(self.random, pairs, self.known, self.cookies[who][1])
        kind, body = odd.encoded(self.random, bent)
        if self.random.random() < 0.05:
            kind, body = "application/json", odd.as_json(self.random, bent)
        headers = {"Content-Type": kind, "X-CSRFToken": self.cookies[who][1]} | self._headers(who)
        return Request(who, "POST", there.path, there.query, headers, body)

    def _headers(self, who: str | None, *, calm: bool = False) -> dict[str, str]:
        headers = {"Cookie": self.cookies[who][0], "Accept-Language": "en"}
        if self.random.random() < 0.3:
            headers["HX-Request"] = "true"
        if not calm and self.random.random() < 0.3:
            for _time in range(self.random.choice([1, 1, 3])):
                name = self.random.choice(list(odd.HEADERS))
                headers[name] = self.random.choice(odd.HEADERS[name])
        return headers

    # --- what is answered ---

    def answer(self, asked: Request) -> str:
        """What is wrong with the answer; nothing, when it is below 500."""
        environ = _environ(asked)
        try:
            body, status, headers = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
            content = b"".join(body)
        except Exception:
            return f"nobody answered: {traceback.format_exc()[-600:]}"
        code = int(status.split()[0])
        if code >= 500:
            return f"{status}: {self.said[-1] if self.said else ''}"
        self.said.clear()
        if code in {401, 303} and asked.who:  # signed out, perhaps
            sign_in(self.app, self.app.test_client(), self.world.people[asked.who].id)
        readable = "Content-Encoding" not in headers
        if readable and headers.get("Content-Type", "").startswith("text/html"):
            self._meet(asked, content.decode())
        return ""

    def _meet(self, asked: Request, html: str) -> None:
        """Remember the forms of a page, each with one of its buttons."""
        reader = Browser(self.app.test_client())
        reader.reader.feed(html)
        for form in reader.reader.forms:
            address = form.action or asked.path
            pairs: odd.Pairs = list(form.values.items())
            if form.method.lower() == "post" and address.startswith("/"):
                for button in self.random.sample(form.buttons, min(2, len(form.buttons))):
                    pressed = [(button.name, button.value)] if button.name else []
                    self.met[asked.who].append((button.action or address, [*pairs, *pressed]))
        del self.met[asked.who][:-60]


def _encoded(value: str) -> str:
    return quote(value[:3000].encode("utf-8", "surrogatepass"), safe="")


def _environ(asked: Request) -> dict[str, Any]:
    """What a server hands over: texts are bytes in disguise."""
    environ = create_environ("/", method=asked.method)
    path = unquote_to_bytes(asked.path).decode("latin-1")
    environ |= {
        "PATH_INFO": path,
        "QUERY_STRING": asked.query,
        "wsgi.input": BytesIO(asked.body),
        "CONTENT_LENGTH": str(len(asked.body)),
    }
    for name, value in asked.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value
    return environ


class _Listener(logging.Handler):
    """Keeps the end of every stack trace that the app writes to its log."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self.said.append(f"{record.getMessage()}: {trace[-1500:]}")


@dataclass(frozen=True)
class Found:
    """A request that was answered badly, and how to send it once more."""

    seed: int
    number: int
    database: str
    asked: Request
    wrong: str

    def __str__(self) -> str:
        again = f"--seed {self.seed} --requests {self.number + 1} --database {self.database}"
        return f"{self.wrong}\n{self.asked}\nagain: python3 dev.py attack {again}"


def attack(app: Flask, seed: int, requests: int) -> Iterator[Found]:
    """Send so many requests to an app with an empty database; yields those answered badly."""
    dialect = app.extensions["engine"].dialect.name
    database = "sqlite" if dialect == "sqlite" else "postgres"
    log = logging.getLogger("smajob")
    with seeded(seed) as random:
        playing = Round(app, seed, random)
        listener = _Listener(playing.said)
        log.addHandler(listener)
        try:
            for number in range(requests):
                asked = playing.request()
                wrong = playing.answer(asked)
                if wrong:
                    yield Found(seed, number, database, asked, wrong)
        finally:
            log.removeHandler(listener)
