"""Splits: written by one side, answered by the other."""

from uuid import UUID

from flask import Blueprint, Response, g, request
from flask_babel import gettext as _

from .. import clock
from ..actor import Role, Side, Stale, refuse_if
from ..messages import Message
from ..render import htmx, redirect_with_notice
from ..smalljobs import actions as job_plans
from ..smalljobs import store as smalljobs
from ..splits import actions, policy, rules, store, versions
from ..splits.forms import BeginForm, CommentForm, SplitForm
from ..splits.models import Split
from ..splits.rules import Action, Status
from ..tasks import store as tasks
from ..tasks.models import Task
from ..timesheets import job_actions
from . import split_form, split_page
from .guard import commit_on_error, id_of_form, or_404, serves
from .split_view import SplitView

bp = Blueprint("splits", __name__, url_prefix="/splits")

BOTH = (Role.EMPLOYER, Role.CONSULTANT)


@bp.post("/of/<uuid:task_id>")
@serves(*BOTH)
def begin(task_id: UUID) -> Response:
    """A first version from the activities, or one after a version that was sent."""
    task = or_404(tasks.get(g.db, g.actor, task_id))
    sent = BeginForm().split_id.data
    split_id, split = id_of_form(sent, Split, task_id=task.id, side=g.actor.side)
    if split is None:
        split = versions.begin(g.db, task, split_id=split_id, by=g.actor, at=clock.now())
    return redirect_with_notice("splits.edit", split_id=split.id)


@bp.get("/<uuid:split_id>")
@serves(*BOTH, Role.TEAM_LEAD)
def show(split_id: UUID) -> Response:
    split, task = _find(split_id)
    form = CommentForm(formdata=None)
    form.fill(split)
    return split_page.show(split, task, form)


@bp.get("/<uuid:split_id>/edit")
@serves(*BOTH)
def edit(split_id: UUID) -> Response:
    split, task = _find(split_id)
    refuse_if(policy.why_not(g.actor, Action.EDIT, split))
    view = SplitView.load(split, task, split)
    form = SplitForm(split, split_form.training_choices(), formdata=None)
    form.fill(view.context.full_time_equivalents)
    return split_form.show(view, form)


@bp.post("/<uuid:split_id>/edit")
@serves(*BOTH)
def write(split_id: UUID) -> Response:
    """Keep, divide a row, add later weeks, take one out, use an example's words, or send."""
    split, task = _find(split_id)
    refuse_if(policy.why_not(g.actor, Action.EDIT, split))
    form, do = SplitForm(split, split_form.training_choices()), request.form.get("do", "save")
    form.validate()
    if not form.only_known:
        or_404(None)
    if "-" in do:
        return split_form.rows_response(form, task, do)
    try:
        actions.save(
            g.db, split, form.proposal, version=form.version_seen, by=g.actor, at=clock.now()
        )
    except Stale:
        return split_form.stale_response(SplitView.load(split, task, split), form)
    form.version.data = str(split.version)
    commit_on_error()  # what was typed is saved, even where something has to be corrected first
    return _kept(SplitView.load(split, task, split), form, do)


def _kept(view: SplitView, form: SplitForm, do: str) -> Response:
    split, task = view.split, view.task
    if do == "save" and htmx:
        return split_form.autosave_response(view, form)
    if form.problems:
        return split_form.show(view, form, status=422)
    if do != "send":
        return redirect_with_notice(
            "splits.show", Message("Your draft is kept."), split_id=split.id
        )
    if view.unanswered:
        return split_form.unanswered_response(view, form)
    job_plans.send_plan(g.db, split, task, by=g.actor, at=clock.now())
    to = _person(rules.other(split.side), task)
    notice = Message("Sent. %(name)s looks at it and answers here.", {"name": to})
    return redirect_with_notice("splits.show", notice, split_id=split.id)


@bp.post("/<uuid:split_id>/discard")
@serves(*BOTH)
def discard(split_id: UUID) -> Response:
    """Throw one's own draft away."""
    split, task = _find(split_id)
    actions.discard(g.db, split, by=g.actor, at=clock.now())
    return _back(task, Message("The draft is gone."))


@bp.post("/<uuid:split_id>/withdraw")
@serves(*BOTH)
def withdraw(split_id: UUID) -> Response:
    """Withdraw a version that was sent."""
    split, task = _find(split_id)
    actions.withdraw(g.db, split, by=g.actor, at=clock.now())
    if split.status is Status.DRAFT:
        return redirect_with_notice(
            "splits.edit", Message("Taken back. Nobody answers it now."), split_id=split.id
        )
    return _back(task, Message("Taken back. The plan in force stays as it is."))


def _back(task: Task, notice: Message) -> Response:
    """To what the plan is about: the small job, where there is one."""
    job = smalljobs.of_task(g.db, task.id)
    if job is not None:
        return redirect_with_notice("smalljobs.show", notice, job_id=job.id)
    return redirect_with_notice("tasks.show", notice, task_id=task.id)


@bp.post("/<uuid:split_id>/ask-changes")
@serves(*BOTH)
def ask_changes(split_id: UUID) -> Response:
    split, task = _find(split_id)
    form = CommentForm()
    if not form.validate_on_submit():
        return split_page.show(split, task, form, 422)
    actions.ask_changes(
        g.db,
        split,
        task,
        comment=form.comment.data or "",
        by_part=form.by_part(split),
        by=g.actor,
        at=clock.now(),
    )
    name = {"name": _person(split.side, task)}
    notice = Message("Your answer is sent. %(name)s changes the plan.", name)
    return redirect_with_notice("splits.show", notice, split_id=split.id)


@bp.post("/<uuid:split_id>/approve")
@serves(*BOTH)
def approve(split_id: UUID) -> Response:
    split, task = _find(split_id)
    job = job_actions.approve_plan(g.db, split, task, by=g.actor, at=clock.now())
    if job is None:
        notice = Message("Approved. The small job can be started.")
        return redirect_with_notice("splits.show", notice, split_id=split.id)
    notice = Message(
        "Approved. Week sheets follow it from week %(week)s of the job.",
        {"week": split.starts_week},
    )
    return redirect_with_notice("smalljobs.show", notice, job_id=job.id)


def _person(side: Side, task: Task) -> str:
    """The name of the person who speaks for a side."""
    context = tasks.context(g.db, task)
    return str(
        context.author if side is Side.EMPLOYER else context.consultant or _("The municipality")
    )


def _find(split_id: UUID) -> tuple[Split, Task]:
    return or_404(store.get(g.db, g.actor, split_id))
