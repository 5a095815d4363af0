"""Photos of the work: added, taken out, looked at, by those who may see the task."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from .. import db, history, limits
from ..actor import Actor, refuse_if
from . import policy, store
from .models import Photo, Task
from .pictures import Image
from .rules import MOST_PHOTOS, Action, Status

REMOVED = "photo_removed"  # what history calls it; adding is called like the action


def add(
    session: Session, task: Task, images: Iterable[Image], *, by: Actor, at: datetime
) -> tuple[int, int]:
    """Keep what there is room for: (how many are new, how many there was no room for).

    The same photo twice is one. Who may not is Refused, or TooMuch. The task itself does not
    change, so that whoever is writing in its form meanwhile can still save.
    """
    refuse(session, task, by=by, at=at)
    known, free = _places(session, task.id)
    new = over = 0
    for image in images:
        if image.digest in known:
            continue
        if not free:
            over += 1
            continue
        known.add(image.digest)
        session.add(_photo(task, image, free.pop(0), by=by, at=at))
        new += 1
    if new:
        _record(session, task, Action.PHOTO, by=by, at=at)
    session.flush()
    return new, over


def refuse(session: Session, task: Task, *, by: Actor, at: datetime) -> None:
    """Raise Refused, or TooMuch, where `by` may not add photos, before anybody looks at them."""
    refuse_if(policy.why_not(by, Action.PHOTO, task))
    whose = col(Photo.added_by) == by.user_id
    limits.refuse_beyond(session, limits.PHOTOS, col(Photo.at), whose, at=at)


def _photo(task: Task, image: Image, position: int, *, by: Actor, at: datetime) -> Photo:
    return Photo(
        task_id=task.id,
        position=position,
        added_by=by.signed_in_id,
        digest=image.digest,
        width=image.width,
        height=image.height,
        content=image.content,
        small=image.small,
        at=at,
    )


def remove(session: Session, task: Task, photo_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a photo out for good. One that is gone already stays gone. Who may not is Refused."""
    refuse_if(policy.why_not(by, Action.PHOTO, task))
    gone = sa.delete(Photo).where(col(Photo.id) == photo_id, col(Photo.task_id) == task.id)
    if session.execute(gone.returning(col(Photo.id))).all():
        _record(session, task, REMOVED, by=by, at=at)


class PhotoRow(NamedTuple):
    """A photo without its bytes."""

    id: UUID
    width: int
    height: int
    position: int


def of_task(session: Session, actor: Actor, task_id: UUID) -> list[PhotoRow]:
    """The photos of a task, in the order they were added; never the bytes."""
    columns = (col(Photo.id), col(Photo.width), col(Photo.height), col(Photo.position))
    query = _visible(actor, task_id, *columns)
    return db.rows(session, query.order_by(col(Photo.at), col(Photo.position)), PhotoRow)


def jpeg(
    session: Session, actor: Actor, task_id: UUID, photo_id: UUID, *, small: bool = False
) -> bytes | None:
    """One photo of a task that `actor` may see; None where there is none for them."""
    column = col(Photo.small if small else Photo.content)
    query = _visible(actor, task_id, column).where(col(Photo.id) == photo_id)
    data: bytes | None = session.execute(query).scalar_one_or_none()
    return data


def _visible(actor: Actor, task_id: UUID, *columns: Any) -> db.Columns:
    """Columns of the photos of a task, when `actor` may see it."""
    seen = store.visible_to(actor).where(col(Task.id) == task_id).with_only_columns(col(Task.id))
    return sa.select(*columns).where(col(Photo.task_id).in_(seen))


def _places(session: Session, task_id: UUID) -> tuple[set[str], list[int]]:
    """(digests that are there, positions that are free). Others who add wait for their turn."""
    session.execute(sa.select(col(Task.id)).where(col(Task.id) == task_id).with_for_update())
    query = sa.select(col(Photo.digest), col(Photo.position)).where(col(Photo.task_id) == task_id)
    rows = session.execute(query).all()
    taken = {row.position for row in rows}
    return {row.digest for row in rows}, [n for n in range(MOST_PHOTOS) if n not in taken]


def _record(session: Session, task: Task, action: str, *, by: Actor, at: datetime) -> None:
    """A draft is nobody else's concern yet; afterwards every change leaves a row."""
    if task.status is not Status.DRAFT:
        history.note(session, task, action, noun="task", by=by, at=at)
