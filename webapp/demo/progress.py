"""Progress in training, week by week: not yet, with help, alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ..smalljobs.models import SmallJob
from ..smalljobs.rules import plan_week
from ..splits.models import Split
from ..splits.plan import Kind
from ..timesheets.mastery import activities_to_mark, as_evidence
from ..timesheets.models import Progress, Timesheet
from ..timesheets.rules import SENT, Mark
from . import build
from .work import words
from .world import World


@dataclass
class WeekMark:
    """One week's mark of an activity."""

    monday: date
    mark: Mark
    learnt: str


# (mark, words) of an activity, its first week of training first.
KnownMarks = Mapping[UUID, Sequence[tuple[Mark, str]]]
OPEN_END = 13  # weeks that training without an end is thought to take
SAYS_NOTHING, SAYS_MORE = 0.1, 0.3


def mark_progress(
    world: World, job: SmallJob, split: Split, sheet: Timesheet, known_marks: KnownMarks
) -> None:
    """What the company presses when it sends the week, where anything was trained in it."""
    if not any(day.training for day in sheet.days):
        return
    week = plan_week(job.start_on, sheet.week)
    for activity_id in activities_to_mark(split.parts, week):
        number, of = _how_far(split, activity_id, week)
        if activity_id in known_marks:
            mark, learnt = _of_week(known_marks[activity_id], number)
        else:
            if world.dice.random() < SAYS_NOTHING:
                continue
            mark = _usual(number / of)
            more = world.dice.random() < SAYS_MORE
            learnt = world.dice.choice(words()["learnt"][mark]) if more else ""
        world.add(build.progress(activity_id, mark, learnt, timesheet_id=sheet.id))
        if sheet.as_returned:  # it was pressed before the week came back
            sheet.as_returned["marks"][str(activity_id)] = mark


def known(
    job: SmallJob, split: Split, sheet: Timesheet, known_marks: KnownMarks
) -> dict[UUID, tuple[Mark, str]]:
    """The marks of a week in which all that is trained has known ones."""
    if not any(day.training for day in sheet.days):
        return {}
    week = plan_week(job.start_on, sheet.week)
    trained = activities_to_mark(split.parts, week)
    return {each: _of_week(known_marks[each], _how_far(split, each, week)[0]) for each in trained}


def _of_week(marks: Sequence[tuple[Mark, str]], number: int) -> tuple[Mark, str]:
    return marks[min(number, len(marks)) - 1]


def evidence(world: World, job: SmallJob, activity_id: UUID, at: datetime) -> list[dict[str, str]]:
    """The marks of an activity in the weeks that were sent at that time, as a part keeps them."""
    sheets = {sheet.id: sheet for sheet in world.things[Timesheet] if sheet.small_job_id == job.id}
    rows = [
        WeekMark(sheet.monday, row.mark, row.learnt)
        for row in world.things[Progress]
        if row.activity_id == activity_id
        and (sheet := sheets.get(row.timesheet_id)) is not None
        and sheet.status in SENT
        and sheet.sent_at <= at
    ]
    return as_evidence(rows)


def _how_far(split: Split, activity_id: UUID, week: int) -> tuple[int, int]:
    """Which week of the activity's training it is, counted from 1, and of how many."""
    rows = [
        part
        for part in split.parts
        if part.activity_id == activity_id and part.kind is Kind.TRAINING
    ]
    first = min(part.from_week for part in rows)
    last = max(part.to_week or first + OPEN_END - 1 for part in rows)
    return week - first + 1, last - first + 1


def _usual(share: float) -> Mark:
    if share < 0.3:
        return Mark.NOT_YET
    return Mark.WITH_HELP if share < 0.75 else Mark.ALONE
