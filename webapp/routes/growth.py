"""The growth of a small job: training becomes pay, is extended or ends; more hours."""

from uuid import UUID

from flask import Blueprint, Response, g

from .. import clock
from ..actor import Role, Stale, refuse_if
from ..messages import Message
from ..render import redirect_with_notice
from ..smalljobs import actions, growth, policy
from ..smalljobs import store as smalljobs
from ..smalljobs.forms import GrowthForm
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action
from ..splits.models import Split
from ..tasks.models import Task
from ..timesheets import job_actions
from . import growth_page
from .guard import id_of_form, or_404, serves, uuid_or_404

bp = Blueprint("growth", __name__, url_prefix="/smalljobs")

BOTH = (Role.EMPLOYER, Role.CONSULTANT)


@bp.get("/<uuid:job_id>/next")
@serves(*BOTH)
def show(job_id: UUID) -> Response:
    """What is trained, how it goes, and what can be proposed."""
    job, task, split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.GROW, job))
    return growth_page.show(job, task, split, GrowthForm(formdata=None))


@bp.post("/<uuid:job_id>/next")
@serves(*BOTH)
def propose(job_id: UUID) -> Response:
    """Begin the version that makes the change; it goes through the same review."""
    job, task, split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.GROW, job))
    form = GrowthForm()
    form.validate()
    form.hold_to(growth.this_week(job, clock.today()))
    if form.problems:
        return growth_page.show(job, task, split, form, 422)
    ours = {"task_id": task.id, "side": g.actor.side}
    split_id, version = id_of_form(form.split_id.data, Split, **ours)
    if version is None:
        wanted = _wanted(form, split)
        version = job_actions.propose_growth(
            g.db, job, task, split, wanted, split_id=split_id, by=g.actor, at=clock.now()
        )
    return redirect_with_notice("splits.edit", split_id=version.id)


def _wanted(form: GrowthForm, split: Split) -> growth.GrowthRequest:
    part_id = uuid_or_404(form.part_id.data) if form.part_id.data else None
    part = next((candidate for candidate in split.parts if candidate.id == part_id), None)
    if part_id is not None and part is None:
        raise Stale  # the plan in force has changed meanwhile
    return growth.GrowthRequest(form.change.chosen, form.week.number or 1, part)


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
