"""The page on which a task is described: shown, kept while somebody types, marked, sent back."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, g, request, url_for
from flask_babel import gettext as _

from .. import clock, forms, rulebook
from ..accounts import store as accounts
from ..messages import Message
from ..numbers import whole_number
from ..render import htmx, language, page, pieces, redirect_with_notice
from ..tasks import examples, photos, policy, rules, suggestions
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
) -> Response:
    """The page for describing a task."""
    offer(form)
    form.lay_out_walk()
    if len(form.workplace.choices or []) == 2 and not form.workplace.data:
        form.workplace.data = form.workplace.choices[1][0]
    return page(
        "tasks/edit.html",
        block=block,
        status=status,
        task_id=task_id,
        task=task,
        photos=photos.of_task(g.db, g.actor, task.id) if task and not block else [],
        may_photo=task is not None and policy.why_not(g.actor, rules.Action.PHOTO, task) is None,
        **_shown(form),
        **values,
    )


def _shown(form: TaskForm) -> dict[str, Any]:
    """The findings and suggestions about what is typed so far."""
    pieces = form.description().pieces
    trade = form.category.chosen
    variety = rulebook.on(clock.today()).variety
    return {
        "form": form,
        "total": rules.total_minutes(pieces),
        "offers": examples.of_trade(trade) if trade else [],
        "questions": examples.questions(),
        "bundle": suggestions.variety_findings([piece.more for piece in pieces], variety),
    }


def stale_response(form: TaskForm, task_id: UUID, task: Task | None) -> Response:
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


def change_rows(form: TaskForm, do: str) -> bool:
    """What a button among the rows does; False for a button that is none of them."""
    kind, _dash, tail = do.partition("-")
    match kind:
        case "add":
            form.add_row()
        case "remove":
            number = whole_number(tail, digits=3)
            form.remove_row(-1 if number is None else number)
        case "example":
            form.add_example(examples.by_code(tail), language())
        case "walk":
            form.add_answers()
        case _:
            return False
    return True


def autosave_response(form: TaskForm, task: Task) -> Response:
    """What changes on the page while somebody types: the sum, and that it is kept."""
    form.version.data = str(task.version)
    if not htmx:
        return redirect_with_notice("tasks.edit", Message("Your draft is kept."), task_id=task.id)
    ui: Any = current_app.jinja_env.globals["ui"]
    begun = task.version == 1 and g.user is not None  # a new draft can have photos from now on
    album = {
        "#photos": ui.photos(task.id, [], True),
        "#photos-form": ui.photos_form(task.id, "edit"),
    }
    answer = pieces(
        "tasks/edit.html",
        {"#sum": "sum", "#bundle": "bundle", "#kept": "kept", _new_offers(form): "offers"},
        macros=album if begun else {},
        task=task,
        task_id=task.id,
        kept_at=clock.now(),
        **_shown(form),
    )
    # Back, and a fresh look at the page, find the draft and not an empty form.
    answer.headers["HX-Replace-Url"] = url_for("tasks.edit", task_id=task.id)
    return answer


def _new_offers(form: TaskForm) -> str:
    """Where examples go when another trade was chosen than the page shows them of; else nowhere."""
    chosen = form.category.chosen.value if form.category.chosen else ""
    return "#offers" if request.form.get("offered", "") != chosen else ""


def mark(form: TaskForm, lacking: Any) -> None:
    """Add an error to each field that is missing."""
    if not form.activities.entries:
        form.add_row()
    forms.mark(form, lacking)
