"""What happens to tasks. Every move checks policy, writes history and queues mails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col

from .. import history, limits
from ..accounts.actions import is_told, tell
from ..accounts.models import User
from ..accounts.rules import DRAFT_LIVES
from ..accounts.store import spokesperson
from ..actor import Actor, Refused, Stale, refuse_if
from ..mails.rules import Kind
from ..messages import Message, Page, Target
from . import drafts, policy, store
from .models import Activity, ConsultantNote, Task
from .rules import MOVES, Action, Category, Nearby, Per, Sameness, TimeOfDay, missing

BATCH = 50  # drafts that are forgotten in one transaction


@dataclass(frozen=True)
class MoreDetails:
    """The optional details of an activity. Demands go from 0 to 3."""

    example: str = ""
    done_by: str = ""
    instead: str = ""
    time_of_day: TimeOfDay | None = None
    sameness: Sameness | None = None
    nearby: Nearby | None = None
    certificate: str = ""
    differently: str = ""
    lifting: int | None = None
    standing: int | None = None
    pace: int | None = None
    surroundings: int | None = None
    contact: int | None = None
    counting: int | None = None


@dataclass(frozen=True)
class ActivityInput:
    """An activity as somebody typed it; `id` when it was there before."""

    what: str
    times: int | None
    per: Per
    minutes: int | None
    id: UUID | None = None
    more: MoreDetails = MoreDetails()


@dataclass(frozen=True)
class Description:
    """Everything that somebody typed about a task."""

    headline: str
    stops: str
    category: Category | None
    workplace_id: UUID | None
    pieces: Sequence[ActivityInput]
    walk: Mapping[str, str] = field(default_factory=dict)  # answers, by the question's code


def save(
    session: Session,
    task: Task | None,
    description: Description,
    *,
    task_id: UUID,
    version: int | None,
    by: Actor,
    at: datetime,
) -> Task:
    """Save a description: the task itself, or a new draft called `task_id`."""
    if task is None:
        drafts.refuse_beyond_limits(session, by=by, at=at)
        task = Task(
            id=task_id,
            created_by=by.user_id,
            visitor_id=by.visitor_id,
            employer_id=by.employer_id,
            origin=by.origin,
            created_at=at,
            updated_at=at,
            since=at,
        )
        session.add(task)
    else:
        refuse_if(policy.why_not(by, Action.EDIT, task))
        drafts.refuse_endless(task, by=by)
        if version != task.version:
            raise Stale
    task.headline, task.stops = description.headline, description.stops
    task.category = description.category
    task.workplace_id = description.workplace_id
    task.walk = dict(description.walk)
    _replace_activities(task, description.pieces)
    task.updated_at = at  # so that the version moves on even when only an activity changed
    session.flush()
    return task


def _replace_activities(task: Task, pieces: Sequence[ActivityInput]) -> None:
    known = {activity.id: activity for activity in task.activities}
    kept = []
    for position, piece in enumerate(pieces):
        activity = known.get(piece.id) if piece.id else None
        if activity is None:
            activity = Activity(position=position, what="", per=piece.per)
        activity.position, activity.what = position, piece.what
        activity.times, activity.per, activity.minutes = piece.times, piece.per, piece.minutes
        for name, value in vars(piece.more).items():
            setattr(activity, name, value)
        kept.append(activity)
    task.activities = kept


def discard(session: Session, task: Task, *, by: Actor) -> None:
    """Throw a draft away, at its author's wish. Nobody else has seen it."""
    refuse_if(policy.why_not(by, Action.DISCARD, task))
    session.delete(task)


def submit(session: Session, task: Task, *, by: Actor, at: datetime) -> None:
    """Send the task to the municipality's consultants, with a mail.

    Raises Refused while something required is missing.
    """
    for _field, message in missing(task):
        raise Refused(message)
    _move(session, task, Action.SUBMIT, by=by, at=at)
    assert task.workplace_id
    for consultant in store.staff_mails(session, task.workplace_id):
        say = Message("A new task waits: %(headline)s.", {"headline": task.headline})
        _mail(session, consultant, say, task, at)


def take(session: Session, task: Task, *, by: Actor, at: datetime) -> None:
    """Become the fixed contact person of the task."""
    task.consultant_id = by.user_id
    _move(session, task, Action.TAKE, by=by, at=at)
    say = Message(
        "%(name)s has taken your task “%(headline)s” and will call you.",
        {"name": by.name, "headline": task.headline},
    )
    tell_author(session, task, say, at)


