"""One's own page: name and number, language, and which mails one gets."""

from typing import Any

from flask import Blueprint, g, request

from .. import clock
from ..accounts.forms import MeForm
from ..mails import rules
from ..messages import Message
from ..render import htmx, page, seen
from .guard import KNOWN, serves

bp = Blueprint("me", __name__, url_prefix="/me")


@bp.get("/")
@serves(*KNOWN)
def show() -> Any:
    return _page(MeForm(formdata=None, prefix="me", name=g.user.name, phone=g.user.phone))


def _page(form: MeForm, status: int = 200, block: str | None = None, kept_at: Any = None) -> Any:
    kinds = rules.offered(g.actor.role)
    return page(
        "me/show.html",
        block=block,
        status=status,
        me=form,
        kinds=kinds,
        wanted={kind for kind in kinds if rules.wants(g.user.unwanted, kind)},
        sum_of_mails=rules.summary(g.user.unwanted, g.actor.role),
        kind_names=rules.NAMES,
        kind_hints=rules.HINTS,
        kept_at=kept_at,
    )


@bp.post("/")
@serves(*KNOWN)
def write() -> Any:
    """Correct one's own name and number, which others are shown."""
    form = MeForm(prefix="me")
    if not form.validate_on_submit():
        return _page(form, status=422)
    g.user.name, g.user.phone = form.name.data, form.phone.data
    return seen("me.show", Message("Your name and number are saved."))


@bp.post("/mails")
@serves(*KNOWN)
def choose() -> Any:
    """Which mails one wants: those whose box is ticked."""
    ticked = set(request.form.getlist("kinds"))
    g.user.unwanted = [
        kind.value for kind in rules.offered(g.actor.role) if kind.value not in ticked
    ]
    if htmx:
        form = MeForm(formdata=None, prefix="me", name=g.user.name, phone=g.user.phone)
        return _page(form, block="mails", kept_at=clock.now())
    return seen("me.show", rules.summary(g.user.unwanted, g.actor.role), _anchor="mails")
