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


def about_a_week(world: World, place: Place) -> None:
    """Nobody came on a day of the newest week that was sent from there."""
    tasks = {one.id for one in world.things[Task] if one.workplace_id == place.workplace.id}
    jobs = {one.id for one in world.things[SmallJob] if one.task_id in tasks}
    theirs = [one for one in world.things[Timesheet] if one.small_job_id in jobs]
    sent = [one for one in theirs if one.status is Status.SUBMITTED]
    sheet = max(sent, key=lambda one: (one.monday, str(one.id)))
    missed = next((day for day in sheet.days if day.paid and not day.absence), sheet.days[0])
    days.away(world, missed, Absence.NO_SHOW)
    sheet.went, sheet.call_me = Went.BADLY, True
    at, by = sheet.sent_at, place.manager
    world.add(
        Call(small_job_id=sheet.small_job_id, timesheet_id=sheet.id, asked_by=by.id, asked_at=at)
    )
    world.move("timesheet", sheet, Action.ASK, by, at)
