"""The real server, as a process of its own on a free port, and somebody who speaks to it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask

from tests.conftest import SECRET, open_browser
from tests.world import World
from webapp import clock, config
from webapp.accounts.models import User, UserSession

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0  # seconds for a server to come up, or for an answer
COMMAND = [sys.executable, "-m", "flask", "--app", "webapp.wsgi:make"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def environment(url: str, **values: object) -> dict[str, str]:
    """What the server is told, as an operator would tell it."""
    known = {"database_url": url, "secret_key": SECRET, "insecure_cookies": 1}
    texts = {config.variable(name): str(value) for name, value in (known | values).items()}
    return os.environ | texts


class Server:
    """`flask serve` as it runs in production, on a port that changes with each start."""

    def __init__(self, url: str, workers: int = 2, **values: object) -> None:
        self.environment = environment(url, **values)
        self.workers = workers
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with the server

    def start(self, port: int = 0) -> None:
        port = port or free_port()
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--workers", str(self.workers)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            start_new_session=True,
        )
        wait_for(lambda: answers(port))
        self.port = port

    def kill(self) -> None:
        """All of its processes, at once and unasked."""
        assert self.process
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def errors(self) -> str:
        """The end of what it wrote from its first error on."""
        self.log.seek(0)
        said = self.log.read().decode("utf-8", "replace")
        return said[said.find(" ERROR ") :][-8000:] if " ERROR " in said else ""

    @property
    def children(self) -> list[int]:
        """The ids of its worker processes."""
        assert self.process
        return children_of(self.process.pid)


def children_of(parent: int) -> list[int]:
    said = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True)
    pairs = [line.split() for line in said.stdout.splitlines()]
    return [int(pid) for pid, its_parent in pairs if int(its_parent) == parent]


def answers(port: int) -> bool:
    """Does a worker process answer there?"""
    try:
        return ask(port, "GET", "/healthz", patience=2)[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def ask(
    port: int, method: str, address: str, *, patience: float = PATIENCE, **more: Any
) -> tuple[int, dict[str, str], str]:
    """Status, headers and words of an answer, over a connection of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        line.request(method, address, **more)
        response = line.getresponse()
        text = response.read().decode("utf-8", "replace")
        return response.status, {name.lower(): text for name, text in response.getheaders()}, text
    finally:
        line.close()


def wait_for(happens: Any, patience: float = PATIENCE) -> float:
    """Until it happens; returns after how many seconds."""
    began = time.monotonic()
    while not happens():
        assert time.monotonic() - began < patience, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - began


@contextmanager
def running(url: str, **values: Any) -> Iterator[Server]:
    server = Server(url, **values)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Person:
    """Somebody who is signed in, in a browser that keeps no connection."""

    def __init__(self, app: Flask, world: World, user: User) -> None:
        browser = open_browser(app, user)
        until = clock.now() + timedelta(days=1)
        world.db.change(
            lambda session: session.execute(sa.update(UserSession).values(expires_at=until))
        )
        browser.open("/home")
        self.token = browser.form("").values["csrf_token"]
        cookie = browser.client.get_cookie("smajob")
        assert cookie
        self.cookie = f"smajob={cookie.value}"
        self.port = 0

    def get(self, address: str, **more: Any) -> tuple[int, dict[str, str], str]:
        return ask(self.port, "GET", address, headers={"Cookie": self.cookie}, **more)

    def post(
        self, address: str, values: dict[str, str], **more: Any
    ) -> tuple[int, dict[str, str], str]:
        body = urlencode(values | {"csrf_token": self.token})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return ask(self.port, "POST", address, body=body, headers=headers, **more)
