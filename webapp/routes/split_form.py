"""The page on which a plan is made: shown, kept while somebody types, marked, sent back."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import current_app, g, request

from .. import clock, rulebook
from ..render import htmx, page, pieces
from ..rulebook import Effect, Finding
from ..smalljobs import store as smalljobs
from ..smalljobs.rules import Status as JobStatus
from ..smalljobs.rules import first_day, plan_week
from ..splits import cost, picture, plan, ratio, rules, store
from ..splits.forms import SplitForm, settled
from ..splits.models import Split
from ..splits.rules import Around
from ..tasks import examples
from ..tasks import store as tasks
from ..tasks.models import Task
from ..tasks.rules import Status as TaskStatus


def around(split: Split, task: Task) -> Around:
    """What the rulebook has to know beside the plan, read once for a request."""
    standing = smalljobs.standing(g.db, task)
    g.standing = standing
    agreed = store.approved(g.db, task.id) if task.status is TaskStatus.USED else None
    started = standing.start_on is not None and standing.job_status is not JobStatus.PLANNED
    return Around(
        agreed=agreed.parts if agreed is not None and agreed.id != split.id else (),
        starts_week=split.starts_week,
        this_week=plan_week(standing.start_on, clock.Week.of(clock.today())) if started else None,
        full_time_equivalents=standing.full_time_equivalents,
        other_trainees=standing.other_trainees,
    )


def starts_on(split: Split) -> date | None:
    """The day from which a later version applies, once the small job has a start."""
    if split.starts_week == 1 or g.standing.start_on is None:
        return None
    return first_day(g.standing.start_on, split.starts_week)


def training_choices() -> Any:
    """The usual weeks of training, as the rulebook of today has them."""
    return rulebook.on(clock.today()).training_period.choices


def worth(split: Split, task: Task, parts: Any, wage: int | None) -> dict[str, Any]:
    """What a plan costs and what one gets for it, for the page."""
    told = {activity.id: activity for activity in task.activities}
    rule = rulebook.on(clock.today()).holiday_pay
    done_by = {key: activity.done_by for key, activity in told.items()}
    return {"sums": cost.sums(parts, wage, rule, done_by), "told": told, "holiday_rule": rule}


def values(
    form: SplitForm, split: Split, task: Task, near: Around, parts: Any = None
) -> dict[str, Any]:
    """What the page shows; `parts` are rows that are typed but not kept."""
    rows = split.parts if parts is None else parts
    book = rulebook.on(clock.today())
    wage = split.wage if parts is None else form.wage.oere
    reckoned = near.full_time_equivalents
    found = found_in_form(split, rows, near)
    return worth(split, task, rows, wage) | {
        "form": form,
        "split": split,
        "task": task,
        "fixed": [part for part in split.parts if settled(part, split)],
        "findings": found,
        "unanswered": rules.unanswered(found, split.reasons if parts is None else form.reasons()),
        "picture": picture.draw(
            plan.phases(rows), book, now=near.this_week, starts_week=split.starts_week
        ),
        "parts": rows,
        "reasons": form.reason_fields(),
        "choices": book.training_period.choices,
        "examples": _examples(task),
        "room": ratio.explained(book.ratio, reckoned, near.other_trainees)
        if reckoned is not None
        else [],
        "starts_on": starts_on(split),
        # Nothing is said beside the fields before somebody has touched the plan.
        "touched": split.version > 1,
    }


def _examples(task: Task) -> dict[Any, Any]:
    """The example that an activity began as, by the activity's id."""
    found = {one.id: examples.by_code(one.example) for one in task.activities if one.example}
    return {key: example for key, example in found.items() if example}


def show(
    form: SplitForm,
    split: Split,
    task: Task,
    near: Around,
    *,
    status: int = 200,
    block: str | None = None,
    parts: Any = None,
    **more: Any,
) -> Any:
    """The page, or only its rows."""
    return page(
        "splits/edit.html",
        block=block,
        status=status,
        context=tasks.context(g.db, task),
        asked=store.last_comment(g.db, split) if block is None else "",
        **(values(form, split, task, near, parts) | more),
    )


def saved(form: SplitForm, split: Split, task: Task, near: Around) -> Any:
    """What changes while somebody types: findings, weeks, the sum, and that it is kept."""
    ui: Any = current_app.jinja_env.globals["ui"]
    shown = values(form, split, task, near)
    slots = {
        f"#says-{number}": ui.says(number, shown["findings"]) for number in range(len(form.parts))
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
        **shown,
        kept_at=clock.now(),
    )


def stale(form: SplitForm, split: Split, task: Task, near: Around) -> Any:
    """The other one saved first: nothing typed is lost, and the reader decides."""
    if htmx and request.form.get("do", "save") == "save":
        # The form keeps the version it was filled from: only a button may overwrite knowingly.
        return pieces(
            "splits/edit.html",
            {"#kept": "kept"},
            status=409,
            stale=True,
            **values(form, split, task, near),
        )
    form.version.data = str(split.version)
    return show(form, split, task, near, status=409, stale=True)


def beside(finding: Finding) -> str:
    """The field that answers a finding: for an ask the one for its reason."""
    return f"reason_{finding.code}" if finding.effect is Effect.ASKS else finding.field


def found_in_form(split: Split, parts: Any, near: Around) -> list[Finding]:
    """What the rulebook says, beside the fields of the form: it has no rows that are settled."""
    settled_rows = sum(settled(part, split) for part in split.parts)
    found = rules.findings(parts, rulebook.on(clock.today()), near)
    return [replace(one, field=_in_form(one.field, settled_rows)) for one in found]


def _in_form(field: str, settled_rows: int) -> str:
    list_, _, rest = field.partition("-")
    number, _, name = rest.partition("-")
    if list_ != "parts":
        return field
    return f"parts-{max(int(number) - settled_rows, 0)}-{name}"
