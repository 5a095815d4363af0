"""Everybody's own page: whose move is it?"""

from typing import Any

from flask import Blueprint, g

from .. import clock
from ..actor import Role, Side
from ..desk import rules, store
from ..render import page
from .guard import SIGNED_IN, serves

bp = Blueprint("desk", __name__)


@bp.get("/home")
@serves(*SIGNED_IN)
def home() -> Any:
    today = clock.today()
    turns = store.turns(g.db, g.actor, today=today)
    side = Side.EMPLOYER if g.actor.role is Role.EMPLOYER else Side.CONSULTANT
    mine, theirs = rules.mine_and_theirs(turns, side)
    others: list[rules.Turn] = []
    if g.actor.role is Role.CONSULTANT:
        mine, others = rules.own_first(mine, g.actor.name)
    elif g.actor.role is Role.TEAM_LEAD:  # whose own move it never is: colleagues hold the cases
        mine, others = [], mine
    return page(
        "desk/home.html",
        mine=rules.grouped(mine, today=today),
        colleagues=rules.by_person(others, today=today),
        theirs=rules.grouped(theirs, today=today),
    )
