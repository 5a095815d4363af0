"""The way in: an address, a code, and the first visit. No passwords anywhere."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _

from .. import clock, db
from ..accounts import actions, codes, sessions, store
from ..accounts.codes import TooOften
from ..accounts.forms import CodeForm, EmailForm, WelcomeForm
from ..actor import Role
from ..languages import COOKIE, LANGUAGES
from ..messages import Message
from ..render import language, page, seen
from ..tasks import actions as task_actions
from .guard import EVERYBODY, SIGNED_IN, found, keep, next_page, serves, session_hash

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
        request_id = codes.send_code(
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
        row = request_id and codes.check_code(
            g.db, request_id=request_id, code=form.code.data, secret=secret, at=at
        )
    except TooOften:
        wrong = _("Too many tries with this code. Get a new one below.")
    if not row:
        keep()
        form.code.errors = [wrong]
        return page("sign_in/code.html", status=422, form=form, address=session.get("address", ""))
    remember = form.remember.data
    token = codes.sign_in(
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
    if g.actor.role is Role.NEWCOMER:
        return redirect(url_for("sign_in.welcome"), 303)
    return redirect(next_page(), 303)


@bp.get("/welcome")
@serves(Role.NEWCOMER)
def welcome() -> Any:
    return page("sign_in/welcome.html", form=_welcome_form())


@bp.post("/welcome")
@serves(Role.NEWCOMER)
def arrive() -> Any:
    form = _welcome_form()
    if not form.validate_on_submit():
        return page("sign_in/welcome.html", status=422, form=form)
    at = clock.now()
    is_in = actions.welcome(
        g.db,
        g.user,
        name=form.name.data,
        phone=form.phone.data,
        company=form.company.data,
        cvr=form.cvr.data,
        workplace=form.workplace.data,
        p_number=form.p_number.data,
        municipality_id=found(form.municipality.chosen),
        at=at,
    )
    task_actions.settle(g.db, by=store.as_actor(g.user), at=at)
    if not is_in:
        flash(
            _(
                "%(company)s is known here already. A colleague or the consultant lets you in;"
                " until then you see what you write yourself.",
                company=form.company.data,
            )
        )
    return redirect(next_page(), 303)


def _welcome_form() -> WelcomeForm:
    form = WelcomeForm()
    rows = [(place.id, place.name) for place in store.municipalities(g.db)]
    form.municipality.offer(rows, empty=_("Choose"))
    return form


@bp.post("/out")
@serves(Role.NEWCOMER, *SIGNED_IN)
def out() -> Any:
    sessions.sign_out(g.db, session_hash(session["signed_in"]))
    session.clear()
    return seen("front.show", Message("You are signed out."))
