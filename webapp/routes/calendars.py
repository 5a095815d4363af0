"""Each person's days as a calendar that theirs can follow, behind an address without sign-in."""

from typing import Any

from flask import Blueprint, Response, current_app, g, make_response, request, url_for

from .. import clock
from ..accounts.models import User
from ..actor import Role
from ..calendars import ical, store
from ..links import actions
from ..links import store as links
from ..links.models import Link
from ..links.rules import Purpose
from ..messages import Message
from ..render import fresh_id, page, redirect_with_notice, say
from .addresses import address_of
from .guard import EVERYBODY, SIGNED_IN, id_of_form, or_404, serves

bp = Blueprint("calendars", __name__)


@bp.get("/me/calendar")
@serves(*SIGNED_IN)
def show() -> Response:
    link = links.live(g.db, Purpose.CALENDAR, g.actor.signed_in_id)
    address = _address(link) if link else ""
    return page(
        "calendars/show.html",
        link=link,
        address=address,
        subscribe="webcal:" + address.partition(":")[2],
        link_id=fresh_id(),
    )


@bp.post("/me/calendar")
@serves(*SIGNED_IN)
def make() -> Response:
    link_id, known = id_of_form(request.form.get("link_id"), Link, user_id=g.actor.user_id)
    if known is None:
        at = clock.now()
        actions.make(g.db, Purpose.CALENDAR, g.user, link_id=link_id, by=g.actor, at=at)
    return redirect_with_notice(
        "calendars.show", Message("The address is ready. Open it in your calendar.")
    )


@bp.post("/me/calendar/close")
@serves(*SIGNED_IN)
def close() -> Response:
    actions.revoke(g.db, Purpose.CALENDAR, g.user, by=g.actor, at=clock.now())
    return redirect_with_notice(
        "calendars.show", Message("The address is closed. It shows nothing any more.")
    )


@bp.get("/calendar/<calendar_token>.ics")
@serves(*EVERYBODY)
def feed(calendar_token: str) -> Response:
    """The calendar, in its person's language. A wrong address and a closed one are the same 404."""
    secret = current_app.config["SECRET_KEY"]
    link_id = or_404(actions.id_in(calendar_token, Purpose.CALENDAR, secret=secret))
    person = or_404(store.owner_of_link(g.db, link_id))
    g.language = person.language
    entries = store.entries_of_person(g.db, person, today=clock.today())
    days = [
        ical.Day(
            uid=entry.uid,
            day=entry.day,
            title=say(entry.title),
            link=_base() + address_of(entry.target),
            changed_at=entry.changed_at,
        )
        for entry in entries
    ]
    return _answer(ical.write(_name(person), days, language=g.language))


def _name(person: User) -> str:
    """Only a company has weeks to send in its calendar."""
    if person.role is Role.EMPLOYER:
        return say(Message("Småjob: week sheets and dates"))
    return say(Message("Småjob: dates"))


def _answer(content: bytes) -> Response:
    """304 to a program that has it already. It is one person's: nothing between may keep it."""
    response = make_response(content)
    response.mimetype = "text/calendar"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.add_etag()
    response.make_conditional(request)
    return response


def _address(link: Any) -> str:
    token = actions.token(link, secret=current_app.config["SECRET_KEY"])
    return _base() + url_for("calendars.feed", calendar_token=token)


def _base() -> str:
    """The address people use, whatever address this request came in by."""
    return str(current_app.extensions["settings"].base_url).rstrip("/")
