"""The page on which a plan is made: shown, kept while somebody types, marked, sent back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, request

from .. import clock, rulebook
from ..forms import mark
from ..numbers import whole_number
from ..render import htmx, language, page, pieces
from ..splits import store
from ..splits.forms import SplitForm
from ..tasks import examples
from ..tasks import store as tasks
from ..tasks.models import Task
from .split_view import SplitView


def training_choices() -> Sequence[int]:
    """The usual weeks of training, as the rulebook of today has them."""
    return rulebook.on(clock.today()).training_period.choices


def show(
    view: SplitView, form: SplitForm, *, status: int = 200, block: str | None = None, **more: Any
) -> Response:
    """The page, or only its rows."""
    return page(
        "splits/edit.html",
        block=block,
        status=status,
        context=tasks.context(g.db, view.task),
        asked=store.last_comment(g.db, view.split) if block is None else "",
        **_values(view, form),
        **more,
    )


def _values(view: SplitView, form: SplitForm) -> dict[str, Any]:
    return {
        "view": view,
        "form": form,
        "split": view.split,
        "task": view.task,
        "examples": _examples(view.task),
    }


def _examples(task: Task) -> dict[UUID, examples.Example]:
    """The example that an activity began as, by the activity's id."""
    return {
        activity.id: example
        for activity in task.activities
        if activity.example and (example := examples.by_code(activity.example))
    }


def autosave_response(view: SplitView, form: SplitForm) -> Response:
    """What changes while somebody types: findings, weeks, the sum, and that it is kept."""
    ui: Any = current_app.jinja_env.globals["ui"]
    slots = {
        f"#says-{number}": ui.says(number, view.form_findings) for number in range(len(form.parts))
    }
    return pieces(
        "splits/edit.html",
        {
            "#weeks": "weeks",
            "#sum": "sum",
            "#room": "room",
            "#findings": "findings",
            "#kept": "kept",
        },
        macros=slots,
        **_values(view, form),
        kept_at=clock.now(),
    )


def stale_response(view: SplitView, form: SplitForm) -> Response:
    """The other one saved first: nothing typed is lost, and the reader decides."""
    if htmx and request.form.get("do", "save") == "save":
        # The form keeps the version it was filled from: only a button may overwrite knowingly.
        return pieces(
            "splits/edit.html",
            {"#kept": "kept"},
            status=409,
            stale=True,
            **_values(view, form),
        )
    form.version.data = str(view.split.version)
    return show(view, form, status=409, stale=True)


def unanswered_response(view: SplitView, form: SplitForm) -> Response:
    """What prevents sending, each finding at the field that answers it."""
    mark(form, [(_answer_field(finding), finding.message) for finding in view.form_unanswered])
    return show(view, form, status=422)


def _answer_field(finding: rulebook.Finding) -> str:
    """The field that answers a finding: for an ask the one for its reason."""
    return f"reason_{finding.code}" if finding.effect is rulebook.Effect.ASKS else finding.field


def rows_response(form: SplitForm, task: Task, do: str) -> Response:
    """The rows after a button of one of them was pressed; nothing is saved."""
    added = _change_rows(form, task, do)
    view = SplitView.load(form.split, task, form.proposal)
    return show(view, form, block="plan", added=added)


def _change_rows(form: SplitForm, task: Task, do: str) -> int:
    """Do what the button of a row says. Returns the number of the new row, or -1."""
    kind, _dash, tail = do.partition("-")
    row = whole_number(tail, digits=3)
    number = -1 if row is None else row
    match kind:
        case "later":
            return form.later(number)
        case "divide":
            return form.divide(number)
        case "remove":
            form.remove(number)
        case "suggest" if 0 <= number < len(form.parts):
            activity_id = form.parts[number].form.activity_id.data
            shown = {str(key): example for key, example in _examples(task).items()}
            form.suggest(number, shown.get(activity_id), language())
            return number
    return -1
