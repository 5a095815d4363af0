"""Splits: written by one side, answered by the other."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, g, request

from .. import clock, rulebook
from ..actor import Role, Side, Stale, refuse_if
from ..forms import mark
from ..messages import Message
from ..render import htmx, page, pieces, seen
from ..rulebook import Effect, Finding
from ..smalljobs import store as smalljobs
from ..splits import actions, plan, policy, rules, store
from ..splits.forms import BeginForm, CommentForm, SplitForm
from ..splits.models import Split
from ..splits.rules import Action
from ..tasks import store as tasks
from ..tasks.models import Task
from .guard import found, keep, serves, uuid_or_404

bp = Blueprint("splits", __name__, url_prefix="/splits")

BOTH = (Role.EMPLOYER, Role.CONSULTANT)


@bp.post("/of/<uuid:task_id>")
@serves(*BOTH)
def begin(task_id: UUID) -> Any:
    """A first version from the activities, or the next one after an answer."""
    task = found(tasks.get(g.db, g.actor, task_id))
    split_id = uuid_or_404(BeginForm().split_id.data or "")
    split = actions.begin(g.db, task, split_id=split_id, by=g.actor, at=clock.now())
    if split.task_id != task.id:
        found(None)
    return seen("splits.edit", split_id=split.id)


@bp.get("/<uuid:split_id>")
@serves(*BOTH, Role.TEAM_LEAD)
def show(split_id: UUID) -> Any:
    split, task = _find(split_id)
    return _page(split, task, CommentForm())


def _page(split: Split, task: Task, form: CommentForm, status: int = 200) -> Any:
    versions = [v for v in store.versions(g.db, g.actor, task.id) if v.readable]
    return page(
        "splits/show.html",
        status=status,
        split=split,
        task=task,
        form=form,
        around=tasks.context(g.db, task),
        phases=plan.phases(split.parts),
        findings=_findings(split.parts),
        whose=rules.whose_move(split.status, split.side),
        may={action for action in Action if policy.why_not(g.actor, action, split) is None},
        versions=versions,
        job=smalljobs.of_task(g.db, task.id),
        asked=next((v for v in versions if v.number == split.number - 1 and v.comment), None),
        next_id=BeginForm(formdata=None).split_id.data,
    )


@bp.get("/<uuid:split_id>/edit")
@serves(*BOTH)
def edit(split_id: UUID) -> Any:
    split, task = _find(split_id)
    refuse_if(policy.why_not(g.actor, Action.EDIT, split))
    form = SplitForm()
    form.fill(split)
    return _form(form, split, task)


@bp.post("/<uuid:split_id>/edit")
@serves(*BOTH)
def write(split_id: UUID) -> Any:
    """Keep, add a period to an activity, take one out, or send."""
    split, task = _find(split_id)
    refuse_if(policy.why_not(g.actor, Action.EDIT, split))
    form, do = SplitForm(), request.form.get("do", "save")
    form.validate()
    if not form.only_known(split):
        found(None)
    if do.startswith(("add-", "remove-")):
        added = _change_rows(form, do)
        return _form(form, split, task, block="plan", parts=form.rows(split), added=added)
    try:
        actions.keep(
            g.db,
            split,
            form.rows(split),
            form.reasons(),
            version=form.version_seen,
            by=g.actor,
            at=clock.now(),
        )
    except Stale:
        return _stale(form, split, task)
    form.version.data = str(split.version)
    keep()  # what was typed stays, even where something has to be mended first
    if do == "save" and htmx:
        return _saved(form, split, task)
    if form.problems:
        return _form(form, split, task, status=422)
    if do != "send":
        return seen("splits.show", Message("Your draft is kept."), split_id=split.id)
    unanswered = rules.unanswered(_findings(split.parts), split.reasons)
    if unanswered:
        mark(form, [(_beside(finding), finding.message) for finding in unanswered])
        return _form(form, split, task, status=422)
    actions.submit(g.db, split, task, by=g.actor, at=clock.now(), today=clock.today())
    to = _person(rules.other(split.side), task)
    notice = Message("Sent. %(name)s looks at it and answers here.", {"name": to})
    return seen("splits.show", notice, split_id=split.id)


def _beside(finding: Finding) -> str:
    """The field that answers a finding: for an ask the one for its reason."""
    return f"reason_{finding.code}" if finding.effect is Effect.ASKS else finding.field


def _change_rows(form: SplitForm, do: str) -> int:
    """Add or take out a row; returns the number of a new one, or -1."""
    kind, _, what = do.partition("-")
    if kind == "add":
        return form.add_period(what)
    if what.isascii() and what.isdigit() and len(what) < 4:
        form.remove(int(what))
    return -1


def _saved(form: SplitForm, split: Split, task: Task) -> Any:
    """What changes while somebody types: findings, the plan in weeks, and that it is kept."""
    ui: Any = current_app.jinja_env.globals["ui"]
    values = _values(form, split, task)
    slots = {
        f"#says-{number}": ui.says(number, values["findings"]) for number in range(len(split.parts))
    }
    return pieces(
        "splits/edit.html",
        {"#weeks": "weeks", "#findings": "findings", "#kept": "kept"},
        macros=slots,
        **values,
        kept_at=clock.now(),
    )


def _values(form: SplitForm, split: Split, task: Task, parts: Any = None) -> dict[str, Any]:
    """What the page shows; `parts` are rows that are typed but not kept."""
    parts = split.parts if parts is None else parts
    return {
        "form": form,
        "split": split,
        "task": task,
        "findings": _findings(parts),
        "phases": plan.phases(parts),
        "reasons": form.reason_fields(),
        # Nothing is said beside the fields before somebody has touched the plan.
        "touched": split.version > 1,
    }


def _form(
    form: SplitForm,
    split: Split,
    task: Task,
    *,
    status: int = 200,
    block: str | None = None,
    parts: Any = None,
    **values: Any,
) -> Any:
    return page(
        "splits/edit.html",
        block=block,
        status=status,
        around=tasks.context(g.db, task),
        **(_values(form, split, task, parts) | values),
    )


def _stale(form: SplitForm, split: Split, task: Task) -> Any:
    """The other one saved first: nothing typed is lost, and the reader decides."""
    if htmx and request.form.get("do", "save") == "save":
        # The form keeps the version it was filled from: only a button may overwrite knowingly.
        return pieces(
            "splits/edit.html",
            {"#kept": "kept"},
            status=409,
            stale=True,
            **_values(form, split, task),
        )
    form.version.data = str(split.version)
    return _form(form, split, task, status=409, stale=True)


@bp.post("/<uuid:split_id>/ask-changes")
@serves(*BOTH)
def ask_changes(split_id: UUID) -> Any:
    split, task = _find(split_id)
    form = CommentForm()
    if not form.validate_on_submit():
        return _page(split, task, form, 422)
    actions.ask_changes(
        g.db, split, task, comment=form.comment.data or "", by=g.actor, at=clock.now()
    )
    return seen(
        "splits.show",
        Message(
            "Your answer is sent. %(name)s changes the plan.", {"name": _person(split.side, task)}
        ),
        split_id=split.id,
    )


def _person(side: Side, task: Task) -> str:
    """The name of the person who speaks for a side."""
    around = tasks.context(g.db, task)
    return str(around.author if side is Side.EMPLOYER else around.consultant)


@bp.post("/<uuid:split_id>/approve")
@serves(*BOTH)
def approve(split_id: UUID) -> Any:
    split, task = _find(split_id)
    actions.approve(g.db, split, task, by=g.actor, at=clock.now(), today=clock.today())
    return seen(
        "splits.show", Message("Approved. The small job can be started."), split_id=split.id
    )


def _findings(parts: Any) -> Any:
    return rules.findings(parts, rulebook.on(clock.today()))


def _find(split_id: UUID) -> tuple[Split, Task]:
    return found(store.get(g.db, g.actor, split_id))
