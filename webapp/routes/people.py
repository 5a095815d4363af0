"""A company's people: who is in, who waits, who is invited, who was there."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, Response, g, request, url_for
from flask_babel import gettext as _

from .. import clock
from ..accounts import actions, invitations, members, policy, store
from ..accounts.forms import InviteForm, PlaceForm
from ..accounts.models import Employer, Invitation
from ..accounts.policy import Action
from ..accounts.rules import Member
from ..actor import Role
from ..db import as_uuid
from ..forms import say_in
from ..messages import Message
from ..reminders import actions as reminding
from ..reminders.forms import TimeForm
from ..reminders.rules import next_first
from ..render import fresh_id, language, link_below, page, redirect_with_notice
from ..smalljobs import places
from ..support import handover
from .guard import SIGNED_IN, id_of_form, or_404, serves

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("/")
@serves(*SIGNED_IN)
def list() -> Response:
    return show_all()


def show_all(
    form: InviteForm | None = None,
    place: PlaceForm | None = None,
    reminders: TimeForm | None = None,
    status: int = 200,
) -> Response:
    """The company's page. Staff have one of their own."""
    if g.actor.is_staff:
        return redirect_with_notice("staff.list")
    form = form or InviteForm(formdata=None)
    if not form.invitation_id.data:
        form.invitation_id.data = str(fresh_id())
    at, company = clock.now(), or_404(g.db.get(Employer, g.actor.employer_id))
    people = members.colleagues(g.db, g.actor)
    return page(
        "people/list.html",
        status=status,
        form=form,
        company=company,
        reminders=reminders or TimeForm(formdata=None, minutes=company.remind_at),
        next_reminder=_next_reminder(company),
        place=offer_towns(place or PlaceForm(formdata=None)),
        people=[member for member in people if member.removed_at is None],
        gone=[m for m in people if policy.why_not(g.actor, Action.RESTORE, m, at=at) is None],
        invited=invitations.shown(g.db, g.actor, people, at=at),
        expired=invitations.expired_before(at),
        workplaces=store.workplaces(g.db, g.actor),
        changes=places.changes(g.db, g.actor),
    )


T = TypeVar("T", bound=PlaceForm)


def offer_towns(form: T) -> T:
    """Let a place be in any municipality."""
    form.municipality.offer([(t.id, t.name) for t in store.municipalities(g.db)], empty=_("Choose"))
    return form


def _next_reminder(company: Employer) -> datetime:
    """When the company's next reminder comes, as clocks in Denmark show it."""
    return clock.local(next_first(clock.now(), company.remind_at))


@bp.post("/reminders")
@serves(Role.EMPLOYER)
def set_time() -> Response:
    """When reminders come, for everybody in the company."""
    form, company = TimeForm(), or_404(g.db.get(Employer, g.actor.employer_id))
    if not form.validate_on_submit():
        return show_all(reminders=form, status=422)
    reminding.set_time(company, int(form.minutes.data), by=g.actor)
    comes = _next_reminder(company)
    return redirect_with_notice(
        "people.list",
        Message(
            "Saved. The next reminder comes on %(day)s at %(time)s, if a week is owed.",
            {"day": comes.date(), "time": f"{comes:%H:%M}"},
            weekdays=("day",),
        ),
    )


@bp.post("/")
@serves(Role.EMPLOYER)
def invite() -> Response:
    form = InviteForm()
    if not form.validate_on_submit():
        return show_all(form, status=422)
    invitation_id, sent = id_of_form(
        form.invitation_id.data, Invitation, employer_id=g.actor.employer_id
    )
    if sent is not None:
        return redirect_with_notice("people.list")
    try:
        invitation, again = invitations.invite(
            g.db,
            invitation_id=invitation_id,
            email=form.email.data,
            name=form.name.data or "",
            language=language(),
            by=g.actor,
            at=clock.now(),
        )
    except invitations.AlreadyThere as no:
        say_in(form.email, no.message)
        return show_all(form, status=422)
    return redirect_with_notice("people.list", _invited(invitation, again, form.name.data or ""))


def _invited(invitation: Invitation, again: bool, typed: str) -> Message:
    named = {"name": invitation.name}
    if not again:
        return Message("%(name)s is invited, and decides by mail.", named)
    if typed != invitation.name:
        return Message(
            "This address is invited already, as %(name)s. The invitation is sent again under that"
            " name. Take it back first to write another one.",
            named,
        )
    return Message("The invitation to %(name)s is sent again.", named)


@bp.post("/invitations/<uuid:invitation_id>/withdraw")
@serves(Role.EMPLOYER)
def withdraw(invitation_id: UUID) -> Response:
    invitation = or_404(invitations.of_company(g.db, g.actor, invitation_id))
    invitations.withdraw(g.db, invitation, by=g.actor, at=clock.now())
    notice = Message("The invitation to %(name)s is taken back.", {"name": invitation.name})
    return redirect_with_notice("people.list", notice)


@bp.get("/<uuid:member_id>")
@serves(*SIGNED_IN)
def show(member_id: UUID) -> Response:
    member, at = _find(member_id), clock.now()
    asked = (Action.CONFIRM, Action.SECOND, Action.REMOVE, Action.RESTORE)
    may = {action for action in asked if policy.why_not(g.actor, action, member, at=at) is None}
    return page("people/show.html", member=member, may=may)


@bp.post("/<uuid:member_id>/confirm")
@serves(*SIGNED_IN)
def confirm(member_id: UUID) -> Response:
    _find(member_id)
    member = actions.confirm(g.db, member_id, by=g.actor, at=clock.now())
    notice = Message("%(name)s is in and has a mail.", {"name": member.name})
    task_id = as_uuid(request.form.get("task_id", ""))  # where it was pressed
    return (
        redirect_with_notice("tasks.show", notice, task_id=task_id)
        if task_id
        else redirect_with_notice("desk.home", notice)
    )


@bp.post("/<uuid:member_id>/second")
@serves(Role.CONSULTANT, Role.TEAM_LEAD)
def second(member_id: UUID) -> Response:
    _find(member_id)
    member = actions.second(g.db, member_id, by=g.actor, at=clock.now())
    return redirect_with_notice(
        "desk.home", Message("Noted: you know %(name)s too.", {"name": member.name})
    )


@bp.post("/<uuid:member_id>/remove")
@serves(*SIGNED_IN)
def remove(member_id: UUID) -> Response:
    _find(member_id)
    member, renewed = handover.remove_member(g.db, member_id, by=g.actor, at=clock.now())
    named = {"name": member.name, "who": ", ".join(job.first_name for job in renewed)}
    if not renewed:
        notice = Message("%(name)s is out. You can undo it for 30 days.", named)
    else:
        notice = Message(
            "%(name)s is out. You can undo it for 30 days. The address where hours are seen is new:"
            " give %(who)s the new one.",
            named,
        )
    for job in renewed:
        there = url_for("copies.manage", job_id=job.id)
        link_below(Message("The new address for %(name)s", {"name": job.first_name}), there)
    return redirect_with_notice("desk.home" if g.actor.is_staff else "people.list", notice)


@bp.post("/<uuid:member_id>/restore")
@serves(Role.EMPLOYER)
def restore(member_id: UUID) -> Response:
    _find(member_id)
    member = actions.restore(g.db, member_id, by=g.actor, at=clock.now())
    return redirect_with_notice("people.list", Message("%(name)s is back.", {"name": member.name}))


def _find(member_id: UUID) -> Member:
    return or_404(members.get(g.db, g.actor, member_id))
