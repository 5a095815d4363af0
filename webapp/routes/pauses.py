"""The pauses of a small job, and its end: planned, changed, taken back, over, undone."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, g

from .. import clock
from ..actor import Role, refuse_if
from ..messages import Message
from ..render import page, redirect_with_notice
from ..smalljobs import news, policy, store
from ..smalljobs.forms import EndForm, PauseForm
from ..smalljobs.models import Pause, SmallJob
from ..smalljobs.rules import Action
from ..splits.models import Split
from ..tasks.models import Task
from ..timesheets import pause_actions
from . import small_job_page
from .guard import id_of_form, or_404, serves

bp = Blueprint("pauses", __name__, url_prefix="/smalljobs")


@bp.post("/<uuid:job_id>/pause")
@serves(Role.CONSULTANT)
def add(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    form = PauseForm()
    pause_id, sent = id_of_form(form.pause_id.data, Pause, small_job_id=job.id)
    if sent is not None:  # pressed twice
        return _to_job(job, news.paused(job.first_name, sent))
    if not (form.validate_on_submit() and form.fits(job)):
        return small_job_page.show(job, task, split, status=422, pause_form=form)
    asked = form.pause()
    back = pause_actions.pause_job(g.db, job, asked, pause_id=pause_id, by=g.actor, at=clock.now())
    return _to_job(job, news.paused(job.first_name, asked), back)


@bp.get("/<uuid:job_id>/pauses/<uuid:pause_id>")
@serves(Role.CONSULTANT)
def edit(job_id: UUID, pause_id: UUID) -> Response:
    """The form of a pause that has not begun."""
    job, task, _split = _find(job_id)
    pause = _pause(job, pause_id)
    refuse_if(policy.why_not(g.actor, Action.CHANGE_PAUSE, job))
    refuse_if(policy.why_not_change(pause, today=clock.today()))
    form = PauseForm(formdata=None, obj=pause, pause_id=str(pause.id))
    return page("smalljobs/pause.html", job=job, task=task, pause=pause, form=form)


@bp.post("/<uuid:job_id>/pauses/<uuid:pause_id>")
@serves(Role.CONSULTANT)
def write(job_id: UUID, pause_id: UUID) -> Response:
    job, task, _split = _find(job_id)
    pause, form = _pause(job, pause_id), PauseForm()
    refuse_if(policy.why_not(g.actor, Action.CHANGE_PAUSE, job))
    refuse_if(policy.why_not_change(pause, today=clock.today()))
    if not (form.validate_on_submit() and form.fits(job, beside=pause)):
        return page("smalljobs/pause.html", status=422, job=job, task=task, pause=pause, form=form)
    asked = form.pause()
    back = pause_actions.change_pause(g.db, job, pause, asked, by=g.actor, at=clock.now())
    return _to_job(job, news.paused(job.first_name, asked), back)


@bp.post("/<uuid:job_id>/pauses/<uuid:pause_id>/drop")
@serves(Role.CONSULTANT)
def drop(job_id: UUID, pause_id: UUID) -> Response:
    job, _task, _split = _find(job_id)
    pause = _pause(job, pause_id)
    said = news.dropped(job.first_name, pause)
    pause_actions.drop_pause(g.db, job, pause, by=g.actor, at=clock.now())
    return _to_job(job, said)


@bp.post("/<uuid:job_id>/resume")
@serves(Role.CONSULTANT)
def resume(job_id: UUID) -> Response:
    job, _task, _split = _find(job_id)
    pause_actions.resume_job(g.db, job, by=g.actor, at=clock.now())
    return _to_job(job, Message("It runs again."))


@bp.post("/<uuid:job_id>/end")
@serves(Role.CONSULTANT)
def end(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    form = EndForm()
    refuse_if(policy.why_not(g.actor, Action.END, job))
    if not (form.validate_on_submit() and form.fits(job)):
        return small_job_page.show(job, task, split, status=422, end_form=form)
    back = pause_actions.end_job(g.db, job, form.ending(), by=g.actor, at=clock.now())
    return _to_job(job, Message("The small job is ended."), back)


@bp.post("/<uuid:job_id>/end/undo")
@serves(Role.CONSULTANT)
def undo_end(job_id: UUID) -> Response:
    job, _task, _split = _find(job_id)
    pause_actions.undo_end(g.db, job, by=g.actor, at=clock.now())
    return _to_job(job, Message("The end is taken back. It is as it was before."))


def _find(job_id: UUID) -> tuple[SmallJob, Task, Split]:
    return or_404(store.get(g.db, g.actor, job_id))


def _pause(job: SmallJob, pause_id: UUID) -> Pause:
    return or_404(next((pause for pause in job.pauses if pause.id == pause_id), None))


def _to_job(job: SmallJob, said: Message, back: Sequence[clock.Week] = ()) -> Response:
    """Say it on the page of the small job, with the weeks that went back to the company for it."""
    notice = news.for_contact(said, back)
    return redirect_with_notice("smalljobs.show", notice, job_id=job.id)
