"""Every way in which a request can fail, each with a page that helps."""

import logging
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import BadHost, HTTPException

from . import db
from .actor import Refused, Stale
from .limits import TooMany
from .messages import N_, Message
from .render import page
from .routes import guard

log = logging.getLogger("smajob")

# status: (heading, what to do)
TEXTS = {
    400: (N_("We could not read that"), N_("Go back and try once more.")),
    403: (N_("This page is for somebody else"), N_("Your own things are on your page.")),
    404: (N_("There is nothing here"), N_("The address is wrong, or what was here is not yours.")),
    405: (N_("There is nothing here"), N_("The address is wrong, or what was here is not yours.")),
    409: (
        N_("It has moved on"),
        N_("It was changed since you opened the page – perhaps by yourself in another window."),
    ),
    413: (N_("That is too much at once"), N_("Send less, or in several parts.")),
    422: (N_("Something is missing"), N_("Go back and look at what was marked.")),
    429: (N_("That was too often"), N_("Wait a quarter of an hour and try again.")),
    500: (N_("We made a mistake"), N_("It is ours, not yours. What you wrote before is kept.")),
    503: (N_("We are busy right now"), N_("Nothing was saved. Wait a minute and try again.")),
}

# What a form sends beside what somebody wrote: ids, choices and numbers.
NO_WORDS = re.compile(r"[0-9a-f]{8}-?[0-9a-f-]{23,27}|[a-z_]+|[^A-Za-zÆØÅæøå]*")
UNWRITTEN = {"csrf_token", "do", "version", "back", "base", "asked", "own", "told_apart"}


def typed() -> list[str]:
    """The words of a form that was sent in vain, so that nothing is lost."""
    with suppress(HTTPException):  # it is too large, and was not read
        return [
            text
            for name, text in request.form.items(multi=True)
            if name not in UNWRITTEN and not NO_WORDS.fullmatch(text)
        ]
    return []


def way_back() -> str:
    """The address of the page of ours that the form stood on, or nothing."""
    try:
        came = urlsplit(request.referrer or "")
    except ValueError:  # no address at all
        return ""
    if came.netloc != request.host:
        return ""
    query = f"?{came.query}" if came.query else ""
    return "/" + came.path.lstrip("/") + query  # two slashes would lead to another host


def recognise() -> None:
    """Find out who is signed in, for the frame of a page; without a database nobody is."""
    with (
        suppress(DBAPIError),
        db.open_session(current_app.extensions["engine"], writing=False) as s,
    ):
        g.actor = guard.actor_of_cookie(s)


def error_page(
    status: int,
    message: Message | None = None,
    onward: tuple[str, dict[str, Any]] | None = None,
) -> Response:
    """The page for `status`. It needs no database: that may be what failed.

    `message` says it better than the advice that all have in common; `onward` is what is next.
    """
    heading, advice = TEXTS.get(status, TEXTS[500])
    if "actor" not in g:
        g.actor = g.user = None
        if status in {404, 405, 413}:  # no view was reached that would have known who it is
            recognise()
    return page(
        "error.html",
        block="problem",
        status=status,
        heading=heading,
        advice="" if message else advice,
        onward=onward,
        message=message,
        code=status,
        typed=typed() if status in {404, 409, 429, 503} else [],
        back=way_back() if status in {409, 429} else "",
    )


def init(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:
            return error
        if isinstance(error, BadHost):  # no page of ours has an address under such a name
            return error
        return error_page(error.code)

    @app.errorhandler(CSRFError)
    def form_without_session(_error: CSRFError) -> Response:
        g.actor = g.user = None
        return guard.again(400)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return error_page(409, error.message, error.onward)

    @app.errorhandler(TooMany)
    def too_many(error: TooMany) -> Response:
        response = error_page(429, error.message)
        response.headers["Retry-After"] = str(error.seconds)
        return response

    @app.errorhandler(StaleDataError)
    def quicker(_error: StaleDataError) -> Response:
        return error_page(409, Stale().message)

    @app.errorhandler(OperationalError)
    def database(error: OperationalError) -> Response:
        log.error("database: %s", type(error.orig).__name__)
        return error_page(503)

    @app.errorhandler(Exception)
    def ours(error: Exception) -> Response:
        if isinstance(error, OSError) and error.errno == 28:  # the disk is full
            return error_page(503)
        log.exception("unexpected, in %s", request.endpoint)
        return error_page(500)
