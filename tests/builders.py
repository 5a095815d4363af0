"""Builders for tests: `builders.timesheet(session, status=Status.SUBMITTED)`.

Each makes what it needs around it, in Vestby where nothing else is said, adds it to the session
and flushes. Whatever is given is used instead. `builders.part()` and `builders.activity()` need
no session.
"""

from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from webapp.accounts.models import Employer, Membership, Municipality, User, Workplace
from webapp.accounts.store import as_actor
from webapp.actor import Actor, Role, Side
from webapp.clock import Week
from webapp.demo import build
from webapp.smalljobs.models import Pattern, SmallJob
from webapp.smalljobs.rules import Hearing, Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status as SheetStatus

AT = build.AT
START = date(2026, 9, 7)  # the Monday of AT

activity, part = build.activity, build.part

_cvr_numbers, _p_numbers, _numbers = build.cvr_numbers(), build.p_numbers(), count(1)


def visitor() -> Actor:
    """Somebody who has not signed in, with a browser of their own."""
    return Actor(role=Role.VISITOR, visitor_id=uuid4())


def town(session: Session, name: str = "Vestby") -> Municipality:
    """The municipality of that name; the same one every time."""
    result = session.exec(select(Municipality).where(col(Municipality.name) == name)).first()
    return result or _add(session, build.municipality(name))


def company(session: Session, name: str = "Frugtlageret", **values: Any) -> Employer:
    """A company with a CVR number of its own."""
    cvr = values.pop("cvr", None) or next(_cvr_numbers)
    return _add(session, build.employer(cvr, name, **values))


def workplace(
    session: Session,
    company: Employer | None = None,
    town: Municipality | None = None,
    **values: Any,
) -> Workplace:
    """A workplace with 12 full-time employees."""
    company = company or _company(session)
    town = town or _town(session)
    values = {"p_number": next(_p_numbers)} | values
    return _add(session, build.workplace(company.id, town.id, **values))


def user(session: Session, role: Role, name: str = "", **values: Any) -> User:
    """A person; Vestby is found for staff."""
    number = next(_numbers)
    if role in {Role.CONSULTANT, Role.TEAM_LEAD} and "municipality_id" not in values:
        values["municipality_id"] = town(session).id
    email = values.pop("email", f"{role}-{number}@somewhere.example")
    return _add(session, build.user(role, email, name or f"{role.title()} {number}", **values))


def newcomer(session: Session, **values: Any) -> User:
    """Somebody who has only shown that the address is theirs."""
    return user(session, Role.NEWCOMER, **values)


def employer(session: Session, company: Employer | None = None, **values: Any) -> User:
    """A person who is in at a company. `confirmed_at=None`: they wait to be let in."""
    waits = {"confirmed_at": values.pop("confirmed_at")} if "confirmed_at" in values else {}
    person = user(session, Role.EMPLOYER, **values)
    _add(session, build.membership(person, (company or _company(session)).id, **waits))
    return person


def actor_of(session: Session, person: User) -> Actor:
    """The actor that a person is, in the one company that they belong to."""
    query = select(Membership).where(col(Membership.user_id) == person.id)
    return as_actor(person, session.exec(query).one_or_none())


def consultant(session: Session, town: Municipality | None = None, **values: Any) -> User:
    belongs = {"municipality_id": town.id} if town else {}
    return user(session, Role.CONSULTANT, **belongs | values)


def team_lead(session: Session, town: Municipality | None = None, **values: Any) -> User:
    belongs = {"municipality_id": town.id} if town else {}
    return user(session, Role.TEAM_LEAD, **belongs | values)


