"""The page of a week sheet."""

from typing import Any

from flask import Response, g

from .. import clock, days_off, history
from ..accounts.members import four_eyes
from ..reminders.rules import was_reminded_twice
from ..render import language, page
from ..smalljobs import policy as jobs
from ..smalljobs.rules import Action as JobAction
from ..timesheets import findings, weeks
from ..timesheets.editing.forms import WeekForm
from ..timesheets.forms import CorrectForm, ReturnForm
from ..timesheets.rules import Action
from .week_view import WeekView


def live_values(view: WeekView) -> dict[str, Any]:
    """The template values of the blocks that autosaving renders again."""
    return {
        "view": view,
        "sheet": view.sheet,
        "job": view.job,
        "context": view.context,
        "totals": weeks.totals(view.sheet.days),
        "planned": weeks.totals(view.planned.days),
        "off": days_off.named(view.week.days, language()),
        "differs": findings.deviation(view.sheet.days, view.planned.days),
        "findings": view.findings,
        "may": view.may,
        "reminded_twice": g.actor.is_staff
        and was_reminded_twice(view.sheet, view.context.reminders),
        "may_propose": jobs.why_not(g.actor, JobAction.GROW, view.job) is None,
    }


def show(view: WeekView, form: WeekForm, *, status: int = 200, **values: Any) -> Response:
    """The whole page."""
    revisions = [sheet.id for sheet in (view.corrected, view.sheet, view.draft) if sheet]
    may_approve = Action.APPROVE in view.may
    defaults = {
        "form": form,
        "task": view.task,
        "return_form": ReturnForm(formdata=None),
        "correct_form": CorrectForm(formdata=None),
        "history": history.of(g.db, revisions),
        "before": view.week.plus(-1),
        "after": view.week.plus(1),
        "today": clock.today(),
        "conflicts": {},
        "four_eyes": four_eyes(g.db, g.actor, view.sheet.id) if may_approve else None,
    }
    return page(
        "timesheets/show.html",
        block="sheet",
        status=status,
        **(live_values(view) | defaults | values),
    )
