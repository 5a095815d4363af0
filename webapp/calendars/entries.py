"""The entries of a personal calendar, and their days. Pure.

Entries are whole days: no clock change moves them, and nobody is shown as busy. The uid of an entry
stays the same when its day or its title changes, so that calendars update it and add no second one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from ..clock import Week
from ..messages import Message, Page, Target
from ..rulebook import Rulebook
from ..smalljobs.names import shared_names, with_headline
from ..smalljobs.pauses import Run, RunLike, runs_in, runs_on
from ..smalljobs.rules import Status as JobStatus
from ..splits import plan
from ..timesheets.rules import Status as SheetStatus
from ..timesheets.weeks import due_day

AHEAD = 4  # weeks after this one


@dataclass(frozen=True)
class CalendarEntry:
    """One day of a calendar."""

    uid: str
    day: date
    title: Message
    changed_at: datetime
    target: Target


class CalendarJob(NamedTuple):
    """A small job that has not ended, as far as a calendar shows it."""

    id: UUID
    split_id: UUID
    first_name: str
    headline: str
    employer: str
    status: JobStatus
    start_on: date
    training_ends: date | None
    contract_on: date | None
    updated_at: datetime
    last_weekday: int | None  # of the usual week, 0 is Monday


class CalendarPause(Protocol):
    """A pause of a small job, as far as a calendar shows it."""

    id: UUID
    from_day: date
    to_day: date | None


class CalendarSheet(NamedTuple):
    """A week sheet, as far as a calendar shows it."""

    small_job_id: UUID
    first_name: str
    headline: str
    monday: date
    revision: int
    status: SheetStatus
    since: datetime
    last_worked: date | None  # the last day with hours in it


def tell_apart(
    jobs: Sequence[CalendarJob], sheets: Sequence[CalendarSheet]
) -> tuple[list[CalendarJob], list[CalendarSheet]]:
    """Both with the headline of the task at each first name that two of them have."""
    people = {job.id: job.first_name for job in jobs}
    people |= {sheet.small_job_id: sheet.first_name for sheet in sheets}
    shared = shared_names(people.items())
    return (
        [_with_headline(job) if job.id in shared else job for job in jobs],
        [_with_headline(sheet) if sheet.small_job_id in shared else sheet for sheet in sheets],
    )


def _with_headline(row: Any) -> Any:
    return row._replace(first_name=with_headline(row.first_name, row.headline))


def week_entries(
    jobs: Iterable[CalendarJob],
    sheets: Iterable[CalendarSheet],
    pauses: Mapping[UUID, Sequence[CalendarPause]],
    *,
    today: date,
) -> Iterator[CalendarEntry]:
    """The weeks to be sent, each on the day from which it is due, until it is sent.

    `sheets` are all open and returned ones, and all others from this week on. `pauses` are by
    small job: a week that lies wholly in one is not sent.
    """
    listed = list(sheets)
    for sheet in listed:
        if sheet.status is SheetStatus.RETURNED:
            yield _week(sheet, back=True)
        elif sheet.status is SheetStatus.OPEN and sheet.revision == 1:
            yield _week(sheet)
    known = {(sheet.small_job_id, sheet.monday) for sheet in listed}
    coming = [Week.of(today).plus(number) for number in range(AHEAD + 1)]
    for job in jobs:
        run = Run(job.start_on, None, pauses.get(job.id, ()))
        for week in coming if job.status is not JobStatus.PLANNED else []:
            if runs_in(run, week) and (job.id, week.monday) not in known:
                yield _week(_as_planned(job, run, week))


def _as_planned(job: CalendarJob, run: RunLike, week: Week) -> CalendarSheet:
    """A week of which there is no sheet yet."""
    planned = week.days[: (job.last_weekday or 0) + 1]
    last_worked = max((day for day in planned if runs_on(run, day)), default=None)
    opened = (1, SheetStatus.OPEN, job.updated_at)
    return CalendarSheet(job.id, job.first_name, job.headline, week.monday, *opened, last_worked)


def _week(sheet: CalendarSheet, *, back: bool = False) -> CalendarEntry:
    week = Week.of(sheet.monday)
    named = {"week": week.number, "name": sheet.first_name}
    if back:
        title = Message("Week %(week)s for %(name)s: correct the hours", named)
    else:
        title = Message("Week %(week)s for %(name)s: send the hours", named)
    uid = f"week-{sheet.small_job_id}-{week}"
    target = Target(Page.WEEK, sheet.small_job_id, week)
    day = due_day(week, sheet.last_worked)
    return CalendarEntry(uid, day, title, sheet.since, target)


def start_and_end_entries(jobs: Iterable[CalendarJob]) -> Iterator[CalendarEntry]:
    """When small jobs start, and when their training ends."""
    for job in jobs:
        named = {"name": job.first_name, "company": job.employer}
        starts = Message("%(name)s starts at %(company)s", named)
        yield _of(job, "start", job.start_on, starts)
        if job.training_ends:
            ends = Message("The training of %(name)s ends (%(company)s)", named)
            yield _of(job, "training-ends", job.training_ends, ends)


def pause_entries(
    jobs: Iterable[CalendarJob], pauses: Mapping[UUID, Sequence[CalendarPause]]
) -> Iterator[CalendarEntry]:
    """When somebody's pauses begin, and when they are back."""
    for job in jobs:
        named = {"name": job.first_name, "company": job.employer}
        for pause in pauses.get(job.id, ()):
            begins = Message("%(name)s has a pause from today (%(company)s)", named)
            yield _of(job, f"pause-{pause.id}", pause.from_day, begins)
            if pause.to_day is not None:
                back = Message("%(name)s is back after the pause (%(company)s)", named)
                yield _of(job, f"back-{pause.id}", pause.to_day + timedelta(days=1), back)


def follow_up_entries(
    job: CalendarJob, parts: Sequence[plan.PartLike], book: Rulebook
) -> Iterator[CalendarEntry]:
    """The deadlines of a contact person: what follows the training, and the contract.

    Training that becomes paid hours as agreed has no entry.
    """
    named = {"name": job.first_name, "company": job.employer}
    if job.training_ends and not plan.paid_after_training(parts):
        day = job.training_ends - timedelta(weeks=book.training_period.remind)
        soon = Message("Time to propose what follows the training of %(name)s (%(company)s)", named)
        yield _of(job, "after-training", day, soon)
    paid = max((phase.paid for phase in plan.phases(parts)), default=0)
    if job.contract_on is None and paid > book.contract.over:
        day = job.start_on + timedelta(days=book.contract.within)
        contract = Message("Deadline: written contract for %(name)s (%(company)s)", named)
        yield _of(job, "contract", day, contract)


def _of(job: CalendarJob, what: str, day: date, title: Message) -> CalendarEntry:
    uid = f"{what}-{job.id}"
    return CalendarEntry(uid, day, title, job.updated_at, Target(Page.SMALL_JOB, job.id))
