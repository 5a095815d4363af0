"""Week sheets: list, show, save, submit, return, approve."""

from uuid import UUID

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from .. import clock, days_off
from ..actor import Role
from ..clock import Week
from ..forms import mark
from ..messages import Message
from ..render import htmx, page, redirect_with_notice
from ..smalljobs import store as jobs
from ..support import actions as support
from ..timesheets import actions, due_weeks, rules, sheet_rows, store
from ..timesheets.editing import texts
from ..timesheets.editing.conflicts import conflict_texts
from ..timesheets.editing.form_reader import FormReader
from ..timesheets.editing.forms import WeekForm
from ..timesheets.editing.three_way_merge import MergeResult, find_resolved, merge
from ..timesheets.forms import ReturnForm
from ..timesheets.models import Timesheet
from ..timesheets.rules import SENT, Absence, Status
from . import week_autosave, week_page
from .guard import SIGNED_IN, commit_on_error, or_404, serves
from .paging import chosen_status, cursor, day, list_filter
from .week_view import WeekView

bp = Blueprint("timesheets", __name__)

SAVE, SEND, NONE = "save", "send", "none-"  # the value of a button, or its beginning
TAKE, KEEP = "take-", "keep-"  # how a conflict is resolved: their text in a field, or one's own


@bp.get("/timesheets")
@serves(*SIGNED_IN)
def list() -> Response:
    status, those = chosen_status(Status), list_filter(g.actor)
    narrowed = jobs.search_conditions(g.actor, mine=those.mine, words=those.words)
    rows = store.list_rows(g.db, g.actor, *narrowed, status=status, before=cursor(day))
    to_read = [row.id for row in rows if g.actor.is_staff and row.status is Status.SUBMITTED]
    return page(
        "timesheets/list.html",
        rows=rows[: store.PAGE],
        absences=sheet_rows.absences(g.db, to_read),
        more=len(rows) > store.PAGE,
        chosen=status,
        list_filter=those,
    )


@bp.get("/timesheets/<uuid:sheet_id>")
@serves(*SIGNED_IN)
def by_id(sheet_id: UUID) -> Response:
    """The address that mails use."""
    sheet = or_404(store.get(g.db, g.actor, sheet_id))
    return redirect_with_notice("timesheets.show", job_id=sheet.small_job_id, week=str(sheet.week))


@bp.get("/smalljobs/<uuid:job_id>/weeks/<week>")
@serves(*SIGNED_IN)
def show(job_id: UUID, week: str) -> Response:
    view = WeekView.load(job_id, week)
    return week_page.show(view, view.stored_form())


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>")
@serves(Role.EMPLOYER)
def write(job_id: UUID, week: str) -> ResponseReturnValue:
    """Save what is typed, or submit it."""
    view, do = WeekView.load(job_id, week), request.form.get("do", SAVE)
    form, unsure = _submitted_form(view, do)
    merged = _merge(view, form, do, unsure=unsure)
    if view.too_early:
        return week_page.show(view, form, status=422)
    if view.sheet.status in SENT and not merged.unsaved and not merged.conflicts:
        return _saved_already(view, do)
    unanswered = _is_unanswered(view, merged, form)
    version = view.sheet.version
    actions.save(g.db, view.sheet, merged.content, version=version, by=g.actor, at=clock.now())
    shown = texts.load_texts(form.asked.data) or {}
    view.set_merge_state(form, merged.base, merged.conflicts, merged.own)
    form.fill(merged.content, view.fields, merged.taken)
    commit_on_error()  # what was typed is saved, even where something has to be corrected first
    if do == SAVE and htmx:
        return week_autosave.autosave_response(view, form, merged, shown)
    if merged.conflicts:
        return week_page.show(view, form, status=409, conflicts=conflict_texts(merged))
    if unsure:
        return _ask_to_confirm(view, form)
    return _after_saving(view, form, do, merged, unanswered=unanswered)


def _submitted_form(view: WeekView, do: str) -> tuple[WeekForm, bool]:
    """The form, and whether to ask if a week without hours is meant."""
    form = WeekForm()
    form.set_fields(view.fields)
    form.validate()
    absence = next((absence for absence in Absence if do == NONE + absence), None)
    if absence is None:
        return form, False
    if not form.sure.data and view.would_lose(form, absence):
        form.validate()
        return form, True
    form.clear_hours(absence, view.fields)
    form.validate()
    return form, False


def _merge(view: WeekView, form: WeekForm, do: str, *, unsure: bool) -> MergeResult:
    """Merge what was typed with what somebody else may have saved meanwhile."""
    stored, base = view.stored, texts.load_texts(form.base.data)
    if base is None:  # then it is known only while nobody has saved
        base = texts.texts(stored) if form.version_seen == view.sheet.version else {}
    reader = FormReader(form, stored, base, view.fields)
    accept = do.removeprefix(TAKE) if do.startswith(TAKE) else ""
    asked, own = texts.load_texts(form.asked.data) or {}, texts.load_texts(form.own.data) or {}
    decided = find_resolved(asked, own, reader.content, do.removeprefix(KEEP) if _keeps(do) else "")
    if do == SAVE or accept:  # whoever goes on typing has not decided yet
        decided = {}
    elif do.startswith(NONE) and not unsure:  # it is about all days
        decided = {
            name: text for name, text in texts.texts(stored).items() if name.startswith("day-")
        }
    return merge(
        base, reader.content, stored, missing=reader.missing, resolved=decided, accept=accept
    )


