"""Corrections of approved weeks: one is approved again, one waits for approval."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from ..accounts.models import Employer, Workplace
from ..clock import Month
from ..payroll import actions as payroll
from ..payroll import rows
from ..payroll import store as payroll_store
from ..payroll.rules import default_month, file_id, newest
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..support.actions import send_week
from ..tasks.models import Task
from ..timesheets import actions
from ..timesheets.day import DayContent
from ..timesheets.models import Timesheet
from ..timesheets.rules import Absence, Because, Status
from . import days
from .firms import Place
from .stage import Stage

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MORE = 60  # minutes
LEAST_AGO = 3  # weeks: what is newer is on its way to be approved the first time


@dataclass(frozen=True)
class Mistake:
    """What was wrong with a day: the words for it, and how the day is right."""

    why: str
    right: Callable[[DayContent], DayContent]


def _an_hour_more(day: DayContent) -> DayContent:
    return replace(day, paid=day.paid + MORE)


def _away(day: DayContent) -> DayContent:
    """Nobody was there; the pay is the same."""
    told = Because.TOLD_THAT_DAY.value
    sick = replace(day, absence=Absence.SICK, absence_note=told, away=True)
    return replace(sick, usual_paid=day.paid, paid=0, training=0)


LONGER = Mistake("Han blev en time længere om {day}en, og den kom ikke med.", _an_hour_more)
WAS_AWAY = Mistake("Om {day}en var der ingen på arbejde. Lønnen er den samme.", _away)


def approved_correction(stage: Stage, place: Place, job: SmallJob) -> None:
    """Karen gets the month's hours for payroll, then finds an hour of Jørgen's that was missing."""
    handed = stage.world.days_ago(5)
    found = stage.world.later(handed, 1, 1)
    month = default_month(stage.world.today)
    stage.at(handed, lambda at: _hand_to_payroll(stage, place, month, at))
    stage.at(found, lambda at: _correct_hour(stage, place, job.id, month, at))


def _correct_hour(stage: Stage, place: Place, job_id: UUID, month: Month, at: datetime) -> None:
    """The newest day that can be corrected in `month`; where it has none, the newest of all."""
    worked = worked_days(stage, job_id)
    wrong, day = next((pair for pair in worked if Month.of(pair[1]) == month), worked[0])
    right = _send(stage, place, wrong, day, LONGER, at)
    approved = stage.world.later(at, 1, 1)
    by = stage.actor(place.consultant)
    stage.at(approved, lambda at: actions.approve(stage.session, right, by=by, at=at))


def submitted_correction(stage: Stage, place: Place) -> None:
    """Ali finds that somebody had been away on a day; Mette has not looked at it yet."""
    places = stage.world.things[Workplace]
    here = {each.id for each in places if each.employer_id == place.firm.id}
    tasks = {task.id for task in stage.world.things[Task] if task.workplace_id in here}
    job_id = next(job.id for job in stage.world.things[SmallJob] if job.task_id in tasks)
    wrong, day = worked_days(stage, job_id)[0]
    at = stage.world.days_ago(1)
    stage.at(at, lambda at: _correct_absence(stage, place, wrong, day, at))


def _correct_absence(stage: Stage, place: Place, wrong: Timesheet, day: date, at: datetime) -> None:
    _send(stage, place, wrong, day, WAS_AWAY, at)


def worked_days(stage: Stage, job_id: UUID) -> list[tuple[Timesheet, date]]:
    """The days with paid hours in approved weeks, newest first."""
    query = select(Timesheet).where(
        col(Timesheet.small_job_id) == job_id,
        col(Timesheet.status) == Status.APPROVED,
        col(Timesheet.monday) <= stage.world.week.plus(-LEAST_AGO).monday,
    )
    sheets = stage.session.exec(query).all()
    paid = [(sheet, day.day) for sheet in sheets for day in sheet.days if day.paid]
    return sorted(paid, key=lambda pair: pair[1], reverse=True)


def _hand_to_payroll(stage: Stage, place: Place, month: Month, at: datetime) -> None:
    """A file of what is approved in the month by then."""
    session, karen = stage.session, stage.actor(place.manager)
    company = session.get_one(Employer, place.firm.id)
    sheets = payroll_store.sheets(session, karen, month)
    current = newest(sheets, approved=True)
    listed = rows.rows_of_file(sheets, [], None)
    export_id = file_id(company.id, month, current)
    payroll.export(session, export_id, company, month, current, rows=len(listed), by=karen, at=at)


def _send(
    stage: Stage,
    place: Place,
    wrong: Timesheet,
    day: date,
    mistake: Mistake,
    at: datetime,
) -> Timesheet:
    """The correction of that day, begun and sent. What the rulebook asks has its answer."""
    session, by = stage.session, stage.actor(place.manager)
    because = mistake.why.format(day=WEEKDAYS[day.weekday()])
    right = actions.correct(session, wrong, because=because, by=by, at=at)
    job = session.get_one(SmallJob, right.small_job_id)
    split = session.get_one(Split, job.split_id)
    content = days.content(job, split, right)
    lines = [
        days.divided(mistake.right(line)) if line.day == day else line for line in content.days
    ]
    content = replace(content, days=lines)
    actions.save(session, right, content, version=right.version, by=by, at=at)
    answers = days.answers(right, job, split, because)
    if answers:
        content = replace(content, reasons=dict(content.reasons) | answers)
        actions.save(session, right, content, version=right.version, by=by, at=at)
    send_week(session, right, by=by, at=at + timedelta(minutes=2))
    return right
