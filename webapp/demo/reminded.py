"""Reminders that went out: about weeks that are still open, on the days on which they come."""

from uuid import UUID

from ..accounts.models import Employer
from ..clock import local
from ..reminders.models import Reminded, Reminder
from ..reminders.rules import due_at, reminder_days
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..tasks.models import Task
from ..timesheets.models import Timesheet
from ..timesheets.rules import Status
from .world import World

NOON = Employer.model_fields["remind_at"].default


def remind(world: World) -> None:
    """Each manager once a day, about all of theirs."""
    tasks = {task.id: task for task in world.things[Task]}
    jobs = {job.id: job for job in world.things[SmallJob] if job.status is JobStatus.ACTIVE}
    reminders: dict[tuple[UUID, object], Reminder] = {}
    for sheet in world.things[Timesheet]:
        job = jobs.get(sheet.small_job_id)
        if job is None or sheet.status is not Status.OPEN:
            continue
        author = tasks[job.task_id].created_by
        for day in reminder_days(sheet.monday):
            at = due_at(day, NOON)
            if day >= world.today or at < sheet.since or author is None:
                continue
            if (author, day) not in reminders:
                new = Reminder(user_id=author, day=local(at).date(), at=at)
                reminders[author, day] = world.add(new)
            about = {"reminder_id": reminders[author, day].id, "timesheet_id": sheet.id}
            world.things[Reminded].append(Reminded(**about))
