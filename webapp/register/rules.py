"""The hours that count, month by month and week by week, as the employee may see them. Pure.

The register is made of the days that count and of nothing else. Whether pay is kept back is not
asked: the column of paid hours stands there when there are paid hours, so a copy without it
reveals nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from ..clock import Month, Week
from ..smalljobs.rules import Status as JobStatus
from ..timesheets.day import AWAY_PAID, FIELDS, PAID, DayContent, DayField, FieldKind, total
from ..timesheets.rules import Status

SHOWN = [item for item in FIELDS if item.register]
# What is worked has a column of its own; what is paid though away stands with the absence.
_WORKED = [item for item in SHOWN if item.kind in {FieldKind.HOURS, FieldKind.MINUTES}]
Sums = dict[str, int]  # minutes by the name of the field


class RegisterJob(NamedTuple):
    """A small job with the names around its register."""

    id: UUID
    first_name: str
    status: JobStatus
    headline: str
    employer: str
    workplace: str
    contact: str | None
    phone: str


@dataclass(frozen=True)
class CountedDay:
    """A day of a week sheet that counts."""

    monday: date
    status: Status
    content: DayContent
    paused: bool = False  # nobody works on it

    @property
    def day(self) -> date:
        return self.content.day


def sums(days: Iterable[CountedDay]) -> Sums:
    return total((day.content for day in days), SHOWN)


@dataclass(frozen=True)
class WeekLines:
    """What a month shows of a week: its days, and the whole week's sums."""

    week: Week
    approved: bool
    lines: Sequence[CountedDay]
    sums: Sums
    whole: Sums | None  # where some of its days are in another month


class Register:
    """All days that count, in their order."""

    def __init__(self, lines: Iterable[CountedDay]) -> None:
        self.lines = [line for line in lines if _stands(line.content)]

    @cached_property
    def months(self) -> list[Month]:
        """The months that there is something of, newest first."""
        return sorted({Month.of(line.day) for line in self.lines}, reverse=True)

    @cached_property
    def columns(self) -> list[DayField]:
        """The fields with hours in any month: a register has one form."""
        whole = sums(self.lines)
        whole[PAID.name] += whole[AWAY_PAID.name]
        return [item for item in _WORKED if whole[item.name]]

    def weeks(self, month: Month) -> list[WeekLines]:
        """The weeks of a month, first to last. Of a week that began before, only its days here."""
        weeks = []
        for monday, lines in groupby(self.lines, key=lambda line: line.monday):
            whole = list(lines)
            here = [line for line in whole if Month.of(line.day) == month]
            if here:
                weeks.append(_week(monday, here, whole))
        return weeks

    def neighbours(self, month: Month) -> tuple[Month | None, Month | None]:
        """The month before and the month after that there is something of."""
        before = [other for other in self.months if other < month]
        after = [other for other in self.months if other > month]
        return (before[0] if before else None), (after[-1] if after else None)


def _stands(day: DayContent) -> bool:
    """Working days always have a line; those of a weekend when there is something to say."""
    return any(getattr(day, item.name) for item in SHOWN) or day.day.weekday() < 5


def _week(monday: date, here: list[CountedDay], whole: list[CountedDay]) -> WeekLines:
    approved = whole[0].status is Status.APPROVED
    elsewhere = len(here) < len(whole)
    return WeekLines(
        Week.of(monday), approved, here, sums(here), sums(whole) if elsewhere else None
    )
