"""Withdrawing a week, correcting an approved one, and comparing revisions."""

from uuid import UUID

from flask import Blueprint, Response, abort, g

from .. import clock, history
from ..actor import Role, refuse_if
from ..clock import Week
from ..messages import Message
from ..render import page, redirect_with_notice
from ..smalljobs import store as jobs
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import plan_week
from ..support import actions as support
from ..tasks import store as tasks
from ..timesheets import actions, mastery, policy, revisions, store, weeks
from ..timesheets.forms import CorrectForm
from ..timesheets.models import Timesheet
from ..timesheets.rules import Action, Status
from .guard import SIGNED_IN, or_404, serves

bp = Blueprint("corrections", __name__, url_prefix="/smalljobs/<uuid:job_id>/weeks/<week>")


@bp.post("/withdraw")
@serves(Role.EMPLOYER)
def withdraw(job_id: UUID, week: str) -> Response:
    """Take a week back that is sent and not answered yet."""
    job, sheet = _newest(job_id, week)
    if sheet.status is Status.OPEN and sheet.sent_at:  # pressed twice
        return _to_sheet(sheet)
    if sheet.status is Status.APPROVED:
        return _correct_form(job, sheet, CorrectForm(formdata=None), status=409)
    actions.withdraw(g.db, sheet, by=g.actor, at=clock.now())
    notice = Message(
        "You have taken week %(week)s back. Correct it and send it again.",
        {"week": sheet.week.number},
    )
    return _to_sheet(sheet, notice)


@bp.post("/correct")
@serves(Role.EMPLOYER)
def correct(job_id: UUID, week: str) -> Response:
    """Begin a correction of an approved week."""
    job, sheet = _newest(job_id, week)
    form = CorrectForm()
    because = form.reason.data or ""
    if sheet.status is Status.OPEN and sheet.revision > 1 and sheet.correction == because:
        return _to_sheet(sheet)  # pressed twice
    refuse_if(policy.why_not(g.actor, Action.CORRECT, sheet))
    if not form.validate_on_submit():
        return _correct_form(job, sheet, form, status=422)
    correction = actions.correct(g.db, sheet, because=because, by=g.actor, at=clock.now())
    return _to_sheet(correction)  # which says itself what to do


@bp.post("/drop")
@serves(Role.EMPLOYER)
def drop(job_id: UUID, week: str) -> Response:
    """Throw a correction away."""
    _job, sheet = _newest(job_id, week)
    support.drop_correction(g.db, sheet, by=g.actor, at=clock.now())
    return _to_sheet(sheet, Message("The correction is thrown away. What was approved counts."))


@bp.get("/revisions/<int:number>")
@serves(*SIGNED_IN)
def show(job_id: UUID, week: str, number: int) -> Response:
    """One revision of a week to look at, and what it changed of the one before."""
    job, task, split = or_404(jobs.get(g.db, g.actor, job_id))
    known = {sheet.revision: sheet for sheet in store.revisions(g.db, g.actor, job_id, _week(week))}
    sheet = or_404(known.get(number))
    before = known.get(number - 1)
    marked = [
        row.activity_id for revision in (sheet, before) if revision for row in revision.progress
    ]
    return page(
        "timesheets/compare.html",
        job=job,
        task=task,
        context=tasks.context(g.db, task),
        sheet=sheet,
        before=before,
        versions=[known[number] for number in sorted(known)],
        totals=weeks.totals(sheet.days),
        differs=revisions.diff(before.content, sheet.content) if before else None,
        trained=mastery.activities_to_mark(
            split.parts, plan_week(job.start_on, sheet.week), marked
        ),
        history=history.of(g.db, [sheet.id]),
    )


def _week(text: str) -> Week:
    try:
        return Week.parse(text)
    except ValueError:
        abort(404)


def _newest(job_id: UUID, week: str) -> tuple[SmallJob, Timesheet]:
    """The small job, and the newest revision of its week."""
    job, _task, _split = or_404(jobs.get(g.db, g.actor, job_id))
    return job, or_404(store.sheets_of_week(g.db, g.actor, job_id, _week(week)).newest)


def _to_sheet(sheet: Timesheet, notice: Message | str = "") -> Response:
    return redirect_with_notice(
        "timesheets.show", notice, job_id=sheet.small_job_id, week=str(sheet.week)
    )


def _correct_form(job: SmallJob, sheet: Timesheet, form: CorrectForm, *, status: int) -> Response:
    """Ask why an approved week is to be corrected, on a page of its own."""
    return page("timesheets/correct.html", status=status, job=job, sheet=sheet, correct_form=form)
