"""Plain builders with sensible defaults, for the demo and for tests. They touch no database.

Whatever a thing belongs to is given as an id; everything else can be left out or replaced.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4
from zlib import crc32

from stdnum.dk import cvr

from ..accounts.models import Employer, Invitation, Membership, Municipality, User, Workplace
from ..actor import Role, Side
from ..clock import Week
from ..history import Move
from ..smalljobs.models import Pattern, Pause, SmallJob
from ..splits.models import Part, Split
from ..splits.plan import Answer, Kind
from ..tasks.models import Activity, ConsultantNote, Photo, Task
from ..tasks.pictures import Image
from ..tasks.rules import Category, Per
from ..timesheets.models import Day, Progress, Timesheet
from ..timesheets.rules import Mark

Values = dict[str, Any]
AT = datetime(2026, 9, 7, 6, 30, tzinfo=UTC)  # a Monday morning, where no time is given


def cvr_numbers() -> Iterator[str]:
    """Valid CVR numbers from 90 000 000 upward, which nobody has."""
    return (str(n) for n in range(90_000_000, 100_000_000, 97) if cvr.is_valid(str(n)))


def p_numbers() -> Iterator[str]:
    """P-numbers that nobody has."""
    return (str(n) for n in range(1_090_000_137, 1_091_000_000, 137))


def municipality(name: str = "Vestby", **values: Any) -> Municipality:
    return Municipality(**{"name": name, "phone": "01 23 40 00"} | values)


def employer(cvr_number: str, name: str = "Frugtlageret", **values: Any) -> Employer:
    defaults: Values = {"cvr": cvr_number, "name": name, "created_at": AT}
    return Employer(**defaults | values)


def workplace(employer_id: UUID, municipality_id: UUID, **values: Any) -> Workplace:
    defaults: Values = {"name": "Kajvej 8", "p_number": "1090000137", "full_time_equivalents": 12}
    belongs: Values = {"employer_id": employer_id, "municipality_id": municipality_id}
    return Workplace(**defaults | belongs | values)


def user(role: Role, email: str, name: str, **values: Any) -> User:
    """Somebody with a number of their own. Staff need a `municipality_id`, others a membership."""
    number = crc32(email.encode()) % 1_000_000
    defaults: Values = {"phone": f"01{number:06}", "created_at": AT}
    return User(**defaults | {"role": role, "email": email, "name": name} | values)


def membership(user: User, employer_id: UUID, **values: Any) -> Membership:
    """They are in, and two know them. `confirmed_at=None`: they wait to be let in."""
    at = values.get("confirmed_at", user.created_at)
    defaults: Values = {"confirmed_at": at, "confirmed_by": user.id if at else None}
    belongs: Values = {"user_id": user.id, "employer_id": employer_id}
    return Membership(**defaults | {"created_at": user.created_at} | belongs | values)


def invitation(employer_id: UUID, email: str, invited_by: UUID, **values: Any) -> Invitation:
    defaults: Values = {"name": "Lars", "created_at": AT, "sent_at": AT}
    belongs: Values = {"employer_id": employer_id, "email": email, "invited_by": invited_by}
    return Invitation(**defaults | belongs | values)


def activity(what: str = "Rydde tomme kasser", **values: Any) -> Activity:
    """Six times a day 24 minutes: 12 hours a week."""
    defaults: Values = {"position": 0, "times": 6, "per": Per.DAY, "minutes": 24}
    return Activity(**defaults | {"what": what} | values)


def task(at: datetime = AT, activities: list[Activity] | None = None, **values: Any) -> Task:
    """A draft. Give `created_by`, and `workplace_id` and `consultant_id` once it is sent."""
    defaults: Values = {
        "headline": "Tomme kasser står i vejen",
        "category": Category.WAREHOUSE,
    }
    pieces = [activity()] if activities is None else activities
    for position, piece in enumerate(pieces):
        piece.position = position
    return Task(**defaults | _times(at) | {"activities": pieces} | values)


def photo(
    task_id: UUID, added_by: UUID, image: Image, position: int = 0, at: datetime = AT
) -> Photo:
    """A photo of the work. `image` is one that was made small."""
    belongs: Values = {"task_id": task_id, "added_by": added_by, "position": position, "at": at}
    return Photo(**vars(image) | belongs)


def note(task_id: UUID, author_id: UUID, text: str, at: datetime = AT) -> ConsultantNote:
    return ConsultantNote(task_id=task_id, author_id=author_id, text=text, at=at)


_ALONE = {Kind.PAID: Answer.YES, Kind.TRAINING: Answer.NO}


def part(kind: Kind = Kind.PAID, minutes: int = 720, **values: Any) -> Part:
    """A row with every text that its kind needs."""
    defaults: Values = {
        "activity_id": uuid4(),
        "position": 0,
        "what": "Rydde tomme kasser",
        "from_week": 1,
        "to_week": 4 if kind is Kind.TRAINING else None,
    }
    if kind is Kind.STAYS:
        defaults["worth_pay"] = Answer.NO
    else:
        defaults |= {"alone": _ALONE[kind], "worth_pay": Answer.YES}
    if kind is Kind.PAID:
        defaults["market_value"] = "Gangene er fri, så truckføreren ikke skal standse."
    if kind is Kind.TRAINING:
        defaults["goal"] = "At stable kasser i de rigtige højder."
        defaults["mastery"] = "Gangene er fri fem dage i træk."
    return Part(**defaults | {"kind": kind, "minutes": minutes} | values)


def split(
    task_id: UUID,
    created_by: UUID,
    at: datetime = AT,
    parts: list[Part] | None = None,
    **values: Any,
) -> Split:
    """The company's draft of version 1."""
    defaults: Values = {"number": 1, "side": Side.EMPLOYER, "reasons": {}}
    rows = [part()] if parts is None else parts
    for position, row in enumerate(rows):
        row.position = position
    belongs = {"task_id": task_id, "created_by": created_by, "parts": rows}
    return Split(**defaults | _times(at) | belongs | values)


