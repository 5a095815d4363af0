"""What happens to small jobs of which week sheets are a part, from the plan on.

Pauses and the end are in `pause_actions`. Each of these is a whole use: the small job changes, and
its open weeks follow.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from ..actor import Actor, Refused, refuse_if
from ..clock import Week, local
from ..smalljobs import growth, plan_context, policy
from ..smalljobs import steps as job_steps
from ..smalljobs.growth import GrowthRequest
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action
from ..splits import steps as split_steps
from ..splits.models import Split
from ..tasks.models import Task
from . import mastery, steps, store, weeks
from .blank import blank

CATCH_UP = 53  # weeks that are opened later if the worker did not run: a year
BATCH = 50  # sheets in one transaction: 0.2 seconds of SQLite's write lock


def weeks_to_open(session: Session, *, today: date) -> list[Week]:
    """The weeks up to this one for which a sheet is missing, oldest first."""
    this_week = Week.of(today)
    weeks = [this_week.plus(-back) for back in reversed(range(CATCH_UP))]
    return [week for week in weeks if store.jobs_without_sheet(session, week, most=1)]


def open_week(session: Session, week: Week, *, at: datetime) -> int:
    """Open sheets of `week` where they are missing, at most `BATCH`. Returns how many.

    The worker does this each day, so that nobody's list depends on somebody looking.
    """
    jobs = store.jobs_without_sheet(session, week, most=BATCH)
    for job in jobs:
        split = session.get(Split, job.split_id)
        session.add(blank(job, split.parts if split else [], week, at=at))
    session.flush()
    return len(jobs)


def propose_growth(
    session: Session,
    job: SmallJob,
    task: Task,
    split: Split,
    request: GrowthRequest,
    *,
    split_id: UUID,
    by: Actor,
    at: datetime,
) -> Split:
    """Begin the version that makes a change, with the weekly marks of what it is about.

    It goes through the same review as any other version.
    """
    refuse_if(policy.why_not(by, Action.GROW, job))
    if request.part is not None:
        marks = store.evidence(session, by, task.id, request.part.activity_id)
        request = replace(request, evidence=mastery.as_evidence(marks))
    rows, starts_week = growth.propose_rows(split.parts, request)
    return split_steps.begin_growth(
        session, task, split, rows, starts_week=starts_week, split_id=split_id, by=by, at=at
    )


def approve_plan(
    session: Session, split: Split, task: Task, *, by: Actor, at: datetime
) -> SmallJob | None:
    """Agree to a version; the small job follows it, where there is one, and its open weeks too.

    What blocks can never be approved, whatever was sent. Returns that small job.
    """
    assessment = plan_context.assess(session, split, task, today=local(at).date())
    split_steps.approve(session, split, task, assessment, by=by, at=at)
    job = job_steps.follow_plan(session, task, split, by=by, at=at)
    if job is not None:
        _refill(session, job, split, at=at)
    return job


def start_job(
    session: Session, job: SmallJob, *, sure: Collection[Week] = (), by: Actor, at: datetime
) -> None:
    """Let it run, with a sheet for every week from its first day until now.

    Raises Refused while something that blocks is open, or an ask unanswered. One is whether the
    company is to send the weeks since a start in the past: `sure` are those that were confirmed.
    """
    today = local(at).date()
    task, split = session.get_one(Task, job.task_id), session.get_one(Split, job.split_id)
    job_steps.start(session, job, task, split, by=by, at=at, today=today)
    due = weeks.due_at_start(job, today)
    if not set(due) <= set(sure):
        raise Refused(weeks.say_due_at_start(due))
    steps.open_since_start(session, job, split.parts, at=at)


def set_usual_week(
    session: Session,
    job: SmallJob,
    split: Split,
    pattern: Mapping[tuple[UUID, int], int],
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> int:
    """Change the usual week of a small job that runs. Returns how many open weeks followed.

    Raises Refused, or Stale when somebody saved in between.
    """
    job_steps.set_week(session, job, pattern, version=version, by=by, at=at)
    return _refill(session, job, split, at=at)


def _refill(session: Session, job: SmallJob, split: Split, *, at: datetime) -> int:
    """Let the open weeks from this one on follow, where nobody has kept anything."""
    this_week = Week.of(local(at).date()).monday
    return steps.refill(session, job, split.parts, monday_from=this_week, at=at)
