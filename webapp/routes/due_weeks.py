"""The due weeks of a company on one page: one press sends a week as planned, one takes it back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, g, request

from .. import clock
from ..actor import Role
from ..numbers import whole_number
from ..render import htmx, page, pieces, redirect_with_notice
from ..support import actions as support
from ..timesheets import actions, due_weeks
from ..timesheets.due_weeks import DueState, DueWeek
from ..timesheets.rules import Status
from .guard import or_404, serves

bp = Blueprint("due_weeks", __name__)

A_PAGE_LASTS = timedelta(hours=12)  # after that, what was sent from it is no longer shown


@bp.get("/weeks")
@serves(Role.EMPLOYER)
def show() -> Response:
    return page("timesheets/due_weeks.html", **_values())


def _values() -> dict[str, Any]:
    opened = _opened()
    weeks = due_weeks.list_due(g.db, g.actor, today=clock.today(), opened=opened)
    return {"due_weeks": weeks, "opened": int((opened or clock.now()).timestamp())}


def _opened() -> datetime | None:
    """When the page was opened, where a press on it says so: what was sent since stands on it."""
    seconds = whole_number(request.values.get("opened", ""), digits=11)
    if seconds is None:
        return None
    return max(datetime.fromtimestamp(seconds, UTC), clock.now() - A_PAGE_LASTS)


@bp.post("/weeks/<uuid:sheet_id>")
@serves(Role.EMPLOYER)
def send(sheet_id: UUID) -> Response:
    """Send one week as planned. It stays where it is, as sent. Pressed twice it is sent once."""
    week = or_404(due_weeks.get(g.db, g.actor, sheet_id))
    if week.sheet.status is Status.SUBMITTED:
        return _changed(week)
    as_shown = str(week.sheet.version) == request.form.get("version")
    written = week.sheet.status in {Status.OPEN, Status.RETURNED}
    if written and not (as_shown and week.state is DueState.AS_PLANNED):
        return _not_sent(week)
    support.send_week(g.db, week.sheet, by=g.actor, at=clock.now())
    return _changed(due_weeks.as_now(week))


@bp.post("/weeks/<uuid:sheet_id>/undo")
@serves(Role.EMPLOYER)
def undo(sheet_id: UUID) -> Response:
    """Take a week back that was just sent: it can be sent again where it stands."""
    week = or_404(due_weeks.get(g.db, g.actor, sheet_id))
    if week.sheet.status is Status.OPEN and week.sheet.sent_at:  # pressed twice
        return _changed(week)
    actions.withdraw(g.db, week.sheet, by=g.actor, at=clock.now())
    return _changed(due_weeks.as_now(week))


def _changed(week: DueWeek) -> Response:
    """The answer to a press: that week alone, which stays where it is."""
    place, opened = f"week-{week.sheet.id}", int((_opened() or clock.now()).timestamp())
    if not htmx:
        return redirect_with_notice("due_weeks.show", opened=opened, _anchor=place)
    ui: Any = current_app.jinja_env.globals["ui"]
    to_send, to_correct = due_weeks.count_due(g.db, g.actor, today=clock.today())
    macros = {
        "#due-count": ui.due_count(to_send, to_correct),
        f"#{place}": ui.due_week(week, opened, pressed=True),  # last: the pressed button goes
    }
    return pieces("timesheets/due_weeks.html", {}, macros=macros)


def _not_sent(week: DueWeek) -> Response:
    """Somebody changed it since the page was opened: all of them as they are now."""
    values = _values() | {"changed": week}
    if htmx:
        return pieces("timesheets/due_weeks.html", {"#owed": "due_weeks"}, status=409, **values)
    return page("timesheets/due_weeks.html", status=409, **values)
