"""What happens to a small job that rests, goes on or ends, and to its weeks with it.

Each of these is a whole use: the small job changes, its weeks follow, and the company has one mail.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from ..actor import Actor
from ..clock import Week, local
from ..messages import Message, Page, Target
from ..smalljobs import news, pause_steps
from ..smalljobs import store as job_store
from ..smalljobs.models import Pause, SmallJob
from ..smalljobs.namesakes import named_in_mail
from ..smalljobs.pause_steps import Ending, PlannedPause
from ..smalljobs.rules import Status
from ..tasks.actions import tell_author
from ..tasks.models import Task
from . import steps

BATCH = 50  # small jobs in one transaction


def pause_job(
    session: Session,
    job: SmallJob,
    asked: PlannedPause,
    *,
    pause_id: UUID,
    by: Actor,
    at: datetime,
) -> list[Week]:
    """Let it rest on these days: no hours stand there. Returns the weeks that went back for it."""
    pause_steps.follow_calendar(session, job, at=at)
    pause_steps.pause(session, job, asked, pause_id=pause_id, by=by, at=at)
    back = steps.follow_days(session, job, asked.from_day, reason=asked.reason, by=by, at=at)
    _tell(session, job, news.paused(_name(session, job), asked), back, asked.reason, at)
    return back


def change_pause(
    session: Session, job: SmallJob, pause: Pause, asked: PlannedPause, *, by: Actor, at: datetime
) -> list[Week]:
    """Other days for a pause that has not begun. Returns the weeks that went back for it."""
    pause_steps.follow_calendar(session, job, at=at)
    first = min(pause.from_day, asked.from_day)
    pause_steps.change(session, job, pause, asked, by=by, at=at)
    back = steps.follow_days(session, job, first, reason=asked.reason, by=by, at=at)
    _tell(session, job, news.paused(_name(session, job), asked), back, asked.reason, at)
    return back


def drop_pause(session: Session, job: SmallJob, pause: Pause, *, by: Actor, at: datetime) -> None:
    """Take a pause back that has not begun."""
    pause_steps.follow_calendar(session, job, at=at)
    first, dropped = pause.from_day, news.dropped(_name(session, job), pause)
    pause_steps.drop(session, job, pause, by=by, at=at)
    steps.follow_days(session, job, first, reason="", by=by, at=at)
    _tell(session, job, dropped, [], "", at)


def resume_job(session: Session, job: SmallJob, *, by: Actor, at: datetime) -> None:
    """Let it run again from today on. The pause that it is in ended yesterday."""
    pause_steps.resume(session, job, by=by, at=at)
    steps.follow_days(session, job, local(at).date(), reason="", by=by, at=at)
    _tell(session, job, news.resumed(_name(session, job)), [], "", at)


def end_job(
    session: Session, job: SmallJob, ending: Ending, *, by: Actor, at: datetime
) -> list[Week]:
    """End it with its last day: no hours stand after it. Returns the weeks that went back."""
    ran = job.status is not Status.PLANNED
    pause_steps.end(session, job, ending, by=by, at=at)
    if not ran:  # the company has heard of no small job yet
        return []
    after = ending.last_day + timedelta(days=1)
    back = steps.follow_days(session, job, after, reason=ending.reason, by=by, at=at)
    _tell(session, job, news.ended(_name(session, job), ending.last_day), back, ending.reason, at)
    return back


def undo_end(session: Session, job: SmallJob, *, by: Actor, at: datetime) -> None:
    """Back to what it was before its end; the weeks after it are owed again."""
    last_day = job.ended_on or local(at).date()
    pause_steps.undo_end(session, job, by=by, at=at)
    if job.status is Status.PLANNED:
        return
    steps.follow_days(session, job, last_day, reason="", by=by, at=at)
    _tell(session, job, news.goes_on(_name(session, job)), [], "", at)


def follow_calendar(session: Session, *, today: date, at: datetime) -> int:
    """Move small jobs whose pause begins or is over, at most `BATCH`. Returns how many.

    The worker does this each day. Their days have followed since the pause was made.
    """
    jobs = job_store.to_follow(session, today=today, most=BATCH)
    return sum(pause_steps.follow_calendar(session, job, at=at) for job in jobs)


def _name(session: Session, job: SmallJob) -> str:
    """Whom a mail is about, and which one of two with that name."""
    return named_in_mail(session, job.id)[0]


def _tell(
    session: Session,
    job: SmallJob,
    say: Message,
    back: Sequence[Week],
    reason: str,
    at: datetime,
) -> None:
    """One mail to the company, also about the weeks that come back for it."""
    task = session.get_one(Task, job.task_id)
    target = Target(Page.SMALL_JOB, job.id)
    said = news.with_weeks(say, back)
    tell_author(session, task, said, at, target=target, words=reason)
