"""What happens to splits: written by one side, answered by the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from .. import history, rulebook
from ..accounts.models import User
from ..actor import Actor, Refused, Side, Stale, refuse_if
from ..mails import actions as mails
from ..messages import Message
from ..tasks.actions import tell_author
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from ..tasks.rules import weekly_minutes
from . import policy, rules, store
from .models import Part, Split
from .plan import Kind
from .rules import MOVES, Action


@dataclass(frozen=True)
class Row:
    """A part as somebody typed it."""

    activity_id: UUID
    what: str
    kind: Kind
    minutes: int
    from_week: int
    to_week: int | None
    market_value: str
    goal: str
    mastery: str
    difference: str


def begin(session: Session, task: Task, *, split_id: UUID, by: Actor, at: datetime) -> Split:
    """A first version made from the task's activities, or the next one after an answer.

    The same `split_id` twice is one version. Raises Refused while another one is unfinished.
    """
    if by.side is None or task.status is not TaskStatus.IN_DIALOGUE:
        raise Refused(Message("A plan is made once a consultant has taken the task."))
    existing = session.get(Split, split_id)
    if existing is not None:
        return existing
    earlier = store.unfinished(session, task.id)
    if earlier is not None:
        _move(session, earlier, Action.NEXT_VERSION, by=by, at=at)  # it stays readable
    elif store.approved(session, task.id) is not None:
        raise Refused(Message("The plan is approved already."))
    split = Split(
        id=split_id,
        task_id=task.id,
        number=store.last_number(session, task.id) + 1,
        side=by.side,
        created_by=by.signed_in_id,
        reasons=dict(earlier.reasons) if earlier else {},
        created_at=at,
        updated_at=at,
        since=at,
        parts=_copied(earlier) if earlier else _from_activities(task),
    )
    session.add(split)
    _record(session, split, "begin", by, at)
    session.flush()
    return split


def _from_activities(task: Task) -> list[Part]:
    return [
        Part(
            activity_id=activity.id,
            position=position,
            what=activity.what,
            kind=Kind.PAID,
            minutes=weekly_minutes(activity),
        )
        for position, activity in enumerate(task.activities)
    ]


def _copied(split: Split) -> list[Part]:
    return [Part(**part.model_dump(exclude={"id", "split_id"})) for part in split.parts]


def keep(
    session: Session,
    split: Split,
    rows: Sequence[Row],
    reasons: Mapping[str, str],
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Save what was typed. Raises Refused, or Stale when somebody saved in between."""
    refuse_if(policy.why_not(by, Action.EDIT, split))
    if version != split.version:
        raise Stale
    split.parts = [Part(position=position, **vars(row)) for position, row in enumerate(rows)]
    split.reasons = {code: text for code, text in reasons.items() if text.strip()}
    split.updated_at = at
    session.flush()


def submit(
    session: Session, split: Split, task: Task, *, by: Actor, at: datetime, today: date
) -> None:
    """Send the version to the other side. Raises Refused while the rulebook is unanswered."""
    found = rules.findings(split.parts, rulebook.on(today))
    if rules.unanswered(found, split.reasons):
        raise Refused(Message("Something in the plan is not answered yet."))
    _move(session, split, Action.SUBMIT, by=by, at=at)
    say = Message(
        "%(name)s has sent a plan for “%(headline)s”. Your move.",
        {"name": by.name, "headline": task.headline},
    )
    _tell_other_side(session, split, task, say, by, at)


def ask_changes(
    session: Session, split: Split, task: Task, *, comment: str, by: Actor, at: datetime
) -> None:
    """Answer with what should be different; the author makes the next version."""
    split.comment = comment
    _move(session, split, Action.ASK_CHANGES, by=by, at=at, reason=comment)
    say = Message(
        "%(name)s asks for changes in the plan for “%(headline)s”. Your move.",
        {"name": by.name, "headline": task.headline},
    )
    _tell_other_side(session, split, task, say, by, at, words=comment)


def approve(
    session: Session, split: Split, task: Task, *, by: Actor, at: datetime, today: date
) -> None:
    """Agree to the version. What blocks can never be approved, whatever was sent."""
    found = rules.findings(split.parts, rulebook.on(today))
    if rules.unanswered(found, split.reasons):
        raise Refused(Message("Something in the plan is not answered yet."))
    earlier = store.approved(session, split.task_id)
    if earlier is not None:
        _move(session, earlier, Action.SUPERSEDE, by=by, at=at)
    _move(session, split, Action.APPROVE, by=by, at=at)
    say = Message(
        "%(name)s has approved the plan for “%(headline)s”.",
        {"name": by.name, "headline": task.headline},
    )
    _tell_other_side(session, split, task, say, by, at)


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
        tell_author(session, task, say, at, endpoint="splits.show", thing=split.id, words=words)
        return
    to = session.exec(select(User).where(col(User.id) == task.consultant_id)).one_or_none()
    if to is not None and to.removed_at is None:
        mails.notify(
            session,
            to=to.email,
            language=to.language,
            say=say,
            endpoint="splits.show",
            thing=split.id,
            at=at,
            words=words,
        )


def _record(
    session: Session,
    split: Split,
    action: str,
    by: Actor,
    at: datetime,
    before: str = "",
    reason: str = "",
) -> None:
    history.record(
        session,
        noun="split",
        thing_id=split.id,
        action=action,
        by=by,
        at=at,
        before=before,
        after=split.status,
        reason=reason,
    )


def _move(
    session: Session, split: Split, action: Action, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    refuse_if(policy.why_not(by, action, split))
    history.move(session, split, action, MOVES, noun="split", by=by, at=at, reason=reason)
