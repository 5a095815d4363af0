"""Week sheets: filled in, sent, returned, approved."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, request
from flask_babel import gettext as _

from .. import clock, days_off, history, rulebook
from ..actor import Role, Stale
from ..clock import Week
from ..messages import Message
from ..render import htmx, language, page, pieces, seen
from ..smalljobs import store as jobs
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..smalljobs.rules import plan_week
from ..splits.models import Split
from ..tasks import store as tasks
from ..tasks.models import Task
from ..timesheets import actions, policy, rules, store
from ..timesheets.forms import ReturnForm, WeekForm
from ..timesheets.models import Progress, Timesheet
from ..timesheets.rules import Action, Mark, Status
from .guard import SIGNED_IN, found, keep, serves
from .paging import chosen, cursor

bp = Blueprint("timesheets", __name__)


class Sheet:
    """A week sheet with everything around it, found for the actor or 404."""

    def __init__(self, job_id: UUID, week_text: str) -> None:
        self.job: SmallJob
        self.task: Task
        self.split: Split
        self.job, self.task, self.split = found(jobs.get(g.db, g.actor, job_id))
        try:
            self.week = Week.parse(week_text)
        except ValueError:
            abort(404)
        self.too_early = rules.may_log(
            self.week,
            start_on=self.job.start_on,
            ended_on=self.job.ended_on,
            today=clock.today(),
        )
        if self.job.status is JobStatus.PLANNED:  # what has to be in place first may still lack
            self.too_early = Message("Week sheets appear here once it runs.")
        kept, self.last_week = store.of_week(g.db, g.actor, job_id, self.week)
        self.sheet: Timesheet = kept or actions.blank(
            self.job, self.split.parts, self.week, at=clock.now()
        )

    @property
    def trained(self) -> dict[UUID, str]:
        """What the training of this week is of: names by activity."""
        week = plan_week(self.job.start_on, self.week)
        marked = (row.activity_id for row in self.sheet.progress)
        return rules.to_mark(self.split.parts, week, marked)

    @property
    def marks(self) -> dict[UUID, Progress]:
        return {row.activity_id: row for row in self.sheet.progress}

    @property
    def marks_before(self) -> dict[UUID, Mark]:
        """How far each activity was a week ago."""
        before = self.last_week.progress if self.last_week else ()
        return {row.activity_id: row.mark for row in before}

    def filled(self) -> WeekForm:
        """The form as it is kept."""
        form = WeekForm(formdata=None)
        form.fill(self.sheet, self.trained)
        return form

    def weekend_is_empty(self, form: WeekForm) -> bool:
        """Saturday and Sunday hold nothing to see, and are folded away."""
        untouched = not any(
            field.data or field.errors for entry in form.days[5:] for field in entry.form
        )
        return untouched and not any(day.returned_because for day in self.sheet.days[5:])


@bp.get("/timesheets")
@serves(*SIGNED_IN)
def list() -> Any:
    status = chosen(Status)
    rows = store.listed(g.db, g.actor, status=status, before=cursor("monday"))
    return page(
        "timesheets/list.html", rows=rows[: store.PAGE], more=len(rows) > store.PAGE, chosen=status
    )


@bp.get("/timesheets/<uuid:sheet_id>")
@serves(*SIGNED_IN)
def by_id(sheet_id: UUID) -> Any:
    """The address that mails use."""
    sheet = found(store.get(g.db, g.actor, sheet_id))
    return seen("timesheets.show", job_id=sheet.small_job_id, week=str(sheet.week))


@bp.get("/smalljobs/<uuid:job_id>/weeks/<week>")
@serves(*SIGNED_IN)
def show(job_id: UUID, week: str) -> Any:
    it = Sheet(job_id, week)
    return _page(it, it.filled())


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>")
@serves(Role.EMPLOYER)
def write(job_id: UUID, week: str) -> Any:
    """Keep what is typed, or send it."""
    it = Sheet(job_id, week)
    form, do = WeekForm(), request.form.get("do", "save")
    form.about(it.trained)
    form.validate()
    if it.too_early:
        return _page(it, form, status=422)
    note = "" if form.note.errors else form.note.data or ""
    try:
        actions.keep(
            g.db,
            it.sheet,
            form.lines(it.sheet),
            progress=form.marks(it.sheet),
            note=note,
            version=form.version_seen,
            by=g.actor,
            at=clock.now(),
        )
    except Stale:
        if do == "save" and htmx:
            # The form keeps the version it was filled from: only a button may overwrite knowingly.
            return pieces(
                "timesheets/show.html", {"#kept": "kept"}, status=409, form=form, stale=True
            )
        form.version.data = str(it.sheet.version)
        return _page(it, form, status=409, stale=True)
    form.version.data = str(it.sheet.version)
    keep()  # what was typed stays, even where something has to be mended first
    if do == "save" and htmx:
        return _saved(it, form)
    if form.problems or rules.blocked(_findings(it)):
        return _page(it, form, status=422)
    if do != "send":
        return seen(
            "timesheets.show",
            Message("The week is kept. It is not sent yet."),
            job_id=job_id,
            week=week,
        )
    actions.submit(g.db, it.sheet, by=g.actor, at=clock.now())
    around = tasks.context(g.db, it.task)
    notice = Message(
        "Week %(week)s for %(who)s is sent. %(name)s looks at it by %(day)s. You only hear from"
        " us if something needs correcting.",
        {
            "week": it.week.number,
            "who": it.job.first_name,
            "name": around.consultant,
            "day": days_off.working_day_after(clock.today(), rules.LOOKED_AT_WITHIN),
        },
        weekdays=("day",),
    )
    return seen("desk.home", notice)


def _findings(it: Sheet) -> Any:
    days = it.sheet.days
    return [*rules.away_with_hours(days), *rules.findings(days, rulebook.on(it.week.monday))]


def _sums(it: Sheet) -> dict[str, Any]:
    """What the week adds up to, what was planned, and what the rulebook says of it."""
    planned = actions.blank(it.job, it.split.parts, it.week, at=clock.now())
    return {
        "totals": rules.totals(it.sheet.days),
        "planned": rules.totals(planned.days),
        "findings": _findings(it),
    }


def _saved(it: Sheet, form: WeekForm) -> Any:
    """What changes while somebody types: the sums, what the rulebook says, and that it is kept."""
    return pieces(
        "timesheets/show.html",
        {"#sums": "sums", "#kept": "kept", "#send-label": "send_label"},
        it=it,
        form=form,
        sheet=it.sheet,
        **_sums(it),
        kept_at=clock.now(),
    )


def _page(it: Sheet, form: WeekForm, *, status: int = 200, **values: Any) -> Any:
    week, sheet = it.week, it.sheet
    may = {a for a in Action if policy.why_not(g.actor, a, sheet) is None}
    if it.too_early:
        may = set()
    known = {
        "it": it,
        "form": form,
        "sheet": sheet,
        "job": it.job,
        "task": it.task,
        "around": tasks.context(g.db, it.task),
        "may": may,
        "off": days_off.named(week.days, language()),
        "return_form": ReturnForm(formdata=None),
        "history": history.of(g.db, [sheet.id]),
        "before": week.plus(-1),
        "after": week.plus(1),
        "today": clock.today(),
    }
    return page(
        "timesheets/show.html", block="sheet", status=status, **(known | _sums(it) | values)
    )


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>/return")
@serves(Role.CONSULTANT)
def return_(job_id: UUID, week: str) -> Any:
    it, form = Sheet(job_id, week), ReturnForm()
    if not form.validate_on_submit() or not _says_why(form, it.sheet):
        return _page(it, it.filled(), status=422, return_form=form)
    actions.return_to_employer(
        g.db,
        it.sheet,
        it.task,
        reasons=form.reasons(it.sheet),
        because=form.because.data or "",
        by=g.actor,
        at=clock.now(),
    )
    named = {"week": it.week.number, "name": it.job.first_name}
    return _on_to_the_next(
        Message("Week %(week)s for %(name)s is sent back. The company has a mail.", named)
    )


def _says_why(form: ReturnForm, sheet: Timesheet) -> bool:
    if form.because.data or form.reasons(sheet):
        return True
    form.because.errors = [_("Say what is to be corrected: here, or on the day.")]
    return False


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>/approve")
@serves(Role.CONSULTANT)
def approve(job_id: UUID, week: str) -> Any:
    it = Sheet(job_id, week)
    actions.approve(g.db, it.sheet, by=g.actor, at=clock.now())
    named = {"week": it.week.number, "name": it.job.first_name}
    return _on_to_the_next(Message("Week %(week)s for %(name)s is approved.", named))


def _on_to_the_next(notice: Message) -> Any:
    """Say what was done, on the next sheet that waits for the actor, or at home after the last."""
    following = store.next_to_approve(g.db, g.actor)
    if following is None:
        return seen("desk.home", notice)
    week = str(Week.of(following.monday))
    return seen("timesheets.show", notice, job_id=following.small_job_id, week=week)
