"""The participant's own copy of their hours: behind an address without sign-in, and on paper."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from .. import clock
from ..actor import Role
from ..clock import Month
from ..languages import LANGUAGES
from ..links import actions, policy
from ..links import store as links
from ..links.models import Link
from ..links.rules import Purpose
from ..messages import Message
from ..register import pdf, store
from ..register.rules import Register, RegisterJob
from ..register.wording import Formatters, RegisterSubject, localise
from ..render import (
    fresh_id,
    language,
    page,
    redirect_with_notice,
    say,
    show_hours_in_column,
    show_phone,
    show_short_weekday,
    show_week,
)
from .downloads import attachment, fonts_folder
from .guard import EVERYBODY, SIGNED_IN, id_of_form, or_404, serves

bp = Blueprint("copies", __name__)

MAKERS = (Role.EMPLOYER, Role.CONSULTANT)
# Nobody finds it by searching, and nobody whom it leads to learns where one came from.
HIDDEN = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


# --- for those who give it to the participant ---


@bp.get("/smalljobs/<uuid:job_id>/copy")
@serves(*SIGNED_IN)
def manage(job_id: UUID) -> Response:
    """The address to be handed over, and each month on paper."""
    job = _find(job_id)
    link = links.live(g.db, Purpose.COPY, job_id)
    address = _address(link) if link else ""
    return page(
        "copies/manage.html",
        job=job,
        link=link,
        token=_token(link) if link else "",
        address=address,
        letter=_letter(job, address),
        months=[
            (str(month), _month(month)) for month in Register(store.lines(g.db, job_id)).months
        ],
        may_make=policy.why_not(g.actor, Purpose.COPY) is None,
        link_id=fresh_id(),
    )


def _letter(job: RegisterJob, address: str) -> str:
    """What comes with the address, for a text message or a mail. It is no markup."""
    named = {"name": job.first_name, "address": address}
    said = [Message("Hi %(name)s. Here you can always see your hours: %(address)s", named)]
    if job.phone:
        call = {"name": job.contact or _("the municipality"), "phone": show_phone(job.phone)}
        said.append(Message("Call %(name)s on %(phone)s if something is wrong.", call))
    return "\n\n".join(map(say, said))


@bp.post("/smalljobs/<uuid:job_id>/copy")
@serves(*MAKERS)
def make(job_id: UUID) -> Response:
    job = _find(job_id)
    link_id, known = id_of_form(request.form.get("link_id"), Link, small_job_id=job_id)
    if known is None:
        actions.make(g.db, Purpose.COPY, job, link_id=link_id, by=g.actor, at=clock.now())
    notice = Message("The address is ready. Give it to %(name)s.", {"name": job.first_name})
    return redirect_with_notice("copies.manage", notice, job_id=job_id)


@bp.post("/smalljobs/<uuid:job_id>/copy/close")
@serves(*MAKERS)
def close(job_id: UUID) -> Response:
    job = _find(job_id)
    actions.revoke(g.db, Purpose.COPY, job, by=g.actor, at=clock.now())
    notice = Message("The address is closed. It shows nothing any more.")
    return redirect_with_notice("copies.manage", notice, job_id=job_id)


@bp.get("/smalljobs/<uuid:job_id>/hours/<month>.pdf")
@serves(*SIGNED_IN)
def paper(job_id: UUID, month: str) -> Response:
    """A month on paper, for whoever may see the small job."""
    return _paper(_find(job_id), month)


# --- for whoever has the address ---


@bp.get("/copy/<copy_token>")
@bp.get("/copy/<copy_token>/<month>")
@serves(*EVERYBODY)
def show(copy_token: str, month: str = "") -> Response:
    """The hours of one month: the newest, where none is named."""
    asked, job = _language(), _opened(copy_token)
    register = Register(store.lines(g.db, job.id))
    chosen = _chosen(register, month) if month or register.months else None
    before, after = register.neighbours(chosen) if chosen else (None, None)
    response = page(
        "copies/show.html",
        job=job,
        token=copy_token,
        asked=asked,
        other=_other_language(),
        month=chosen,
        month_texts=localise(register, chosen, _about(job), _speech()) if chosen else None,
        before=before and (str(before), _month(before)),
        after=after and (str(after), _month(after)),
    )
    return _hide(response)


@bp.get("/copy/<copy_token>/<month>.pdf")
@serves(*EVERYBODY)
def own_paper(copy_token: str, month: str) -> Response:
    """The same month on paper."""
    _language()
    job = _opened(copy_token)
    return _hide(_paper(job, month))


def _opened(token: str) -> RegisterJob:
    """The small job behind an address. A wrong one and a closed one are the same 404.

    It has a page of its own: whoever comes here has nowhere to sign in.
    """
    link_id = actions.id_in(token, Purpose.COPY, secret=current_app.config["SECRET_KEY"])
    job = store.of_link(g.db, link_id) if link_id else None
    if job is None:
        abort(_hide(page("copies/closed.html", status=404, other=_other_language())))
    return job


def _language() -> str | None:
    """The language that the address asks for, else None: the browser's counts.

    It is a link and no form, because a form has to say which page it came from.
    """
    asked = request.args.get("language")
    if asked not in LANGUAGES:
        return None
    g.language = asked
    return asked


def _other_language() -> tuple[str, str]:
    return next(item for item in LANGUAGES.items() if item[0] != language())


def _hide(response: Response) -> Response:
    response.headers.update(HIDDEN)
    return response


# --- what both read ---


def _find(job_id: UUID) -> RegisterJob:
    return or_404(store.of_job(g.db, g.actor, job_id))


def _paper(job: RegisterJob, written: str) -> Response:
    register = Register(store.lines(g.db, job.id))
    month = _chosen(register, written)
    words = localise(register, month, _about(job), _speech())
    made = pdf.make(words, language(), fonts=fonts_folder(), at=clock.now())
    name = say(Message("hours %(name)s", {"name": job.first_name}))
    return attachment(made, f"{name} {_month(month)}.pdf")


def _chosen(register: Register, written: str) -> Month:
    """The month that is named, else the newest. 404 for one that there is nothing of."""
    if not written:
        return register.months[0]
    try:
        month = Month.parse(written)
    except ValueError:
        abort(404)
    return month if month in register.months else abort(404)


def _about(job: RegisterJob) -> RegisterSubject:
    place = f"{job.employer}, {job.workplace}"
    return RegisterSubject(
        job.first_name, place, job.contact or _("the municipality"), show_phone(job.phone or "")
    )


def _month(month: Month) -> str:
    return str(format_date(month.first, "MMMM y"))


def _speech() -> Formatters:
    return Formatters(
        say=say,
        hours=show_hours_in_column,
        day=show_short_weekday,
        week=show_week,
        month=lambda first: _month(Month.of(first)),
        month_name=lambda first: str(format_date(first, "MMMM")),
    )


def _token(link: Any) -> str:
    return actions.token(link, secret=current_app.config["SECRET_KEY"])


def _address(link: Any) -> str:
    """As people use it, whatever address this request came in by."""
    base = current_app.extensions["settings"].base_url.rstrip("/")
    return base + url_for("copies.show", copy_token=_token(link))
