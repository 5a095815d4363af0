"""Receives each request whole, and only then lets a thread of the app answer it.

The server calls a `Gateway` on the event loop of a worker process (RSGI). There thousands of slow
phones can be waited for at once, each held to a limit of bytes and to a lowest speed, and nobody
else notices. What has arrived goes to a lane, a few threads that call the app (WSGI):

* reading (GET) and writing have lanes of their own, so that pages go on while writes wait for a
  lock. On SQLite the writing lane is one thread: one writer a process.
* large bodies (photos) have one of one thread, because they need time and memory.

What waited longer than `PATIENCE` for its lane, or arrived too slowly, is still answered by the
app: with the page of 503 or 408, and nothing is saved.
"""

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

from flask import Flask, abort, request
from werkzeug.test import run_wsgi_app

from .config import MAX_BODY, Settings

QUIET = 20.0  # seconds in which at least something of a body has to arrive
GRACE = 30.0  # seconds before the speed of a body counts
SLOWEST = 8_000  # bytes a second, on the average since it began
IN_MEMORY = 64 * 1024  # bytes of one body; the rest lies in a temporary file
MOST_LARGE = 16  # bodies larger than a form, that are received at the same time
PATIENCE = 10.0  # seconds that a request waits for its lane
PARENT = 0.5  # seconds between two looks whether the server is still there

READING = {"GET", "HEAD", "OPTIONS"}
REFUSED = "smajob.refused"  # in the WSGI environment: the status that the app is to answer with

Environ = dict[str, Any]
Answer = tuple[int, list[tuple[str, str]], bytes]


class Unreceived(Exception):
    """A body did not arrive as announced. `status` is the answer, if anybody still listens."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True)
class Lanes:
    """How many threads a worker process has for what."""

    reading: int
    writing: int
    large: int = 1

    @property
    def threads(self) -> int:
        return self.reading + self.writing + self.large


def lanes_of(settings: Settings) -> Lanes:
    """On SQLite one writer a process; two of them would only wait for each other, asleep."""
    if settings.database_url.startswith("sqlite"):
        return Lanes(reading=2, writing=1)
    return Lanes(reading=settings.threads, writing=settings.threads)


def init(app: Flask) -> None:
    """Let the app answer what the gateway refused. To be called before what reads a form."""

    @app.before_request
    def refuse() -> None:
        status = request.environ.get(REFUSED)
        if status:
            abort(status)


class Gateway:
    """The app behind its lanes. `most` says how many bytes a request may have as its body."""

    def __init__(self, app: Any, lanes: Lanes, most: Callable[[Environ], int]) -> None:
        self.app, self.most = app, most
        self.receiving_large = 0
        self.reading, self.writing, self.large = (
            ThreadPoolExecutor(count, name) for name, count in vars(lanes).items()
        )

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        server = multiprocessing.parent_process()
        if server and os.name != "nt":
            self._watching = loop.create_task(_end_with(server.pid or 0))

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        environ = environ_of(scope)
        lane = self.reading if scope.method in READING else self.writing
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            environ["wsgi.input"] = body
            try:
                if await self._received(environ, scope, proto, body):
                    lane = self.large
            except Unreceived as error:
                environ |= {REFUSED: error.status, "CONTENT_LENGTH": "0"}
                lane = self.reading
            body.seek(0)
            until = time.monotonic() + PATIENCE
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(lane, self._answer, environ, until)
        proto.response_bytes(*answer)

    async def _received(self, environ: Environ, scope: Any, proto: Any, body: IO[bytes]) -> bool:
        """Receive a body as announced; is it a large one? What is too large stays where it is."""
        if "transfer-encoding" in scope.headers:
            raise Unreceived(411)  # where it ends and where it broke off look the same here
        length = int(scope.headers.get("content-length") or 0)
        if length <= MAX_BODY:
            await _receive(proto, body, length)
            return False
        if length > self.most(environ):
            return False  # the app looks at the announced length, and says so
        if self.receiving_large >= MOST_LARGE:
            raise Unreceived(503)
        self.receiving_large += 1
        try:
            await _receive(proto, body, length)
        finally:
            self.receiving_large -= 1
        return True

    def _answer(self, environ: Environ, until: float) -> Answer:
        """Call the app, in a thread of a lane."""
        if time.monotonic() > until:
            environ[REFUSED] = 503  # what was typed has arrived, and is shown
        chunks, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        return int(status[:3]), [(name.lower(), value) for name, value in headers], b"".join(chunks)


async def _receive(proto: Any, body: IO[bytes], length: int) -> None:
    """Receive `length` bytes. Raises Unreceived when they come too slowly, or not all of them."""
    if not length:
        return
    clock = asyncio.get_running_loop().time
    began, received, chunks = clock(), 0, aiter(proto)
    while received < length:
        left = GRACE + received / SLOWEST - (clock() - began)
        try:
            chunk = await asyncio.wait_for(anext(chunks), min(left, QUIET))
        except TimeoutError:
            raise Unreceived(408) from None
        except StopAsyncIteration:
            raise Unreceived(400) from None
        if not chunk:
            raise Unreceived(400)  # whoever sent it is gone
        received += len(chunk)
        body.write(chunk)


def environ_of(scope: Any) -> Environ:
    """What WSGI wants to know of a request."""
    name, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": name.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1" if scope.http_version == "1.1" else "HTTP/1.0",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    return environ | _headers(scope.headers)


def _headers(headers: Any) -> Environ:
    """One with an underscore in its name is left out: it would pass for one with a hyphen."""
    environ: Environ = {}
    for name, value in headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


async def _end_with(parent: int) -> None:
    """End this worker process when the server has died: it would keep the port, and old code."""
    while os.getppid() == parent:
        await asyncio.sleep(PARENT)
    os._exit(1)
