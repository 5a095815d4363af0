"""The page of a small job."""

from datetime import date
from typing import Any

from flask import Response, g

from .. import clock, history, rulebook
from ..actor import Role
from ..render import fresh_id, page
from ..smalljobs import findings, growth, pauses, policy, rules
from ..smalljobs.forms import EndForm, PauseForm, StartForm, TickForm, counted_parts
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Action, Status
from ..splits import picture
from ..splits import plan as plans
from ..splits import store as splits
from ..splits.models import Split
from ..tasks import policy as task_policy
from ..tasks.models import Task
from ..tasks.rules import Action as TaskAction
from ..timesheets import mastery, sheet_rows
from ..timesheets import store as sheets
from .page_context import JobPageContext, of_job

RUNNING = (Status.ACTIVE, Status.PAUSED)


def show(job: SmallJob, task: Task, split: Split, *, status: int = 200, **forms: Any) -> Response:
    """The whole page, with the forms that were refused."""
    today = clock.today()
    context, weeks = of_job(job, task), sheets.sheets_of_job(g.db, g.actor, job.id)
    rule = rulebook.on(today).paid_hours
    week = rules.plan_week(job.start_on, clock.Week.of(today))
    values: dict[str, Any] = {
        "job": job,
        "task": task,
        "split": split,
        "context": context,
        "picture": picture.draw(
            plans.phases(split.parts),
            rulebook.on(today),
            now=week if job.status in RUNNING else None,
            starts_week=split.starts_week,
            start_on=job.start_on,
        ),
        "parts": plans.join_rows(counted_parts(split)),
        "findings": findings.of_job(g.db, job, task, split, today=today),
        "may": {a for a in Action if policy.why_not(g.actor, a, job) is None},
        "weeks": weeks,
        "history": history.of(g.db, [job.id]),
        "plan_week": week,
        "pause_form": PauseForm(formdata=None, pause_id=str(fresh_id()), from_day=today),
        "start_form": StartForm(formdata=None),
        "start_asks": None,
        "end_form": EndForm(formdata=None, last_day=today),
        "tick_form": TickForm(formdata=None, obj=job),
        "held": rules.holds_pay(job, split.parts, today=today),
        "paid_from": rules.first_paid_day(job.start_on, split.parts),
        "today": today,
        "beyond": growth.first_week_beyond(split.parts, rule),
        "most_paid": rule.high,
        "pending": splits.unfinished_version(g.db, task.id) if job.status in RUNNING else None,
    }
    values["pauses"] = _pauses(job, today)
    values["may_take"] = _may_take(job, task, context)
    values["mastered"] = _mastered(job, split, weeks, week)
    return page("smalljobs/show.html", status=status, **(values | forms))


def _pauses(job: SmallJob, today: date) -> dict[str, Any]:
    """The pause of today, those that are planned, and those that are over."""
    return {
        "now": pauses.pause_on(job.pauses, today),
        "planned": [pause for pause in job.pauses if not pauses.has_begun(pause, today)],
        "over": [pause for pause in job.pauses if pause.to_day and pause.to_day < today],
    }


def _may_take(job: SmallJob, task: Task, context: JobPageContext) -> bool:
    """Is it nobody's, and the reader a consultant who could be its contact person?"""
    nobodys = context.consultant is None and job.status is not Status.ENDED
    may = task_policy.why_not(g.actor, TaskAction.HAND_OVER, task) is None
    return nobodys and may and g.actor.role is Role.CONSULTANT


def _mastered(
    job: SmallJob, split: Split, weeks: list[sheets.JobSheetRow], week: int
) -> dict[str, Any]:
    """The training that could become paid, as the macro that shows it needs it."""
    needed = rulebook.on(clock.today()).mastered.weeks
    trained = mastery.activities_to_mark(split.parts, week)
    marks = sheet_rows.marks(g.db, weeks)
    ready = mastery.ready_for_pay(marks, trained, split.parts, weeks_alone=needed)
    return {"job": job, "ready": ready, "trained": {p.activity_id: p.what for p in split.parts}}
