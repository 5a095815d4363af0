"""The page on which a plan is made: shown, kept while somebody types, marked, sent back."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import current_app, g, request

from .. import clock, rulebook
from ..render import htmx, page, pieces
from ..rulebook import Effect, Finding
from ..smalljobs import workplace_queries
from ..smalljobs.plan_context import of_row as plan_context_of
from ..smalljobs.rules import first_day
from ..splits import cost, picture, plan, ratio, rules, store
from ..splits.forms import SplitForm, is_settled
from ..splits.models import Split
from ..splits.rules import PlanContext
from ..tasks import examples
from ..tasks import store as tasks
from ..tasks.models import Task


def load_context(split: Split, task: Task) -> PlanContext:
    """The facts that the rulebook checks the plan against, loaded once for a request."""
    job_context = workplace_queries.job_context(g.db, task)
    g.job_context = job_context
    return plan_context_of(g.db, split, task, job_context, today=clock.today())


def starts_on(split: Split) -> date | None:
    """The day from which a later version applies, once the small job has a start."""
    if split.starts_week == 1 or g.job_context.start_on is None:
        return None
    return first_day(g.job_context.start_on, split.starts_week)


def training_choices() -> Any:
    """The usual weeks of training, as the rulebook of today has them."""
    return rulebook.on(clock.today()).training_period.choices


def cost_values(split: Split, task: Task, parts: Any, wage: int | None) -> dict[str, Any]:
    """The template values for the cost and the benefits of a plan."""
    activities = {activity.id: activity for activity in task.activities}
    rule = rulebook.on(clock.today()).holiday_pay
    done_by = {key: activity.done_by for key, activity in activities.items()}
    return {
        "sums": cost.weekly_costs(parts, wage, rule, done_by),
        "activities": activities,
        "holiday_rule": rule,
    }


def values(
    form: SplitForm, split: Split, task: Task, plan_context: PlanContext, parts: Any = None
) -> dict[str, Any]:
    """What the page shows; `parts` are rows that are typed but not kept."""
    rows = split.parts if parts is None else parts
    book = rulebook.on(clock.today())
    wage = split.wage if parts is None else form.wage.oere
    reckoned = plan_context.full_time_equivalents
    findings = findings_in_form(split, rows, plan_context)
    return cost_values(split, task, rows, wage) | {
        "form": form,
        "split": split,
        "task": task,
        "fixed": [part for part in split.parts if is_settled(part, split)],
        "findings": findings,
        "unanswered": rules.unanswered(
            findings, split.reasons if parts is None else form.reasons()
        ),
        "picture": picture.draw(
            plan.phases(rows), book, now=plan_context.this_week, starts_week=split.starts_week
        ),
        "parts": rows,
        "reasons": form.reason_fields(),
        "choices": book.training_period.choices,
        "examples": _examples(task),
        "room": ratio.explain(book.ratio, reckoned, plan_context.other_trainees)
        if reckoned is not None
        else [],
        "starts_on": starts_on(split),
        # Findings are not shown at the fields before somebody has touched the plan.
        "touched": split.version > 1,
    }


def _examples(task: Task) -> dict[Any, Any]:
    """The example that an activity began as, by the activity's id."""
    by_activity = {
        activity.id: examples.by_code(activity.example)
        for activity in task.activities
        if activity.example
    }
    return {key: example for key, example in by_activity.items() if example}


def show(
    form: SplitForm,
    split: Split,
    task: Task,
    plan_context: PlanContext,
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
        **(values(form, split, task, plan_context, parts) | more),
    )


def autosave_response(form: SplitForm, split: Split, task: Task, plan_context: PlanContext) -> Any:
    """What changes while somebody types: findings, weeks, the sum, and that it is kept."""
    ui: Any = current_app.jinja_env.globals["ui"]
    shown = values(form, split, task, plan_context)
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


def stale_response(form: SplitForm, split: Split, task: Task, plan_context: PlanContext) -> Any:
    """The other one saved first: nothing typed is lost, and the reader decides."""
    if htmx and request.form.get("do", "save") == "save":
        # The form keeps the version it was filled from: only a button may overwrite knowingly.
        return pieces(
            "splits/edit.html",
            {"#kept": "kept"},
            status=409,
            stale=True,
            **values(form, split, task, plan_context),
        )
    form.version.data = str(split.version)
    return show(form, split, task, plan_context, status=409, stale=True)


def reason_field(finding: Finding) -> str:
    """The field that answers a finding: for an ask the one for its reason."""
    return f"reason_{finding.code}" if finding.effect is Effect.ASKS else finding.field


def findings_in_form(split: Split, parts: Any, plan_context: PlanContext) -> list[Finding]:
    """The findings, with fields of the form, which has no rows that are settled."""
    settled_rows = sum(is_settled(part, split) for part in split.parts)
    findings = rules.findings(parts, rulebook.on(clock.today()), plan_context)
    return [replace(finding, field=_in_form(finding.field, settled_rows)) for finding in findings]


def _in_form(field: str, settled_rows: int) -> str:
    list_, _, rest = field.partition("-")
    number, _, name = rest.partition("-")
    if list_ != "parts":
        return field
    return f"parts-{max(int(number) - settled_rows, 0)}-{name}"
