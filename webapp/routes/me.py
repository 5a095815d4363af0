"""One's own page: name, number and address, language, mails, and where one is signed in."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from .. import clock
from ..accounts import addresses, sessions
from ..accounts.codes import TooOften, Why, WrongCode
from ..accounts.forms import CodeForm, EmailForm, MeForm
from ..accounts.rules import QUARTER
from ..mails import rules
from ..messages import Message
from ..render import htmx, page, redirect_with_notice, say
from .browser import remember
from .guard import KNOWN, commit_on_error, or_404, serves, session_hash

bp = Blueprint("me", __name__, url_prefix="/me")


@bp.get("/")
@serves(*KNOWN)
def show() -> Response:
    return _page()


def _page(
    form: MeForm | None = None,
    new: EmailForm | None = None,
    status: int = 200,
    block: str | None = None,
    kept_at: Any = None,
) -> Response:
    kinds = rules.offered(g.actor.role)
    return page(
        "me/show.html",
        block=block,
        status=status,
        me=form or MeForm(formdata=None, prefix="me", name=g.user.name, phone=g.user.phone),
        new=new or EmailForm(formdata=None, prefix="new"),
        sessions=sessions.of_user(g.db, g.user.id, at=clock.now()),
        this_session=session_hash(session["signed_in"]),
        kinds=kinds,
        wanted={kind for kind in kinds if rules.wants(g.user.unwanted, kind)},
        sum_of_mails=rules.summary(g.user.unwanted, g.actor.role),
        kind_names=rules.NAMES,
        kind_hints=rules.HINTS,
        kept_at=kept_at,
    )


@bp.post("/")
@serves(*KNOWN)
def write() -> Response:
    """Correct one's own name and number, which others are shown."""
    form = MeForm(prefix="me")
    if not form.validate_on_submit():
        return _page(form, status=422)
    g.user.name, g.user.phone = form.name.data, form.phone.data
    return redirect_with_notice("me.show", Message("Your name and number are saved."))


@bp.post("/mails")
@serves(*KNOWN)
def choose() -> Response:
    """Which mails one wants: those whose box is ticked."""
    ticked = set(request.form.getlist("kinds"))
    g.user.unwanted = [
        kind.value for kind in rules.offered(g.actor.role) if kind.value not in ticked
    ]
    if htmx:
        return _page(block="mails", kept_at=clock.now())
    return redirect_with_notice(
        "me.show", rules.summary(g.user.unwanted, g.actor.role), _anchor="mails"
    )


@bp.post("/email")
@serves(*KNOWN)
def ask_email() -> ResponseReturnValue:
    """Mail a code to the address that one wants to sign in with from now on."""
    form = EmailForm(prefix="new")
    if not form.validate_on_submit():
        return _page(new=form, status=422)
    try:
        addresses.ask(g.db, g.user, form.email.data, secret=_secret(), at=clock.now())
    except TooOften as often:
        form.email.errors = [say(often.message)]
        response = _page(new=form, status=429)
        response.headers["Retry-After"] = str(int(QUARTER.total_seconds()))
        return response
    return redirect(url_for("me.email"), 303)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


@bp.get("/email")
@serves(*KNOWN)
def email() -> ResponseReturnValue:
    """Where the code from the new address is typed."""
    return _code_page(CodeForm(formdata=None))


def _code_page(form: CodeForm, status: int = 200, *, spent: bool = False) -> ResponseReturnValue:
    address = addresses.asked_for(g.db, g.user.id, at=clock.now())
    if not address and status == 200:
        return redirect(url_for("me.show", _anchor="email"))
    return page("me/email.html", status=status, form=form, address=address, spent=spent)


@bp.post("/email/code")
@serves(*KNOWN)
def change_email() -> ResponseReturnValue:
    """The code is here: the address is changed."""
    form, at = CodeForm(), clock.now()
    try:
        addresses.change(g.db, g.user, form.code.data or "", by=g.actor, secret=_secret(), at=at)
    except WrongCode as wrong:
        commit_on_error()
        form.code.errors = [say(addresses.SAY[wrong.why])]
        return _code_page(form, status=422, spent=wrong.why is Why.TRIED)
    response = redirect_with_notice(
        "me.show", Message("Done. From now on you sign in with your new address.")
    )
    remember(response, g.user.email)
    return response


@bp.post("/sessions/<uuid:session_id>/end")
@serves(*KNOWN)
def end_session(session_id: UUID) -> Response:
    """Sign out somewhere else, at once."""
    or_404(sessions.end(g.db, g.user.id, session_id) or None)
    return redirect_with_notice("me.show", Message("You are signed out there."), _anchor="sessions")


@bp.post("/sessions/end")
@serves(*KNOWN)
def end_others() -> Response:
    sessions.end_others(g.db, g.user.id, session_hash(session["signed_in"]))
    say_so = Message("You are signed out everywhere but here.")
    return redirect_with_notice("me.show", say_so, _anchor="sessions")
