"""Corrections of approved weeks: one is approved again, one waits for approval."""

from datetime import date, datetime, timedelta
from uuid import UUID

from ..accounts.models import Workplace
from ..clock import Month
from ..payroll.models import Export, Exported
from ..payroll.rules import default_month, file_id
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..tasks.models import Task
from ..timesheets.content_writer import carried_day
from ..timesheets.models import Day, Progress, Timesheet
from ..timesheets.rules import MOVES, Absence, Action, Because, Status
from . import build, days
from .firms import Place
from .steps import move
from .weeks import submit
from .world import World

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
LONGER = "Han blev en time længere om {day}en, og den kom ikke med."
MORE = 60  # minutes
WAS_AWAY = "Om {day}en var der ingen på arbejde. Lønnen er den samme."
LEAST_AGO = 3  # weeks: what is newer is on its way to be approved the first time


def approved_correction(world: World, place: Place) -> None:
    """Karen got the month's hours for payroll, then found an hour of Jørgen's that was missing."""
    job, month = world.things[SmallJob][0], default_month(world.today)
    wrong, day = _in_month(world, job, month)
    handed = world.days_ago(5)
    _handed_to_payroll(world, place, month, handed)
    at = world.later(handed, 1, 1)
    right, line = _begun(world, place, wrong, day, at, LONGER)
    line.paid += MORE
    _sent(world, place, right, at)
    right.approved_at = world.later(at, 1, 1)
    move(world, right, MOVES, Action.APPROVE, place.consultant, right.approved_at)


def submitted_correction(world: World, place: Place) -> None:
    """Ali found that somebody had been away on a day; Mette has not looked at it yet."""
    job = next(job for job in world.things[SmallJob] if job.task_id in _tasks(world, place.firm.id))
    wrong, day = _worked_days(world, job)[0]
    at = world.days_ago(1)
    right, line = _begun(world, place, wrong, day, at, WAS_AWAY)
    line.away_paid, line.paid, line.training = line.paid, 0, 0
    line.absence, line.absence_note = Absence.SICK, Because.TOLD_THAT_DAY.value
    _sent(world, place, right, at)


def _in_month(world: World, job: SmallJob, month: Month) -> tuple[Timesheet, date]:
    """The newest day that can be corrected in `month`; where it has none, the newest of all."""
    worked = _worked_days(world, job)
    return next((pair for pair in worked if Month.of(pair[1]) == month), worked[0])


def _worked_days(world: World, job: SmallJob) -> list[tuple[Timesheet, date]]:
    """The days with paid hours in approved weeks, newest first."""
    until = world.week.plus(-LEAST_AGO).monday
    sheets = [
        sheet
        for sheet in world.things[Timesheet]
        if sheet.small_job_id == job.id
        and sheet.status is Status.APPROVED
        and sheet.monday <= until
    ]
    days_of = [(sheet, day.day) for sheet in sheets for day in sheet.days if day.paid]
    return sorted(days_of, key=lambda pair: pair[1], reverse=True)


def _handed_to_payroll(world: World, place: Place, month: Month, at: datetime) -> None:
    """A file of what was approved in the month by then."""
    tasks = _tasks(world, place.firm.id)
    jobs = {job.id for job in world.things[SmallJob] if job.task_id in tasks}
    inside = [
        sheet
        for sheet in world.things[Timesheet]
        if sheet.small_job_id in jobs
        and month.first - timedelta(days=7) < sheet.monday <= month.last
        and sheet.approved_at
        and sheet.approved_at < at
    ]
    made = Export(
        id=file_id(place.firm.id, month, inside),
        employer_id=place.firm.id,
        month=month.first,
        made_at=at,
        made_by=place.manager.id,
    )
    world.things[Export].append(made)
    world.things[Exported] += [
        Exported(export_id=made.id, timesheet_id=sheet.id) for sheet in inside
    ]


def _begun(
    world: World, place: Place, wrong: Timesheet, day: date, at: datetime, why: str
) -> tuple[Timesheet, Day]:
    """The next revision of an approved week, as it begins, and the line of `day` in it."""
    right = world.add(
        build.timesheet(
            wrong.small_job_id,
            wrong.week,
            at,
            revision=wrong.revision + 1,
            correction=why.format(day=WEEKDAYS[day.weekday()]),
            went=wrong.went,
            reasons=dict(wrong.reasons),
            days=[carried_day(line.content) for line in wrong.days],
        )
    )
    for row in [
        progress for progress in world.things[Progress] if progress.timesheet_id == wrong.id
    ]:
        values = {"mark": row.mark, "learnt": row.learnt, "timesheet_id": right.id}
        world.add(build.progress(row.activity_id, **values))
    stays = {"before": "", "after": right.status, "reason": right.correction}
    world.move("timesheet", right, Action.CORRECT, place.manager, at, **stays)
    return right, right.days[day.weekday()]


def _sent(world: World, place: Place, right: Timesheet, at: datetime) -> None:
    """The correction, whole: parts of days add up, and what the rulebook asks has its answer."""
    for day in right.days:
        days.add_up(day)
    job = next(job for job in world.things[SmallJob] if job.id == right.small_job_id)
    split = next(split for split in world.things[Split] if split.id == job.split_id)
    asked = days.unanswered(job, split, right)
    right.reasons |= {finding.code.value: right.correction for finding in asked}
    submit(world, place, right, at + timedelta(minutes=2))


def _tasks(world: World, firm_id: UUID) -> set[UUID]:
    """The ids of all tasks of a company."""
    places = {place.id for place in world.things[Workplace] if place.employer_id == firm_id}
    return {task.id for task in world.things[Task] if task.workplace_id in places}
