"""Which company one acts for: chosen after signing in, switched later, joined by an invitation."""

from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from .. import clock
from ..accounts import arrivals, invitations, members, sessions, store
from ..accounts.forms import AcceptForm, CompanyForm, WelcomeForm
from ..accounts.models import Employer, Membership
from ..actor import COMPANY, Refused, Role, Stale
from ..messages import Message
from ..render import page, redirect_with_notice, say
from ..smalljobs import places
from ..tasks import claims
from . import companies_page
from .guard import next_page, or_404, serves, session_hash
from .people import offer_towns

bp = Blueprint("companies", __name__, url_prefix="/companies")

ANYBODY = (Role.NEWCOMER, *COMPANY)


@bp.get("/")
@serves(*ANYBODY)
def show() -> ResponseReturnValue:
    """One's companies and invitations. Who has neither tells first where they work."""
    return companies_page.choice()


@bp.post("/<uuid:membership_id>/choose")
@serves(*ANYBODY)
def choose(membership_id: UUID) -> ResponseReturnValue:
    """Act for another one of one's companies, in this browser."""
    companies = members.companies(g.db, g.actor.signed_in_id)
    company = or_404(next((row for row in companies if row.id == membership_id), None))
    _act_for(membership_id)
    wanted = request.form.get("next", "")
    if wanted:
        session["next"] = wanted
    flash(say(Message("You act for %(company)s now.", {"company": company.name})))
    return redirect(next_page(), 303)


def _act_for(membership_id: UUID) -> None:
    sessions.choose(g.db, session_hash(session["signed_in"]), membership_id)


@bp.post("/invitations/<uuid:invitation_id>/accept")
@serves(*ANYBODY)
def accept(invitation_id: UUID) -> ResponseReturnValue:
    row, at = _invitation(invitation_id), clock.now()
    form = AcceptForm(prefix=str(invitation_id))
    if not form.validate_on_submit():
        return companies_page.choice(form, status=422)
    membership = claims.accept_invitation(
        g.db, row.invitation, g.user, phone=form.phone.data or "", by=g.actor, at=at
    )
    _act_for(membership.id)
    flash(say(Message("Welcome. You are in at %(company)s now.", {"company": row.company})))
    return redirect(next_page(), 303)


@bp.post("/invitations/<uuid:invitation_id>/decline")
@serves(*ANYBODY)
def decline(invitation_id: UUID) -> ResponseReturnValue:
    row = _invitation(invitation_id)
    invitations.decline(g.db, row.invitation, by=g.actor, at=clock.now())
    said = Message(
        "You have said no. %(company)s sees that, and nothing else of yours.",
        {"company": row.company},
    )
    flash(say(said))
    return redirect(next_page(), 303)


def _invitation(invitation_id: UUID) -> members.ReceivedInvitation:
    """One that came to the actor. Raises Refused for theirs that is over, 404 for others'."""
    row = or_404(invitations.to_answer(g.db, g.user, invitation_id))
    if invitations.is_over(row.invitation, at=clock.now()):
        named = {"company": row.company, "by": row.by}
        raise Refused(
            Message(
                "The invitation to %(company)s was answered, taken back, or is too old. Call"
                " %(by)s if that is wrong.",
                named,
            )
        )
    return row


@bp.get("/name")
@serves(Role.EMPLOYER)
def edit() -> Response:
    """The name of the company that one acts for."""
    company = or_404(g.db.get(Employer, g.actor.employer_id))
    form = CompanyForm(formdata=None, company=company.name, seen=places.seen_of_company(company))
    return page("companies/edit.html", company=company, form=form)


@bp.post("/name")
@serves(Role.EMPLOYER)
def rename() -> Response:
    company, form = or_404(g.db.get(Employer, g.actor.employer_id)), CompanyForm()
    if not form.validate_on_submit():
        return page("companies/edit.html", status=422, company=company, form=form)
    name, before = form.company.data or "", form.seen.data or ""
    try:
        places.rename(g.db, company, name, seen=before, by=g.actor, at=clock.now())
    except Stale:
        form.seen.data = places.seen_of_company(company)
        return page("companies/edit.html", status=409, company=company, form=form, stale=True)
    return redirect_with_notice(
        "people.list", Message("Your company is called %(name)s now.", {"name": name})
    )


@bp.get("/new")
@serves(*ANYBODY)
def new() -> Response:
    form = offer_towns(WelcomeForm())
    form.name.data, form.phone.data = g.user.name, g.user.phone
    return companies_page.arrival(form)


@bp.post("/new")
@serves(*ANYBODY)
def arrive() -> ResponseReturnValue:
    """Say where one works. It opens nothing of the company's; somebody who knows one does."""
    form = offer_towns(WelcomeForm())
    if not form.validate_on_submit():
        return companies_page.arrival(form, status=422)
    at = clock.now()
    arrival = arrivals.Arrival(
        name=form.name.data or "",
        phone=form.phone.data or "",
        company=form.company.data or "",
        cvr=form.cvr.data or "",
        workplace=form.workplace.data or "",
        p_number=form.p_number.data or "",
        municipality_id=or_404(form.municipality.chosen),
    )
    membership = claims.arrive(g.db, g.user, arrival, at=at)
    _act_for(membership.id)
    flash(_what_follows(membership, form))
    return redirect(next_page(), 303)


def _what_follows(membership: Membership, form: WelcomeForm) -> str:
    if store.is_established(g.db, membership.employer_id):
        return _(
            "%(company)s is known here already. One of your colleagues lets you in, and has a mail"
            " about it. Until then you see what you write yourself.",
            company=form.company.data,
        )
    return _(
        "Good to have you here. Describe what nobody gets done and send it: the consultant calls"
        " you, and with that call %(company)s is up and running.",
        company=form.company.data,
    )
