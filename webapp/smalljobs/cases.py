"""The cases of one consultant: tasks, and the small jobs they became, counted and given away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, select

from .. import history
from ..accounts.actions import tell
from ..accounts.models import Membership, User
from ..accounts.policy import StaffAction, why_not_staff
from ..actor import Actor, refuse_if
from ..mails.rules import Kind
from ..messages import Message, Page, Target
from ..tasks.models import Task
from ..tasks.rules import Action
from ..tasks.store import visible_to
from .models import SmallJob
from .rules import Status


def _goes_on() -> sa.ColumnElement[bool]:
    """The condition that a task is still to be looked after: what has ended is not."""
    ended = sa.exists().where(
        col(SmallJob.task_id) == col(Task.id), col(SmallJob.status) == Status.ENDED
    )
    return ~ended


def counts(session: Session, actor: Actor) -> Mapping[UUID, int]:
    """How many cases each of the municipality's consultants holds."""
    theirs = visible_to(actor).where(col(Task.consultant_id).is_not(None), _goes_on())
    of = theirs.with_only_columns(col(Task.consultant_id), sa.func.count())
    rows = session.execute(of.group_by(col(Task.consultant_id)))
    return {row[0]: row[1] for row in rows}


def _of(session: Session, actor: Actor, person: User) -> Sequence[Task]:
    mine = col(Task.consultant_id) == person.id
    query = visible_to(actor).where(mine, _goes_on()).order_by(col(Task.id))
    return session.exec(query.options(lazyload("*"))).all()


def move(session: Session, person: User, to: User, *, by: Actor, at: datetime) -> int:
    """Give all of somebody's cases to a colleague at work. Returns how many.

    The colleague has one mail, and so has everybody who described one of the tasks.
    """
    refuse_if(why_not_staff(by, StaffAction.MOVE_CASES, person))
    tasks = _of(session, by, person)
    session.execute(
        sa.update(Task)
        .where(col(Task.id).in_([task.id for task in tasks]))
        .values(consultant_id=to.id, updated_at=at, version=col(Task.version) + 1)
        .execution_options(synchronize_session=False)
    )
    history.note_all(session, tasks, Action.HAND_OVER, noun="task", by=by, at=at, reason=to.name)
    if tasks:
        _tell(session, tasks, person, to, at)
    return len(tasks)


def _tell(session: Session, tasks: Sequence[Task], person: User, to: User, at: datetime) -> None:
    say = Message(
        "%(count)s cases of %(name)s are yours from today.",
        {"count": len(tasks), "name": person.name},
    )
    tell(session, to, Kind.TASK, say, target=Target(Page.HOME), at=at)
    yours = Message("%(name)s is your contact person from today.", {"name": to.name})
    call = f"{to.name} {to.phone}".strip()
    for author, task in _authors(session, tasks):
        tell(
            session,
            author,
            Kind.TASK,
            yours,
            target=Target(Page.TASK, task.id),
            at=at,
            call=call,
        )


def _authors(session: Session, tasks: Sequence[Task]) -> Iterator[tuple[User, Task]]:
    """Everybody who described one of the tasks and is in at its company, each once."""
    one_each = {task.created_by: task for task in tasks}
    still_in = sa.exists().where(
        col(Membership.user_id) == col(User.id),
        col(Membership.confirmed_at).is_not(None),
        col(Membership.removed_at).is_(None),
    )
    for user in session.exec(select(User).where(col(User.id).in_(one_each), still_in)):
        yield user, one_each[user.id]
