"""What the demo is being filled with: everything made so far, its clock and its dice."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from .. import clock
from ..accounts.models import Employer, Invitation, Membership, Municipality, User, Workplace
from ..history import Move
from ..links.models import Link
from ..payroll.models import Export, Exported
from ..reminders.models import Reminded, Reminder
from ..smalljobs.models import Pattern, Pause, SmallJob
from ..splits.models import Part, Split
from ..support.models import Call
from ..tasks.models import Activity, ConsultantNote, Photo, Task
from ..timesheets.models import Day, Progress, Share, Timesheet
from ..timesheets.rules import Status as SheetStatus
from ..timesheets.weeks import last_due
from . import build

# A row comes after those it points to.
ORDER: tuple[type[SQLModel], ...] = (
    Municipality,
    Employer,
    User,
    Membership,
    Invitation,
    Workplace,
    Task,
    Activity,
    Photo,
    ConsultantNote,
    Split,
    Part,
    SmallJob,
    Pattern,
    Pause,
    Timesheet,
    Day,
    Share,
    Progress,
    Reminder,
    Reminded,
    Link,
    Call,
    Export,
    Exported,
    Move,
)
CHILDREN: dict[type[SQLModel], tuple[str, str]] = {
    Task: ("activities", "task_id"),
    Split: ("parts", "split_id"),
    SmallJob: ("pattern", "small_job_id"),
    Timesheet: ("days", "timesheet_id"),
    Day: ("shares", "day_id"),
}


Thing = TypeVar("Thing", bound=SQLModel)


class World:
    """The same seed and day give the same world, ids included."""

    def __init__(self, today: date, seed: int) -> None:
        self.today = today
        self.week = clock.Week.of(today)
        self.dice = Random(seed)  # noqa: S311 - nothing secret about it
        self.things: dict[type[SQLModel], list[Any]] = {model: [] for model in ORDER}
        self.latest = self.at(today - timedelta(days=1), 15, 50)  # nothing happens after it

    @property
    def owes_this_week(self) -> bool:
        """Is it so late in the week that its sheets are to be sent?"""
        return last_due(self.today) == self.week

    def new_id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def add(self, thing: Thing) -> Thing:
        """Keep a new thing and all that belongs to it, under ids of this world's own."""
        new: Any = thing
        new.id = self.new_id()
        self.things[type(thing)].append(thing)
        children, _ = CHILDREN.get(type(thing), ("", ""))
        self._adopt(thing, getattr(thing, children, ()))
        return thing

    def swap(self, thing: Any, children: list[Any]) -> None:
        """Let other children, all of one kind, take the place of those that a thing has."""
        name, _ = CHILDREN[type(thing)]
        kept, gone = self.things[type(children[0])], {child.id for child in getattr(thing, name)}
        kept[:] = [child for child in kept if child.id not in gone]
        setattr(thing, name, children)
        self._adopt(thing, children)

    def _adopt(self, thing: Any, children: Iterable[Any]) -> None:
        for child in children:
            child.id = self.new_id()
            setattr(child, CHILDREN[type(thing)][1], thing.id)
            self.things[type(child)].append(child)
            self._adopt(child, getattr(child, CHILDREN.get(type(child), ("",))[0], ()))

    def move(
        self, noun: str, thing: Any, action: str, by: User, at: datetime, **values: Any
    ) -> None:
        """Write down who did what; `before`, `after` and `reason` as the real moves do."""
        row = build.move(noun, thing.id, action, at, by_id=by.id, **values)
        self.things[Move].append(row)

    @staticmethod
    def at(day: date, hour: int, minute: int = 0) -> datetime:
        """A moment on a Danish wall clock."""
        return datetime.combine(day, time(hour, minute), clock.COPENHAGEN)

    def days_ago(self, days: int) -> datetime:
        """An office hour so many days ago, or on the Friday before that weekend."""
        day = self.today - timedelta(days=days)
        return self.office_hour(day - timedelta(days=(0, 0, 0, 0, 0, 1, 2)[day.weekday()]))

    def later(self, at: datetime, least: int, most: int) -> datetime:
        """An office hour some days after `at`, and never in the future."""
        days = self.dice.randint(least, most)
        moment = self.office_hour(clock.local(at).date() + timedelta(days=days))
        return max(at + timedelta(minutes=1), min(moment, self.latest))

    def office_hour(self, day: date) -> datetime:
        """Some time between 8 and 16 on `day`, or on the Monday after a weekend."""
        day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
        return self.at(day, self.dice.randint(8, 15), self.dice.randrange(0, 60))

    def save(self, session: Session) -> None:
        """Insert everything, one statement a table."""
        self.things[Move].sort(key=lambda move: move.at)
        for model in ORDER:
            columns = [column.key for column in sa.inspect(model).column_attrs]
            rows = [_row(thing, columns) for thing in self.things[model]]
            if rows:
                session.execute(sa.insert(model), _unlocked(model, rows))
        approved = [
            sheet.id for sheet in self.things[Timesheet] if sheet.status is SheetStatus.APPROVED
        ]
        sheets = sa.update(Timesheet).where(
            col(Timesheet.id).in_(sa.bindparam("ids", expanding=True))
        )
        for start in range(0, len(approved), 500):
            session.execute(
                sheets.values(status=SheetStatus.APPROVED), {"ids": approved[start : start + 500]}
            )


def _unlocked(model: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nothing can be put into a week that is locked: weeks are approved when they are whole."""
    if model is Timesheet:
        for row in rows:
            if row["status"] is SheetStatus.APPROVED:
                row["status"] = SheetStatus.SUBMITTED
    return rows


def _row(thing: Any, columns: list[str]) -> dict[str, Any]:
    known = vars(thing)
    row = {name: known[name] for name in columns if name in known}
    if "version" in columns:
        row["version"] = 1
    if isinstance(thing, Move):
        del row["id"]  # counted by the database, in the order in which things happened
    return row
