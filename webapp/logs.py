"""What is written down: one shape for every line, whoever writes it, and one line a request.

A line has its time (UTC), level, process and request; it names endpoints and ids. It never has
names, words, codes or addresses: what people send is not written, and neither is what an
exception says of itself, because that quotes them (a database repeats the row it refused).
"""

import json
import logging
import os
import secrets
import sys
import time
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask, Response, g, request

from .clock import Month, Week

access = logging.getLogger("smajob.access")
mistakes = logging.getLogger("smajob")

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# What stands in an address beside ids, and how it is read. Anything else may be what people wrote.
READ = {"week": Week.parse, "month": Month.parse}

# Where not even a page can be made any more; the request's number follows.
FAILED = "Vi har lavet en fejl. We made a mistake. "

request_id: ContextVar[str] = ContextVar("request_id", default="-")


# --- the shape of a line --------------------------------------------------------------------


def printable(text: str) -> str:
    """`text` on one line: line breaks and invisible characters are escaped."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def trace(error: BaseException | None) -> list[str]:
    """Where an error came from, the first cause first, and what kinds of errors they were.

    Never what they say of themselves, only the numbers that libraries give their errors.
    """
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__)).splitlines()
        lines = [*frames, _kind(error), *(["which led to:", *lines] if lines else [])]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def _kind(error: BaseException) -> str:
    kind = type(error)
    numbers = (getattr(error, name, None) for name in ("errno", "sqlstate", "smtp_code"))
    known = [str(number) for number in numbers if number]
    return " ".join([f"{kind.__module__}.{kind.__qualname__}", *known])


class LineFormatter(logging.Formatter):
    """`2026-11-20T11:00:00.123Z INFO 4711 9f1c… smajob.access: …`, every line of a trace too."""

    def format(self, record: logging.LogRecord) -> str:
        said = self.parts(record)
        start = f"{said['time']} {said['level']} {said['pid']} {said['request']} {said['logger']}:"
        rows = [said["message"], *said.get("trace", [])]
        return "\n".join(f"{start} {row}" for row in rows)

    def parts(self, record: logging.LogRecord) -> dict[str, Any]:
        """What a line is made of."""
        at = datetime.fromtimestamp(record.created, UTC)
        said: dict[str, Any] = {
            "time": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z",
            "level": record.levelname,
            "pid": os.getpid(),
            "request": request_id.get(),
            "logger": printable(record.name),
            "message": printable(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1]:
            said["trace"] = [printable(row) for row in trace(record.exc_info[1])]
        return said


class JsonFormatter(LineFormatter):
    """The same as one JSON object a line; a trace is a list in it."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.parts(record), ensure_ascii=False)


class StandardErrorHandler(logging.StreamHandler[Any]):
    """Writes to the current standard error, which command runners and tests replace."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter() if kind == "json" else LineFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Nothing: the library would print the line's values where it could not print the line."""


def speak_up(kind: str) -> None:
    """From now on everything that is logged in this process goes to standard error, once."""
    for handler in logging.root.handlers[:]:
        if isinstance(handler, StandardErrorHandler):
            logging.root.removeHandler(handler)
    logging.root.addHandler(StandardErrorHandler(kind))
    mistakes.setLevel(logging.INFO)


def config_of_server(kind: str) -> dict[str, Any]:
    """For `logging.config`: what the web server says of itself takes the same shape."""
    return {
        "handlers": {"ours": {"()": StandardErrorHandler, "kind": kind}},
        "root": {"handlers": ["ours"], "level": "WARNING"},
        "loggers": {"_granian": {"level": "INFO"}, "smajob": {"level": "INFO"}},
    }


# --- requests -------------------------------------------------------------------------------


class Numbered:
    """Gives each request an id of ours, for its lines and for whoever asks about it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        number = secrets.token_hex(6)
        before = request_id.set(number)

        def start(status: str, fields: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, [*fields, ("X-Request-ID", number)], *error)

        answer: Iterable[bytes]
        try:
            answer = self.app(environ, start)
        except Exception:  # even the page that says so failed; the server would write it its way
            mistakes.exception("unexpected, and no page could say so")
            answer = Response(f"{FAILED}{number}\n", 500, mimetype="text/plain")(environ, start)
        finally:
            request_id.reset(before)
        return answer


def init(app: Flask, kind: str) -> None:
    """One line for every request that reaches the app, and none by Flask itself."""
    speak_up(kind)
    app.jinja_env.globals["request_id"] = request_id.get

    def unexpected(_error: Any) -> None:  # Flask's own would write the address
        mistakes.error("unexpected, in %s", request.endpoint, exc_info=True)

    app.log_exception = unexpected  # type: ignore[method-assign,assignment]

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def line(response: Response) -> Response:
        actor = g.get("actor")
        access.info(
            "%s %s %s %s %s %.0fms",
            request.method if request.method in METHODS else "-",
            request.endpoint or "-",
            _named(request.view_args or {}) or "-",
            response.status_code,
            f"{actor.role}:{actor.user_id}" if actor and actor.user_id else "-",
            (time.perf_counter() - g.get("started", time.perf_counter())) * 1000,
        )
        return response


def _named(values: dict[str, Any]) -> str:
    """The ids of an address, as they were read. What opens a thing without sign-in is no id."""
    return " ".join(f"{key}={value}" for key, value in map(_read, values.items()) if value)


def _read(item: tuple[str, Any]) -> tuple[str, Any]:
    key, value = item
    if isinstance(value, (UUID, int)):
        return key, str(value)
    try:
        return key, READ[key](value)
    except (KeyError, TypeError, ValueError):
        return key, None
