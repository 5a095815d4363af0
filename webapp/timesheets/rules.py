"""The states of a week sheet, how it is prefilled, and what the rulebook says of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ..actor import Side
from ..clock import COPENHAGEN, Week
from ..messages import N_, Message
from ..rulebook import Effect, Finding, Rulebook, worst_first
from ..rulebook.findings import Code
from ..splits.plan import Kind, PartLike, in_week

FRIDAY = 4
LOOKED_AT_WITHIN = 2  # working days: what we promise the company
EVIDENCE_WEEKS = 12  # a part keeps no more marks than somebody reads


class Status(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"


MOVES: dict[Action, dict[Status, Status]] = {
    Action.SUBMIT: {Status.OPEN: Status.SUBMITTED, Status.RETURNED: Status.SUBMITTED},
    Action.RETURN: {Status.SUBMITTED: Status.RETURNED},
    Action.APPROVE: {Status.SUBMITTED: Status.APPROVED},
}

# What was said to the contact person, and has not come back.
SENT = frozenset({Status.SUBMITTED, Status.APPROVED})

WHOSE_MOVE: dict[Status, Side | None] = {
    Status.OPEN: Side.EMPLOYER,
    Status.SUBMITTED: Side.CONSULTANT,
    Status.RETURNED: Side.EMPLOYER,
    Status.APPROVED: None,
}

STATUS_NAMES = {
    Status.OPEN: N_("Not sent"),
    Status.SUBMITTED: N_("Sent"),
    Status.RETURNED: N_("Returned"),
    Status.APPROVED: N_("Approved"),
}


class Absence(StrEnum):
    SICK = "sick"
    AGREED = "agreed"
    LATE = "late"
    NO_SHOW = "no_show"
    HOLIDAY = "holiday"
    CLOSED = "closed"


ABSENCE_NAMES = {
    Absence.SICK: N_("Sick"),
    Absence.AGREED: N_("Agreed day off"),
    Absence.LATE: N_("Came late"),
    Absence.NO_SHOW: N_("Did not show up"),
    Absence.HOLIDAY: N_("Public holiday"),
    Absence.CLOSED: N_("We were closed"),
}


class Mark(StrEnum):
    """How far the training of an activity has come in a week."""

    NOT_YET = "not_yet"
    WITH_HELP = "with_help"
    ALONE = "alone"


MARK_NAMES = {
    Mark.NOT_YET: N_("Not yet"),
    Mark.WITH_HELP: N_("With help"),
    Mark.ALONE: N_("Alone"),
}

# Away all day: hours on such a day want a word of explanation.
ALL_DAY = frozenset(Absence) - {Absence.LATE}


@dataclass(frozen=True)
class Planned:
    """What one day is prefilled with."""

    day: date
    paid: int  # minutes
    training: int  # minutes
    absence: Absence | None = None


class DayLike(Protocol):
    """One line of a week sheet, wherever it is kept."""

    day: date
    paid: int
    training: int


def prefill(
    week: Week,
    pattern: Mapping[int, tuple[int, int]],
    *,
    start_on: date,
    ends_on: date | None,
    days_off: Iterable[date],
) -> list[Planned]:
    """The seven days of `week` as planned.

    `pattern` gives (paid, training) minutes by weekday, 0 is Monday. Days before `start_on` and
    after `ends_on` are empty; so are public holidays, which say why.
    """
    off = set(days_off)
    planned = []
    for day in week.days:
        paid, training = pattern.get(day.weekday(), (0, 0))
        if day < start_on or (ends_on is not None and day > ends_on):
            planned.append(Planned(day, 0, 0))
        elif day in off and paid + training:
            planned.append(Planned(day, 0, 0, Absence.HOLIDAY))
        else:
            planned.append(Planned(day, paid, training))
    return planned


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


def last_due(today: date) -> Week:
    """The newest week that is owed: this one from Friday on, before that the last one."""
    week = Week.of(today)
    return week if today.weekday() >= FRIDAY else week.plus(-1)


def findings(days: Sequence[DayLike], book: Rulebook) -> list[Finding]:
    """What the entered hours say against the rules of rest and weekly hours, worst first."""
    found: list[Finding] = []
    for number, day in enumerate(days):
        if day.paid + day.training > 24 * 60:
            message = Message("A day has 24 hours.")
            found.append(Finding(Code.REST, Effect.BLOCKS, message, f"days-{number}-paid"))
    total = sum(totals(days))
    if total > book.weekly_total.most:
        message = Message(
            "%(total)s hours this week is more than the %(most)s that can be agreed.",
            {"total": total, "most": book.weekly_total.most},
            hours=("total", "most"),
        )
        found.append(
            Finding(Code.WEEKLY_TOTAL, Effect.TELLS, message, "days-0-paid", book.weekly_total)
        )
    worked = sum(1 for day in days if day.paid + day.training)
    if book.rest and worked > 7 - book.rest.days_off:
        message = Message("There is no day off in this week.")
        found.append(Finding(Code.REST, book.rest.effect, message, "days-6-paid", book.rest))
    return worst_first(found)


class AwayLike(DayLike, Protocol):
    """A line that also says whether the person was there."""

    absence: Absence | None
    absence_note: str


def away_with_hours(days: Sequence[AwayLike]) -> list[Finding]:
    """Days on which somebody was away and yet has hours, and nobody has said why."""
    return [
        Finding(
            Code.AWAY_WITH_HOURS,
            Effect.ASKS,
            Message(
                "%(day)s: away, but %(hours)s hours. Was it part of the day? Write a word on it.",
                {"day": day.day, "hours": day.paid + day.training},
                hours=("hours",),
                weekdays=("day",),
            ),
            f"days-{number}-absence_note",
        )
        for number, day in enumerate(days)
        if day.absence in ALL_DAY and day.paid + day.training and not day.absence_note
    ]


def owed_since(week: Week) -> datetime:
    """The instant from which `week` is owed: its Friday at noon in Denmark."""
    return datetime.combine(week.days[FRIDAY], time(12), tzinfo=COPENHAGEN)


def blocked(found: Iterable[Finding]) -> bool:
    """Does one of the findings stand in the way of sending? What is told only does not."""
    return any(finding.effect is not Effect.TELLS for finding in found)


# --- how the training goes ---


def to_mark(parts: Iterable[PartLike], week: int, marked: Iterable[UUID] = ()) -> dict[UUID, str]:
    """What is trained in plan week `week`, and what has a mark already: names by activity.

    Each activity once, in the order of the plan. The name of one that has left the plan is "".
    """
    listed = list(parts)
    names = {part.activity_id: part.what for part in listed}
    trained = [
        part.activity_id for part in listed if part.kind is Kind.TRAINING and in_week(part, week)
    ]
    return {activity_id: names.get(activity_id, "") for activity_id in [*trained, *marked]}


class MarkedWeek(Protocol):
    """One week's mark of an activity, wherever it is kept."""

    monday: date
    mark: Mark
    learnt: str


def evidence_of(rows: Iterable[MarkedWeek]) -> list[dict[str, str]]:
    """The marks of one activity, oldest first, as a part keeps them: those of the latest weeks."""
    return [
        {"week": str(Week.of(row.monday)), "mark": row.mark.value, "learnt": row.learnt}
        for row in list(rows)[-EVIDENCE_WEEKS:]
    ]