def _is_unanswered(view: WeekView, merged: MergeResult, form: WeekForm) -> bool:
    """Is a returned week about to be sent unchanged, for the first time?"""
    untouched = view.sheet.status is Status.RETURNED and view.sheet.updated_at == view.sheet.since
    return untouched and not merged.unsaved and not form.asked_already.data


def _ask_to_confirm(view: WeekView, form: WeekForm) -> Response:
    form.sure.data = "1"
    question = Message("You have changed this week. Press once more to send it without hours.")
    mark(form, [("sure", question)])
    return week_page.show(view, form, status=422)


def _sends(do: str) -> bool:
    return do == SEND or do.startswith(NONE)


def _keeps(do: str) -> bool:
    return do.startswith(KEEP)


def _after_saving(
    view: WeekView, form: WeekForm, do: str, merged: MergeResult, *, unanswered: bool
) -> Response:
    """The answer to a button, once what was typed is saved."""
    if _sends(do):
        mark(form, [(name, finding.message) for name, finding in view.to_answer])
        mark(form, [("send_from", view.not_yet.message)] if view.not_yet else [])
        if unanswered and not form.problems:
            form.asked_already.data = "1"
            mark(form, [("note", _unanswered(view))])
    if form.problems:
        return week_page.show(view, form, status=422)
    if _sends(do):
        support.send_week(g.db, view.sheet, by=g.actor, at=clock.now())
        return _sent(view)
    if do.startswith((TAKE, KEEP)):
        place = do.partition("-")[2].partition(".")[0]
        return _to_sheet(view, _anchor=place)  # the chosen text is shown there: no notice is needed
    others = Message("The week is kept, with what somebody else wrote. It is not sent yet.")
    mine = Message("The week is kept. It is not sent yet.")
    return _to_sheet(view, others if merged.taken else mine)


def _unanswered(view: WeekView) -> Message:
    return Message(
        "%(name)s asked you something. Write an answer, or change what it is about. Is it right as"
        " it is? Then press send once more.",
        {"name": view.context.consultant or _("The municipality")},
    )


def _saved_already(view: WeekView, do: str) -> ResponseReturnValue:
    """The answer to a repeated request, when the first answer was lost on the way."""
    if do == SAVE and htmx:
        return "", 204
    return _sent(view) if _sends(do) else _to_sheet(view)


def _sent(view: WeekView) -> Response:
    named = {
        "week": view.week.number,
        "who": view.job.first_name,
        "name": view.context.consultant or _("The municipality"),
        "day": days_off.working_day_after(clock.today(), rules.LOOKED_AT_WITHIN),
    }
    notice = Message(
        "Week %(week)s for %(who)s is sent. %(name)s looks at it by %(day)s. Until then you can"
        " take it back.",
        named,
        weekdays=("day",),
    )
    more = due_weeks.any_due(g.db, g.actor, today=clock.today())
    return redirect_with_notice("due_weeks.show" if more else "desk.home", notice)


def _to_sheet(view: WeekView, notice: Message | str = "", **where: str) -> Response:
    return redirect_with_notice(
        "timesheets.show", notice, job_id=view.job.id, week=str(view.week), **where
    )


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>/return")
@serves(Role.CONSULTANT)
def return_(job_id: UUID, week: str) -> Response:
    view, form = WeekView.load(job_id, week), ReturnForm()
    if not form.validate_on_submit() or not _says_why(form, view.sheet):
        return week_page.show(view, view.stored_form(), status=422, return_form=form)
    actions.return_to_employer(
        g.db,
        view.sheet,
        view.task,
        reasons=form.reasons(view.sheet),
        because=form.because.data or "",
        by=g.actor,
        at=clock.now(),
    )
    named = {"week": view.week.number, "name": view.job.first_name}
    return _to_next_sheet(Message("Week %(week)s for %(name)s is sent back.", named))


def _says_why(form: ReturnForm, sheet: Timesheet) -> bool:
    if form.because.data or form.reasons(sheet):
        return True
    form.because.errors = [_("Say what is to be corrected: here, or on the day.")]
    return False


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>/approve")
@serves(Role.CONSULTANT)
def approve(job_id: UUID, week: str) -> Response:
    view = WeekView.load(job_id, week)
    actions.approve(g.db, view.sheet, by=g.actor, at=clock.now())
    named = {"week": view.week.number, "name": view.job.first_name}
    return _to_next_sheet(Message("Week %(week)s for %(name)s is approved.", named))


def _to_next_sheet(notice: Message) -> Response:
    """To the next sheet that the actor can approve, or home, with a notice."""
    following = store.next_to_approve(g.db, g.actor)
    if following is None:
        return redirect_with_notice("desk.home", notice)
    week = str(Week.of(following.monday))
    return redirect_with_notice("timesheets.show", notice, job_id=following.small_job_id, week=week)
