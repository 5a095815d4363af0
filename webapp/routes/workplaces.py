"""Where a company works: places added and changed by those who are in."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g

from .. import clock
from ..accounts.forms import ChangedPlaceForm, PlaceForm
from ..accounts.models import Workplace
from ..actor import Role, Stale
from ..forms import say_in
from ..messages import Message
from ..render import page, redirect_with_notice
from ..smalljobs import places
from . import people
from .guard import or_404, serves

bp = Blueprint("workplaces", __name__, url_prefix="/workplaces")


@bp.post("/")
@serves(Role.EMPLOYER)
def add() -> Response:
    form = people.offer_towns(PlaceForm())
    if not form.validate_on_submit():
        return people.show_all(place=form, status=422)
    entry = places.PlaceInput(
        name=form.workplace.data or "",
        p_number=form.p_number.data or "",
        full_time_equivalents=None,
        municipality_id=or_404(form.municipality.chosen),
    )
    try:
        place = places.add(g.db, entry, by=g.actor, at=clock.now())
    except places.InvalidField as wrong:
        say_in(form[wrong.field], wrong.message)
        return people.show_all(place=form, status=422)
    return redirect_with_notice("people.list", Message("%(name)s is added.", {"name": place.name}))


@bp.get("/<uuid:place_id>")
@serves(Role.EMPLOYER)
def edit(place_id: UUID) -> Response:
    place = or_404(places.get(g.db, g.actor, place_id))
    form = people.offer_towns(ChangedPlaceForm(formdata=None))
    form.seen.data = places.seen_of_place(place)
    form.workplace.data, form.p_number.data = place.name, place.p_number
    form.municipality.data = str(place.municipality_id)
    form.full_time_equivalents.process_data(place.full_time_equivalents)
    return _page(form, place)


def _page(form: ChangedPlaceForm, place: Workplace, status: int = 200, **values: Any) -> Response:
    stays = places.has_cases(g.db, place)
    return page(
        "workplaces/edit.html", status=status, form=form, place=place, stays=stays, **values
    )


@bp.post("/<uuid:place_id>")
@serves(Role.EMPLOYER)
def change(place_id: UUID) -> Response:
    place = or_404(places.get(g.db, g.actor, place_id))
    form = people.offer_towns(ChangedPlaceForm())
    if not form.validate_on_submit():
        return _page(form, place, status=422)
    entry = places.PlaceInput(
        name=form.workplace.data or "",
        p_number=form.p_number.data or "",
        full_time_equivalents=form.full_time_equivalents.number,
        municipality_id=or_404(form.municipality.chosen),
    )
    seen_before, at = form.seen.data or "", clock.now()
    try:
        places.change(g.db, place, entry, seen=seen_before, by=g.actor, at=at)
    except Stale:
        form.seen.data = places.seen_of_place(place)
        return _page(form, place, status=409, stale=True)
    except places.InvalidField as wrong:
        say_in(form[wrong.field], wrong.message)
        return _page(form, place, status=422)
    return redirect_with_notice("people.list", Message("%(name)s is saved.", {"name": entry.name}))
