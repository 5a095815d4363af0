"""Week sheets: filled in, sent, sent back, approved."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, request
from flask_babel import gettext as _

from .. import clock, days_off
from ..actor import Role
from ..clock import Week
from ..forms import mark
from ..messages import Message
from ..render import htmx, page, redirect_with_notice
from ..smalljobs import store as jobs
from ..support import actions as support
from ..timesheets import actions, owed, rules, store, told, weeks
from ..timesheets.forms import ReturnForm, WeekForm
from ..timesheets.meeting import Met, insisted, meet
from ..timesheets.models import Timesheet
from ..timesheets.reading import Reading
from ..timesheets.rules import SENT, Absence, Status
from . import week_live, week_sheet
from .guard import SIGNED_IN, commit_on_error, or_404, serves
from .paging import chosen, cursor, sought
from .week_sheet import Sheet

bp = Blueprint("timesheets", __name__)

SAVE, SEND, NONE = "save", "send", "none-"  # what a button says, or begins with
TAKE, KEEP = "take-", "keep-"  # somebody else's words in a field, or one's own


@bp.get("/timesheets")
@serves(*SIGNED_IN)
def list() -> Any:
    status, those = chosen(Status), sought(g.actor)
    narrowed = jobs.sought(g.actor, mine=those.mine, words=those.words)
    rows = store.listed(g.db, g.actor, *narrowed, status=status, before=cursor("monday"))
    return page(
        "timesheets/list.html",
        rows=rows[: store.PAGE],
        more=len(rows) > store.PAGE,
        chosen=status,
        sought=those,
    )


@bp.get("/timesheets/<uuid:sheet_id>")
@serves(*SIGNED_IN)
def by_id(sheet_id: UUID) -> Any:
    """The address that mails use."""
    sheet = or_404(store.get(g.db, g.actor, sheet_id))
    return redirect_with_notice("timesheets.show", job_id=sheet.small_job_id, week=str(sheet.week))


@bp.get("/smalljobs/<uuid:job_id>/weeks/<week>")
@serves(*SIGNED_IN)
def show(job_id: UUID, week: str) -> Any:
    it = Sheet(job_id, week)
    return week_sheet.show(it, it.filled())


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>")
@serves(Role.EMPLOYER)
def write(job_id: UUID, week: str) -> Any:
    """Keep what is typed, or send it."""
    it, do = Sheet(job_id, week), request.form.get("do", SAVE)
    form, unsure = _filled_in(it, do)
    met = _met(it, form, do, unsure=unsure)
    if it.too_early:
        return week_sheet.show(it, form, status=422)
    if it.sheet.status in SENT and not met.anew and not met.clashes:
        return _again(it, do)
    untold = _untold(it, met, form)
    version = it.sheet.version
    actions.keep(g.db, it.sheet, met.told, version=version, by=g.actor, at=clock.now())
    shown = told.loaded(form.asked.data) or {}
    it.carry(form, met.base, met.clashes, met.own)
    form.show(met.told, it.frame, met.taken)
    commit_on_error()  # what was typed stays, even where something has to be mended first
    if do == SAVE and htmx:
        return week_live.saved(it, form, met, shown)
    if met.clashes:
        return week_sheet.show(it, form, status=409, clashes=week_live.in_words(met))
    if unsure:
        return _ask_whether_sure(it, form)
    return _kept(it, form, do, met, untold=untold)


def _filled_in(it: Sheet, do: str) -> tuple[WeekForm, bool]:
    """The form; and is it to be asked whether a week without hours is meant?"""
    form = WeekForm()
    form.about(it.frame)
    form.validate()
    absence = next((one for one in Absence if do == NONE + one), None)
    if absence is None:
        return form, False
    if not form.sure.data and it.would_lose(form, absence):
        form.validate()
        return form, True
    form.no_hours(absence, it.frame)
    form.validate()
    return form, False


def _met(it: Sheet, form: WeekForm, do: str, *, unsure: bool) -> Met:
    """What was typed, put together with what somebody else may have kept meanwhile."""
    kept, base = it.kept, told.loaded(form.base.data)
    if base is None:  # what it was filled from is known all the same, while nobody changed it
        base = told.texts(kept) if form.version_seen == it.sheet.version else {}
    read = Reading(form, kept, base, it.frame)
    take = do.removeprefix(TAKE) if do.startswith(TAKE) else ""
    asked, own = told.loaded(form.asked.data) or {}, told.loaded(form.own.data) or {}
    decided = insisted(asked, own, read.told, do.removeprefix(KEEP) if _keeps(do) else "")
    if do == SAVE or take:  # who goes on typing has not decided yet
        decided = {}
    elif do.startswith(NONE) and not unsure:  # it is about all days
        texts = told.texts(kept)
        decided = {name: text for name, text in texts.items() if name.startswith("day-")}
    return meet(base, read.told, kept, unsaid=read.unsaid, decided=decided, give=take)


def _untold(it: Sheet, met: Met, form: WeekForm) -> bool:
    """Is a week that came back about to be sent as it was, for the first time?"""
    untouched = it.sheet.status is Status.RETURNED and it.sheet.updated_at == it.sheet.since
    return untouched and not met.anew and not form.asked_already.data


def _ask_whether_sure(it: Sheet, form: WeekForm) -> Any:
    form.sure.data = "1"
    question = Message("You have changed this week. Press once more to send it without hours.")
    mark(form, [("sure", question)])
    return week_sheet.show(it, form, status=422)


def _sends(do: str) -> bool:
    return do == SEND or do.startswith(NONE)


def _keeps(do: str) -> bool:
    return do.startswith(KEEP)


def _kept(it: Sheet, form: WeekForm, do: str, met: Met, *, untold: bool) -> Any:
    """After a button was pressed and what was typed is kept."""
    if _sends(do):
        mark(form, [(name, finding.message) for name, finding in it.to_answer])
        if untold and not form.problems:
            form.asked_already.data = "1"
            mark(form, [("note", _unanswered(it))])
    if form.problems:
        return week_sheet.show(it, form, status=422)
    if _sends(do):
        return _send(it)
    if do.startswith((TAKE, KEEP)):
        place = do.partition("-")[2].partition(".")[0]
        return _to_sheet(it, _anchor=place)  # what was chosen stands there: no more words
    others = Message("The week is kept, with what somebody else wrote. It is not sent yet.")
    mine = Message("The week is kept. It is not sent yet.")
    return _to_sheet(it, others if met.taken else mine)


def _unanswered(it: Sheet) -> Message:
    return Message(
        "%(name)s asked you something. Write an answer, or change what it is about. Is it right as"
        " it is? Then press send once more.",
        {"name": it.around.consultant or _("The municipality")},
    )


def _send(it: Sheet) -> Any:
    with g.db.begin_nested():  # what was typed stays; it is sent with its call, or not at all
        actions.submit(g.db, it.sheet, by=g.actor, at=clock.now())
        if it.sheet.call_me:
            support.ask(g.db, it.sheet, it.job, it.task, by=g.actor, at=clock.now())
    return _sent(it)


def _again(it: Sheet, do: str) -> Any:
    """The same once more, as when the first answer was lost on the way: it is there already."""
    if do == SAVE and htmx:
        return "", 204
    return _sent(it) if _sends(do) else _to_sheet(it)


def _sent(it: Sheet) -> Any:
    named = {
        "week": it.week.number,
        "who": it.job.first_name,
        "name": it.around.consultant or _("The municipality"),
        "day": days_off.working_day_after(clock.today(), rules.LOOKED_AT_WITHIN),
    }
    notice = Message(
        "Week %(week)s for %(who)s is sent. %(name)s looks at it by %(day)s. Until then you can"
        " take it back.",
        named,
        weekdays=("day",),
    )
    more = owed.any_left(g.db, g.actor, last_due=weeks.last_due(clock.today()))
    return redirect_with_notice("owed.show" if more else "desk.home", notice)


def _to_sheet(it: Sheet, notice: Message | str = "", **where: str) -> Any:
    return redirect_with_notice(
        "timesheets.show", notice, job_id=it.job.id, week=str(it.week), **where
    )


@bp.post("/smalljobs/<uuid:job_id>/weeks/<week>/return")
@serves(Role.CONSULTANT)
def return_(job_id: UUID, week: str) -> Any:
    it, form = Sheet(job_id, week), ReturnForm()
    if not form.validate_on_submit() or not _says_why(form, it.sheet):
        return week_sheet.show(it, it.filled(), status=422, return_form=form)
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
    return _on_to_the_next(Message("Week %(week)s for %(name)s is sent back.", named))


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
        return redirect_with_notice("desk.home", notice)
    week = str(Week.of(following.monday))
    return redirect_with_notice("timesheets.show", notice, job_id=following.small_job_id, week=week)
