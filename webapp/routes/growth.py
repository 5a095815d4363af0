"""The growth of a small job: training becomes pay, is extended or ends; more hours."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, g

from .. import clock, rulebook
from ..actor import Role, Stale, refuse_if
from ..messages import Message
from ..render import fresh_id, page, redirect_with_notice
from ..smalljobs import actions, policy, rules
from ..smalljobs import store as smalljobs
from ..smalljobs.forms import GrowthForm
from ..smalljobs.growth import GrowthRequest
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action, Status
from ..splits import store as splits
from ..splits.models import Part, Split
from ..splits.plan import Kind, join_rows, paid_after
from ..tasks.models import Task
from ..timesheets import job_actions, mastery
from ..timesheets import store as timesheets
from .guard import id_of_form, or_404, serves, uuid_or_404

bp = Blueprint("growth", __name__, url_prefix="/smalljobs")

BOTH = (Role.EMPLOYER, Role.CONSULTANT)
AHEAD = 16  # weeks that can be chosen between


@bp.get("/<uuid:job_id>/next")
@serves(*BOTH)
def show(job_id: UUID) -> Response:
    """What is trained, how it goes, and what can be proposed."""
    job, task, split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.GROW, job))
    return _page(job, task, split)


def _page(
    job: SmallJob, task: Task, split: Split, form: GrowthForm | None = None, status: int = 200
) -> Response:
    now = _this_week(job)
    marks = timesheets.evidence(g.db, g.actor, task.id)
    return page(
        "smalljobs/next.html",
        status=status,
        job=job,
        task=task,
        trained=_still_trained(split, now),
        marks={part.activity_id: _evidence(marks, part) for part in split.parts},
        weeks=_weeks(job, now),
        longer={part.id: _longer(job, part, now) for part in split.parts},
        form=form or GrowthForm(formdata=None),
        split_id=fresh_id(),
        open_version=splits.unfinished_version(g.db, task.id),
    )


def _this_week(job: SmallJob) -> int:
    """The plan week of today; the first one before the job has started."""
    if job.status is Status.PLANNED:
        return 1
    return max(rules.plan_week(job.start_on, clock.Week.of(clock.today())), 1)


def _still_trained(split: Split, now: int) -> list[Part]:
    """The rows that are trained now or later, or were until last week; of pieces the last one."""
    trained = [part for part in split.parts if part.kind is Kind.TRAINING]
    listed = [
        part
        for part in trained
        if part.to_week is None or (part.to_week >= now - 1 and not paid_after(split.parts, part))
    ]
    return [part for part in listed if all(len(join_rows([part, other])) > 1 for other in listed)]


def _evidence(marks: list[timesheets.MarkRow], part: Part) -> list[dict[str, str]]:
    return mastery.as_evidence(row for row in marks if row.activity_id == part.activity_id)


def _weeks(job: SmallJob, now: int) -> list[tuple[int, date]]:
    """The plan weeks that can be chosen, each with its Monday."""
    first = clock.Week.of(job.start_on)
    return [(number, first.plus(number - 1).monday) for number in range(now, now + AHEAD)]


def _longer(job: SmallJob, part: Part, now: int) -> list[tuple[int, date]]:
    """The weeks that training is usually extended to, each with its Monday."""
    first = clock.Week.of(job.start_on)
    choices = rulebook.on(clock.today()).training_period.choices
    ends = [max(part.to_week or now, now) + more for more in choices]
    return [(end, first.plus(end - 1).monday) for end in ends]


@bp.post("/<uuid:job_id>/next")
@serves(*BOTH)
def propose(job_id: UUID) -> Response:
    """Begin the version that makes the change; it goes through the same review."""
    job, task, split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.GROW, job))
    form = GrowthForm()
    form.validate()
    form.hold_to(_this_week(job))
    if form.problems:
        return _page(job, task, split, form, 422)
    ours = {"task_id": task.id, "side": g.actor.side}
    split_id, version = id_of_form(form.split_id.data, Split, **ours)
    if version is None:
        wanted = _wanted(form, split)
        version = job_actions.propose_growth(
            g.db, job, task, split, wanted, split_id=split_id, by=g.actor, at=clock.now()
        )
    return redirect_with_notice("splits.edit", split_id=version.id)


def _wanted(form: GrowthForm, split: Split) -> GrowthRequest:
    part_id = uuid_or_404(form.part_id.data) if form.part_id.data else None
    part = next((candidate for candidate in split.parts if candidate.id == part_id), None)
    if part_id is not None and part is None:
        raise Stale  # the plan in force has changed meanwhile
    return GrowthRequest(form.change.chosen, form.week.number or 1, part)


@bp.post("/<uuid:job_id>/grown")
@serves(Role.CONSULTANT)
def confirm(job_id: UUID) -> Response:
    """Confirm that it has grown beyond a small job."""
    job, _task, _split = _find(job_id)
    actions.confirm_grown(g.db, job, by=g.actor, at=clock.now(), today=clock.today())
    notice = Message("Confirmed. %(name)s has grown beyond a small job.", {"name": job.first_name})
    return redirect_with_notice("smalljobs.show", notice, job_id=job.id)


def _find(job_id: UUID) -> tuple[SmallJob, Task, Split]:
    return or_404(smalljobs.get(g.db, g.actor, job_id))
