"""Drafts: whether there are any, and how many there may be of whom and from where."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import limits
from ..actor import Actor, Refused, Role
from ..messages import Message
from . import store
from .models import Task
from .rules import Status


def any_of(session: Session, actor: Actor) -> bool:
    """Is there a task that `actor` has written and not sent?"""
    drafts = store.visible_to(actor).where(col(Task.status) == Status.DRAFT)
    return bool(session.execute(sa.select(drafts.exists())).scalar())


def refuse_beyond_limits(session: Session, *, by: Actor, at: datetime) -> None:
    """Make sure that there is room for one more. Raises TooMuch, or Refused.

    Of drafts that nobody has signed in for there are only so many: the one that was left alone for
    longest is forgotten first.
    """
    if by.role is not Role.VISITOR:
        whose = col(Task.created_by) == by.user_id
        limits.refuse_beyond(session, limits.TASKS, col(Task.created_at), whose, at=at)
        return
    for limit in (limits.DRAFTS_AN_HOUR, limits.DRAFTS_A_DAY):
        from_there = col(Task.origin) == by.origin
        limits.refuse_beyond(session, limit, col(Task.created_at), from_there, at=at)
    here, in_all = store.unclaimed(session, by.visitor_id)
    if here >= limits.VISITORS_DRAFTS:
        raise Refused(
            Message(
                "There are %(most)s drafts in this browser. Sign in to keep them, or throw one"
                " away.",
                {"most": limits.VISITORS_DRAFTS},
            )
        )
    if in_all >= limits.UNCLAIMED_DRAFTS:
        _make_room(session, in_all + 1 - limits.UNCLAIMED_DRAFTS, at)


def _make_room(session: Session, wanted: int, at: datetime) -> None:
    untouched = at - limits.UNTOUCHED
    forgotten = store.forgotten_drafts(session, before=untouched, most=min(wanted, 50))
    if not forgotten:  # all of them are of today: nobody loses what they have just written
        raise limits.too_much(limits.DRAFTS_AN_HOUR, until=at + limits.HOUR, at=at)
    for draft in forgotten:
        session.delete(draft)
    session.flush()


def refuse_endless(task: Task, *, by: Actor) -> None:
    """Raise Refused where a visitor's draft was saved more often than anybody types."""
    if by.role is Role.VISITOR and task.version >= limits.VISITORS_SAVES:
        raise Refused(Message("This draft was saved very often. Sign in to go on with it."))
