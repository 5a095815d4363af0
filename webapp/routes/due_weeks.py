"""The due weeks of a company on one page: one press sends a week as planned."""

from uuid import UUID

from flask import Blueprint, Response, g, request

from .. import clock
from ..actor import Refused, Role
from ..messages import Message
from ..numbers import whole_number
from ..render import page, redirect_with_notice
from ..support import actions as support
from ..timesheets import due_weeks, policy, store
from ..timesheets.due_weeks import DueState, DueWeek
from ..timesheets.models import Timesheet
from ..timesheets.rules import Action, Status
from ..timesheets.weeks import last_due
from .guard import or_404, serves

bp = Blueprint("due_weeks", __name__)


@bp.get("/weeks")
@serves(Role.EMPLOYER)
def show() -> Response:
    return _page()


def _page(*, status: int = 200, changed: DueWeek | None = None) -> Response:
    weeks = due_weeks.list_due(g.db, g.actor, last_due=last_due(clock.today()))
    return page(
        "timesheets/due_weeks.html",
        block="due_weeks",
        status=status,
        due_weeks=weeks,
        at=_place(len(weeks.ready)),
        changed=changed,
    )


def _place(ready: int) -> int | None:
    """The number of the week to focus, from 0: where the last press was."""
    at = request.args.get("at", "")
    number = whole_number(at, digits=3)
    return None if number is None else min(number, ready - 1)


@bp.post("/weeks/<uuid:sheet_id>")
@serves(Role.EMPLOYER)
def send(sheet_id: UUID) -> Response:
    """Send one week as planned, and show the other due weeks."""
    week = due_weeks.get_due(g.db, g.actor, sheet_id, last_due=last_due(clock.today()))
    if week is None:
        return _sent_already(or_404(store.get(g.db, g.actor, sheet_id)))
    if (
        str(week.sheet.version) != request.form.get("version")
        or week.state is not DueState.AS_PLANNED
    ):
        return _page(status=409, changed=week)
    support.send_week(g.db, week.sheet, by=g.actor, at=clock.now())
    named = {"week": week.week.number, "name": week.job.first_name}
    sent = Message("Week %(week)s for %(name)s is sent.", named)
    return redirect_with_notice("due_weeks.show", sent, at=request.form.get("at") or None)


def _sent_already(sheet: Timesheet) -> Response:
    """Pressed twice, or by a colleague a moment ago: it is sent, and that was the wish."""
    if sheet.status is Status.SUBMITTED:
        return redirect_with_notice(
            "due_weeks.show", Message("Week %(week)s is sent.", {"week": sheet.week.number})
        )
    reason = policy.why_not(g.actor, Action.SUBMIT, sheet)
    raise Refused(reason or Message("The week has moved on since you opened it."))
