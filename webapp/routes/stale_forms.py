"""A form that cannot be obeyed as it came: its session is over, or the page was somebody else's.

Nothing is done then, and nothing that was typed is lost. The answer says what the form would do
and shows all that it holds; what somebody wrote in their own matter can be sent once more from
there. Decisions are not: they are looked at again. What other websites send never comes this far.
"""

import logging
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, request, session, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from .. import db
from ..accounts.sessions import keyed_hash
from ..actor import Actor
from ..clock import Week
from ..messages import N_
from ..render import page, show_week
from ..smalljobs import store as smalljobs
from .form_labels import LOOKED_AT, NOBODYS, REPEATABLE, choice, label, leaf_of

log = logging.getLogger("smajob")

MOST_FIELDS = 200  # that hold something and are shown; more is not sent once more
MOST_TEXT = 10_000  # characters of one of them
MOST_MARK = 80
NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
OURS = {"csrf_token", "whose"}  # they are made again
SHORTENED = "…"


class Why(StrEnum):
    """Why a form was not obeyed, as the log says it."""

    SIGNED_OUT = "signed out"
    SESSION_OVER = "its session is over"
    UNPROVEN = "it has no token"
    OTHER_SESSION = "its token is of another session"
    OTHER_PERSON = "its page was somebody else's"


# (heading, what to know about it)
TEXTS = {
    Why.SIGNED_OUT: (N_("You were away for a while"), N_("You are signed out by now.")),
    Why.SESSION_OVER: (
        N_("You were away for a while"),
        N_("The page was open for longer than we remember who opened it."),
    ),
    Why.UNPROVEN: (
        N_("The page did not come whole"),
        N_("The connection dropped on the way, and a part that keeps you safe is missing."),
    ),
    Why.OTHER_SESSION: (
        N_("The page is older than your sign-in"),
        N_("Somebody signed in or out here since it was opened, perhaps you in another window."),
    ),
    Why.OTHER_PERSON: (
        N_("Somebody else opened this page"),
        N_("It was opened by another person, or for another company, than is signed in now."),
    ),
}


@dataclass(frozen=True)
class Field:
    """One field of the form that came, and how one reads it."""

    name: str
    value: str
    label: str  # empty for ids and what the page remembers
    shown: str


def why_refused() -> Why:
    """What was wrong with the token of a form."""
    if not request.form.get("csrf_token"):
        return Why.UNPROVEN
    return Why.OTHER_SESSION if "csrf_token" in session else Why.SESSION_OVER


def whose() -> str:
    """Marks a form with who has its page open, and for whom; empty for a visitor.

    No secret and no proof: it keeps two people at one computer apart.
    """
    actor: Actor | None = g.get("actor")
    if actor is None or actor.user_id is None:
        return str(g.get("was_whose", ""))
    place = actor.employer_id or actor.municipality_id
    return f"{actor.role}.{_short(actor.user_id)}.{_short(place) if place else ''}"


def _short(thing: UUID) -> str:
    return keyed_hash(current_app.config["SECRET_KEY"], "whose", str(thing))[:16]


def _same_sender() -> bool:
    """Did the one who sends this open its page, and for the same company?"""
    was, now = (mark.split(".") for mark in (request.form.get("whose", ""), whose()))
    if len(was) != 3:  # nobody had signed in, or it does not say
        return True
    return len(now) == 3 and was[1] == now[1] and (was[2] == now[2] or not was[2])


def another_sender(status: int) -> Response | None:
    """The answer to a form from somebody else's page; nothing where it is one's own."""
    if request.endpoint in NOBODYS or _same_sender():
        return None
    return again(Why.OTHER_PERSON if g.user else Why.SIGNED_OUT, status if g.user else 401)


def again(why: Why, status: int) -> Response:
    """Nothing was done: say what the form holds and what it would do."""
    # Whoever signs in to send it has to be its author, or is warned.
    g.was_whose = request.form.get("whose", "")[:MOST_MARK]
    log.warning("a form for %s was not obeyed: %s", request.endpoint, why)
    came = [item for item in request.form.items(multi=True) if item[0] not in OURS]
    filled = [(name, text) for name, text in came if text]
    fitting = len(filled) <= MOST_FIELDS and all(_fits(*item) for item in came)
    heading, reason = TEXTS[why]
    return page(
        "again.html",
        status=status,
        heading=heading,
        reason=reason,
        does=_does() if fitting else "",
        about=_about(),
        empty=[name for name, text in came if not text],
        fields=[_field(*item) for item in filled[:MOST_FIELDS]],
        more=max(0, len(filled) - MOST_FIELDS),
        files=any(file.filename for file in request.files.values()),
        address=request.path,
        look=_nearest_page(),
    )


def _fits(name: str, text: str) -> bool:
    return bool(NAME.fullmatch(name)) and len(text) <= MOST_TEXT


def _does() -> str:
    """What sending it once more would do; empty where it has to be looked at again."""
    sentences = REPEATABLE.get(request.endpoint or "", {})
    was = request.form.get("whose", "").partition(".")[0]
    if request.endpoint in LOOKED_AT or not sentences:
        return ""
    if g.user and was and was != g.actor.role and not _same_sender():
        return ""  # a consultant does not send what a company wrote
    button = request.form.get("do", "").partition("-")[0]
    return sentences.get(button) or sentences[""]


def _about() -> str:
    """`Jørgen · uge 47 (16.–22. november)`, as far as the address and the actor allow."""
    names, values = [], request.view_args or {}
    job_id = values.get("job_id")
    if g.user and isinstance(job_id, UUID):
        with db.open_session(current_app.extensions["engine"], writing=False) as opened:
            seen = smalljobs.get(opened, g.actor, job_id)
        names += [seen[0].first_name] if seen else []
    try:
        week = Week.parse(values.get("week", ""))
        names.append(
            _("week %(number)s (%(days)s)", number=week.number, days=show_week(week.monday))
        )
    except ValueError:
        pass  # it is not about a week
    return " · ".join(names)


def _field(name: str, text: str) -> Field:
    weekday, row, known = label(name)
    said = choice(leaf_of(name), text)
    shown = _(said) if said else text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + SHORTENED
    if not known or db.as_uuid(text):
        return Field(name, text, "", shown)
    before = _(weekday) if weekday else row
    return Field(name, text, f"{before}: {_(known)}" if before else _(known), shown)


def _nearest_page() -> str:
    """The page of the form, as far as its address is known; else home."""
    adapter = current_app.url_map.bind("", url_scheme="http")
    path = request.path
    while path.strip("/"):
        for tried in (path, f"{path}/"):
            try:
                endpoint, values = adapter.match(tried, method="GET")
            except (HTTPException, RequestRedirect):
                continue
            return url_for(endpoint, **values)
        path = path.rstrip("/").rpartition("/")[0]
    return url_for("desk.home")


def init(app: Any) -> None:
    app.jinja_env.globals["whose"] = whose
