"""Small jobs: planned, started, kept up to date. Pauses and the end are in `pauses`."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, g

from .. import clock
from ..actor import Role, Stale, refuse_if
from ..messages import Message
from ..render import fresh_id, page, redirect_with_notice, say
from ..smalljobs import actions, findings, policy, rules, store
from ..smalljobs.forms import (
    NameForm,
    SmallJobForm,
    StartForm,
    TickForm,
    UsualWeekForm,
    counted_parts,
    parts_left,
)
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action, Status
from ..splits import store as splits
from ..splits.models import Split
from ..tasks import store as tasks
from ..tasks.models import Task
from ..timesheets import job_actions, weeks
from . import small_job_page
from .guard import SIGNED_IN, id_of_form, or_404, serves, uuid_or_404
from .paging import chosen_status, cursor, list_filter

bp = Blueprint("smalljobs", __name__, url_prefix="/smalljobs")


@bp.get("/")
@serves(*SIGNED_IN)
def list() -> Response:
    status, those = chosen_status(Status), list_filter(g.actor)
    narrowed = store.search_conditions(g.actor, mine=those.mine, words=those.words)
    rows = store.list_rows(
        g.db, g.actor, *narrowed, today=clock.today(), status=status, after=cursor(str)
    )
    return page(
        "smalljobs/list.html",
        rows=rows[: store.PAGE],
        more=len(rows) > store.PAGE,
        chosen=status,
        list_filter=those,
    )


@bp.get("/of/<uuid:split_id>")
@serves(Role.CONSULTANT)
def plan(split_id: UUID) -> Response:
    """The form for a new small job, suggested from the approved plan."""
    split, task = or_404(splits.get(g.db, g.actor, split_id))
    job = store.of_task(g.db, task.id)
    if job is not None:
        return redirect_with_notice("smalljobs.edit", job_id=job.id)
    actions.refuse_unless_agreed(split)
    form = SmallJobForm(formdata=None, job_id=str(fresh_id()))
    form.fill_new(split, task.activities)
    return _form(form, None, task, split)


@bp.post("/of/<uuid:split_id>")
@serves(Role.CONSULTANT)
def make(split_id: UUID) -> Response:
    split, task = or_404(splits.get(g.db, g.actor, split_id))
    form = SmallJobForm()
    _job_id, sent = id_of_form(form.job_id.data, SmallJob, task_id=task.id)
    if sent is not None:
        return redirect_with_notice("smalljobs.show", job_id=sent.id)
    return _write(form, None, task, split)


@bp.get("/<uuid:job_id>/edit")
@serves(Role.CONSULTANT)
def edit(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.EDIT, job))
    form = SmallJobForm(formdata=None)
    form.fill(job, split, tasks.context(g.db, task).full_time_equivalents)
    return _form(form, job, task, split)


@bp.post("/<uuid:job_id>/edit")
@serves(Role.CONSULTANT)
def write(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    return _write(SmallJobForm(), job, task, split)


def _write(form: SmallJobForm, job: SmallJob | None, task: Task, split: Split) -> Response:
    if not form.validate_on_submit():
        return _form(form, job, task, split, status=422)
    job_id = job.id if job else uuid_or_404(form.job_id.data or "")
    before = job.first_name if job else ""
    try:
        job = actions.save(
            g.db,
            job,
            task,
            split,
            form.plan(split),
            job_id=job_id,
            version=form.version_seen,
            by=g.actor,
            at=clock.now(),
        )
    except Stale:
        assert job
        form.version.data = str(job.version)
        return _form(form, job, task, split, status=409, stale=True)
    notice = Message("The plan for %(name)s is kept.", {"name": job.first_name})
    return _named(job, before, notice)


def _named(job: SmallJob, before: str, notice: Message) -> Response:
    """Two words may be a first name. Once, it is asked whether the second one is."""
    asks = rules.maybe_last_name(job.first_name) if job.first_name != before else None
    if asks is not None:
        flash(say(asks))
    return redirect_with_notice("smalljobs.show", notice, job_id=job.id)


def _form(
    form: SmallJobForm,
    job: SmallJob | None,
    task: Task,
    split: Split,
    *,
    status: int = 200,
    **values: Any,
) -> Response:
    return page(
        "smalljobs/edit.html",
        status=status,
        form=form,
        job=job,
        task=task,
        split=split,
        parts=counted_parts(split),
        **values,
    )


@bp.get("/<uuid:job_id>")
@serves(*SIGNED_IN)
def show(job_id: UUID) -> Response:
    return small_job_page.show(*_find(job_id))


@bp.post("/<uuid:job_id>/start")
@serves(Role.CONSULTANT)
def start(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    form = StartForm()
    refuse_if(policy.why_not(g.actor, Action.START, job))
    today = clock.today()
    due, sure = weeks.due_at_start(job, today), form.weeks
    open_yet = findings.before_start(g.db, job, task, split, today=today)
    if not (set(due) <= sure or open_yet):
        form.sure.data = " ".join(map(str, due))
        asks = weeks.say_due_at_start(due)
        return small_job_page.show(job, task, split, status=422, start_form=form, start_asks=asks)
    job_actions.start_job(g.db, job, sure=sure, by=g.actor, at=clock.now())
    return redirect_with_notice(
        "smalljobs.show", Message("It runs. The company sees the week sheets now."), job_id=job.id
    )


@bp.post("/<uuid:job_id>/tick")
@serves(Role.CONSULTANT)
def tick(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    form = TickForm()
    if not form.validate_on_submit():
        return small_job_page.show(job, task, split, status=422, tick_form=form)
    actions.tick(
        g.db,
        job,
        hearing=form.hearing.chosen,
        representative=form.representative.data or "",
        heard_on=form.heard_on.data,
        contract_on=form.contract_on.data,
        by=g.actor,
        at=clock.now(),
    )
    return redirect_with_notice("smalljobs.show", Message("The checklist is kept."), job_id=job.id)


@bp.get("/<uuid:job_id>/usual-week")
@serves(Role.CONSULTANT)
def usual_week(job_id: UUID) -> Response:
    """The usual week of a small job that runs, for the parts that are not over."""
    job, task, split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.SET_WEEK, job))
    form = UsualWeekForm(formdata=None)
    parts = parts_left(split, _this_week(job))
    form.fill(job, parts)
    return page("smalljobs/week.html", job=job, task=task, form=form, parts=parts)


def _this_week(job: SmallJob) -> int:
    return rules.plan_week(job.start_on, clock.Week.of(clock.today()))


@bp.post("/<uuid:job_id>/usual-week")
@serves(Role.CONSULTANT)
def set_week(job_id: UUID) -> Response:
    job, task, split = _find(job_id)
    form = UsualWeekForm()
    shown: dict[str, Any] = {
        "job": job,
        "task": task,
        "form": form,
        "parts": parts_left(split, _this_week(job)),
    }
    if not form.validate_on_submit():
        return page("smalljobs/week.html", status=422, **shown)
    pattern, version = form.minutes(job, split), form.version_seen
    try:
        job_actions.set_usual_week(
            g.db, job, split, pattern, version=version, by=g.actor, at=clock.now()
        )
    except Stale:
        form.version.data = str(job.version)
        return page("smalljobs/week.html", status=409, stale=True, **shown)
    notice = Message("Kept. Week sheets that nobody has touched follow from this week on.")
    return redirect_with_notice("smalljobs.show", notice, job_id=job.id)


@bp.get("/<uuid:job_id>/name")
@serves(Role.CONSULTANT)
def name(job_id: UUID) -> Response:
    """A misspelt first name is corrected, whatever state the small job is in."""
    job, task, _split = _find(job_id)
    refuse_if(policy.why_not(g.actor, Action.RENAME, job))
    form = NameForm(formdata=None, version=str(job.version), first_name=job.first_name)
    return page("smalljobs/name.html", job=job, task=task, form=form)


@bp.post("/<uuid:job_id>/name")
@serves(Role.CONSULTANT)
def rename(job_id: UUID) -> Response:
    job, task, _split = _find(job_id)
    form, before = NameForm(), job.first_name
    shown: dict[str, Any] = {"job": job, "task": task, "form": form}
    if not form.validate_on_submit():
        return page("smalljobs/name.html", status=422, **shown)
    first_name, version = form.first_name.data or "", form.version_seen
    try:
        actions.rename(g.db, job, first_name, version=version, by=g.actor, at=clock.now())
    except Stale:
        form.version.data = str(job.version)
        return page("smalljobs/name.html", status=409, stale=True, **shown)
    named = {"name": job.first_name}
    notice = Message("Corrected to %(name)s. What was approved stays as it is.", named)
    return _named(job, before, notice)


def _find(job_id: UUID) -> tuple[SmallJob, Task, Split]:
    return or_404(store.get(g.db, g.actor, job_id))
