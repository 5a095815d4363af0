"""Parts of what happens to a small job that rests, goes on or ends: `pause_actions` puts together.

The state follows the calendar: it moves at once where a pause has today in it, and otherwise on
the day, by the worker's round. Which days are worked never depends on the state.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from .. import history
from ..actor import Actor, refuse_if
from ..clock import local
from . import pauses, policy, rules, store
from .models import Pause, SmallJob
from .rules import MOVES, Action, Outcome, Status
from .steps import NOUN


@dataclass(frozen=True)
class PlannedPause:
    """A pause as it is asked for. `reason` is written for the company."""

    from_day: date
    to_day: date | None
    reason: str


@dataclass(frozen=True)
class Ending:
    """An end as it is asked for. `reason` is written for the company."""

    outcome: Outcome
    last_day: date
    reason: str


def follow_calendar(session: Session, job: SmallJob, *, at: datetime) -> bool:
    """Move it into the state that it is in today. Did it move? Nobody did: the day came."""
    today = local(at).date()
    if pauses.standing(job.status, job.pauses, today) is job.status:
        return False
    pause = pauses.pause_on(job.pauses, today)
    action, reason = (Action.PAUSE, pause.reason) if pause else (Action.RESUME, "")
    _move(session, job, action, by=None, at=at, reason=reason)
    return True


def pause(
    session: Session,
    job: SmallJob,
    asked: PlannedPause,
    *,
    pause_id: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Let it rest on these days. Raises Refused where they are none for a pause."""
    refuse_if(policy.why_not(by, Action.PAUSE, job))
    _refuse_days(job, asked, beside=None, today=local(at).date())
    job.pauses.append(
        Pause(
            id=pause_id,
            from_day=asked.from_day,
            to_day=asked.to_day,
            reason=asked.reason,
            by_id=by.signed_in_id,
            created_at=at,
        )
    )
    _begin(session, job, asked, Action.PLAN_PAUSE, by, at)


def change(
    session: Session, job: SmallJob, pause: Pause, asked: PlannedPause, *, by: Actor, at: datetime
) -> None:
    """Other days or words for a pause that has not begun. Raises Refused."""
    today = local(at).date()
    refuse_if(policy.why_not(by, Action.CHANGE_PAUSE, job))
    refuse_if(policy.why_not_change(pause, today=today))
    _refuse_days(job, asked, beside=pause, today=today)
    pause.from_day, pause.to_day, pause.reason = asked.from_day, asked.to_day, asked.reason
    _begin(session, job, asked, Action.CHANGE_PAUSE, by, at)


def drop(session: Session, job: SmallJob, pause: Pause, *, by: Actor, at: datetime) -> None:
    """Take a pause back that has not begun. Raises Refused."""
    refuse_if(policy.why_not(by, Action.DROP_PAUSE, job))
    refuse_if(policy.why_not_change(pause, today=local(at).date()))
    asked = PlannedPause(pause.from_day, pause.to_day, "")
    job.pauses.remove(pause)
    _note(session, job, asked, Action.DROP_PAUSE, by, at)


def resume(session: Session, job: SmallJob, *, by: Actor, at: datetime) -> None:
    """Let it run again from today on: its pause ended yesterday."""
    refuse_if(policy.why_not(by, Action.RESUME, job))
    today = local(at).date()
    pause = pauses.pause_on(job.pauses, today)
    if pause is not None and pause.from_day == today:
        job.pauses.remove(pause)
    elif pause is not None:
        pause.to_day = pauses.day_before(today)
    _move(session, job, Action.RESUME, by=by, at=at)


def end(session: Session, job: SmallJob, ending: Ending, *, by: Actor, at: datetime) -> None:
    """End it with its last day, what became of it and why. Raises Refused."""
    today = local(at).date()
    refuse_if(policy.why_not(by, Action.END, job))
    refuse_if(rules.why_not_end(job, ending.last_day, today=today))
    job.outcome, job.ended_on = ending.outcome, ending.last_day
    _move(session, job, Action.END, by=by, at=at, reason=ending.reason)


def undo_end(session: Session, job: SmallJob, *, by: Actor, at: datetime) -> None:
    """Back to what it was before its end. Raises Refused once something new has begun."""
    refuse_if(policy.why_not(by, Action.UNDO_END, job))
    refuse_if(policy.why_not_undo(store.begun_since(session, job)))
    was = Status(history.state_before(session, job.id, Action.END) or Status.ACTIVE)
    back = pauses.standing(was, job.pauses, local(at).date())
    job.outcome = job.ended_on = None
    moves = MOVES | {Action.UNDO_END: {Status.ENDED: back}}
    history.move(session, job, Action.UNDO_END, moves, noun=NOUN, by=by, at=at)


def _refuse_days(job: SmallJob, asked: PlannedPause, *, beside: Pause | None, today: date) -> None:
    others = [pause for pause in job.pauses if pause is not beside]
    refuse_if(pauses.why_not_first(job, asked.from_day, today=today))
    refuse_if(pauses.why_not_last(others, asked.from_day, asked.to_day, today=today))


def _begin(
    session: Session, job: SmallJob, asked: PlannedPause, action: Action, by: Actor, at: datetime
) -> None:
    """Write it down: as a move where it rests from now on, else as the plan that it is."""
    begins = pauses.standing(job.status, job.pauses, local(at).date()) is not job.status
    if begins and job.status is Status.ACTIVE:
        _move(session, job, Action.PAUSE, by=by, at=at, reason=asked.reason)
    else:
        _note(session, job, asked, action, by, at)


def _note(
    session: Session, job: SmallJob, asked: PlannedPause, action: Action, by: Actor, at: datetime
) -> None:
    """A row with the days instead of states."""
    job.updated_at = at
    history.record(
        session,
        noun=NOUN,
        thing_id=job.id,
        action=action,
        by=by,
        at=at,
        before=asked.from_day.isoformat(),
        after=asked.to_day.isoformat() if asked.to_day else "",
        reason=asked.reason,
    )
    session.flush()


def _move(
    session: Session,
    job: SmallJob,
    action: Action,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> None:
    history.move(session, job, action, MOVES, noun=NOUN, by=by, at=at, reason=reason)
