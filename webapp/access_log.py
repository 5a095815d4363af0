"""One line a request: what was asked for and by which id. Never names, words or codes."""

import logging
import time
from typing import Any

from flask import Flask, Response, g, request

log = logging.getLogger("smajob.access")


def _speak_up() -> None:
    """Write to standard error, unless whoever runs us has said where logs go."""
    ours = logging.getLogger("smajob")
    ours.setLevel(logging.INFO)
    if not logging.root.handlers and not ours.handlers:
        ours.addHandler(logging.StreamHandler())


def init(app: Flask) -> None:
    _speak_up()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def line(response: Response) -> Response:
        actor = g.get("actor")
        log.info(
            "%s %s %s %s %s %.0fms",
            request.method,
            request.endpoint or "-",
            _named(request.view_args or {}) or "-",
            response.status_code,
            f"{actor.role}:{actor.user_id}" if actor and actor.user_id else "-",
            (time.perf_counter() - g.get("started", time.perf_counter())) * 1000,
        )
        return response


def _named(values: dict[str, Any]) -> str:
    """The ids of an address. What opens a thing without sign-in is no id, and is not written."""
    return " ".join(f"{key}={value}" for key, value in values.items() if "token" not in key)
