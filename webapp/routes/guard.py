"""Who may come in, and one transaction a request.

`@serves(Role.X, ...)` opens the session, finds out who acts, turns the wrong ones away, runs the
view, and commits at the edge: what fails there is still answered with a page that helps.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from flask import Response, abort, current_app, g, make_response, request, session, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from .. import clock, db, history
from ..accounts import rules, sessions, store
from ..actor import Actor, Role, Stale
from ..limits import TooMuch
from . import stale_forms

EVERYBODY = tuple(Role)
SIGNED_IN = (Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD)
KNOWN = (Role.WAITING, *SIGNED_IN)  # and those whom their company has not let in yet

View = Callable[..., Any]
T = TypeVar("T")
M = TypeVar("M", bound=SQLModel)


def serves(*roles: Role) -> Callable[[View], View]:
    """Declare whom a route serves. A test walks the url map and fails where none is declared."""

    def wrap(view: View) -> View:
        @wraps(view)
        def run(**values: Any) -> Response:
            try:
                return _in_transaction(view, roles, values)
            except (IntegrityError, StaleDataError):
                # Two came at the same instant. The second time the view finds what the other one
                # made or saved, and answers as it would have a moment later.
                session.pop("_flashes", None)  # the first time's notices are not true
                return _once_more(view, roles, values)

        run.serves = frozenset(roles)  # type: ignore[attr-defined]
        return run

    return wrap


def _once_more(view: View, roles: tuple[Role, ...], values: dict[str, Any]) -> Response:
    try:
        return _in_transaction(view, roles, values)
    except IntegrityError as error:
        if db.is_taken(error):  # by somebody whose things are not to be seen from here
            raise Stale from None
        raise


def _in_transaction(view: View, roles: tuple[Role, ...], values: dict[str, Any]) -> Response:
    writing = request.method not in {"GET", "HEAD", "OPTIONS"}
    g.commit_on_error = False
    with db.open_session(current_app.extensions["engine"], writing=writing) as opened:
        g.db = opened
        try:
            g.actor = actor_of_cookie(opened)
            other = writing and stale_forms.another_sender(400 if g.actor.role in roles else 403)
            turned_away = other or _turn_away(roles)
            response = turned_away or make_response(view(**values))
        except (HTTPException, TooMuch):
            if g.commit_on_error:
                db.commit(opened)
            raise
        history.refuse_too_many(opened, by=g.actor, at=clock.now())
        if writing and not turned_away and response.status_code < 400:
            _note_day(opened)
        if writing and (response.status_code < 400 or g.commit_on_error):
            db.commit(opened)
        return response


def commit_on_error() -> None:
    """Commit although the answer is an error: a wrong code has to be counted."""
    g.commit_on_error = True


def actor_of_cookie(opened: Session) -> Actor:
    """Who acts: the person that the session row names, or a visitor."""
    token = session.get("signed_in")
    if token:
        known = store.actor_of(opened, session_hash(token), at=clock.now())
        if known:
            actor, g.user = known
            g.language = g.user.language
            return actor
    g.user = None
    visitor = db.as_uuid(session.get("visitor", ""))
    return Actor(Role.VISITOR, visitor_id=visitor, origin=_origin())


def _origin() -> str:
    """Where a visitor comes from, for counting: nobody can read the address out of it."""
    there = rules.network_of(request.remote_addr or "")
    return sessions.keyed_hash(current_app.config["SECRET_KEY"], "range", there)


def _note_day(opened: Session) -> None:
    """On the first change of a day, note that this session is in use."""
    day = clock.today()
    is_in = g.actor.role in KNOWN and "signed_in" in session
    if is_in and session.get("seen") != day.isoformat():
        session["seen"] = day.isoformat()
        sessions.see(opened, session_hash(session["signed_in"]), on=day)


def session_hash(token: str) -> str:
    """The key of the session row that the cookie's token names."""
    return sessions.keyed_hash(current_app.config["SECRET_KEY"], "session", token)


def _turn_away(roles: tuple[Role, ...]) -> Response | None:
    """Nothing when the actor is served; else the way in, or 403."""
    role = g.actor.role
    if role in roles:
        return None
    if role is Role.VISITOR:
        if request.method != "GET":
            return stale_forms.again(stale_forms.Why.SIGNED_OUT, 401)
        session["next"] = request.full_path.rstrip("?")
        return make_response("", 303, {"Location": url_for("sign_in.email")})
    if role is Role.NEWCOMER:  # acts for no company: none yet, or one of several is to be chosen
        session["next"] = request.full_path.rstrip("?") if request.method == "GET" else ""
        return make_response("", 303, {"Location": url_for("companies.show")})
    return abort(403)


def next_page() -> str:
    """Where somebody wanted to go before signing in, as an address of ours; else home.

    Only an address that matches a route of the app is followed; it is built again from the route.
    """
    wanted = session.pop("next", "")
    path, _, query = wanted.partition("?")
    adapter = current_app.url_map.bind("", url_scheme="http")
    try:
        endpoint, values = adapter.match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return url_for("desk.home")
    address = url_for(endpoint, **values)
    return f"{address}?{query}" if query and query.isprintable() else address


def or_404(thing: T | None) -> T:
    """`thing`, or 404 for None: what the actor may not see does not exist."""
    if thing is None:
        abort(404)
    return thing


def uuid_or_404(text: str) -> UUID:
    """An id that came in a form."""
    return or_404(db.as_uuid(text))


def id_of_form(text: str | None, model: type[M], **ours: Any) -> tuple[UUID, M | None]:
    """The id that a form makes its thing under, and the thing, where it was sent before.

    `ours` are the columns by which it is the same thing and the actor's own. Anything else under
    that id is not theirs: 404. (See docs/decisions/form-ids.md.)
    """
    thing_id = uuid_or_404(text or "")
    known = g.db.get(model, thing_id)
    if known is not None and any(getattr(known, name) != value for name, value in ours.items()):
        abort(404)
    return thing_id, known
