"""Where a company works: places added by those who are in."""

from typing import Any

from flask import Blueprint, g

from ..accounts import actions
from ..accounts.forms import PlaceForm
from ..actor import Role
from ..messages import Message
from ..render import seen
from . import people
from .guard import found, serves

bp = Blueprint("workplaces", __name__, url_prefix="/workplaces")


@bp.post("/")
@serves(Role.EMPLOYER)
def add() -> Any:
    form = people.offer_towns(PlaceForm())
    if not form.validate_on_submit():
        return people.show_all(place=form, status=422)
    place = actions.add_workplace(
        g.db,
        found(g.actor.employer_id),
        found(form.municipality.chosen),
        form.workplace.data or "",
        form.p_number.data or "",
    )
    return seen("people.list", Message("%(name)s is added.", {"name": place.name}))
