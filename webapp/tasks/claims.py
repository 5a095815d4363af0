"""What happens to drafts when their author signs in, or joins a company."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from ..accounts import arrivals, invitations, policy
from ..accounts.models import Invitation, Membership, User
from ..accounts.store import as_actor, workplaces
from ..actor import Actor, refuse_if
from . import store
from .models import Task
from .rules import Status


def take_along(session: Session, visitors: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Give the drafts of these browsers to the person who has just signed in."""
    visitor_ids = set(visitors)
    for visitor_id in visitor_ids:
        _claim(session, visitor_id, by=by, at=at)
    if visitor_ids:
        _settle(session, by=by, at=at)


def accept_invitation(
    session: Session, invitation: Invitation, user: User, *, phone: str, by: Actor, at: datetime
) -> Membership:
    """Join the company, with one's drafts: the one who invited has let `user` in."""
    membership = invitations.accept(session, invitation, user, phone=phone, by=by, at=at)
    _settle(session, by=as_actor(user, membership), at=at)
    return membership


def arrive(session: Session, user: User, arrival: arrivals.Arrival, *, at: datetime) -> Membership:
    """Tell which company one works for, and bring one's drafts. Nobody is in by that."""
    refuse_if(policy.why_not_arrive(user))
    membership = arrivals.arrive(session, user, arrival, at=at)
    _settle(session, by=as_actor(user, membership), at=at)
    return membership


def _settle(session: Session, *, by: Actor, at: datetime) -> None:
    """Where a company has only one workplace, its drafts are about that one."""
    places = workplaces(session, by)
    if len(places) == 1:
        _place(session, places[0].id, by=by, at=at)


def _claim(session: Session, visitor_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give a browser's drafts to the person who has just signed in there."""
    session.execute(
        sa.update(Task)
        .where(col(Task.visitor_id) == visitor_id, col(Task.created_by).is_(None))
        .values(created_by=by.user_id, origin="", updated_at=at, version=col(Task.version) + 1)
    )


def _place(session: Session, workplace_id: UUID, *, by: Actor, at: datetime) -> None:
    """Let the actor's own drafts that do not say where the work is done be about this place."""
    session.execute(
        sa.update(Task)
        .where(
            col(Task.created_by) == by.user_id,
            col(Task.workplace_id).is_(None),
            col(Task.status) == Status.DRAFT,
            store.for_company(by),
        )
        .values(workplace_id=workplace_id, updated_at=at, version=col(Task.version) + 1)
    )
