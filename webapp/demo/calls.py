"""A company that asks its contact person to call."""

from ..smalljobs.models import SmallJob
from ..support.models import Call
from ..support.rules import Action
from ..tasks.models import Task
from ..timesheets.models import Timesheet
from ..timesheets.rules import Absence, Status, Went
from . import days
from .firms import Place
from .world import World


def call_about_week(world: World, place: Place) -> None:
    """An absence in the newest week that was sent from there, and a request to call about it."""
    tasks = {task.id for task in world.things[Task] if task.workplace_id == place.workplace.id}
    jobs = {job.id for job in world.things[SmallJob] if job.task_id in tasks}
    theirs = [sheet for sheet in world.things[Timesheet] if sheet.small_job_id in jobs]
    sent = [sheet for sheet in theirs if sheet.status is Status.SUBMITTED]
    sheet = max(sent, key=lambda sheet: (sheet.monday, str(sheet.id)))
    missed = next((day for day in sheet.days if day.paid and not day.absence), sheet.days[0])
    days.mark_absent(world, missed, Absence.NO_SHOW)
    sheet.went, sheet.call_me = Went.BADLY, True
    at, by = sheet.sent_at, place.manager
    world.add(
        Call(small_job_id=sheet.small_job_id, timesheet_id=sheet.id, asked_by=by.id, asked_at=at)
    )
    world.move("timesheet", sheet, Action.ASK, by, at)
