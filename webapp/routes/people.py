"""A company's people and places: who is in, who waits, who is invited, where the work is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, g
from flask_babel import gettext as _

from .. import clock
from ..accounts import actions, policy, store
from ..accounts.forms import InviteForm, PlaceForm
from ..accounts.models import Employer, User
from ..accounts.policy import Action
from ..actor import Role, refuse_if
from ..messages import Message
from ..reminders import actions as reminding
from ..reminders.forms import TimeForm
from ..reminders.rules import next_first
from ..render import fresh_id, language, page, seen
from .guard import SIGNED_IN, found, id_of_form, serves

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("/")
@serves(*SIGNED_IN)
def list() -> Any:
    return _page(InviteForm())


def _page(
    form: InviteForm,
    place: PlaceForm | None = None,
    reminders: TimeForm | None = None,
    status: int = 200,
) -> Any:
    if not form.user_id.data:
        form.user_id.data = str(fresh_id())
    people = store.people(g.db, g.actor)
    may = {
        action
        for action in (Action.INVITE, Action.ADD_PLACE, Action.SET_TIME)
        if g.actor.role is Role.EMPLOYER and policy.why_not(g.actor, action) is None
    }
    company = g.db.get(Employer, g.actor.employer_id) if g.actor.employer_id else None
    if company and not reminders:
        reminders = TimeForm(formdata=None, minutes=company.remind_at)
    return page(
        "people/list.html",
        status=status,
        form=form,
        company=company,
        reminders=reminders,
        next_reminder=_next_reminder(company) if company else None,
        place=_places(place or PlaceForm(formdata=None)) if may else None,
        people=people,
        workplaces=store.workplaces(g.db, g.actor),
        may=may,
        may_remove={p.id for p in people if policy.why_not(g.actor, Action.REMOVE, p) is None},
    )


def _next_reminder(company: Employer) -> datetime:
    """When the company's next reminder comes, as clocks in Denmark show it."""
    return clock.local(next_first(clock.now(), company.remind_at))


def _places(form: PlaceForm) -> PlaceForm:
    rows = [(town.id, town.name) for town in store.municipalities(g.db)]
    form.municipality.offer(rows, empty=_("Choose"))
    return form


@bp.post("/reminders")
@serves(Role.EMPLOYER)
def set_time() -> Any:
    """When reminders come, for everybody in the company."""
    form, company = TimeForm(), found(g.db.get(Employer, g.actor.employer_id))
    if not form.validate_on_submit():
        refuse_if(policy.why_not(g.actor, Action.SET_TIME))
        return _page(InviteForm(formdata=None), reminders=form, status=422)
    reminding.set_time(company, int(form.minutes.data), by=g.actor)
    comes = _next_reminder(company)
    return seen(
        "people.list",
        Message(
            "Saved. The next reminder comes on %(day)s at %(time)s, if a week is owed.",
            {"day": comes.date(), "time": f"{comes:%H:%M}"},
            weekdays=("day",),
        ),
    )


@bp.post("/workplaces")
@serves(Role.EMPLOYER)
def add_workplace() -> Any:
    refuse_if(policy.why_not(g.actor, Action.ADD_PLACE))
    form = _places(PlaceForm())
    if not form.validate_on_submit():
        return _page(InviteForm(formdata=None), form, status=422)
    place = actions.add_workplace(
        g.db,
        found(g.actor.employer_id),
        found(form.municipality.chosen),
        form.workplace.data or "",
        form.p_number.data or "",
    )
    return seen("people.list", Message("%(name)s is added.", {"name": place.name}))


@bp.post("/")
@serves(Role.EMPLOYER)
def invite() -> Any:
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    user_id, sent = id_of_form(form.user_id.data, User, employer_id=g.actor.employer_id)
    if sent is not None:
        return seen("people.list")
    user = actions.invite(
        g.db,
        user_id=user_id,
        email=form.email.data,
        name=form.name.data or "",
        language=language(),
        by=g.actor,
        at=clock.now(),
    )
    if user is None:
        form.email.errors = [_("Somebody uses this address already.")]
        return _page(form, status=422)
    return seen(
        "people.list",
        Message("%(name)s is invited and has a mail with the way in.", {"name": user.name}),
    )


@bp.get("/<uuid:person_id>")
@serves(Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD)
def show(person_id: UUID) -> Any:
    person = _find(person_id)
    return page(
        "people/show.html",
        person=person,
        may_confirm=policy.why_not(g.actor, Action.CONFIRM, person) is None,
        may_remove=policy.why_not(g.actor, Action.REMOVE, person) is None,
    )


@bp.post("/<uuid:person_id>/confirm")
@serves(Role.EMPLOYER, Role.CONSULTANT)
def confirm(person_id: UUID) -> Any:
    person = _find(person_id)
    actions.confirm(g.db, person, by=g.actor, at=clock.now())
    return seen("desk.home", Message("%(name)s is in and has a mail.", {"name": person.name}))


@bp.post("/<uuid:person_id>/remove")
@serves(Role.EMPLOYER)
def remove(person_id: UUID) -> Any:
    person = _find(person_id)
    actions.remove(g.db, person, by=g.actor, at=clock.now())
    return seen("people.list", Message("%(name)s can no longer sign in.", {"name": person.name}))


def _find(person_id: UUID) -> User:
    return found(store.person(g.db, g.actor, person_id))
