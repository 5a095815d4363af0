"""All weeks that a company owes, on one page: each as planned with one press."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, request

from .. import clock
from ..actor import Refused, Role
from ..messages import Message
from ..render import page, redirect_with_notice
from ..support import actions as support
from ..timesheets import actions, owed, policy, store
from ..timesheets.models import Timesheet
from ..timesheets.owed import Line, State
from ..timesheets.rules import Action, Status
from ..timesheets.weeks import last_due
from .guard import or_404, serves

bp = Blueprint("owed", __name__)


@bp.get("/weeks")
@serves(Role.EMPLOYER)
def show() -> Any:
    return _page()


def _page(*, status: int = 200, changed: Line | None = None) -> Any:
    found = owed.all_of(g.db, g.actor, last_due=last_due(clock.today()))
    return page(
        "timesheets/owed.html",
        block="owed",
        status=status,
        owed=found,
        at=_place(len(found.ready)),
        changed=changed,
    )


def _place(ready: int) -> int | None:
    """Which of the weeks with a button to go on with: the one where the last press was."""
    at = request.args.get("at", "")
    return min(int(at), ready - 1) if at.isascii() and at.isdecimal() and len(at) < 4 else None


@bp.post("/weeks/<uuid:sheet_id>")
@serves(Role.EMPLOYER)
def send(sheet_id: UUID) -> Any:
    """Send one week as planned, and show what is left."""
    line = owed.line(g.db, g.actor, sheet_id, last_due=last_due(clock.today()))
    if line is None:
        return _sent_already(or_404(store.get(g.db, g.actor, sheet_id)))
    if str(line.sheet.version) != request.form.get("version") or line.state is not State.AS_PLANNED:
        return _page(status=409, changed=line)
    actions.submit(g.db, line.sheet, by=g.actor, at=clock.now())
    if line.sheet.call_me:
        support.ask(g.db, line.sheet, line.job, line.task, by=g.actor, at=clock.now())
    named = {"week": line.week.number, "name": line.job.first_name}
    sent = Message("Week %(week)s for %(name)s is sent.", named)
    return redirect_with_notice("owed.show", sent, at=request.form.get("at") or None)


def _sent_already(sheet: Timesheet) -> Any:
    """Pressed twice, or by a colleague a moment ago: it is sent, and that was the wish."""
    if sheet.status is Status.SUBMITTED:
        return redirect_with_notice(
            "owed.show", Message("Week %(week)s is sent.", {"week": sheet.week.number})
        )
    reason = policy.why_not(g.actor, Action.SUBMIT, sheet)
    raise Refused(reason or Message("The week has moved on since you opened it."))
