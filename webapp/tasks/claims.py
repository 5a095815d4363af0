"""What happens to drafts when their author signs in, or joins a company."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from ..accounts import arrivals, invitations
from ..accounts.models import Invitation, Membership, User
from ..accounts.store import as_actor, workplaces
from ..actor import Actor
from . import store


def take_along(session: Session, visitors: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Give the drafts of these browsers to the person who has just signed in."""
    visitor_ids = set(visitors)
    for visitor_id in visitor_ids:
        store.claim(session, visitor_id, by=by, at=at)
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
    membership = arrivals.arrive(session, user, arrival, at=at)
    _settle(session, by=as_actor(user, membership), at=at)
    return membership


def _settle(session: Session, *, by: Actor, at: datetime) -> None:
    """Where a company has only one workplace, its drafts are about that one."""
    places = workplaces(session, by)
    if len(places) == 1:
        store.settle(session, places[0].id, by=by, at=at)
