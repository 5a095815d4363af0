"""Calls: a company asked to be called."""

from uuid import UUID

from flask import Blueprint, Response, g

from .. import clock
from ..actor import Role
from ..messages import Message
from ..render import redirect_with_notice
from ..support import actions, store
from .guard import or_404, serves

bp = Blueprint("calls", __name__, url_prefix="/calls")


@bp.post("/<uuid:call_id>/done")
@serves(Role.CONSULTANT)
def done(call_id: UUID) -> Response:
    """Mark a call as made, and return to the week that it was about."""
    call = or_404(store.get(g.db, g.actor, call_id))
    actions.mark_called(g.db, call, by=g.actor, at=clock.now())
    notice = Message("Good. It is written down that you have called.")
    if call.timesheet_id:
        return redirect_with_notice("timesheets.by_id", notice, sheet_id=call.timesheet_id)
    return redirect_with_notice("smalljobs.show", notice, job_id=call.small_job_id)
