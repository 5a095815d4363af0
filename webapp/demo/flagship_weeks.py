"""Jørgen's weeks: opened on Monday, sent by Karen on Friday, answered by Mette."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from ..clock import Week
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..support.actions import send_week
from ..tasks.models import Task
from ..timesheets import actions, job_actions
from ..timesheets.blank import blank
from ..timesheets.models import Timesheet
from ..timesheets.rules import Absence, Went
from . import days, progress
from .firms import Place
from .flagship_texts import KNOWN_MARKS, WEEKS_AGO
from .stage import Stage

QUESTIONED = 2  # weeks ago: what Mette has a question about
LINE = "Her står 6 timer. Hjalp han til på trucken den dag, eller er det en slåfejl?"
LONGER = 360  # minutes
MADE_UP = "Han indhentede den dag, hvor han ikke kom."


def play(stage: Stage, place: Place, job: SmallJob) -> None:
    """All weeks since the start. From Friday on this week is the one that Karen has to send."""
    world = stage.world
    for ago in range(WEEKS_AGO, -1, -1):
        week = world.week.plus(-ago)
        if ago < WEEKS_AGO:  # the first one is there once the small job starts
            stage.at(world.at(week.monday, 0, 5), lambda at, week=week: _open(stage, week, at))  # type: ignore[misc]
        if ago > 1 or (ago == 1 and world.owes_this_week):
            _sent_and_answered(stage, place, job.id, week, questioned=ago == QUESTIONED)


def _open(stage: Stage, week: Week, at: datetime) -> None:
    job_actions.open_week(stage.session, week, at=at)


def _sent_and_answered(
    stage: Stage, place: Place, job_id: UUID, week: Week, *, questioned: bool
) -> None:
    world = stage.world
    friday = world.at(week.days[4], world.dice.choice((13, 14, 14, 15)), world.dice.randrange(60))
    stage.at(friday, lambda at: _send(stage, place, job_id, week, at, questioned=questioned))
    if questioned:
        stage.at(world.later(friday, 1, 2), lambda at: _ask(stage, place, job_id, week, at))
    else:
        stage.at(world.later(friday, 1, 3), lambda at: _approve(stage, place, job_id, week, at))


def sheet_of(stage: Stage, job_id: UUID, week: Week) -> Timesheet:
    query = select(Timesheet).where(
        col(Timesheet.small_job_id) == job_id, col(Timesheet.monday) == week.monday
    )
    return stage.session.exec(query).one()


def _send(
    stage: Stage, place: Place, job_id: UUID, week: Week, at: datetime, *, questioned: bool
) -> None:
    """Karen writes what was different, marks what was trained, and sends it."""
    session, karen = stage.session, stage.actor(place.manager)
    job = session.get_one(SmallJob, job_id)
    split, sheet = session.get_one(Split, job.split_id), sheet_of(stage, job_id, week)
    written = blank(job, split.parts, week, at=at)
    if questioned:
        _made_up(stage, job, split, written)
    else:
        days.vary(stage.world, job, split, written)
    known_marks = {part.activity_id: KNOWN_MARKS[part.what] for part in split.parts}
    marks = progress.known(job, split, written, known_marks)
    content = replace(days.content(job, split, written), progress=marks)
    actions.save(session, sheet, content, version=sheet.version, by=karen, at=at)
    send_week(session, sheet, by=karen, at=at)


def _made_up(stage: Stage, job: SmallJob, split: Split, written: Timesheet) -> None:
    """He did not show up on one day, and made up for it."""
    worked = [day for day in written.days if day.paid] or written.days[:1]
    missed, day = worked[0], worked[-1]
    if missed is not day:
        days.mark_absent(stage.world, missed, Absence.NO_SHOW)
        written.went = Went.SO_SO
    day.paid = LONGER
    days.add_up(day)
    written.reasons = days.answers(written, job, split, MADE_UP)


def _ask(stage: Stage, place: Place, job_id: UUID, week: Week, at: datetime) -> None:
    """Mette wonders about the day that was longer."""
    session, sheet = stage.session, sheet_of(stage, job_id, week)
    task = session.get_one(Task, session.get_one(SmallJob, job_id).task_id)
    day = next(day for day in reversed(sheet.days) if day.paid)
    actions.return_to_employer(
        session,
        sheet,
        task,
        reasons={day.id: LINE},
        because="Resten ser fint ud.",
        by=stage.actor(place.consultant),
        at=at,
    )


def _approve(stage: Stage, place: Place, job_id: UUID, week: Week, at: datetime) -> None:
    sheet = sheet_of(stage, job_id, week)
    actions.approve(stage.session, sheet, by=stage.actor(place.consultant), at=at)
