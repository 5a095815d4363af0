"""Parts of what happens to splits: later features make whole uses of them.

Sending a plan depends on the small job, what is approved changes it, and what is proposed rests on
its weeks. So `send_plan`, `approve_plan` and `propose_growth` are what others call.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from .. import history
from ..accounts.members import four_eyes
from ..actor import Actor, Refused, Side, refuse_if
from ..mails.rules import Kind
from ..messages import Message, Page, Target
from ..tasks.actions import tell_author, tell_contact
from ..tasks.models import Task
from . import plan, policy, store
from .assessment import Assessment
from .models import Split
from .plan import Row
from .rules import MOVES, Action, Status
from .versions import add_version, follow_up_action


def begin_growth(
    session: Session,
    task: Task,
    agreed: Split,
    rows: Sequence[Row],
    *,
    starts_week: int,
    split_id: UUID,
    by: Actor,
    at: datetime,
) -> Split:
    """A draft that follows the plan in force, from plan week `starts_week` on.

    The weeks before it stay as they were agreed: every row is cut there. Raises Refused while
    another one is unfinished.
    """
    if by.side is None or agreed.status is not Status.APPROVED:
        raise Refused(Message("The plan has moved on since you opened it."))
    if store.unfinished_version(session, task.id) is not None:
        raise Refused(Message("A change of the plan is on its way already. Answer that first."))
    # What is settled stands first, as it does in every version that was kept.
    cut = sorted(
        plan.cut_rows(rows, starts_week), key=lambda row: not plan.has_ended(row, starts_week)
    )
    split = add_version(session, task, cut, split_id=split_id, earlier=agreed, by=by, at=at)
    split.starts_week = starts_week
    session.flush()
    return split


def submit(
    session: Session,
    split: Split,
    task: Task,
    assessment: Assessment,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Send the version to the other side. Raises Refused while the rulebook is unanswered.

    The version that it follows or answers is over with that.
    """
    _refuse_unanswered(assessment)
    move(session, split, Action.SUBMIT, by=by, at=at)
    for earlier in store.has_other_open(session, split):
        move(session, earlier, follow_up_action(earlier, by), by=by, at=at)
    say = Message(
        "%(name)s has sent a plan for “%(headline)s”. Your move.",
        {"name": by.name, "headline": task.headline},
    )
    tell_other_side(session, split, task, say, by, at)


def _refuse_unanswered(assessment: Assessment) -> None:
    if assessment.unanswered:
        raise Refused(assessment.unanswered[0].message)


def approve(
    session: Session,
    split: Split,
    task: Task,
    assessment: Assessment,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Agree to the version. What blocks can never be approved, whatever was sent."""
    refuse_if(policy.why_not(by, Action.APPROVE, split))
    _refuse_unanswered(assessment)
    refuse_if(four_eyes(session, by, split.id))
    earlier = store.approved_version(session, split.task_id)
    if earlier is not None:
        move(session, earlier, Action.SUPERSEDE, by=by, at=at)
    split.approved_at = at
    move(session, split, Action.APPROVE, by=by, at=at)
    drop_own_draft(session, split, by, at)
    say = Message(
        "%(name)s has approved the plan for “%(headline)s”.",
        {"name": by.name, "headline": task.headline},
    )
    tell_other_side(session, split, task, say, by, at)


def discard(session: Session, split: Split, *, by: Actor, at: datetime) -> None:
    """Throw a draft away, at its author's wish. The other side has not seen it."""
    refuse_if(policy.why_not(by, Action.DISCARD, split))
    history.note(session, split, Action.DISCARD, noun="split", by=by, at=at)
    session.delete(split)


def drop_own_draft(session: Session, split: Split, by: Actor, at: datetime) -> None:
    """Who answers after all needs no proposal of their own any more."""
    for draft in store.has_other_open(session, split):
        discard(session, draft, by=by, at=at)


def tell_other_side(
    session: Session,
    split: Split,
    task: Task,
    say: Message,
    by: Actor,
    at: datetime,
    *,
    words: str = "",
) -> None:
    target = Target(Page.PLAN, split.id)
    if by.side is Side.CONSULTANT:
        tell_author(
            session,
            task,
            say,
            at,
            kind=Kind.PLAN,
            target=target,
            words=words,
        )
        return
    tell_contact(
        session,
        task,
        Kind.PLAN,
        say,
        target=target,
        at=at,
        words=words,
    )


def move(
    session: Session, split: Split, action: Action, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    refuse_if(policy.why_not(by, action, split))
    history.move(session, split, action, MOVES, noun="split", by=by, at=at, reason=reason)
