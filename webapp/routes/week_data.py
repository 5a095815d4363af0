"""The data of one week sheet: what every request about a week loads."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from flask import abort, g

from .. import clock
from ..clock import Week
from ..messages import Message
from ..smalljobs import pauses
from ..smalljobs.models import SmallJob
from ..smalljobs.rules import Status as JobStatus
from ..splits.models import Split
from ..tasks.models import Task
from ..timesheets import store, weeks
from ..timesheets.blank import planned_week
from ..timesheets.models import Timesheet
from .guard import or_404
from .page_context import WeekPageContext, of_week


@dataclass
class WeekData:
    """A week sheet of a small job, with the rows it belongs to."""

    week: Week
    context: WeekPageContext
    job: SmallJob
    task: Task
    split: Split
    too_early: Message | None  # why the week cannot be filled in, if so
    sheet: Timesheet  # the newest revision; a blank one where nothing is stored
    planned: Timesheet  # the week as planned, not in the database
    corrected: Timesheet | None  # the approved revision that `sheet` corrects
    last_week: Timesheet | None
    draft: Timesheet | None  # for staff: a correction that the company is still writing
    versions: list[Timesheet]  # the revisions that the reader may see

    @classmethod
    def load(cls, job_id: UUID, week_text: str) -> Self:
        """The week of a small job for the actor, or 404."""
        try:
            week = Week.parse(week_text)
        except ValueError:
            abort(404)
        job, task, split, context = or_404(of_week(job_id, week))
        stored = store.sheets_of_week(g.db, g.actor, job_id, week)
        planned = planned_week(stored.newest, job, split.parts, week, at=clock.now())
        return cls(
            week=week,
            context=context,
            job=job,
            task=task,
            split=split,
            too_early=_too_early(job, week, is_stored=stored.newest is not None),
            sheet=stored.newest or planned,
            planned=planned,
            corrected=stored.corrected,
            last_week=stored.before,
            draft=stored.draft,
            versions=stored.versions,
        )


def _too_early(job: SmallJob, week: Week, *, is_stored: bool) -> Message | None:
    """Why the week cannot be filled in, or None."""
    if job.status is JobStatus.PLANNED:  # what has to be in place first may still be missing
        return Message("Week sheets appear here once it runs.")
    too_early = weeks.may_log(
        week, start_on=job.start_on, ended_on=job.ended_on, today=clock.today()
    )
    if too_early is None and not is_stored:
        return pauses.why_nothing_to_send(job, week)
    return too_early
