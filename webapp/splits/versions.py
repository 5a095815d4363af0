"""Making versions of a split: from a task, or after another version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from .. import history, limits
from ..actor import Actor, Refused, refuse_if
from ..messages import Message
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus
from ..tasks.rules import weekly_minutes
from . import plan, policy, store
from .models import Part, Split
from .part import Kind, Row
from .rules import Action, Status


def begin(session: Session, task: Task, *, split_id: UUID, by: Actor, at: datetime) -> Split:
    """A first version made from the task's activities, or one after a version that was sent.

    That is the author's next version, or the other side's own proposal instead of an answer; the
    one before stays as it is until this one is sent. Raises Refused while somebody else is
    writing one.
    """
    earlier = store.unfinished_version(session, task.id)
    goes_on = earlier is not None and task.status is TaskStatus.USED
    if by.side is None or not (goes_on or task.status is TaskStatus.IN_DIALOGUE):
        raise Refused(Message("A plan is made once a consultant has taken the task."))
    if earlier is None and store.approved_version(session, task.id) is not None:
        raise Refused(Message("The plan is approved already."))
    if earlier is not None:
        if earlier.status is Status.DRAFT and earlier.side is by.side:
            return earlier
        refuse_if(policy.why_not(by, follow_up_action(earlier, by), earlier))
    rows = _carried_over(earlier) if earlier else _from_activities(task)
    return add_version(session, task, rows, split_id=split_id, earlier=earlier, by=by, at=at)


def follow_up_action(earlier: Split, by: Actor) -> Action:
    """How a version comes after `earlier`: its author's next one, or the other side's own."""
    return Action.NEXT_VERSION if earlier.side is by.side else Action.COUNTER


def add_version(
    session: Session,
    task: Task,
    rows: Sequence[Row],
    *,
    split_id: UUID,
    earlier: Split | None,
    by: Actor,
    at: datetime,
) -> Split:
    """A draft with these rows, after `earlier` where there is one."""
    assert by.side
    history.refuse_beyond(session, limits.VERSIONS, "begin", by=by, at=at)
    split = Split(
        id=split_id,
        task_id=task.id,
        number=store.last_number(session, task.id) + 1,
        side=by.side,
        created_by=by.signed_in_id,
        reasons=dict(earlier.reasons) if earlier else {},
        starts_week=earlier.starts_week if earlier else 1,
        wage=earlier.wage if earlier else store.last_wage(session, task),
        wage_basis=earlier.wage_basis if earlier else None,
        created_at=at,
        updated_at=at,
        since=at,
        parts=make_parts(rows),
    )
    session.add(split)
    history.note(session, split, "begin", noun="split", by=by, at=at, before="")
    session.flush()
    return split


def _from_activities(task: Task) -> list[Row]:
    return [
        Row(
            activity_id=activity.id,
            what=activity.what,
            kind=Kind.STAYS,
            minutes=weekly_minutes(activity),
        )
        for activity in task.activities
    ]


def _carried_over(split: Split) -> list[Row]:
    """The rows of a version for the next one, with the comments about them."""
    return [replace(plan.as_row(part), asked=part.comment) for part in split.parts]


def make_parts(rows: Sequence[Row]) -> list[Part]:
    return [
        Part(position=position, **vars(row) | {"evidence": [dict(week) for week in row.evidence]})
        for position, row in enumerate(rows)
    ]
