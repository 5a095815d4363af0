"""The page of a task: what it says, what happened, and what the reader may do."""

from datetime import date
from typing import Any

from flask import Response, g
from flask_babel import gettext as _

from .. import clock, history, rulebook
from ..accounts import members
from ..accounts import store as accounts
from ..accounts.policy import Action as LetIn
from ..accounts.policy import why_not as why_not_let_in
from ..actor import Role
from ..days_off import working_day_after
from ..render import fresh_id, page
from ..smalljobs import store as smalljobs
from ..splits import store as splits
from ..splits.rules import Status as SplitStatus
from ..tasks import photos, policy, rules, store, suggestions
from ..tasks.forms import HandOverForm, NoteForm, ReasonForm
from ..tasks.models import Task
from ..tasks.rules import Action, Status


def show(
    task: Task, *, context: store.TaskContext | None = None, status: int = 200, **forms: Any
) -> Response:
    may = {action for action in Action if policy.why_not(g.actor, action, task) is None}
    open_ = task.status is Status.IN_DIALOGUE and g.actor.role is not Role.WAITING
    every_version = splits.versions(g.db, g.actor, task.id) if open_ else []
    versions = [version for version in every_version if version.readable]
    hand_over = HandOverForm()
    if Action.HAND_OVER in may:
        rows = [
            (p.id, p.name)
            for p in accounts.consultants(g.db, g.actor)
            if p.id != task.consultant_id
        ]
        hand_over.to.offer(rows, empty=_("Choose"))
    job = smalljobs.of_task(g.db, task.id) if task.status is Status.USED else None
    context = context or store.context(g.db, task)
    values: dict[str, Any] = {
        "task": task,
        "context": context,
        "may_confirm": _may_confirm(context),
        "may": may,
        "versions": versions,
        "writing": next((v for v in every_version if v.status is SplitStatus.DRAFT), None),
        "notes": store.notes(g.db, g.actor, task),
        "job": job,
        "history": _history(task),
        "missing": rules.missing(task),
        "total": rules.total_minutes(task.activities),
        "photos": photos.of_task(g.db, g.actor, task.id),
        "worth_telling": suggestions.suggestions(task.activities),
        "bundle": suggestions.variety_findings(task.activities, rulebook.on(clock.today()).variety),
        "note_form": NoteForm(formdata=None, note_id=str(fresh_id())),
        "park_form": ReasonForm(formdata=None),
        "hand_over": hand_over,
        "begin_id": fresh_id(),
        "called_by": called_by(task),
        "weekly": rules.weekly_minutes,
    }
    return page("tasks/show.html", status=status, **(values | forms))


def _history(task: Task) -> list[history.MoveRow]:
    """What happened; of the plans only for those who may read them."""
    plans = splits.ids(g.actor, task.id) if g.actor.role is not Role.WAITING else ()
    return history.of(g.db, [task.id], plans)


def _may_confirm(context: store.TaskContext) -> bool:
    """Is it for this consultant to let in whoever described the task?"""
    if not g.actor.is_staff or context.author_confirmed_at or not context.author_member_id:
        return False
    member = members.get(g.db, g.actor, context.author_member_id)
    return member is not None and why_not_let_in(g.actor, LetIn.CONFIRM, member) is None


def called_by(task: Task) -> date:
    """The day by which a consultant calls about a task that was sent."""
    return working_day_after(clock.local(task.since).date(), rules.CALLED_WITHIN)
