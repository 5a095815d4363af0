"""A municipality's own people: all see who is there, the team lead lets in and puts out."""

from uuid import UUID

from flask import Blueprint, Response, g
from flask_babel import gettext as _

from .. import clock, history
from ..accounts import staff, store
from ..accounts.forms import StaffForm
from ..accounts.models import Municipality, User
from ..accounts.policy import StaffAction, why_not_staff
from ..actor import Refused, Role
from ..forms import say_in
from ..messages import Message
from ..render import language, page, redirect_with_notice
from ..smalljobs import cases
from ..tasks.forms import HandOverForm
from .guard import or_404, serves

bp = Blueprint("staff", __name__, url_prefix="/staff")


@bp.get("/")
@serves(Role.CONSULTANT, Role.TEAM_LEAD)
def list() -> Response:
    return _list(StaffForm(formdata=None))


def _list(form: StaffForm, status: int = 200) -> Response:
    leads = g.actor.role is Role.TEAM_LEAD
    return page(
        "staff/list.html",
        status=status,
        people=staff.everybody(g.db, g.actor),
        cases=cases.counts(g.db, g.actor) if leads else {},
        leads=leads,
        role_names=staff.ROLE_NAMES,
        form=form,
    )


@bp.post("/")
@serves(Role.TEAM_LEAD)
def add() -> Response:
    form = StaffForm()
    if not form.validate_on_submit():
        return _list(form, status=422)
    entry = staff.StaffInput(
        form.email.data or "", form.name.data or "", form.phone.data or "", Role(form.role.data)
    )
    place = or_404(g.db.get(Municipality, g.actor.municipality_id))
    try:
        new = staff.add(g.db, entry, place, by=g.actor, language=language(), at=clock.now())
    except Refused as no:
        say_in(form.email, no.message)
        return _list(form, status=422)
    named = {"name": entry.name}
    if not new:
        return redirect_with_notice("staff.list", Message("%(name)s is in already.", named))
    return redirect_with_notice(
        "staff.list", Message("%(name)s can sign in now, and has a mail about it.", named)
    )


@bp.get("/<uuid:staff_id>")
@serves(Role.TEAM_LEAD)
def show(staff_id: UUID) -> Response:
    return _show(_find(staff_id))


def _show(person: User, move: HandOverForm | None = None, status: int = 200) -> Response:
    left = staff.left(g.db, person)
    why_not = {action: why_not_staff(g.actor, action, person, left) for action in StaffAction}
    return page(
        "staff/show.html",
        status=status,
        person=person,
        count=cases.counts(g.db, g.actor).get(person.id, 0),
        why_not=why_not,
        may={action for action, reason in why_not.items() if reason is None},
        move=move or _takers(HandOverForm(formdata=None), person),
        history=history.of(g.db, [person.id]),
        role_names=staff.ROLE_NAMES,
    )


def _takers(form: HandOverForm, person: User) -> HandOverForm:
    """Offer the consultants at work who can take over."""
    others = [user for user in store.consultants(g.db, g.actor) if user.id != person.id]
    form.to.offer([(user.id, user.name) for user in others], empty=_("Choose"))
    return form


@bp.post("/<uuid:staff_id>/cases")
@serves(Role.TEAM_LEAD)
def move_cases(staff_id: UUID) -> Response:
    """Give all of somebody's cases to one colleague."""
    person = _find(staff_id)
    form = _takers(HandOverForm(), person)
    if not form.validate_on_submit():
        return _show(person, form, status=422)
    to = or_404(staff.get(g.db, g.actor, or_404(form.to.chosen)))
    count = cases.move(g.db, person, to, by=g.actor, at=clock.now())
    notice = Message(
        "%(count)s cases are with %(name)s now. The companies have a mail.",
        {"count": count, "name": to.name},
    )
    return redirect_with_notice("staff.show", notice, staff_id=person.id)


@bp.post("/<uuid:staff_id>/pause")
@serves(Role.TEAM_LEAD)
def pause(staff_id: UUID) -> Response:
    person = _find(staff_id)
    staff.pause(g.db, person, by=g.actor, at=clock.now())
    notice = Message("%(name)s is on leave, and signed out everywhere.", {"name": person.name})
    return redirect_with_notice("staff.show", notice, staff_id=person.id)


@bp.post("/<uuid:staff_id>/remove")
@serves(Role.TEAM_LEAD)
def remove(staff_id: UUID) -> Response:
    person = _find(staff_id)
    staff.remove(g.db, person, by=g.actor, at=clock.now())
    notice = Message("%(name)s is out, and signed out everywhere.", {"name": person.name})
    return redirect_with_notice("staff.show", notice, staff_id=person.id)


@bp.post("/<uuid:staff_id>/restore")
@serves(Role.TEAM_LEAD)
def restore(staff_id: UUID) -> Response:
    person = _find(staff_id)
    staff.restore(g.db, person, by=g.actor, at=clock.now())
    named = {"name": person.name}
    notice = Message("%(name)s can sign in again, and has a mail about it.", named)
    return redirect_with_notice("staff.show", notice, staff_id=person.id)


def _find(staff_id: UUID) -> User:
    return or_404(staff.get(g.db, g.actor, staff_id))
