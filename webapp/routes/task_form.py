"""The page on which a task is described: shown, kept while somebody types, marked, sent back."""

from typing import Any
from uuid import UUID

from flask import g, request, url_for
from flask_babel import gettext as _

from .. import clock, forms
from ..accounts import store as accounts
from ..messages import Message
from ..render import htmx, page, pieces, seen
from ..tasks import rules
from ..tasks.forms import TaskForm
from ..tasks.models import Task


def offer(form: TaskForm) -> None:
    """Let the workplaces of the actor's company be picked."""
    rows = [(place.id, place.name) for place in accounts.workplaces(g.db, g.actor)]
    form.workplace.offer(rows, empty=_("Choose"))


def show(
    form: TaskForm,
    task_id: UUID,
    task: Task | None,
    *,
    status: int = 200,
    block: str | None = None,
    **values: Any,
) -> Any:
    """The page for describing a task."""
    offer(form)
    if len(form.workplace.choices or []) == 2 and not form.workplace.data:
        form.workplace.data = form.workplace.choices[1][0]
    total = rules.total_minutes(form.description().pieces)
    return page(
        "tasks/edit.html",
        block=block,
        status=status,
        form=form,
        task_id=task_id,
        task=task,
        total=total,
        **values,
    )


def stale(form: TaskForm, task_id: UUID, task: Task | None) -> Any:
    """Somebody else saved first: keep what was typed, and let the reader decide."""
    assert task is not None
    if htmx and request.form.get("do", "save") == "save":
        # The form keeps the version it was filled from: only a button may overwrite knowingly.
        return pieces(
            "tasks/edit.html",
            {"#kept": "kept"},
            status=409,
            form=form,
            task=task,
            task_id=task_id,
            stale=True,
        )
    form.version.data = str(task.version)
    return show(form, task_id, task, status=409, stale=True)


def row_number(do: str) -> int:
    """The row that a button called `remove-3` means; -1 for nonsense."""
    tail = do.removeprefix("remove-")
    return int(tail) if tail.isascii() and tail.isdigit() and len(tail) < 4 else -1


def saved(form: TaskForm, task: Task) -> Any:
    """What changes on the page while somebody types: the sum, and that it is kept."""
    form.version.data = str(task.version)
    if not htmx:
        return seen("tasks.edit", Message("Your draft is kept."), task_id=task.id)
    answer = pieces(
        "tasks/edit.html",
        {"#sum": "sum", "#kept": "kept"},
        form=form,
        task=task,
        task_id=task.id,
        total=rules.total_minutes(task.activities),
        kept_at=clock.now(),
    )
    # Back, and a fresh look at the page, find the draft and not an empty form.
    answer.headers["HX-Replace-Url"] = url_for("tasks.edit", task_id=task.id)
    return answer


def mark(form: TaskForm, lacking: Any) -> None:
    """Put what is still to be told beside its field."""
    if not form.activities.entries:
        form.add_row()
    forms.mark(form, lacking)
