"""Parts of what happens to small jobs: later features make whole uses of them.

What changes the hours of a small job changes its open weeks: `timesheets.job_actions` does both.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from .. import history
from ..actor import Actor, Refused, Stale, refuse_if
from ..messages import Message, Page, Target
from ..splits.models import Split
from ..splits.plan import training_until
from ..tasks import actions as task_actions
from ..tasks.models import Task
from . import findings, growth, policy, store
from .models import Pattern, SmallJob
from .rules import MOVES, Action, Status, last_training_day

NOUN = "small_job"  # what history calls it


def keep_pattern(session: Session, job: SmallJob, pattern: Mapping[tuple[UUID, int], int]) -> None:
    known = {(row.part_id, row.weekday): row for row in job.pattern}
    wanted = {place: minutes for place, minutes in pattern.items() if minutes}
    for place, minutes in wanted.items():
        if place in known:
            known[place].minutes = minutes
        else:
            part_id, weekday = place
            job.pattern.append(Pattern(part_id=part_id, weekday=weekday, minutes=minutes))
    for place, row in known.items():
        if place not in wanted:
            job.pattern.remove(row)


def set_week(
    session: Session,
    job: SmallJob,
    pattern: Mapping[tuple[UUID, int], int],
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Change the usual week of a small job that runs. Raises Refused, or Stale."""
    refuse_if(policy.why_not(by, Action.SET_WEEK, job))
    if version != job.version:
        raise Stale
    keep_pattern(session, job, pattern)
    job.updated_at = at
    history.note(session, job, Action.SET_WEEK, noun=NOUN, by=by, at=at)
    session.flush()


def start(
    session: Session,
    job: SmallJob,
    task: Task,
    split: Split,
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """Let it run. Raises Refused while something that blocks is open, or an ask unanswered."""
    refuse_if(policy.why_not(by, Action.START, job))
    for finding in findings.before_start(session, job, task, split, today=today):
        raise Refused(finding.message)
    history.move(session, job, Action.START, MOVES, noun=NOUN, by=by, at=at)
    say = Message(
        "%(first_name)s starts with you on %(day)s: “%(headline)s”.",
        {"first_name": job.first_name, "headline": task.headline, "day": job.start_on},
        days=("day",),
    )
    task_actions.tell_author(session, task, say, at, target=Target(Page.SMALL_JOB, job.id))


def follow_plan(
    session: Session, task: Task, split: Split, *, by: Actor, at: datetime
) -> SmallJob | None:
    """Let the task's small job, where there is one, be about the version just approved."""
    job = store.of_task(session, task.id)
    if job is None or job.status is Status.ENDED:
        return None
    earlier = session.get_one(Split, job.split_id)
    job.pattern = growth.usual_weeks(job.pattern, earlier.parts, split.parts)
    job.split_id, job.updated_at = split.id, at
    last = training_until(split.parts)
    job.training_ends = last_training_day(job.start_on, last) if last else None
    history.note(session, job, growth.FOLLOW, noun=NOUN, by=by, at=at)
    session.flush()
    return job
