"""Queries for people in companies, each one starting from what the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from .. import db, history
from ..actor import Actor, Role
from ..messages import Message
from .models import Employer, Invitation, Membership, User, Workplace
from .policy import why_not_answer
from .rules import Answer, Member, Sender
from .store import counts

_confirmer: Any = aliased(User)
_knower: Any = aliased(User)
_other: Any = aliased(Membership)


def visible(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition that a membership may be seen by `actor`.

    Colleagues see everybody who is or was in the company. Staff see those of companies with a
    workplace in their municipality; in one that nobody was ever let into, whoever named it.
    """
    if actor.role is Role.EMPLOYER:
        return col(Membership.employer_id) == actor.employer_id
    if not actor.is_staff:
        return col(Membership.user_id) == actor.user_id
    place = sa.exists().where(
        col(Workplace.employer_id) == col(Membership.employer_id),
        col(Workplace.municipality_id) == actor.municipality_id,
    )
    never_let_in = ~sa.exists().where(
        _other.employer_id == col(Membership.employer_id), _other.confirmed_at.is_not(None)
    )
    named_it = col(Workplace.named_by) == col(Membership.user_id)
    return sa.or_(place.where(counts()), sa.and_(never_let_in, place.where(named_it)))


def alone() -> sa.ColumnElement[bool]:
    """The condition that nobody else in the same company is in."""
    return ~sa.exists().where(
        _other.employer_id == col(Membership.employer_id),
        _other.id != col(Membership.id),
        _other.confirmed_at.is_not(None),
        _other.removed_at.is_(None),
    )


def _rows(*actors: Actor) -> db.Columns:
    return (
        sa.select(
            col(Membership.id),
            col(Membership.user_id),
            col(Membership.employer_id),
            col(Employer.name).label("employer"),
            col(User.name),
            col(User.email),
            col(User.phone),
            col(Membership.created_at),
            col(Membership.confirmed_at),
            sa.func.coalesce(_confirmer.name, "").label("confirmed_by"),
            col(Membership.known_only_to),
            _knower.municipality_id.label("known_in"),
            col(Membership.removed_at),
            alone().label("alone"),
        )
        .select_from(Membership)
        .join(User, col(User.id) == col(Membership.user_id))
        .join(Employer, col(Employer.id) == col(Membership.employer_id))
        .outerjoin(_confirmer, _confirmer.id == col(Membership.confirmed_by))
        .outerjoin(_knower, _knower.id == col(Membership.known_only_to))
        .where(sa.or_(*map(visible, actors)))
    )


def get(session: Session, actor: Actor, member_id: UUID) -> Member | None:
    row = session.execute(_rows(actor).where(col(Membership.id) == member_id)).one_or_none()
    return Member(**row._mapping) if row else None


def colleagues(session: Session, actor: Actor) -> list[Member]:
    """The people of the actor's company: who waits first, who was removed last."""
    order = sa.case(
        (col(Membership.removed_at).is_not(None), 2),
        (col(Membership.confirmed_at).is_(None), 0),
        else_=1,
    )
    query = _rows(actor).where(col(Membership.employer_id) == actor.employer_id)
    rows = session.execute(query.order_by(order, col(User.name), col(Membership.id)))
    return [Member(**row._mapping) for row in rows]


def open_to(session: Session, actor: Actor, *others: Actor) -> list[Member]:
    """Who waits to be let in, or for a second word, oldest first; the actor is none of them.

    `others` are the same person in further companies.
    """
    waits = sa.and_(
        col(Membership.confirmed_at).is_(None), alone() if actor.is_staff else sa.true()
    )
    if actor.is_staff:
        wants_second = sa.and_(
            col(Membership.confirmed_at).is_not(None),
            col(Membership.known_only_to) != actor.user_id,
            _knower.municipality_id == actor.municipality_id,
        )
        waits = sa.or_(waits, wants_second)
    query = _rows(actor, *others).where(
        waits, col(Membership.removed_at).is_(None), col(Membership.user_id) != actor.user_id
    )
    rows = session.execute(query.order_by(col(Membership.created_at)).limit(200))
    return [Member(**row._mapping) for row in rows]


