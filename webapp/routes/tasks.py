"""Tasks: describe, send, take, park, hand over."""

from dataclasses import replace
from uuid import UUID, uuid4

from flask import Blueprint, Response, g, request, session, url_for
from flask_babel import gettext as _

from .. import clock
from ..accounts import store as accounts
from ..actor import COMPANY, Role, Stale, refuse_if
from ..db import as_uuid
from ..messages import Message
from ..render import fresh_id, page, redirect_with_notice
from ..tasks import actions, policy, rules, store
from ..tasks.forms import HandOverForm, NoteForm, ReasonForm, TaskForm
from ..tasks.models import ConsultantNote, Task
from ..tasks.rules import Action, Status
from . import task_form, task_page
from .guard import KNOWN, commit_on_error, id_of_form, or_404, serves
from .paging import chosen_status, cursor, instant

bp = Blueprint("tasks", __name__, url_prefix="/tasks")

ASKERS = (Role.VISITOR, Role.NEWCOMER, *COMPANY)


@bp.get("/")
@serves(*KNOWN)
def list() -> Response:
    status = chosen_status(Status)
    rows = store.list_rows(g.db, g.actor, status=status, before=cursor(instant))
    return page(
        "tasks/list.html", rows=rows[: store.PAGE], more=len(rows) > store.PAGE, chosen=status
    )


@bp.get("/new")
@serves(*ASKERS)
def new() -> Response:
    """An empty form. The draft begins when something is written."""
    if g.actor.role is Role.VISITOR:  # the form may send twice before its first answer is here
        _visitor()
    form = TaskForm()
    form.add_row()
    return task_form.show(form, fresh_id(), None)


@bp.get("/<uuid:task_id>/edit")
@serves(*ASKERS, Role.CONSULTANT)
def edit(task_id: UUID) -> Response:
    task = _find(task_id)
    refuse_if(policy.why_not(g.actor, Action.EDIT, task))
    form = TaskForm()
    form.fill(task)
    if not task.activities:
        form.add_row()
    return task_form.show(form, task.id, task)


@bp.post("/<uuid:task_id>/edit")
@serves(*ASKERS, Role.CONSULTANT)
def write(task_id: UUID) -> Response:
    """Keep, add a row, take one out, or send: the button says which."""
    task = store.get(g.db, g.actor, task_id)
    if task is None and (g.actor.is_staff or g.db.get(Task, task_id) is not None):
        # Not theirs; or their own, sent a second time and made by the first a moment ago.
        task = or_404(store.get(g.db, g.actor, task_id))
    form, do = TaskForm(), request.form.get("do", "save")
    task_form.offer(form)
    form.validate()
    if task_form.change_rows(form, do):
        return task_form.show(form, task_id, task, block="activities")
    try:
        task = _keep(task, task_id, form)
    except Stale:
        return task_form.stale_response(form, task_id, task)
    if do == "save":
        return task_form.autosave_response(form, task)
    return _finish(form, task, do)


def _keep(task: Task | None, task_id: UUID, form: TaskForm) -> Task:
    by = g.actor
    if by.role is Role.VISITOR:
        by = replace(by, visitor_id=_visitor())
        session.permanent = True  # the draft is found again after the browser was closed
    description = form.description()
    if task is not None and task.status is not Status.DRAFT:
        # What is sent stays where it is: its municipality's consultant has it.
        description = replace(description, workplace_id=task.workplace_id)
    return actions.save(
        g.db,
        task,
        description,
        task_id=task_id,
        version=form.version_seen,
        by=by,
        at=clock.now(),
    )


def _visitor() -> UUID:
    """Whose drafts are in this browser."""
    if g.actor.visitor_id is None:
        session["visitor"] = str(uuid4())
    return UUID(session["visitor"])


def _finish(form: TaskForm, task: Task, do: str) -> Response:
    form.version.data = str(task.version)
    commit_on_error()  # what was typed is saved, even where something has to be corrected first
    if form.problems:
        return task_form.show(form, task.id, task, status=422)
    if do == "keep":
        return redirect_with_notice("tasks.show", Message("Your draft is kept."), task_id=task.id)
    lacking = [
        (name, text)
        for name, text in rules.missing(task)
        if name != "workplace" or accounts.workplaces(g.db, g.actor)
    ]
    if lacking:
        task_form.mark(form, lacking)
        return task_form.show(form, task.id, task, status=422)
    if task.status is not Status.DRAFT:
        return redirect_with_notice(
            "tasks.show", Message("Your changes are saved."), task_id=task.id
        )
    if not g.actor.of_company:
        session["next"] = url_for("tasks.show", task_id=task.id)
        return redirect_with_notice(
            "sign_in.email", Message("Your task is kept. Say who you are, then send it.")
        )
    if task.workplace_id is None:
        notice = Message("Your task is kept. You can send it once a colleague has let you in.")
        return redirect_with_notice("tasks.show", notice, task_id=task.id)
    return _send(task)


