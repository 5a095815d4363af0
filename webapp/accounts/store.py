"""People and companies, each query starting from what the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from ..actor import Actor, Role
from .models import Employer, Municipality, User, UserSession, Workplace


def actor_of(session: Session, token_hash: str, *, at: datetime) -> tuple[Actor, User] | None:
    """Who a session row stands for, in one statement; None when it ended or they were removed."""
    row = session.exec(
        select(User)
        .join(UserSession, col(UserSession.user_id) == col(User.id))
        .where(
            col(UserSession.token_hash) == token_hash,
            col(UserSession.expires_at) > at,
            col(User.removed_at).is_(None),
        )
    ).one_or_none()
    return None if row is None else (as_actor(row), row)


def as_actor(user: User) -> Actor:
    """The actor that `user` is."""
    return Actor(
        role=user.role,
        user_id=user.id,
        name=user.name,
        employer_id=user.employer_id,
        municipality_id=user.municipality_id,
        confirmed=user.role is not Role.EMPLOYER or user.confirmed_at is not None,
    )


def visible_to(actor: Actor) -> Any:
    """People of the actor's own company; for staff, of companies with a workplace here."""
    query = select(User).where(col(User.removed_at).is_(None))
    if actor.role is Role.EMPLOYER and actor.confirmed:
        return query.where(col(User.employer_id) == actor.employer_id)
    if actor.is_staff:
        here = select(Workplace.employer_id).where(
            col(Workplace.municipality_id) == actor.municipality_id
        )
        return query.where(
            sa.or_(
                col(User.employer_id).in_(here),
                col(User.municipality_id) == actor.municipality_id,
            )
        )
    return query.where(col(User.id) == actor.user_id)


def person(session: Session, actor: Actor, user_id: UUID) -> User | None:
    return session.exec(visible_to(actor).where(col(User.id) == user_id)).one_or_none()


def people(session: Session, actor: Actor) -> Sequence[User]:
    """The actor's colleagues, newcomers first."""
    query = visible_to(actor)
    if actor.is_staff:
        query = query.where(col(User.municipality_id) == actor.municipality_id)
    newcomers_first = sa.case((col(User.confirmed_at).is_(None), 0), else_=1)
    return session.exec(query.order_by(newcomers_first, col(User.name))).all()


def consultants(session: Session, actor: Actor) -> Sequence[User]:
    """The consultants of the actor's municipality, by name."""
    return session.exec(
        visible_to(actor)
        .where(
            col(User.role) == Role.CONSULTANT, col(User.municipality_id) == actor.municipality_id
        )
        .order_by(col(User.name))
    ).all()


def by_email(session: Session, email: str) -> User | None:
    return session.exec(select(User).where(col(User.email) == email)).one_or_none()


def by_cvr(session: Session, cvr: str) -> Employer | None:
    return session.exec(select(Employer).where(col(Employer.cvr) == cvr)).one_or_none()


def municipalities(session: Session) -> Sequence[Municipality]:
    return session.exec(select(Municipality).order_by(col(Municipality.name))).all()


def workplaces(session: Session, actor: Actor) -> Sequence[Workplace]:
    """The workplaces that the actor may describe tasks at."""
    if actor.role is not Role.EMPLOYER:
        return []
    query = select(Workplace).where(col(Workplace.employer_id) == actor.employer_id)
    return session.exec(query.order_by(col(Workplace.name))).all()


def confirmed_colleagues(session: Session, employer_id: UUID) -> Sequence[User]:
    """Everybody at the company who is in: those whom mails about it go to."""
    return session.exec(
        select(User).where(
            col(User.employer_id) == employer_id,
            col(User.confirmed_at).is_not(None),
            col(User.removed_at).is_(None),
        )
    ).all()
