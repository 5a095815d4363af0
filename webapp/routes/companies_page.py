"""The pages of somebody's companies: which one, which invitation, or which one to come from."""

from uuid import UUID

from flask import Response, g, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import clock
from ..accounts import invitations, members, parting, store
from ..accounts.forms import AcceptForm, WelcomeForm
from ..actor import Role
from ..desk import rules
from ..desk import store as desk
from ..render import page
from ..tasks import drafts


def choice(sent: AcceptForm | None = None, status: int = 200) -> ResponseReturnValue:
    """One's companies and invitations. Who has neither tells first where they work."""
    companies = members.companies(g.db, g.actor.signed_in_id)
    invited = invitations.to_person(g.db, g.user, at=clock.now())
    if not companies and not invited:
        return redirect(url_for("companies.new"), 303)
    asks = [(row, _form_of(row, sent)) for row in invited]
    return page(
        "companies/show.html",
        status=status,
        companies=companies,
        moves=_moves() if len(companies) > 1 else {},
        invited=asks,
        sent=sent,
    )


def _moves() -> dict[UUID | None, rules.Group | None]:
    """What waits for this person in each company that has let them in, by membership."""
    inside = store.actors_of(g.db, g.user)
    today = clock.today()
    turns = desk.turns(g.db, *inside, today=today) if inside else []
    return {
        actor.membership_id: rules.of_company(turns, actor.employer_id, today=today)
        for actor in inside
        if actor.employer_id
    }


def _form_of(row: members.ReceivedInvitation, sent: AcceptForm | None) -> AcceptForm:
    """Each invitation has its own field on the page, and what was typed into one stays there."""
    form = AcceptForm(formdata=None, prefix=str(row.invitation.id))
    return sent if sent is not None and sent.phone.name == form.phone.name else form


def arrival(form: WelcomeForm, status: int = 200) -> Response:
    """Which company one comes from. Who is in none any more is told first where they stand."""
    nowhere = g.actor.role is Role.NEWCOMER and not g.actor.others
    parted = parting.last(g.db, g.user) if nowhere else None
    goes_on = not parted or form.problems or drafts.any_of(g.db, g.actor)
    return page(
        "companies/new.html",
        status=status,
        form=form,
        nowhere=nowhere,
        parted=parted,
        goes_on=goes_on,
    )
