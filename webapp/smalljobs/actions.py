"""What happens to small jobs and their plans, where no week sheet is touched.

What changes their hours is in `timesheets.job_actions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from .. import history
from ..accounts.models import Workplace
from ..actor import Actor, Refused, Stale, refuse_if
from ..clock import local
from ..messages import Message
from ..splits import steps as split_steps
from ..splits.models import Split
from ..splits.rules import Status as SplitStatus
from ..tasks import actions as task_actions
from ..tasks.models import Task
from . import plan_context, policy, rules
from .models import SmallJob
from .rules import Action, Hearing
from .steps import NOUN, keep_pattern


@dataclass(frozen=True)
class JobPlan:
    """Everything that a consultant typed about a small job before it starts."""

    first_name: str
    start_on: date
    training_ends: date | None
    hearing: Hearing
    representative: str
    heard_on: date | None
    contract_on: date | None
    full_time_equivalents: int | None
    ratio_reason: str
    pay_held: bool
    pattern: Mapping[tuple[UUID, int], int]  # (part, weekday): minutes


def save(
    session: Session,
    job: SmallJob | None,
    task: Task,
    split: Split,
    plan: JobPlan,
    *,
    job_id: UUID,
    version: int | None,
    by: Actor,
    at: datetime,
) -> SmallJob:
    """Save the plan; the first time the small job is made and the task is used."""
    if job is None:
        refuse_unless_agreed(split)
        job = _new(job_id, split, plan, at)
        session.add(job)
        task_actions.use(session, task, by=by, at=at)
        history.note(session, job, "plan", noun=NOUN, by=by, at=at, before="")
    else:
        refuse_if(policy.why_not(by, Action.EDIT, job))
        if version != job.version:
            raise Stale
    _rename(session, job, plan.first_name, by, at)
    job.start_on, job.training_ends = plan.start_on, plan.training_ends
    job.hearing, job.representative = plan.hearing, plan.representative
    job.heard_on, job.contract_on = plan.heard_on, plan.contract_on
    job.ratio_reason, job.updated_at = plan.ratio_reason, at
    keep_pattern(session, job, plan.pattern)
    if plan.pay_held and not job.pay_held:
        hold_pay(session, job, split, by=by, at=at, today=local(at).date())
    elif job.pay_held and not plan.pay_held:
        release_pay(session, job, by=by, at=at)
    workplace = session.get(Workplace, task.workplace_id)
    if workplace is not None:
        workplace.full_time_equivalents = plan.full_time_equivalents
    session.flush()
    return job


def _new(job_id: UUID, split: Split, plan: JobPlan, at: datetime) -> SmallJob:
    return SmallJob(
        id=job_id,
        task_id=split.task_id,
        split_id=split.id,
        first_name=plan.first_name,
        start_on=plan.start_on,
        created_at=at,
        updated_at=at,
        since=at,
    )


def send_plan(session: Session, split: Split, task: Task, *, by: Actor, at: datetime) -> None:
    """Send a version to the other side. Raises Refused while the rulebook is unanswered.

    The version that it follows or answers is over with that.
    """
    assessment = plan_context.assess(session, split, task, today=local(at).date())
    split_steps.submit(session, split, task, assessment, by=by, at=at)


def refuse_unless_agreed(split: Split) -> None:
    """A small job starts from an approved split. Raises Refused for any other."""
    if split.status is not SplitStatus.APPROVED:
        raise Refused(Message("A small job starts from an approved plan."))


def rename(
    session: Session,
    job: SmallJob,
    first_name: str,
    *,
    version: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Correct how the participant is called, at any time. Raises Refused, or Stale.

    What was approved stays as it is; papers and copies made from now on show the new name.
    """
    refuse_if(policy.why_not(by, Action.RENAME, job))
    if version != job.version:
        raise Stale
    _rename(session, job, first_name, by, at)
    session.flush()


def _rename(session: Session, job: SmallJob, first_name: str, by: Actor, at: datetime) -> None:
    if first_name == job.first_name:
        return
    history.record(
        session,
        noun=NOUN,
        thing_id=job.id,
        action=Action.RENAME,
        by=by,
        at=at,
        before=job.first_name,
        after=first_name,
    )
    job.first_name, job.updated_at = first_name, at


def tick(
    session: Session,
    job: SmallJob,
    *,
    hearing: Hearing,
    representative: str,
    heard_on: date | None,
    contract_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Note on the checklist what has been done."""
    refuse_if(policy.why_not(by, Action.TICK, job))
    job.hearing, job.representative, job.heard_on = hearing, representative, heard_on
    job.contract_on, job.updated_at = contract_on, at
    history.note(session, job, Action.TICK, noun=NOUN, by=by, at=at)
    session.flush()


def hold_pay(
    session: Session, job: SmallJob, split: Split, *, by: Actor, at: datetime, today: date
) -> None:
    """Keep the paid part out of the participant's copy. Raises Refused where that cannot be."""
    refuse_if(policy.why_not(by, Action.HOLD_PAY, job))
    refuse_if(rules.why_not_hold(job, split.parts, today=today))
    job.pay_held, job.updated_at = True, at
    history.note(session, job, Action.HOLD_PAY, noun=NOUN, by=by, at=at)
    session.flush()


def release_pay(session: Session, job: SmallJob, *, by: Actor, at: datetime) -> None:
    """Let the participant's copy show the paid part."""
    refuse_if(policy.why_not(by, Action.RELEASE_PAY, job))
    job.pay_held, job.updated_at = False, at
    history.note(session, job, Action.RELEASE_PAY, noun=NOUN, by=by, at=at)
    session.flush()


def confirm_grown(session: Session, job: SmallJob, *, by: Actor, at: datetime, today: date) -> None:
    """It has grown beyond a small job: a success, with its day."""
    refuse_if(policy.why_not(by, Action.CONFIRM_GROWN, job))
    job.grown_on, job.updated_at = today, at
    history.note(session, job, Action.CONFIRM_GROWN, noun=NOUN, by=by, at=at)
    session.flush()