def pattern(part_id: UUID, minutes_by_day: list[int]) -> list[Pattern]:
    """The usual minutes of one part, Monday first; days of 0 minutes need no row."""
    return [
        Pattern(part_id=part_id, weekday=weekday, minutes=minutes)
        for weekday, minutes in enumerate(minutes_by_day)
        if minutes
    ]


def pause(from_day: date, to_day: date | None = None, **values: Any) -> Pause:
    """A pause, for the `pauses` of a small job; open without a last day."""
    said: Values = {"from_day": from_day, "to_day": to_day, "reason": "Ferie.", "created_at": AT}
    return Pause(**said | values)


def smalljob(
    task_id: UUID, split_id: UUID, start_on: date, at: datetime = AT, **values: Any
) -> SmallJob:
    """Planned. Give `pattern` and, once it has ended, `outcome` and `ended_on`."""
    belongs: Values = {"task_id": task_id, "split_id": split_id, "start_on": start_on}
    return SmallJob(**_times(at) | {"first_name": "Jørgen"} | belongs | values)


def timesheet(
    small_job_id: UUID,
    week: Week,
    at: datetime = AT,
    minutes_by_day: list[int] | None = None,
    **values: Any,
) -> Timesheet:
    """An open sheet with paid minutes by day, Monday first."""
    minutes = minutes_by_day or [144, 144, 144, 144, 144, 0, 0]
    days = [Day(day=day, paid=paid) for day, paid in zip(week.days, minutes, strict=True)]
    belongs = {"small_job_id": small_job_id, "monday": week.monday, "days": days}
    return Timesheet(**_times(at) | belongs | values)


def progress(
    activity_id: UUID, mark: Mark = Mark.WITH_HELP, learnt: str = "", **values: Any
) -> Progress:
    """A week's mark. Give `timesheet_id`, or put it among a sheet's `progress`."""
    said: Values = {"activity_id": activity_id, "mark": mark, "learnt": learnt}
    return Progress(**said | values)


def move(noun: str, thing_id: UUID, action: str, at: datetime = AT, **values: Any) -> Move:
    defaults: Values = {"noun": noun, "thing_id": thing_id, "action": action, "at": at}
    return Move(**defaults | values)


def _times(at: datetime) -> Values:
    return {"created_at": at, "updated_at": at, "since": at}
