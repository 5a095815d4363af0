"""What happens to small jobs, from the plan to the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from .. import history, rulebook
from ..accounts.models import Workplace
from ..actor import Actor, Refused, Stale, refuse_if
from ..clock import local
from ..messages import Message
from ..rulebook import Effect, Finding
from ..splits import plan as plans
from ..splits.models import Split
from ..splits.rules import Status as SplitStatus
from ..tasks import actions as task_actions
from ..tasks.models import Task
from . import policy, rules, store
from .models import Pattern, SmallJob
from .rules import MOVES, Action, Hearing, Outcome, Status

NOUN = "small_job"  # what history calls it


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
        job = SmallJob(
            id=job_id,
            task_id=task.id,
            split_id=split.id,
            first_name=plan.first_name,
            start_on=plan.start_on,
            created_at=at,
            updated_at=at,
            since=at,
        )
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
    _keep_pattern(session, job, plan.pattern)
    if plan.pay_held and not job.pay_held:
        hold_pay(session, job, split, by=by, at=at, today=local(at).date())
    elif job.pay_held and not plan.pay_held:
        release_pay(session, job, by=by, at=at)
    workplace = session.get(Workplace, task.workplace_id)
    if workplace is not None:
        workplace.full_time_equivalents = plan.full_time_equivalents
    session.flush()
    return job


def refuse_unless_agreed(split: Split) -> None:
    """A small job starts from an approved split. Raises Refused for any other."""
    if split.status is not SplitStatus.APPROVED:
        raise Refused(Message("A small job starts from an approved plan."))


def _keep_pattern(session: Session, job: SmallJob, pattern: Mapping[tuple[UUID, int], int]) -> None:
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
    _keep_pattern(session, job, pattern)
    job.updated_at = at
    history.note(session, job, Action.SET_WEEK, noun=NOUN, by=by, at=at)
    session.flush()


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


def findings(
    session: Session, job: SmallJob, task: Task, split: Split, *, today: date
) -> list[Finding]:
    """What the rulebook says about starting this small job, or about the one that runs."""
    assert task.workplace_id
    phases, book = plans.phases(split.parts), rulebook.on(today)
    paid_minutes = max((phase.paid for phase in phases), default=0)
    if job.status is not Status.PLANNED:
        return rules.reminders(
            job,
            paid_minutes=paid_minutes,
            today=today,
            book=book,
            paid_after=plans.paid_after_training(split.parts),
        )
    full_time, others = store.room(session, task.workplace_id, without=job.id)
    return rules.findings(
        job,
        trains=any(phase.training for phase in phases),
        paid_minutes=paid_minutes,
        full_time_equivalents=full_time,
        other_trainees=others,
        book=book,
        training_from=next((phase.first for phase in phases if phase.training), 1),
    )


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
    for finding in findings(session, job, task, split, today=today):
        answered = finding.effect is Effect.ASKS and job.ratio_reason.strip()
        if finding.effect is not Effect.TELLS and not answered:
            raise Refused(finding.message)
    _move(session, job, Action.START, by=by, at=at)
    say = Message(
        "%(first_name)s starts with you on %(day)s: “%(headline)s”.",
        {"first_name": job.first_name, "headline": task.headline, "day": job.start_on},
        days=("day",),
    )
    task_actions.tell_author(session, task, say, at, endpoint="smalljobs.show", thing=job.id)


def pause(session: Session, job: SmallJob, *, reason: str, by: Actor, at: datetime) -> None:
    _move(session, job, Action.PAUSE, by=by, at=at, reason=reason)


def resume(session: Session, job: SmallJob, *, by: Actor, at: datetime) -> None:
    _move(session, job, Action.RESUME, by=by, at=at)


def end(
    session: Session,
    job: SmallJob,
    *,
    outcome: Outcome,
    reason: str,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """End it, with what became of it and why."""
    refuse_if(policy.why_not(by, Action.END, job))
    job.outcome, job.ended_on = outcome, today
    _move(session, job, Action.END, by=by, at=at, reason=reason)


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


def _move(
    session: Session, job: SmallJob, action: Action, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    refuse_if(policy.why_not(by, action, job))
    history.move(session, job, action, MOVES, noun=NOUN, by=by, at=at, reason=reason)
