"""Coming in: a session begins in this browser, and what was drafted before comes along."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask import Response, g, make_response, redirect, request, session, url_for

from .. import clock, db
from ..accounts import invitations, sessions, store
from ..actor import Role
from ..languages import COOKIE, LANGUAGES
from ..tasks import claims
from ..tasks import store as task_store
from ..tasks.models import Task
from .browser import remember
from .guard import next_page, or_404, session_hash


def visitor_of_browser() -> UUID | None:
    """Whose drafts are in this browser."""
    return db.as_uuid(session.get("visitor", ""))


def drafts_of(visitors: Collection[UUID | None]) -> Sequence[Task]:
    """What was written in these browsers before anybody signed in there."""
    known = [visitor for visitor in visitors if visitor]
    return task_store.drafts_of_visitors(g.db, known) if known else []


def let_in(token: str, visitors: Sequence[UUID | None], *, remembered: bool) -> Response:
    """Start over with the session that `token` names, and keep what these visitors drafted.

    Who does not wish to be remembered has a cookie that goes when the browser is closed.
    """
    wanted, forms, own = session.get("next", ""), session.get("csrf_token"), visitor_of_browser()
    if g.user is not None:  # somebody was signed in here, and is not any more
        sessions.sign_out(g.db, session_hash(session["signed_in"]))
    session.clear()
    session.permanent = remembered
    session["signed_in"], session["seen"] = token, clock.today().isoformat()
    if forms:  # a form that waits in another tab to be sent once more can be
        session["csrf_token"] = forms
    if wanted:
        session["next"] = wanted
    if own and own not in visitors:  # a draft that was not taken along stays in this browser
        session["visitor"] = str(own)
    g.db.flush()
    at = clock.now()
    g.actor, g.user = or_404(store.actor_of(g.db, session_hash(token), at=at))
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:  # the language that was chosen on the way in stays
        g.user.language = g.language = chosen
    taken = [visitor for visitor in visitors if visitor]
    claims.take_along(g.db, taken, by=g.actor, at=at)
    asked = g.actor.role is Role.NEWCOMER or invitations.to_person(g.db, g.user, at=at)
    there = url_for("companies.show") if asked else next_page()
    response = make_response(redirect(there, 303))
    remember(response, g.user.email)
    return response
