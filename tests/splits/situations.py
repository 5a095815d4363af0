"""What the rulebook is asked about, as short as a table of cases wants to write it.

Each of these is a question to a rulebook that is still to come: `plan(paid("4:59"))(book)`.
Hours are written as people write them, weeks as (first, last); None is "until further notice".
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

from tests import builders
from tests.splits import parts
from tests.splits.parts import CRATES, TRUCK
from webapp import hours
from webapp.clock import Week
from webapp.rulebook import Effect, Finding, Rulebook, book
from webapp.rulebook.findings import Code
from webapp.smalljobs import rules as smalljobs
from webapp.smalljobs.rules import Hearing
from webapp.splits import rules as splits
from webapp.splits.models import Part
from webapp.tasks import suggestions
from webapp.tasks.models import Activity
from webapp.tasks.rules import Nearby
from webapp.timesheets import findings as timesheets
from webapp.timesheets.rules import Absence

Situation = Callable[[Rulebook], list[Finding]]
Weeks = tuple[int, int | None]
Said = list[tuple[Code, Effect]]

BLOCKS, ASKS, TELLS = Effect

LOW, HIGH = (Code.PAID_HOURS_LOW, ASKS), (Code.PAID_HOURS_HIGH, ASKS)
OVER_37, WORKED_OVER_37 = (Code.WEEKLY_TOTAL, BLOCKS), (Code.WEEKLY_TOTAL, TELLS)
BOTH = (Code.SEPARATE_FUNCTIONS, BLOCKS)
NO_VALUE = (Code.MARKET_VALUE, BLOCKS)
NO_GOAL, NO_MASTERY = (Code.TRAINING_GOAL, BLOCKS), (Code.TRAINING_MASTERY, BLOCKS)
NO_END = (Code.TRAINING_END, BLOCKS)
TOO_LONG, UNUSUAL = (Code.TRAINING_PERIOD, BLOCKS), (Code.TRAINING_PERIOD, TELLS)
EMPTY = (Code.EMPTY_WEEKS, TELLS)
ENDS_SOON = (Code.TRAINING_ENDS_SOON, TELLS)
NOT_SORTED, NOTHING = (Code.NOT_SORTED, BLOCKS), (Code.NOTHING_AGREED, BLOCKS)
NO_HOURS = (Code.NO_HOURS, BLOCKS)
TOO_LATE, NOTHING_NEW = (Code.STARTS_IN_PAST, BLOCKS), (Code.NOTHING_NEW, TELLS)
UNWANTED = (Code.ONLY_UNWANTED, TELLS)
CROWDED = (Code.RATIO, ASKS)
UNHEARD, NO_CONTRACT = (Code.HEARING, BLOCKS), (Code.CONTRACT, TELLS)
OVER_24, SHORT_REST = (Code.OVER_A_DAY, BLOCKS), (Code.REST, TELLS)
OUTSIDE, TRAINING_OVER = (Code.OUTSIDE_JOB, BLOCKS), (Code.TRAINING_OVER, BLOCKS)
WORD_WANTED = (Code.AWAY_WITH_HOURS, ASKS)
PAID_ABOVE, TRAINED_ABOVE = (Code.PAID_ABOVE, ASKS), (Code.TRAINING_ABOVE, ASKS)
OVER_48, NO_DAY_OFF = (Code.WEEK_AVERAGE, TELLS), (Code.NO_DAY_OFF, TELLS)
ON_HOLIDAY = (Code.PUBLIC_HOLIDAY, TELLS)

A_WEEK = 7 * 24 * 60
START = date(2026, 9, 7)  # a Monday
TODAY = date(2026, 11, 21)
SHEET = Week.of(TODAY)


def rules_of(day: date, text: str = "") -> Rulebook:
    """The rules of `day`, where `text` is what `rules.toml` says of the rules that it names."""
    entries = book.everything() | book.read(text)
    with patch.object(book, "everything", lambda: entries):
        return book.on.__wrapped__(day)


def entry(name: str, starts: date, ends: date | None = None, **values: Any) -> str:
    """An entry of `rules.toml`: what it says of the rule today, but for `values` and the days."""
    rule = book.everything()[name][-1]
    texts = {field.name: getattr(rule, field.name) for field in fields(rule)} | values
    del texts["starts"], texts["ends"]
    lines = [f"{key} = {json.dumps(value)}" for key, value in texts.items()]
    days = [f"from = {starts}", *([f"to = {ends}"] if ends else [])]
    return "\n".join([f"[[{name}]]", *days, *lines, ""])


def minutes(text: str) -> int:
    return hours.parse(text, most=A_WEEK)


# --- a plan ---


def paid(per_week: str = "12", weeks: Weeks = (1, None), of: UUID = CRATES, **values: Any) -> Part:
    first, last = weeks
    return parts.paid(minutes(per_week), of, from_week=first, to_week=last, **values)


def trained(per_week: str = "4", weeks: Weeks = (1, 4), of: UUID = TRUCK, **values: Any) -> Part:
    first, last = weeks
    return parts.training(minutes(per_week), of, from_week=first, to_week=last, **values)


def plan(*rows: Part, full_time: int | None = None, others: int = 0, **context: Any) -> Situation:
    plan_context = splits.PlanContext(
        full_time_equivalents=full_time, other_trainees=others, **context
    )
    return lambda book: splits.findings(rows, book, plan_context)


def follows(agreed: Part, *rows: Part, starts: int = 30, now: int | None = 30) -> Situation:
    """A version after the one in force, for week `starts` of the job in its week `now`."""
    return plan(*rows, agreed=[agreed], starts_week=starts, this_week=now)


def same_work(paid_weeks: tuple[int, int | None], trained_weeks: tuple[int, int]) -> Situation:
    """The crates, paid in some weeks and trained in others."""
    return plan(paid(weeks=paid_weeks), trained(weeks=trained_weeks, of=CRATES))


def room(full_time: int, others: int) -> Situation:
    """A plan that trains, at a workplace where so many others are in training."""
    return plan(trained(), full_time=full_time, others=others)


def extended(agreed: int, now: int) -> Situation:
    """Training agreed for so many weeks, and the version after that."""
    return follows(trained(weeks=(1, agreed)), trained(weeks=(1, now)))


# --- a small job ---


@dataclass
class Job:
    """Jørgen's, with everything in place."""

    status: smalljobs.Status = smalljobs.Status.PLANNED
    start_on: date = START
    training_ends: date | None = date(2026, 10, 4)
    hearing: Hearing = Hearing.HEARD
    contract_on: date | None = START


