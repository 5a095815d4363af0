"""One line a request: what was asked for and by which id. Never names, words or codes."""

import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger("smajob.access")


def init(app: Flask) -> None:
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
            " ".join(f"{key}={value}" for key, value in (request.view_args or {}).items()) or "-",
            response.status_code,
            f"{actor.role}:{actor.user_id}" if actor and actor.user_id else "-",
            (time.perf_counter() - g.get("started", time.perf_counter())) * 1000,
        )
        return response