class OwnCompany(NamedTuple):
    """A company that a person is in or waits for."""

    id: UUID  # of the membership
    name: str
    cvr: str
    confirmed_at: datetime | None


def companies(session: Session, user_id: UUID) -> list[OwnCompany]:
    """The companies a person is in or waits for, by name."""
    query = (
        sa.select(
            col(Membership.id),
            col(Employer.name),
            col(Employer.cvr),
            col(Membership.confirmed_at),
        )
        .join(Employer, col(Employer.id) == col(Membership.employer_id))
        .where(col(Membership.user_id) == user_id, col(Membership.removed_at).is_(None))
        .order_by(col(Employer.name), col(Membership.id))
    )
    return db.rows(session, query, OwnCompany)


def of(session: Session, user_id: UUID, employer_id: UUID) -> Membership | None:
    """A person's row in a company, also of one who was removed."""
    return session.exec(
        select(Membership).where(
            col(Membership.user_id) == user_id, col(Membership.employer_id) == employer_id
        )
    ).one_or_none()


def four_eyes(session: Session, actor: Actor, thing_id: UUID) -> Message | None:
    """Why `actor` is not the one to approve this week or plan: they had a hand in it themselves."""
    user = session.get(User, actor.signed_in_id)
    phone = user.phone if user else ""
    return why_not_answer(actor, phone, _sender(session, thing_id, actor))


def _sender(session: Session, thing_id: UUID, actor: Actor) -> Sender | None:
    """Who sent this week or plan last."""
    move = history.Move
    known = sa.exists().where(_other.user_id == col(User.id), _other.known_only_to == actor.user_id)
    knows_you = sa.exists().where(
        _other.user_id == actor.user_id, _other.known_only_to == col(User.id)
    )
    query: db.Columns = (
        sa.select(
            col(User.id).label("user_id"),
            col(User.name),
            col(User.phone),
            known.label("known_only_to_you"),
            knows_you.label("alone_knows_you"),
        )
        .select_from(move)
        .join(User, col(User.id) == col(move.by_id))
        .where(col(move.thing_id) == thing_id, col(move.action) == "submit")
        .order_by(sa.desc(col(move.id)))
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return Sender(**row._mapping) if row else None


def invitations_of(
    session: Session, actor: Actor, *, declined_of: datetime | None = None
) -> Sequence[Invitation]:
    """What the actor's company has sent and nobody has answered, newest first.

    With what was sent after `declined_of` and declined.
    """
    if actor.role is not Role.EMPLOYER:
        return []
    which: sa.ColumnElement[bool] = col(Invitation.answered_at).is_(None)
    if declined_of is not None:
        declined = col(Invitation.answer) == Answer.DECLINED
        which = sa.or_(which, sa.and_(declined, col(Invitation.sent_at) > declined_of))
    return session.exec(
        select(Invitation)
        .where(col(Invitation.employer_id) == actor.employer_id, which)
        .order_by(sa.desc(col(Invitation.sent_at)), col(Invitation.id))
    ).all()


class ReceivedInvitation(NamedTuple):
    """An invitation as the one reads it to whom it came."""

    invitation: Invitation
    company: str
    by: str


def invitations_to(
    session: Session, email: str, *narrowed: sa.ColumnElement[bool]
) -> list[ReceivedInvitation]:
    """What came to this address, oldest first."""
    query: db.Columns = (
        sa.select(Invitation, col(Employer.name).label("company"), col(User.name).label("by"))
        .join(Employer, col(Employer.id) == col(Invitation.employer_id))
        .join(User, col(User.id) == col(Invitation.invited_by))
        .where(col(Invitation.email) == email, *narrowed)
        .order_by(col(Invitation.sent_at))
    )
    return [ReceivedInvitation(*row) for row in session.execute(query)]
