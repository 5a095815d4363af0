"""People and companies, each query starting from what the actor may see."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from ..actor import Actor, Role
from .models import Employer, Membership, Municipality, User, UserSession, Workplace


def actor_of(session: Session, token_hash: str, *, at: datetime) -> tuple[Actor, User] | None:
    """Who a session row stands for, in one statement; None when it ended or they were removed.

    Somebody in several companies acts for the one chosen in this browser, in one for that one.
    """
    of_theirs = sa.and_(
        col(Membership.user_id) == col(User.id), col(Membership.removed_at).is_(None)
    )
    query: Any = (
        sa.select(User, Membership, col(Employer.name), col(UserSession.membership_id))
        .join(UserSession, col(UserSession.user_id) == col(User.id))
        .outerjoin(Membership, of_theirs)
        .outerjoin(Employer, col(Employer.id) == col(Membership.employer_id))
        .where(
            col(UserSession.token_hash) == token_hash,
            col(UserSession.expires_at) > at,
            at_work(),
        )
    )
    rows = session.execute(query).all()
    if not rows:
        return None
    user: User = rows[0][0]
    companies = [(membership, name) for _, membership, name, _ in rows if membership]
    several, chosen = len(companies) > 1, rows[0][3]
    if several:
        companies = [(member, name) for member, name in companies if member.id == chosen]
    membership, company = companies[0] if companies else (None, "")
    return replace(as_actor(user, membership), company=company, others=several), user


def as_actor(user: User, membership: Membership | None = None) -> Actor:
    """The actor that `user` is, for the company of that membership."""
    role = user.role
    if role is Role.EMPLOYER:
        role = _role_in(membership)
    return Actor(
        role=role,
        user_id=user.id,
        name=user.name,
        employer_id=membership.employer_id if membership else None,
        municipality_id=user.municipality_id,
        membership_id=membership.id if membership else None,
    )


def actors_of(session: Session, user: User) -> list[Actor]:
    """All that a person can act as: once for each company that has let them in; staff as such."""
    if user.municipality_id:
        return [as_actor(user)]
    rows = session.exec(
        select(Membership)
        .where(
            col(Membership.user_id) == user.id,
            col(Membership.confirmed_at).is_not(None),
            col(Membership.removed_at).is_(None),
        )
        .order_by(col(Membership.confirmed_at), col(Membership.id))
    ).all()
    return [as_actor(user, membership) for membership in rows]


def _role_in(membership: Membership | None) -> Role:
    """The one place where it is asked whether a company has let somebody in."""
    if membership is None or membership.removed_at is not None:
        return Role.NEWCOMER
    return Role.EMPLOYER if membership.confirmed_at else Role.WAITING


def at_work(user: Any = User) -> sa.ColumnElement[bool]:
    """The condition that somebody is neither on leave nor gone."""
    return sa.and_(user.paused_at.is_(None), user.removed_at.is_(None))


def is_contact(user: Any, consultant_id: Any) -> sa.ColumnElement[bool]:
    """Joins a case to the one who holds it. Nobody holds it while they are on leave or gone."""
    return sa.and_(user.id == consultant_id, at_work(user))


def consultants(session: Session, actor: Actor) -> Sequence[User]:
    """The consultants of the actor's municipality who are at work, by name."""
    return [user for user in staff(session, actor) if user.role is Role.CONSULTANT]


def staff(session: Session, actor: Actor) -> Sequence[User]:
    """The people of the actor's own municipality who can sign in, by name."""
    query = select(User).where(
        col(User.municipality_id) == actor.municipality_id,
        col(User.municipality_id).is_not(None),
        at_work(),
    )
    return session.exec(query.order_by(col(User.name))).all()


def by_email(session: Session, email: str) -> User | None:
    return session.exec(select(User).where(col(User.email) == email)).one_or_none()


def by_cvr(session: Session, cvr: str) -> Employer | None:
    return session.exec(select(Employer).where(col(Employer.cvr) == cvr)).one_or_none()


def is_established(session: Session, employer_id: UUID) -> bool:
    """Was anybody ever let into this company?"""
    let_in = col(Membership.confirmed_at).is_not(None)
    query = sa.select(sa.exists().where(col(Membership.employer_id) == employer_id, let_in))
    return bool(session.execute(query).scalar())


def _established() -> sa.ColumnElement[bool]:
    """The condition that somebody was ever let into a workplace's company."""
    return sa.exists().where(
        col(Membership.employer_id) == col(Workplace.employer_id),
        col(Membership.confirmed_at).is_not(None),
    )


def municipalities(session: Session) -> Sequence[Municipality]:
    return session.exec(select(Municipality).order_by(col(Municipality.name))).all()


def workplaces(session: Session, actor: Actor) -> Sequence[Workplace]:
    """The workplaces that the actor may describe tasks at.

    Of a company that nobody is in yet, only the one that they named themselves.
    """
    query = select(Workplace).where(col(Workplace.employer_id) == actor.employer_id)
    if actor.role is Role.EMPLOYER:
        query = query.where(counts())
    elif actor.role is Role.WAITING:
        query = query.where(col(Workplace.named_by) == actor.user_id, ~_established())
    else:
        return []
    return session.exec(query.order_by(col(Workplace.name))).all()


def counts() -> sa.ColumnElement[bool]:
    """The condition that a workplace is the company's, and not only a stranger's word."""
    return col(Workplace.named_by).is_(None)


def spokesperson(session: Session, user_id: UUID, workplace_id: UUID) -> User | None:
    """Who hears for the company about what `user_id` wrote for that place.

    They themselves while they are in; else whoever is in for longest. Of a company that nobody is
    in yet, who wrote it.
    """
    themselves = col(Membership.user_id) == user_id
    order = sa.case((col(Membership.confirmed_at).is_(None), 2), (themselves, 0), else_=1)
    return session.exec(
        select(User)
        .join(Membership, col(Membership.user_id) == col(User.id))
        .join(Workplace, col(Workplace.employer_id) == col(Membership.employer_id))
        .where(
            col(Workplace.id) == workplace_id,
            col(Membership.removed_at).is_(None),
            sa.or_(themselves, col(Membership.confirmed_at).is_not(None)),
        )
        .order_by(order, col(Membership.confirmed_at), col(Membership.id))
        .limit(1)
    ).first()


def confirmed_colleagues(session: Session, employer_id: UUID) -> Sequence[User]:
    """Everybody at the company who is in, whoever is there longest first."""
    return session.exec(
        select(User)
        .join(Membership, col(Membership.user_id) == col(User.id))
        .where(
            col(Membership.employer_id) == employer_id,
            col(Membership.confirmed_at).is_not(None),
            col(Membership.removed_at).is_(None),
        )
        .order_by(col(Membership.confirmed_at), col(Membership.id))
    ).all()
