"""A small cast, and things of theirs in every state: what most tests start from.

Frugtlageret (Karen, Kirsten, and Poul who waits to be let in) and Rent & Pænt (Ali) have their
workplaces in Vestby (Mette, Jonas, Birgit who leads them); Sofie works for Søndersund.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm.attributes import set_committed_value

from tests.database import Database
from webapp.accounts.models import Employer, Membership, User
from webapp.accounts.store import as_actor
from webapp.actor import Actor, Role, Side
from webapp.clock import Week, local
from webapp.demo import build
from webapp.reminders.models import Reminded, Reminder
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing, Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status as SheetStatus

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday, in week 47
TODAY = NOW.date()
WEEK = Week.of(TODAY)
EARLIER = NOW - timedelta(days=3)
START = date(2026, 10, 26)  # the Monday of week 44

STAFF = ("mette", "jonas", "sofie", "birgit")
PEOPLE = {
    "karen": (Role.EMPLOYER, "Karen Holm"),
    "kirsten": (Role.EMPLOYER, "Kirsten Bach"),
    "poul": (Role.EMPLOYER, "Poul Vente"),
    "ali": (Role.EMPLOYER, "Ali Demir"),
    "mette": (Role.CONSULTANT, "Mette Lund"),
    "jonas": (Role.CONSULTANT, "Jonas Friis"),
    "sofie": (Role.CONSULTANT, "Sofie Krogh"),
    "birgit": (Role.TEAM_LEAD, "Birgit Aagaard"),
    "nina": (Role.NEWCOMER, ""),
}


@dataclass
class World:
    """Makes things and writes them to the database at once."""

    db: Database
    people: dict[str, User] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)  # of those in a company

    def __post_init__(self) -> None:
        numbers = build.cvr_numbers()
        self.vestby, self.soendersund = (
            build.municipality("Vestby"),
            build.municipality("Søndersund"),
        )
        self.fruit = build.employer(next(numbers), "Frugtlageret")
        self.cleaners = build.employer(next(numbers), "Rent & Pænt")
        self.free_cvr = next(numbers)
        self.numbers = numbers
        self.kaj = build.workplace(self.fruit.id, self.vestby.id)
        self.skole = build.workplace(
            self.cleaners.id, self.vestby.id, name="Skolevej 4", p_number=""
        )
        for key, (role, name) in PEOPLE.items():
            values: dict[str, Any] = {"phone": ""} if role is Role.NEWCOMER else {}
            if key in STAFF:
                place = self.soendersund if key == "sofie" else self.vestby
                values = {"municipality_id": place.id}
            self.people[key] = user = build.user(role, f"{key}@example.dk", name, **values)
            if role is Role.EMPLOYER:
                company = self.cleaners if key == "ali" else self.fruit
                waits = {"confirmed_at": None} if key == "poul" else {}
                self.memberships[key] = build.membership(user, company.id, **waits)
        towns = (self.vestby, self.soendersund)
        companies, places = (self.fruit, self.cleaners), (self.kaj, self.skole)
        people = (*self.people.values(), *self.memberships.values())
        self.db.add(*towns, *companies, *people, *places)

    def company(self, name: str, **values: Any) -> Employer:
        """One more company, which nobody is in yet and which has no place of work."""
        company = build.employer(next(self.numbers), name, **values)
        self.db.add(company)
        return company

    def colleague(self, key: str, company: Employer | None = None, **values: Any) -> User:
        """Somebody new at Frugtlageret, or at another company. `confirmed_at=None`: they wait."""
        user = build.user(Role.EMPLOYER, f"{key}@example.dk", key.title())
        self.people[key] = user
        self.db.add(user)
        self.memberships[key] = self.joins(key, company or self.fruit, **values)
        return user

    def joins(self, key: str, company: Employer, **values: Any) -> Membership:
        """One of them belongs to one more company; `confirmed_at=None`: and waits to be let in."""
        membership = build.membership(self.people[key], company.id, **values)
        self.db.add(membership)
        return membership

    def actor(self, key: str) -> Actor:
        """One of them, acting for the company that they began in."""
        return as_actor(self.people[key], self.memberships.get(key))

    def __getattr__(self, key: str) -> User:
        try:
            return self.__dict__["people"][key]
        except KeyError:
            raise AttributeError(key) from None

    def task(self, status: TaskStatus = TaskStatus.DRAFT, by: str = "karen", **values: Any) -> Task:
        """A task that is fully told, in any state."""
        place = self.skole if by == "ali" else self.kaj
        texts: dict[str, Any] = {"created_by": self.people[by].id, "workplace_id": place.id}
        if status in {TaskStatus.IN_DIALOGUE, TaskStatus.USED, TaskStatus.PARKED}:
            texts["consultant_id"] = self.mette.id
        if status is TaskStatus.PARKED:
            texts["parked_because"] = "Efter sommerferien."
        task = build.task(EARLIER, status=status, **texts | values)
        self.db.add(task)
        return task

    def split(
        self,
        status: SplitStatus = SplitStatus.DRAFT,
        side: Side = Side.EMPLOYER,
        *,
        task: Task | None = None,
        **values: Any,
    ) -> Split:
        """A version that nothing stands in the way of."""
        task = task or self.task(TaskStatus.IN_DIALOGUE)
        author = task.created_by if side is Side.EMPLOYER else task.consultant_id
        assert author
        if "parts" not in values:
            values["parts"] = [build.part(activity_id=piece.id) for piece in task.activities]
        split = build.split(task.id, author, EARLIER, status=status, side=side, **values)
        self.db.add(split)
        return split

    def job(
        self,
        status: JobStatus = JobStatus.ACTIVE,
        by: str = "karen",
        *,
        trains: bool = False,
        **values: Any,
    ) -> SmallJob:
        """A small job of 12 paid hours, from Monday to Friday."""
        task = self.task(TaskStatus.USED, by=by)
        kind = Kind.TRAINING if trains else Kind.PAID
        parts = [build.part(kind, activity_id=task.activities[0].id)]
        split = self.split(SplitStatus.APPROVED, task=task, parts=parts)
        texts: dict[str, Any] = {"hearing": Hearing.HEARD, "status": status}
        texts["pattern"] = build.pattern(parts[0].id, [144] * 5 + [0, 0])
        if status is JobStatus.ENDED:
            texts |= {"outcome": Outcome.GREW, "ended_on": TODAY}
        start_on = values.pop("start_on", START)
        if status is JobStatus.PAUSED:  # since it is
            since = local(values.get("since", EARLIER)).date()
            values.setdefault("pauses", [build.pause(max(since, start_on))])
        job = build.smalljob(task.id, split.id, start_on, EARLIER, **texts | values)
        self.db.add(job)
        return job

    def sheet(
        self,
        status: SheetStatus = SheetStatus.OPEN,
        *,
        job: SmallJob | None = None,
        week: Week = WEEK,
        **values: Any,
    ) -> Timesheet:
        job = job or self.job()
        approved = status is SheetStatus.APPROVED
        if approved:
            values.setdefault("approved_at", EARLIER)
            status = SheetStatus.SUBMITTED  # nothing can be put into a week that is locked
        sheet = build.timesheet(job.id, week, EARLIER, status=status, **values)
        self.db.add(sheet)
        if approved:
            self.db.update(sheet, status=SheetStatus.APPROVED)
            set_committed_value(sheet, "status", SheetStatus.APPROVED)
        return sheet

    def reminded(self, sheet: Timesheet, *days: date, by: str = "karen") -> None:
        """Mails about a week that went to somebody on these days, at noon."""
        for day in days:
            at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
            reminder = Reminder(user_id=self.people[by].id, day=day, at=at)
            self.db.add(reminder, Reminded(reminder_id=reminder.id, timesheet_id=sheet.id))

    def visitors_draft(self, visitor_id: UUID | None = None, **values: Any) -> Task:
        """A draft in somebody's browser, before they said who they are."""
        task = build.task(EARLIER, visitor_id=visitor_id or uuid4(), **values)
        self.db.add(task)
        return task
