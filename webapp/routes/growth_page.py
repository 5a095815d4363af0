"""The page on which a change of a running small job is proposed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import Response, g

from .. import clock, rulebook
from ..render import fresh_id, page
from ..smalljobs import growth
from ..smalljobs.forms import GrowthForm
from ..smalljobs.models import SmallJob
from ..splits import store as splits
from ..splits.models import Split
from ..tasks.models import Task
from ..timesheets import mastery
from ..timesheets import store as timesheets


def show(job: SmallJob, task: Task, split: Split, form: GrowthForm, status: int = 200) -> Response:
    """What is trained, how it goes, and what can be proposed."""
    today = clock.today()
    now, choices = growth.this_week(job, today), rulebook.on(today).training_period.choices
    longer = {part.id: growth.extensions(part, now, choices) for part in split.parts}
    return page(
        "smalljobs/next.html",
        status=status,
        job=job,
        task=task,
        trained=growth.still_trained(split.parts, now),
        marks=_marks(task, split),
        weeks=_dated(job, range(now, now + growth.AHEAD)),
        longer={part_id: _dated(job, weeks) for part_id, weeks in longer.items()},
        form=form,
        split_id=fresh_id(),
        open_version=splits.unfinished_version(g.db, task.id),
    )


def _marks(task: Task, split: Split) -> dict[UUID, list[dict[str, str]]]:
    """The latest weekly marks of each activity."""
    rows = timesheets.evidence(g.db, g.actor, task.id)
    return {
        part.activity_id: mastery.as_evidence(
            row for row in rows if row.activity_id == part.activity_id
        )
        for part in split.parts
    }


def _dated(job: SmallJob, weeks: Iterable[int]) -> list[tuple[int, date]]:
    """Plan weeks, each with its Monday."""
    first = clock.Week.of(job.start_on)
    return [(number, first.plus(number - 1).monday) for number in weeks]
