"""The way in: an address, a code, and the first visit. No passwords anywhere."""

from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _

from .. import clock, db
from ..accounts import actions, invitations, sessions, store
from ..accounts.actions import TooOften
from ..accounts.forms import CodeForm, EmailForm
from ..actor import Role
from ..languages import COOKIE, LANGUAGES
from ..messages import Message
from ..render import language, page, seen
from ..tasks import actions as task_actions
from .guard import EVERYBODY, KNOWN, found, keep, next_page, serves, session_hash

bp = Blueprint("sign_in", __name__, url_prefix="/sign-in")


@bp.get("/")
@serves(*EVERYBODY)
def email() -> Any:
    if g.user is not None:
        return redirect(url_for("desk.home"))
    return page("sign_in/email.html", form=EmailForm())


@bp.post("/")
@serves(*EVERYBODY)
def send_code() -> Any:
    """Mail a code. The answer is the same whether the address is known or not."""
    form = EmailForm()
    if not form.validate_on_submit():
        return page("sign_in/email.html", status=422, form=form)
    try:
        request_id = actions.send_code(
            g.db,
            email=form.email.data,
            origin=request.remote_addr or "",
            language=language(),
            secret=current_app.config["SECRET_KEY"],
            at=clock.now(),
        )
    except TooOften:
        abort(429)
    session["address"] = form.email.data
    return redirect(url_for("sign_in.code", request=request_id), 303)


@bp.get("/code")
@serves(*EVERYBODY)
def code() -> Any:
    """The page for the code. Opening it uses nothing up: mail scanners open links too."""
    form = CodeForm(request_id=request.args.get("request", ""), code=request.args.get("code", ""))
    return page("sign_in/code.html", form=form, address=session.get("address", ""))


@bp.post("/code")
@serves(*EVERYBODY)
def enter() -> Any:
    """Exchange the code for a session."""
    form = CodeForm()
    secret, at = current_app.config["SECRET_KEY"], clock.now()
    request_id = db.as_uuid(form.request_id.data)
    wrong = _("The code is wrong or too old. Check it, or get a new one.")
    row = None
    try:
        row = request_id and actions.check_code(
            g.db, request_id=request_id, code=form.code.data, secret=secret, at=at
        )
    except TooOften:
        wrong = _("Too many tries with this code. Get a new one below.")
    if not row:
        keep()
        form.code.errors = [wrong]
        return page("sign_in/code.html", status=422, form=form, address=session.get("address", ""))
    remember = form.remember.data
    token = actions.sign_in(
        g.db, email=row.email, language=language(), secret=secret, at=at, remember=remember
    )
    return let_in(token, remember=remember)


def let_in(token: str, *, remember: bool) -> Any:
    """Start afresh with the session that `token` names, and keep what was drafted before.

    Who does not wish to be remembered has a cookie that goes when the browser is closed.
    """
    visitor, wanted = db.as_uuid(session.get("visitor", "")), session.get("next", "")
    forms = session.get("csrf_token")
    session.clear()
    session.permanent = remember
    session["signed_in"] = token
    if forms:  # a form that waits in another tab to be sent once more can be
        session["csrf_token"] = forms
    if wanted:
        session["next"] = wanted
    g.db.flush()
    at = clock.now()
    g.actor, g.user = found(store.actor_of(g.db, session_hash(token), at=at))
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:  # the language that was chosen on the way in stays
        g.user.language = g.language = chosen
    if visitor:
        task_actions.claim(g.db, visitor, by=g.actor, at=at)
        task_actions.settle(g.db, by=g.actor, at=at)
    if g.actor.role is Role.NEWCOMER or invitations.to_person(g.db, g.user, at=at):
        return redirect(url_for("companies.show"), 303)
    return redirect(next_page(), 303)


@bp.post("/out")
@serves(Role.NEWCOMER, *KNOWN)
def out() -> Any:
    sessions.sign_out(g.db, session_hash(session["signed_in"]))
    session.clear()
    return seen("front.show", Message("You are signed out."))
