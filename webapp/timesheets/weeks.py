"""The days of a week: prefilling, totals, and when they can be filled in and are due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from .. import rulebook
from ..clock import COPENHAGEN, Week
from ..messages import Message
from ..rulebook.rules import SendFrom
from ..smalljobs.pauses import RunLike, runs_in, runs_on
from ..splits.plan import Kind
from .day import DayContent, DayLike
from .rules import Absence, Status
from .shares import MINUTES_A_DAY, Key, spread

FRIDAY = 4
MOST_NAMED = 5  # weeks that are named one by one


def prefill(
    week: Week,
    pattern: Mapping[int, Mapping[Key, int]],
    *,
    job: RunLike,
    training_ends: date | None = None,
    days_off: Iterable[date],
) -> list[DayContent]:
    """The seven days of `week` as planned.

    `pattern` gives minutes by weekday, 0 is Monday, and there by activity and kind. Days on which
    `job` does not run are empty; so are public holidays, which say why. After `training_ends`
    there is no training.
    """
    off = set(days_off)
    planned = []
    for day in week.days:
        usual = pattern.get(day.weekday(), {})
        if training_ends is not None and day > training_ends:
            usual = {key: each for key, each in usual.items() if key[1] is not Kind.TRAINING}
        if not runs_on(job, day):
            planned.append(DayContent(day, 0, 0))
        elif day in off and any(usual.values()):
            planned.append(DayContent(day, 0, 0, Absence.HOLIDAY))
        else:
            planned.append(_as_usual(day, usual))
    return planned


def _as_usual(day: date, usual: Mapping[Key, int]) -> DayContent:
    """The minutes of a usual day; all of them shorter where they are more than the day has."""
    minutes = spread(min(sum(usual.values()), MINUTES_A_DAY), usual)
    paid, training = (
        sum(each for key, each in minutes.items() if key[1] is kind)
        for kind in (Kind.PAID, Kind.TRAINING)
    )
    return DayContent(day, paid, training, shares=minutes)


class SheetLike(Protocol):
    """What tells whether anybody has kept something in a week sheet."""

    status: Status
    revision: int
    sent_at: datetime | None
    updated_at: datetime
    since: datetime


def is_as_prefilled(sheet: SheetLike) -> bool:
    """Has nobody kept anything in it? `store.untouched` asks the database for such sheets.

    The version does not show it: a sheet that was made by saving begins with version 1.
    Neither one that was taken back nor a correction is as it was prefilled.
    """
    first = sheet.revision == 1 and sheet.sent_at is None
    return first and sheet.status is Status.OPEN and sheet.updated_at == sheet.since


def totals(days: Iterable[DayLike]) -> tuple[int, int]:
    """(paid, training) minutes of all days together."""
    listed = list(days)
    return sum(day.paid for day in listed), sum(day.training for day in listed)


def may_log(
    week: Week, *, start_on: date, today: date, ended_on: date | None = None
) -> Message | None:
    """Why `week` cannot be logged, or None. Weeks open on their Monday."""
    if week.sunday < start_on:
        return Message(
            "Week %(week)s is before the start on %(start)s.",
            {"week": week.number, "start": start_on},
            days=("start",),
        )
    if ended_on is not None and week.monday > ended_on:
        return Message(
            "Week %(week)s is after the end on %(end)s.",
            {"week": week.number, "end": ended_on},
            days=("end",),
        )
    if week.monday > today:
        return Message(
            "Week %(week)s opens on %(monday)s.",
            {"week": week.number, "monday": week.monday},
            days=("monday",),
        )
    return None


def due_day(week: Week, last_worked: date | None = None) -> date:
    """The day from which `week` is due: its Friday, or the later day on which it can first be sent.

    `last_worked` is the last day with hours in it.
    """
    if rulebook.on(week.monday).send_week.send_from is SendFrom.END_OF_WEEK:
        return week.sunday
    return max(week.days[FRIDAY], last_worked or week.monday)


def last_due(today: date) -> Week:
    """The newest week that can be due: this one from its due day on, before that the last one."""
    week = Week.of(today)
    return week if today >= due_day(week) else week.plus(-1)


def due_at_start(job: RunLike, today: date) -> list[Week]:
    """The weeks that are owed at once where a small job starts today, and began before."""
    week, last, due = Week.of(job.start_on), last_due(today), []
    while week <= last:
        due += [week] if runs_in(job, week) else []
        week = week.plus(1)
    return due


def say_due_at_start(weeks: Sequence[Week]) -> Message:
    """What has to be confirmed before a small job starts that owes these weeks at once."""
    numbers = [str(week.number) for week in weeks]
    if len(weeks) == 1:
        return Message(
            "Week %(week)s becomes owed: the company has to send it. Start all the same?",
            {"week": numbers[0]},
        )
    if len(weeks) > MOST_NAMED:
        return Message(
            "Weeks %(first)s to %(last)s become owed: the company has to send them. Start all the"
            " same?",
            {"first": numbers[0], "last": numbers[-1]},
        )
    return Message(
        "Weeks %(weeks)s and %(last)s become owed: the company has to send them. Start all the"
        " same?",
        {"weeks": ", ".join(numbers[:-1]), "last": numbers[-1]},
    )


def due_since(week: Week, last_worked: date | None = None) -> datetime:
    """The instant from which `week` is due: noon of its day in Denmark."""
    return datetime.combine(due_day(week, last_worked), time(12), tzinfo=COPENHAGEN)