@bp.post("/<uuid:task_id>/submit")
@serves(*COMPANY)
def submit(task_id: UUID) -> Response:
    task = _find(task_id)
    if rules.missing(task):
        form = TaskForm(formdata=None)
        form.fill(task)
        task_form.mark(form, rules.missing(task))
        return task_form.show(form, task.id, task, status=422)
    return _send(task)


def _send(task: Task) -> Response:
    actions.submit(g.db, task, by=g.actor, at=clock.now())
    context = store.context(g.db, task)
    notice = Message(
        "Sent. A consultant from %(municipality)s calls you by %(day)s.",
        {"municipality": context.municipality, "day": task_page.called_by(task)},
        weekdays=("day",),
    )
    return redirect_with_notice("tasks.show", notice, task_id=task.id)


@bp.post("/<uuid:task_id>/discard")
@serves(*ASKERS)
def discard(task_id: UUID) -> Response:
    actions.discard(g.db, _find(task_id), by=g.actor)
    home = "desk.home" if g.actor.of_company else "front.show"
    return redirect_with_notice(home, Message("The draft is gone."))


@bp.get("/<uuid:task_id>")
@serves(*ASKERS, Role.CONSULTANT, Role.TEAM_LEAD)
def show(task_id: UUID) -> Response:
    task, context = or_404(store.get_with_context(g.db, g.actor, task_id))
    return task_page.show(task, context=context)


@bp.post("/<uuid:task_id>/take")
@serves(Role.CONSULTANT)
def take(task_id: UUID) -> Response:
    task = _find(task_id)
    actions.take(g.db, task, by=g.actor, at=clock.now())
    notice = Message("The task is yours. The company sees your name and number. Call them.")
    return redirect_with_notice("tasks.show", notice, task_id=task.id)


@bp.post("/<uuid:task_id>/park")
@serves(Role.CONSULTANT)
def park(task_id: UUID) -> Response:
    task, form = _find(task_id), ReasonForm()
    if not form.validate_on_submit():
        return task_page.show(task, status=422, park_form=form)
    actions.park(g.db, task, reason=form.reason.data or "", by=g.actor, at=clock.now())
    return redirect_with_notice(
        "tasks.show", Message("Put aside. The company has a mail."), task_id=task.id
    )


@bp.post("/<uuid:task_id>/take-up")
@serves(Role.CONSULTANT)
def take_up(task_id: UUID) -> Response:
    task = _find(task_id)
    actions.take_up(g.db, task, by=g.actor, at=clock.now())
    return redirect_with_notice(
        "tasks.show", Message("The task is taken up again."), task_id=task.id
    )


@bp.post("/<uuid:task_id>/hand-over")
@serves(Role.CONSULTANT, Role.TEAM_LEAD)
def hand_over(task_id: UUID) -> Response:
    task, form = _find(task_id), HandOverForm()
    people = accounts.consultants(g.db, g.actor)
    form.to.offer([(person.id, person.name) for person in people], empty=_("Choose"))
    if not form.validate_on_submit():
        return task_page.show(task, status=422, hand_over=form)
    to = or_404(next((person for person in people if person.id == form.to.chosen), None))
    free = "free" in request.form
    actions.hand_over(g.db, task, to, by=g.actor, at=clock.now(), free=free)
    notice = Message("%(name)s is the contact person now, and both have a mail.", {"name": to.name})
    if to.id == g.actor.user_id:
        notice = Message("It is yours now, and the company has a mail.")
    job_id = as_uuid(request.form.get("job_id", ""))  # where it was pressed
    if job_id:
        return redirect_with_notice("smalljobs.show", notice, job_id=job_id)
    return redirect_with_notice("tasks.show", notice, task_id=task.id)


@bp.post("/<uuid:task_id>/notes")
@serves(Role.CONSULTANT, Role.TEAM_LEAD)
def note(task_id: UUID) -> Response:
    task, form = _find(task_id), NoteForm()
    if not form.validate_on_submit():
        return task_page.show(task, status=422, note_form=form)
    ours = {"task_id": task.id, "author_id": g.actor.user_id}
    note_id, known = id_of_form(form.note_id.data, ConsultantNote, **ours)
    if known is None:
        text = form.text.data or ""
        actions.note(g.db, task, note_id=note_id, text=text, by=g.actor, at=clock.now())
    return redirect_with_notice(
        "tasks.show", Message("The note is kept."), task_id=task.id, _anchor="notes"
    )


def _find(task_id: UUID) -> Task:
    return or_404(store.get(g.db, g.actor, task_id))
