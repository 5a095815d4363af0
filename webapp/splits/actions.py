"""What happens to splits: written by one side, answered by the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from .. import history, rulebook
from ..accounts.members import four_eyes
from ..accounts.models import Workplace
from ..actor import Actor, Refused, Side, Stale, refuse_if
from ..mails.rules import Kind
from ..messages import Message
from ..tasks.actions import tell_author, tell_contact
from ..tasks.models import Task
from . import policy, rules, store
from .models import Split
from .part import Row
from .rules import MOVES, Action, PlanContext, WageBasis
from .versions import follow_up_action, make_parts


@dataclass(frozen=True)
class Proposal:
    """Everything that somebody typed about a version. The wage is in øre an hour."""

    rows: Sequence[Row]
    reasons: Mapping[str, str]
    wage: int | None = None
    wage_basis: WageBasis | None = None
    full_time_equivalents: int | None = None  # of the workplace, where somebody reckoned them


def save(
    session: Session,
    split: Split,
    task: Task,
    proposal: Proposal,
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Save what was typed. Raises Refused, or Stale when somebody saved in between."""
    refuse_if(policy.why_not(by, Action.EDIT, split))
    if version != split.version:
        raise Stale
    split.parts = make_parts(proposal.rows)
    split.reasons = {code: text for code, text in proposal.reasons.items() if text.strip()}
    split.wage, split.wage_basis = proposal.wage, proposal.wage_basis
    split.updated_at = at
    if proposal.full_time_equivalents is not None:
        workplace = session.get_one(Workplace, task.workplace_id)
        workplace.full_time_equivalents = proposal.full_time_equivalents
    session.flush()


def submit(
    session: Session,
    split: Split,
    task: Task,
    *,
    context: PlanContext,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """Send the version to the other side. Raises Refused while the rulebook is unanswered.

    The version that it follows or answers is over with that.
    """
    _refuse_unanswered(split, context, today)
    _move(session, split, Action.SUBMIT, by=by, at=at)
    for earlier in store.has_other_open(session, split):
        _move(session, earlier, follow_up_action(earlier, by), by=by, at=at)
    say = Message(
        "%(name)s has sent a plan for “%(headline)s”. Your move.",
        {"name": by.name, "headline": task.headline},
    )
    _tell_other_side(session, split, task, say, by, at)


def _refuse_unanswered(split: Split, context: PlanContext, today: date) -> None:
    findings = rules.findings(split.parts, rulebook.on(today), context)
    lacking = rules.unanswered(findings, split.reasons)
    if lacking:
        raise Refused(lacking[0].message)


def discard(session: Session, split: Split, *, by: Actor, at: datetime) -> None:
    """Throw a draft away, at its author's wish. The other side has not seen it."""
    refuse_if(policy.why_not(by, Action.DISCARD, split))
    history.note(session, split, Action.DISCARD, noun="split", by=by, at=at)
    session.delete(split)


def withdraw(session: Session, split: Split, *, by: Actor, at: datetime) -> None:
    """Take one's own version back. Raises Refused once the other side has begun its own."""
    refuse_if(policy.why_not(by, Action.WITHDRAW, split))
    if store.has_other_open(session, split):
        raise Refused(Message("An answer is being written already."))
    _move(session, split, Action.WITHDRAW, by=by, at=at)


def ask_changes(
    session: Session,
    split: Split,
    task: Task,
    *,
    comment: str,
    by_part: Mapping[UUID, str],
    by: Actor,
    at: datetime,
) -> None:
    """Ask for changes, in all or part by part. It is the author's turn then."""
    split.comment = comment
    for part in split.parts:
        part.comment = by_part.get(part.id, "")
    said = [f"{part.what}: {part.comment}" for part in split.parts if part.comment]
    words = "\n".join(filter(None, [comment, *said]))
    _move(session, split, Action.ASK_CHANGES, by=by, at=at, reason=words)
    _drop_own_draft(session, split, by, at)
    say = Message(
        "%(name)s asks for changes in the plan for “%(headline)s”. Your move.",
        {"name": by.name, "headline": task.headline},
    )
    _tell_other_side(session, split, task, say, by, at, words=words)


def approve(
    session: Session,
    split: Split,
    task: Task,
    *,
    context: PlanContext,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """Agree to the version. What blocks can never be approved, whatever was sent."""
    refuse_if(policy.why_not(by, Action.APPROVE, split))
    _refuse_unanswered(split, context, today)
    refuse_if(four_eyes(session, by, split.id))
    earlier = store.approved_version(session, split.task_id)
    if earlier is not None:
        _move(session, earlier, Action.SUPERSEDE, by=by, at=at)
    split.approved_at = at
    _move(session, split, Action.APPROVE, by=by, at=at)
    _drop_own_draft(session, split, by, at)
    say = Message(
        "%(name)s has approved the plan for “%(headline)s”.",
        {"name": by.name, "headline": task.headline},
    )
    _tell_other_side(session, split, task, say, by, at)


def _drop_own_draft(session: Session, split: Split, by: Actor, at: datetime) -> None:
    """Who answers after all needs no proposal of their own any more."""
    for draft in store.has_other_open(session, split):
        discard(session, draft, by=by, at=at)


def _tell_other_side(
    session: Session,
    split: Split,
    task: Task,
    say: Message,
    by: Actor,
    at: datetime,
    *,
    words: str = "",
) -> None:
    if by.side is Side.CONSULTANT:
        tell_author(
            session,
            task,
            say,
            at,
            kind=Kind.PLAN,
            endpoint="splits.show",
            thing=split.id,
            words=words,
        )
        return
    tell_contact(
        session,
        task,
        Kind.PLAN,
        say,
        endpoint="splits.show",
        thing=split.id,
        at=at,
        words=words,
    )


def _move(
    session: Session, split: Split, action: Action, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    refuse_if(policy.why_not(by, action, split))
    history.move(session, split, action, MOVES, noun="split", by=by, at=at, reason=reason)