def task(
    session: Session,
    status: TaskStatus = TaskStatus.DRAFT,
    *,
    by: User | None = None,
    workplace: Workplace | None = None,
    consultant: User | None = None,
    **values: Any,
) -> Task:
    """A task of 12 hours a week; from `in_dialogue` on it has a contact person."""
    if workplace is None:
        employer_id = actor_of(session, by).employer_id if by else None
        owner = session.get_one(Employer, employer_id) if employer_id else None
        workplace = _workplace(session, owner)
    if by is None:
        by = employer(session, session.get_one(Employer, workplace.employer_id))
    if consultant is None and status not in {TaskStatus.DRAFT, TaskStatus.SUBMITTED}:
        here = session.get_one(Municipality, workplace.municipality_id)
        consultant = _consultant(session, here)
    belongs: dict[str, Any] = {
        "created_by": by.id,
        "workplace_id": workplace.id,
        "consultant_id": consultant.id if consultant else None,
        "parked_because": "Vi venter til foråret." if status is TaskStatus.PARKED else "",
    }
    return _add(session, build.task(status=status, **belongs | values))


def split(
    session: Session,
    status: SplitStatus = SplitStatus.DRAFT,
    side: Side = Side.EMPLOYER,
    *,
    task: Task | None = None,
    **values: Any,
) -> Split:
    """Version 1 of a plan of 12 paid hours, by the task's author or its contact person."""
    task = task or _task(session, TaskStatus.IN_DIALOGUE)
    author = task.created_by if side is Side.EMPLOYER else task.consultant_id
    assert author
    if "parts" not in values:
        values["parts"] = [
            build.part(activity_id=activity.id, what=activity.what) for activity in task.activities
        ]
    if status is SplitStatus.CHANGES_REQUESTED:
        values.setdefault("comment", "Kan det være færre timer?")
    return _add(session, build.split(task.id, author, status=status, side=side, **values))


def smalljob(
    session: Session,
    status: JobStatus = JobStatus.PLANNED,
    *,
    split: Split | None = None,
    start_on: date = START,
    **values: Any,
) -> SmallJob:
    """Jørgen's job by an approved plan, the same minutes every weekday."""
    if split is None:
        split = _split(session, SplitStatus.APPROVED, task=_task(session, TaskStatus.USED))
    trains = any(part.kind is Kind.TRAINING for part in split.parts)
    defaults: dict[str, Any] = {
        "status": status,
        "hearing": Hearing.HEARD if trains else Hearing.NOT_YET,
        "pattern": _every_weekday(split),
    }
    if status is JobStatus.ENDED:
        defaults |= {"outcome": Outcome.ORDINARY, "ended_on": start_on}
    if status is JobStatus.PAUSED:
        defaults["pauses"] = [build.pause(start_on)]
    job = build.smalljob(split.task_id, split.id, start_on, **defaults | values)
    return _add(session, job)


def _every_weekday(split: Split) -> list[Pattern]:
    counted = [part for part in split.parts if part.kind is not Kind.STAYS]
    return [row for part in counted for row in build.pattern(part.id, [part.minutes // 5] * 5)]


def timesheet(
    session: Session,
    status: SheetStatus = SheetStatus.OPEN,
    *,
    job: SmallJob | None = None,
    week: Week | None = None,
    **values: Any,
) -> Timesheet:
    """A week of a running small job: its first one where none is given."""
    job = job or smalljob(session, JobStatus.ACTIVE)
    times: dict[str, datetime] = {}
    if status is not SheetStatus.OPEN:
        times["sent_at"] = AT
    if status is SheetStatus.APPROVED:
        times["approved_at"] = AT
    week = week or Week.of(job.start_on)
    if status is not SheetStatus.APPROVED:
        return _add(session, build.timesheet(job.id, week, status=status, **times | values))
    # Nothing can be put into a week that is locked.
    sent = build.timesheet(job.id, week, status=SheetStatus.SUBMITTED, **times | values)
    _add(session, sent)
    sent.status = status
    return _add(session, sent)


def _add(session: Session, thing: Any) -> Any:
    session.add(thing)
    session.flush()
    return thing


# The builders under names that no argument hides.
_town, _company, _workplace, _consultant = town, company, workplace, consultant
_task, _split = task, split
