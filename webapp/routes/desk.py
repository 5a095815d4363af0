"""Everybody's own page: whose move is it?"""

from flask import Blueprint, Response, g

from .. import clock
from ..accounts import invitations
from ..accounts import store as accounts
from ..actor import Role, Side
from ..desk import news, rules, store
from ..render import page
from ..tasks.store import visible
from .guard import KNOWN, serves

bp = Blueprint("desk", __name__)


@bp.get("/home")
@serves(*KNOWN)
def home() -> Response:
    today = clock.today()
    turns = store.turns(g.db, g.actor, today=today)
    side = Side.EMPLOYER if g.actor.of_company else Side.CONSULTANT
    mine, theirs = rules.split_by_side(turns, side)
    others: list[rules.Turn] = []
    lost: list[rules.Turn] = []
    if g.actor.role is Role.CONSULTANT:
        mine, others = rules.split_own(mine, g.actor.user_id)
        mine, lost = rules.nobodys(mine)
    elif g.actor.role is Role.TEAM_LEAD:  # whose own move it never is: colleagues hold the cases
        mine, others = [], mine
    told = g.actor.role is Role.EMPLOYER
    return page(
        "desk/home.html",
        news=news.of_company(g.db, visible(g.actor), today=today) if told else [],
        mine=rules.group_by_kind(mine, today=today),
        nobodys=rules.group_by_person(lost, today=today),
        colleagues=rules.group_by_person(others, today=today),
        theirs=rules.group_by_kind(theirs, today=today),
        invited=invitations.to_person(g.db, g.user, at=clock.now()),
        established=g.actor.role is Role.WAITING
        and accounts.is_established(g.db, g.actor.employer_id),
    )
