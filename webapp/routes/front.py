"""The front page, and the choice of language."""

from flask import Blueprint, Response, abort, g, redirect, request, session
from flask.typing import ResponseReturnValue

from ..languages import COOKIE, LANGUAGES
from ..render import page
from ..tasks import store as tasks
from .guard import EVERYBODY, next_page, serves

bp = Blueprint("front", __name__)

_YEAR = 60 * 60 * 24 * 365


@bp.get("/")
@serves(*EVERYBODY)
def show() -> Response:
    drafts = tasks.drafts_of_visitors(g.db, [g.actor.visitor_id]) if g.actor.visitor_id else []
    return page(
        "front/show.html", draft=max(drafts, key=lambda task: task.updated_at, default=None)
    )


@bp.post("/language")
@serves(*EVERYBODY)
def language() -> ResponseReturnValue:
    """Remember the chosen language: for a person in their row, for a browser in a cookie."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    if g.user is not None:
        g.user.language = chosen
    session["next"] = request.form.get("back", "")
    response = redirect(next_page(), 303)
    response.set_cookie(
        COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response
