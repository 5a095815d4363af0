"""Every way in which a request can fail, each with a page that helps."""

import logging
import re
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import BadHost, HTTPException

from . import clock, db, limits
from .accounts import members
from .actor import Refused, Stale
from .limits import TooMuch
from .messages import N_, Message, Target
from .render import page
from .routes import guard, stale_forms

log = logging.getLogger("smajob")

# status: (heading, what to do)
TEXTS = {
    400: (N_("We could not read that"), N_("Go back and try once more.")),
    403: (N_("This page is for somebody else"), N_("Your own things are on your page.")),
    404: (N_("There is nothing here"), N_("The address is wrong, or what was here is not yours.")),
    405: (N_("There is nothing here"), N_("The address is wrong, or what was here is not yours.")),
    408: (
        N_("That took too long to reach us"),
        N_("The connection is slow or broke off. Nothing was saved. Try again where it is better."),
    ),
    409: (
        N_("It has moved on"),
        N_("It was changed since you opened the page – perhaps by yourself in another window."),
    ),
    411: (N_("We could not read that"), N_("Go back and try once more.")),
    413: (N_("That is too much at once"), N_("Send less, or in several parts.")),
    422: (N_("Something is missing"), N_("Go back and look at what was marked.")),
    429: (N_("That was too often"), ""),
    500: (N_("We made a mistake"), N_("It is ours, not yours. What you wrote before is kept.")),
    503: (N_("We are busy right now"), N_("Nothing was saved.")),
}

UNCERTAIN = Message(
    "The connection to the database broke while this was being saved. Perhaps it was saved, "
    "perhaps not: look first. If you send the same once more, it is still there only once."
)

# Fields that nobody writes: ids, choices and numbers.
NO_WORDS = re.compile(r"[0-9a-f]{8}-?[0-9a-f-]{23,27}|[a-z_]+|[^A-Za-zÆØÅæøå]*")
UNWRITTEN = {"csrf_token", "do", "version", "back", "base", "asked", "own", "share_keys", "whose"}


def typed() -> list[str]:
    """The texts of a form that was refused, so that they can be shown and are not lost."""
    with suppress(HTTPException):  # it is too large, and was not read
        return [
            text
            for name, text in request.form.items(multi=True)
            if name not in UNWRITTEN and not NO_WORDS.fullmatch(text)
        ]
    return []


def back_address() -> str:
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
    """Find out who is signed in, for the frame of a page, in a moment or not at all."""
    engine = current_app.extensions["spare_engine"]
    with suppress(DBAPIError, PoolTimeout), db.open_session(engine, writing=False) as opened:
        g.actor = guard.actor_of_cookie(opened)


def other_companies(status: int) -> list[members.OwnCompany]:
    """The reader's other companies: what was not found here may belong to one of them."""
    if status != 404 or request.method != "GET" or not g.actor or not g.actor.others:
        return []
    engine = current_app.extensions["spare_engine"]
    companies: list[members.OwnCompany] = []
    with suppress(DBAPIError, PoolTimeout), db.open_session(engine, writing=False) as opened:
        companies = members.companies(opened, g.actor.signed_in_id)
    return [company for company in companies if company.id != g.actor.membership_id]


def error_page(
    status: int,
    message: Message | None = None,
    onward: Target | None = None,
    retry_after: int | None = None,
) -> Response:
    """The page for `status`. It needs no database: that may be what failed.

    `message` says it better than the advice that all have in common; `onward` is what is next.
    `retry_after`, in seconds, is said in words and in the header where waiting helps.
    """
    heading, advice = TEXTS.get(status, TEXTS[500])
    if status == 503 and request.method in {"GET", "HEAD"}:
        advice = ""  # nothing was to be saved
    wait = retry_after or limits.WAIT.get(status)
    if "actor" not in g:
        g.actor = g.user = None
        if status not in {400, 500}:  # no view was reached that would have known who it is
            recognise()
    if status >= 409:
        session.pop("_flashes", None)  # drop notices of success: nothing was saved
    response = page(
        "error.html",
        block="problem",
        status=status,
        heading=heading,
        advice="" if message else advice,
        again=wait and limits.try_again(wait, at=clock.now()),
        onward=onward,
        message=message,
        code=status,
        typed=typed() if status in {404, 409, 429, 503} else [],
        back=back_address() if status in {409, 429} else "",
        elsewhere=other_companies(status),
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _seconds(error: HTTPException) -> int | None:
    """For how long: `abort(429, retry_after=seconds)`."""
    said = getattr(error, "retry_after", None)
    if isinstance(said, datetime):
        return max(int((said - clock.now()).total_seconds()), 1)
    return said


def init(app: Flask) -> None:
    _init_of_people(app)
    _init_of_faults(app)


def _init_of_people(app: Flask) -> None:
    """What somebody sent, and cannot have."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:
            return error
        if isinstance(error, BadHost):  # no page of ours has an address under such a name
            return error
        return error_page(error.code, retry_after=_seconds(error))

    @app.errorhandler(TooMuch)
    def too_much(error: TooMuch) -> Response:
        return error_page(429, error.message, retry_after=error.seconds)

    @app.errorhandler(CSRFError)
    def form_without_session(_error: CSRFError) -> Response:
        g.actor = g.user = None
        recognise()
        return stale_forms.again(stale_forms.why_refused(), 400)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return error_page(409, error.message, error.onward)

    @app.errorhandler(StaleDataError)
    def quicker(_error: StaleDataError) -> Response:
        return error_page(409, Stale().message)


def _init_of_faults(app: Flask) -> None:
    """What is ours: the database, or a mistake."""

    @app.errorhandler(db.Uncertain)
    def uncertain(_error: db.Uncertain) -> Response:
        log.error("database: the connection broke during COMMIT")
        return error_page(503, UNCERTAIN)

    @app.errorhandler(PoolTimeout)
    @app.errorhandler(DBAPIError)
    def database(error: DBAPIError | PoolTimeout) -> Response:
        if not db.is_busy(error):
            return ours(error)
        orig = getattr(error, "orig", None)
        name = getattr(orig, "sqlite_errorname", None) or type(orig or error).__name__
        log.error("database: %s", name)
        return error_page(503)

    @app.errorhandler(Exception)
    def ours(error: Exception) -> Response:
        if isinstance(error, OSError) and error.errno == 28:  # the disk is full
            return error_page(503)
        log.exception("unexpected, in %s", request.endpoint)
        return error_page(500)