def start(
    pays: str = "12",
    trains: bool = True,
    full_time: int | None = 12,
    others: int = 0,
    training_from: int = 1,
    **job: Any,
) -> Situation:
    """A small job that is about to start."""
    return lambda book: smalljobs.findings(
        Job(**job),
        trains=trains,
        paid_minutes=minutes(pays),
        full_time_equivalents=full_time,
        other_trainees=others,
        training_from=training_from,
        book=book,
    )


def running(pays: str = "12", ends_in: int | None = None, **job: Any) -> Situation:
    """A small job that runs; its training ends in so many days."""
    ends = None if ends_in is None else TODAY + timedelta(days=ends_in)
    status = job.pop("status", smalljobs.Status.ACTIVE)
    running_job = Job(status=status, training_ends=ends, **job)
    paid_minutes = minutes(pays)
    return lambda book: smalljobs.reminders(
        running_job, paid_minutes=paid_minutes, today=TODAY, book=book
    )


# --- a week sheet, and the work itself ---


@dataclass
class Day:
    day: date
    paid: int
    training: int = 0
    absence: Absence | None = None
    absence_note: str = ""
    away_paid: int = 0


def sheet(
    *paid_hours: str, training: str = "0", agreed: tuple[str, str] = ("168", "168"), **values: Any
) -> Situation:
    """Hours by day from Monday on; `training` on the Monday. `agreed` are paid and trained ones.

    `told` is what else there is to know of the small job, and `away` on the Monday: an absence,
    its word, and the hours that are paid all the same.
    """
    days = [
        Day(SHEET.monday + timedelta(days=n), minutes(item)) for n, item in enumerate(paid_hours)
    ]
    absence, note, still_paid = values.pop("away", (None, "", "0"))
    days[0].training = minutes(training)
    days[0].absence, days[0].absence_note, days[0].away_paid = absence, note, minutes(still_paid)
    context = around_week(planned=(minutes(agreed[0]), minutes(agreed[1])), **values)
    return lambda book: timesheets.of_week(days, book, context)


def around_week(**values: Any) -> timesheets.WeekContext:
    """A week in the middle of a small job, where nothing special is."""
    usual = {"start_on": START, "ended_on": None, "training_ends": None, "contact": "Mette Lund"}
    return timesheets.WeekContext(**usual | {"planned": (A_WEEK, A_WEEK), "off": {}} | values)


def away(
    absence: Absence | None, on_that_day: str = "0", note: str = "", paid: str = "0", **values: Any
) -> Situation:
    return sheet(on_that_day, away=(absence, note, paid), **values)


def work(nearby: Nearby | None = Nearby.ALWAYS, **demands: int | None) -> Activity:
    return builders.activity(nearby=nearby, **demands)


def bundle(*activities: Activity) -> Situation:
    return lambda book: suggestions.variety_findings(activities, book.variety)
