"""What stands in somebody's own calendar, and on which day. Pure.

All of it is about whole days: a day has no hour that a clock change could move, and takes nobody's
time. Each has a name that stays the same when its day or its words change, so that a calendar
changes what it has, and doubles nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from ..clock import Week
from ..messages import Message
from ..rulebook import Rulebook
from ..smalljobs.rules import Status as JobStatus
from ..splits import plan
from ..timesheets.rules import Status as SheetStatus
from ..timesheets.weeks import FRIDAY

AHEAD = 4  # weeks after this one


@dataclass(frozen=True)
class Entry:
    """One day of a calendar."""

    uid: str
    day: date
    title: Message
    changed_at: datetime
    endpoint: str
    values: dict[str, Any]


class JobLike(Protocol):
    """What a calendar needs to know of a small job that has not ended."""

    id: UUID
    first_name: str
    employer: str
    status: JobStatus
    start_on: date
    training_ends: date | None
    contract_on: date | None
    updated_at: datetime


class SheetLike(Protocol):
    """What a calendar needs to know of a week sheet."""

    small_job_id: UUID
    first_name: str
    monday: date
    revision: int
    status: SheetStatus
    since: datetime


def weeks(jobs: Iterable[JobLike], sheets: Iterable[SheetLike], *, today: date) -> Iterator[Entry]:
    """The weeks that somebody has to send, each on its Friday, until it is sent.

    `sheets` are all that are open or came back, and all others from this week on.
    """
    listed = list(sheets)
    for sheet in listed:
        if sheet.status is SheetStatus.RETURNED:
            yield _week(sheet.small_job_id, sheet.first_name, sheet.monday, sheet.since, back=True)
        elif sheet.status is SheetStatus.OPEN and sheet.revision == 1:
            yield _week(sheet.small_job_id, sheet.first_name, sheet.monday, sheet.since)
    known = {(sheet.small_job_id, sheet.monday) for sheet in listed}
    coming = [Week.of(today).plus(number) for number in range(AHEAD + 1)]
    for job in jobs:
        for week in coming if job.status is JobStatus.ACTIVE else []:
            if job.start_on <= week.sunday and (job.id, week.monday) not in known:
                yield _week(job.id, job.first_name, week.monday, job.updated_at)


def _week(
    job_id: UUID, first_name: str, monday: date, changed_at: datetime, *, back: bool = False
) -> Entry:
    week = Week.of(monday)
    named = {"week": week.number, "name": first_name}
    if back:
        title = Message("Week %(week)s for %(name)s: correct the hours", named)
    else:
        title = Message("Week %(week)s for %(name)s: send the hours", named)
    values = {"job_id": job_id, "week": str(week)}
    uid = f"week-{job_id}-{week}"
    return Entry(uid, week.days[FRIDAY], title, changed_at, "timesheets.show", values)


def starts_and_ends(jobs: Iterable[JobLike]) -> Iterator[Entry]:
    """When small jobs start, and when their training ends."""
    for job in jobs:
        named = {"name": job.first_name, "company": job.employer}
        starts = Message("%(name)s starts at %(company)s", named)
        yield _of(job, "start", job.start_on, starts)
        if job.training_ends:
            ends = Message("The training of %(name)s ends (%(company)s)", named)
            yield _of(job, "training-ends", job.training_ends, ends)


def to_follow_up(job: JobLike, parts: Sequence[plan.PartLike], book: Rulebook) -> Iterator[Entry]:
    """What a contact person has to think of in time: what comes after the training, the contract.

    A training that becomes pay by itself, as agreed, needs nothing.
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


def _of(job: JobLike, what: str, day: date, title: Message) -> Entry:
    uid = f"{what}-{job.id}"
    return Entry(uid, day, title, job.updated_at, "smalljobs.show", {"job_id": job.id})
