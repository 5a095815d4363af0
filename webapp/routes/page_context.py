"""The names around a small job on its pages, with the open call and proposal: one statement."""

from dataclasses import dataclass
from uuid import UUID

from flask import g

from ..clock import Week
from ..reminders.store import mails_about_week
from ..smalljobs.models import SmallJob
from ..splits.models import Split
from ..splits.open_proposals import OPEN_PROPOSAL, OpenProposal
from ..support.store import OpenCall, open_columns
from ..tasks import store as tasks
from ..tasks.models import Task
from ..timesheets.page_queries import SheetContext, job_with_context


@dataclass(frozen=True)
class JobPageContext(OpenProposal, OpenCall, tasks.TaskContext):
    """What the page of a small job shows around it."""


def of_job(job: SmallJob, task: Task) -> JobPageContext:
    columns = [*open_columns(job.id), *OPEN_PROPOSAL]
    return tasks.context_with(g.db, task, JobPageContext, *columns)


@dataclass(frozen=True)
class WeekPageContext(OpenProposal, OpenCall, SheetContext):
    """What the page of a week shows beside the sheet."""

    reminders: int  # mails about it, while it is not sent


def of_week(job_id: UUID, week: Week) -> tuple[SmallJob, Task, Split, WeekPageContext] | None:
    asked = mails_about_week(job_id, week.monday)
    columns = [*open_columns(job_id, week.monday), *OPEN_PROPOSAL, asked]
    return job_with_context(g.db, g.actor, job_id, WeekPageContext, *columns)
