"""Somebody says which company they come from. It opens nothing of the company's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import history, limits
from ..actor import Role
from ..mails.rules import Kind
from ..messages import Message, Page, Target
from . import members, store
from .actions import note, tell
from .models import Employer, Membership, User, Workplace
from .sessions import no_newcomer_any_more


@dataclass(frozen=True)
class Arrival:
    """What somebody says of themselves and their company, the first time they come from there."""

    name: str
    phone: str
    company: str
    cvr: str
    workplace: str
    p_number: str
    municipality_id: UUID


def arrive(session: Session, user: User, arrival: Arrival, *, at: datetime) -> Membership:
    """Tell which company one works for. Nobody is in by that: CVR numbers are public.

    Of a company that somebody was ever let into, the place is for those to name who are in. Raises
    TooMuch for somebody who comes from too many companies in a day.
    """
    employer = store.by_cvr(session, arrival.cvr)
    if employer is None:
        employer = Employer(cvr=arrival.cvr, name=arrival.company, created_at=at)
        session.add(employer)
        session.flush()
    if user.role is Role.NEWCOMER:
        user.role = Role.EMPLOYER
        no_newcomer_any_more(session, user, at=at)
    user.name, user.phone = arrival.name, arrival.phone
    membership, is_new = _waiting(session, user, employer.id, at)
    if is_new:
        membership.company = arrival.company
        _tell_colleagues(session, employer.id, user, at)
    if not store.is_established(session, employer.id):
        _name_place(session, employer.id, user, arrival)
    session.flush()
    return membership


def _waiting(
    session: Session, user: User, employer_id: UUID, at: datetime
) -> tuple[Membership, bool]:
    """The row of somebody who is not in, and whether they have just come: new, or once more.

    On whose word alone they were in is not forgotten: else whoever goes and comes again would be
    known to two.
    """
    membership = members.of(session, user.id, employer_id)
    if membership is not None and membership.removed_at is None:
        return membership, False
    actor = store.as_actor(user, membership)
    history.refuse_beyond(session, limits.ARRIVALS, "arrive", by=actor, at=at)
    if membership is None:
        membership = Membership(user_id=user.id, employer_id=employer_id, created_at=at)
        session.add(membership)
    membership.created_at, membership.removed_at = at, None
    membership.confirmed_at = membership.confirmed_by = None
    session.flush()
    note(session, membership.id, "arrive", actor, at, after="waiting")
    return membership, True


def _name_place(session: Session, employer_id: UUID, user: User, arrival: Arrival) -> None:
    """Where somebody who is not in says that the work is done: one place, the first they named."""
    named = sa.exists().where(
        col(Workplace.employer_id) == employer_id, col(Workplace.named_by) == user.id
    )
    if not session.execute(sa.select(named)).scalar():
        session.add(
            Workplace(
                employer_id=employer_id,
                municipality_id=arrival.municipality_id,
                name=arrival.workplace,
                p_number=arrival.p_number,
                named_by=user.id,
            )
        )


def _tell_colleagues(session: Session, employer_id: UUID, newcomer: User, at: datetime) -> None:
    say = Message(
        "%(name)s says that they work with you and waits to be let in.", {"name": newcomer.name}
    )
    for colleague in store.confirmed_colleagues(session, employer_id):
        tell(session, colleague, Kind.PEOPLE, say, target=Target(Page.COLLEAGUES), at=at)
