"""The way in: an address, a mail with a code and a link, and the first visit. No passwords."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from .. import clock, db
from ..accounts import rules, sessions
from ..accounts import sign_in as mailed
from ..accounts.codes import SAY, SPENT, TooOften, Why, WrongCode
from ..accounts.forms import CodeForm, EmailForm, LinkForm
from ..actor import Role
from ..messages import Message
from ..render import language, page, redirect_with_notice, say
from .browser import knows, this_browser
from .door import drafts_of, let_in, visitor_of_browser
from .guard import EVERYBODY, KNOWN, commit_on_error, serves, session_hash

bp = Blueprint("sign_in", __name__, url_prefix="/sign-in")


@bp.get("/")
@serves(*EVERYBODY)
def email() -> ResponseReturnValue:
    if g.user is not None:
        return redirect(url_for("desk.home"))
    return page("sign_in/email.html", form=EmailForm())


@bp.post("/")
@serves(*EVERYBODY)
def send_code() -> ResponseReturnValue:
    """Mail a code and a link. The answer is the same whether the address is known or not."""
    form = EmailForm()
    if not form.validate_on_submit():
        return page("sign_in/email.html", status=422, form=form)
    address = form.email.data
    asking = mailed.Asking(
        origin=request.remote_addr or "",
        language=language(),
        known=knows(address),
        visitor_id=visitor_of_browser(),
    )
    try:
        asked = mailed.send(g.db, address, asking, secret=_secret(), at=clock.now())
    except TooOften as often:
        form.email.errors = [say(often.message)]
        response = page("sign_in/email.html", status=429, form=form)
        response.headers["Retry-After"] = str(int(rules.QUARTER.total_seconds()))
        return response
    session["asked"] = [*session.get("asked", []), str(asked)][-rules.CODES_AT_ONCE :]
    session["address"] = address
    return redirect(url_for("sign_in.code"), 303)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _asked() -> list[UUID]:
    """The codes that were asked for in this browser: the digits of no others work here."""
    return [found for text in session.get("asked", []) if (found := db.as_uuid(text))]


@bp.get("/code")
@serves(*EVERYBODY)
def code() -> ResponseReturnValue:
    """The page for the digits, in the browser that asked for them."""
    if g.user is not None:
        return redirect(url_for("desk.home"))
    if not _asked():
        return redirect(url_for("sign_in.email"))
    return _code_page(CodeForm())


def _code_page(form: CodeForm, status: int = 200, *, spent: Why | None = None) -> Response:
    """`spent`: why it takes a new mail, so asking for it is what there is to do."""
    address = session.get("address", "")
    return page("sign_in/code.html", status=status, form=form, address=address, spent=spent)


@bp.post("/code")
@serves(*EVERYBODY)
def enter() -> Response:
    """Exchange the digits for a session."""
    form = CodeForm()
    typed = form.code.data or ""
    try:
        row = mailed.by_code(g.db, _asked(), typed, secret=_secret(), at=clock.now())
    except WrongCode as wrong:
        commit_on_error()
        form.code.errors = [say(SAY[wrong.why])]
        return _code_page(form, status=422, spent=wrong.why if wrong.why in SPENT else None)
    return _enter(row.email, [visitor_of_browser()], kept=form.remember.data)


@bp.get("/link/<link_token>")
@serves(*EVERYBODY)
def link(link_token: str) -> ResponseReturnValue:
    """What the mail's link opens. Looking uses nothing up: mail scanners open links too."""
    if g.user is not None:
        return redirect(url_for("desk.home"))
    row = mailed.of_link(g.db, link_token, secret=_secret(), at=clock.now())
    if row is None:
        return page("sign_in/email.html", status=404, form=EmailForm(), old_link=True)
    here = row.id in _asked()
    drafts = [] if here else drafts_of({row.visitor_id, visitor_of_browser()})
    return page(
        "sign_in/link.html",
        form=LinkForm(),
        link_token=link_token,
        row=row,
        here=here,
        drafts=drafts,
    )


@bp.post("/link/<link_token>")
@serves(*EVERYBODY)
def follow(link_token: str) -> Response:
    """Exchange the link for a session.

    A mail that was not asked for here may have been asked for by anybody: then drafts change
    hands only where the reader says so. Nobody is given one unasked, nobody's own is taken.
    """
    row = mailed.by_link(g.db, link_token, secret=_secret(), at=clock.now())
    if row is None:
        return page("sign_in/email.html", status=404, form=EmailForm(), old_link=True)
    kept = LinkForm().remember.data
    if row.id in _asked():
        return _enter(row.email, [visitor_of_browser()], kept=kept)
    if request.form.get("drafts") != "take":
        return _enter(row.email, [], kept=kept)
    drafts = drafts_of({row.visitor_id, visitor_of_browser()})
    if drafts and "next" not in session:
        newest = max(drafts, key=lambda draft: draft.updated_at)
        session["next"] = url_for("tasks.show", task_id=newest.id)
    return _enter(row.email, [visitor_of_browser(), row.visitor_id], kept=kept)


def _enter(email: str, visitors: Sequence[UUID | None], *, kept: bool) -> Response:
    token = mailed.sign_in(
        g.db,
        email,
        this_browser(),
        language=language(),
        secret=_secret(),
        at=clock.now(),
        remember=kept,
    )
    return let_in(token, visitors, remembered=kept)


@bp.post("/out")
@serves(Role.NEWCOMER, *KNOWN)
def out() -> Response:
    sessions.sign_out(g.db, session_hash(session["signed_in"]))
    left_behind = session.get("visitor")  # a draft that was not taken along stays in the browser
    session.clear()
    if left_behind:
        session["visitor"] = left_behind
    return redirect_with_notice("front.show", Message("You are signed out."))
