"""What the rulebook says of a small job, with what it has to know of the workplace."""

from datetime import date

from sqlmodel import Session

from .. import rulebook
from ..rulebook import Effect, Finding
from ..splits import plan as plans
from ..splits.models import Split
from ..tasks.models import Task
from . import rules, workplace_queries
from .models import SmallJob
from .rules import Status


def before_start(
    session: Session, job: SmallJob, task: Task, split: Split, *, today: date
) -> list[Finding]:
    """What stands in the way of its start: what blocks, and what asks without a reason."""
    return [
        finding
        for finding in of_job(session, job, task, split, today=today)
        if finding.effect is Effect.BLOCKS
        or (finding.effect is Effect.ASKS and not job.ratio_reason.strip())
    ]


def of_job(
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
    full_time, others = workplace_queries.room(session, task.workplace_id, without=job.id)
    return rules.findings(
        job,
        trains=any(phase.training for phase in phases),
        paid_minutes=paid_minutes,
        full_time_equivalents=full_time,
        other_trainees=others,
        book=book,
        training_from=next((phase.first for phase in phases if phase.training), 1),
    )
