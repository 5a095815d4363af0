"""What happens to splits: written by one side, answered by the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from ..accounts.models import Workplace
from ..actor import Actor, Refused, Stale, refuse_if
from ..messages import Message
from ..tasks.models import Task
from . import policy, steps, store
from .models import Split
from .part import Row
from .rules import Action, WageBasis
from .versions import make_parts


@dataclass(frozen=True)
class Proposal:
    """Everything that somebody typed about a version. The wage is in øre an hour."""

    parts: Sequence[Row]
    reasons: Mapping[str, str]
    wage: int | None = None
    wage_basis: WageBasis | None = None
    full_time_equivalents: int | None = None  # of the workplace, where somebody reckoned them


def save(
    session: Session,
    split: Split,
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
    split.parts = make_parts(proposal.parts)
    split.reasons = {code: text for code, text in proposal.reasons.items() if text.strip()}
    split.wage, split.wage_basis = proposal.wage, proposal.wage_basis
    split.updated_at = at
    if proposal.full_time_equivalents is not None:
        task = session.get_one(Task, split.task_id)
        workplace = session.get_one(Workplace, task.workplace_id)
        workplace.full_time_equivalents = proposal.full_time_equivalents
    session.flush()


def discard(session: Session, split: Split, *, by: Actor, at: datetime) -> None:
    """Throw a draft away, at its author's wish. The other side has not seen it."""
    steps.discard(session, split, by=by, at=at)


def withdraw(session: Session, split: Split, *, by: Actor, at: datetime) -> None:
    """Take one's own version back. Raises Refused once the other side has begun its own."""
    refuse_if(policy.why_not(by, Action.WITHDRAW, split))
    if store.has_other_open(session, split):
        raise Refused(Message("An answer is being written already."))
    steps.move(session, split, Action.WITHDRAW, by=by, at=at)


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
    refuse_if(policy.why_not(by, Action.ASK_CHANGES, split))
    split.comment = comment
    for part in split.parts:
        part.comment = by_part.get(part.id, "")
    said = [f"{part.what}: {part.comment}" for part in split.parts if part.comment]
    words = "\n".join(filter(None, [comment, *said]))
    steps.move(session, split, Action.ASK_CHANGES, by=by, at=at, reason=words)
    steps.drop_own_draft(session, split, by, at)
    say = Message(
        "%(name)s asks for changes in the plan for “%(headline)s”. Your move.",
        {"name": by.name, "headline": task.headline},
    )
    steps.tell_other_side(session, split, task, say, by, at, words=words)