def park(session: Session, task: Task, *, reason: str, by: Actor, at: datetime) -> None:
    """Park the task, with a reason that the employer can read."""
    if task.consultant_id is None:
        task.consultant_id = by.user_id
    task.parked_because = reason
    _move(session, task, Action.PARK, by=by, at=at, reason=reason)
    say = Message("Your task “%(headline)s” is put aside for now.", {"headline": task.headline})
    tell_author(session, task, say, at, words=reason)


def take_up(session: Session, task: Task, *, by: Actor, at: datetime) -> None:
    """Take a parked task up again."""
    task.parked_because = ""
    _move(session, task, Action.TAKE_UP, by=by, at=at)


def use(session: Session, task: Task, *, by: Actor, at: datetime) -> None:
    """The task has become a small job."""
    _move(session, task, Action.USE, by=by, at=at)


def hand_over(
    session: Session, task: Task, to: User, *, by: Actor, at: datetime, free: bool = False
) -> None:
    """Give the case to a consultant from now on; `free`: only while it is nobody's."""
    refuse_if(policy.why_not(by, Action.HAND_OVER, task))
    holder = store.contact(session, task) if free else None
    if holder is not None and holder.id != to.id:
        raise Refused(Message("%(name)s has taken it already.", {"name": holder.name}))
    if task.consultant_id == to.id:  # pressed twice
        return
    task.consultant_id, task.updated_at = to.id, at
    history.note(session, task, Action.HAND_OVER, noun="task", by=by, at=at, reason=to.name)
    say = Message("“%(headline)s” is yours from today.", {"headline": task.headline})
    _mail(session, to, say, task, at)
    tell_author(
        session, task, Message("%(name)s is your contact person from today.", {"name": to.name}), at
    )


def note(
    session: Session, task: Task, *, note_id: UUID, text: str, by: Actor, at: datetime
) -> None:
    """Write a note between consultants."""
    refuse_if(policy.why_not(by, Action.NOTE, task))
    whose = col(ConsultantNote.author_id) == by.user_id
    limits.refuse_beyond(session, limits.NOTES, col(ConsultantNote.at), whose, at=at)
    session.add(
        ConsultantNote(id=note_id, task_id=task.id, author_id=by.signed_in_id, text=text, at=at)
    )


def tell_author(
    session: Session,
    task: Task,
    say: Message,
    at: datetime,
    *,
    kind: Kind = Kind.TASK,
    target: Target | None = None,
    words: str = "",
) -> None:
    """Mail the person who described the task, with the contact person's number.

    The link leads to the task, where no other `target` is named.
    """
    author = author_of(session, task)
    if author is None or not is_told(author, kind):
        return
    consultant = store.contact(session, task)
    tell(
        session,
        author,
        kind,
        say,
        target=target or Target(Page.TASK, task.id),
        at=at,
        words=words,
        call=f"{consultant.name} {consultant.phone}".strip() if consultant else "",
    )


def author_of(session: Session, task: Task) -> User | None:
    """Who hears about a task for its company: who described it, or who speaks for them."""
    if task.created_by is None or task.workplace_id is None:
        return session.get(User, task.created_by) if task.created_by else None
    return spokesperson(session, task.created_by, task.workplace_id)


def tell_contact(
    session: Session,
    task: Task,
    kind: Kind,
    say: Message,
    *,
    target: Target,
    at: datetime,
    words: str = "",
    call: str = "",
) -> None:
    """Mail the contact person; while nobody is that, every consultant who could take it."""
    for user in store.contacts(session, task):
        tell(
            session,
            user,
            kind,
            say,
            target=target,
            at=at,
            words=words,
            call=call,
        )


def _mail(session: Session, to: User, say: Message, task: Task, at: datetime) -> None:
    tell(session, to, Kind.TASK, say, target=Target(Page.TASK, task.id), at=at)


def _move(
    session: Session, task: Task, action: Action, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    refuse_if(policy.why_not(by, action, task))
    history.move(session, task, action, MOVES, noun="task", by=by, at=at, reason=reason)


def forget_drafts(session: Session, *, at: datetime) -> int:
    """Delete what was begun in a browser and never claimed by anybody who signed in.

    At most `BATCH` of them, photos and all. Returns how many.
    """
    drafts = store.forgotten_drafts(session, before=at - DRAFT_LIVES, most=BATCH)
    for task in drafts:
        session.delete(task)
    session.flush()
    return len(drafts)
