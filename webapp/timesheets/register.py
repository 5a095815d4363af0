"""The register of working time as the employee may see it: their hours, month by month. Pure.

It is made of the lines that count and of nothing else. Whether pay is kept back is not asked: the
column of paid hours stands there when there are paid hours, so a copy without it reveals nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, Protocol

from ..clock import Month, Week
from ..messages import N_, Message
from .rules import ABSENCE_NAMES, Absence, Status

# In the words of somebody who was not there to close.
AWAY_NAMES = ABSENCE_NAMES | {Absence.CLOSED: N_("The workplace was closed")}
NONE = "–"


class LineLike(Protocol):
    """One day of a week sheet that counts, in minutes."""

    monday: date
    status: Status
    day: date
    paid: int
    training: int
    absence: Absence | None
    away_paid: int


@dataclass(frozen=True)
class Sums:
    """Minutes: at paid work, in training, and paid though away."""

    paid: int
    training: int
    away_paid: int

    @classmethod
    def of(cls, lines: Iterable[LineLike]) -> "Sums":
        listed = list(lines)
        return cls(
            sum(line.paid for line in listed),
            sum(line.training for line in listed),
            sum(line.away_paid for line in listed),
        )


@dataclass(frozen=True)
class WeekLines:
    """What a month shows of a week: its days, and the whole week's sums."""

    week: Week
    approved: bool
    lines: Sequence[LineLike]
    sums: Sums
    whole: Sums | None  # where some of its days are in another month


class Register:
    """All lines that count, in the order of their days."""

    def __init__(self, lines: Iterable[LineLike]) -> None:
        self.lines = [line for line in lines if _stands(line)]

    @cached_property
    def months(self) -> list[Month]:
        """The months that there is something of, newest first."""
        return sorted({Month.of(line.day) for line in self.lines}, reverse=True)

    @cached_property
    def shows_paid(self) -> bool:
        return any(line.paid or line.away_paid for line in self.lines)

    @cached_property
    def shows_training(self) -> bool:
        return any(line.training for line in self.lines)

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


def _stands(line: LineLike) -> bool:
    """Working days always have a line; those of a weekend when there is something to say."""
    said = line.paid or line.training or line.away_paid or line.absence
    return bool(said) or line.day.weekday() < 5


def _week(monday: date, here: list[LineLike], whole: list[LineLike]) -> WeekLines:
    approved = whole[0].status is Status.APPROVED
    elsewhere = len(here) < len(whole)
    sums = Sums.of(whole) if elsewhere else None
    return WeekLines(Week.of(monday), approved, here, Sums.of(here), sums)


# --- in words ---


@dataclass(frozen=True)
class Formatters:
    """Functions that format values in the reader's language."""

    say: Callable[[Message], str]
    hours: Callable[[int], str]
    day: Callable[[date], str]  # `man. 16.`
    week: Callable[[date], str]  # of its Monday: `16.–22. nov. 2026`
    month: Callable[[date], str]  # of its first day: `november 2026`
    month_name: Callable[[date], str]  # without the year: `november`


@dataclass(frozen=True)
class RegisterSubject:
    """The person and place that a register is about."""

    first_name: str
    place: str
    contact: str
    phone: str  # as it is shown


def localise(
    register: Register, month: Month, about: RegisterSubject, speech: Formatters
) -> dict[str, Any]:
    """A month as texts in lists and dicts: what the page shows, and the paper.

    Rows have as many cells as `head`; `numbers` are those columns that hold hours.
    """
    weeks = register.weeks(month)
    table = _Table(register, weeks, speech)
    name, said = {"name": about.first_name}, speech.month(month.first)
    return {
        "title": speech.say(Message("Hours for %(name)s", name)),
        "month": said,
        "heading": said[0].upper() + said[1:],
        "place": about.place,
        "sums": table.in_words(),
        "head": table.head(),
        "numbers": table.numbers(),
        "weeks": [table.week(week) for week in weeks],
        "foot": table.sums(Message("The whole month"), table.all),
        "help": _help(about, speech),
    }


def _help(about: RegisterSubject, speech: Formatters) -> str:
    named = {"name": about.contact, "phone": about.phone}
    if not about.phone:
        return speech.say(Message("Is something wrong? Talk to %(name)s.", named))
    return speech.say(Message("Is something wrong? Call %(name)s on %(phone)s.", named))


class _Table:
    """The columns that a month needs, and their cells."""

    def __init__(self, register: Register, weeks: list[WeekLines], speech: Formatters) -> None:
        lines = [line for week in weeks for line in week.lines]
        self.paid, self.training = register.shows_paid, register.shows_training
        self.away = any(line.absence or line.away_paid for line in lines)
        self.all, self.speech = Sums.of(lines), speech

    def head(self) -> list[str]:
        names = [Message("Day")]
        names += [Message("Paid hours")] if self.paid else []
        names += [Message("Training")] if self.training else []
        names += [Message("Away")] if self.away else []
        return [self.speech.say(name) for name in names]

    def numbers(self) -> list[str]:
        """The columns of hours, counted from 0."""
        return [str(number + 1) for number in range(self.paid + self.training)]

    def week(self, week: WeekLines) -> dict[str, Any]:
        state = Message("Approved") if week.approved else Message("Waits for approval")
        number = Message("Week %(number)s", {"number": week.week.number})
        sums = [self.sums(Message("Together"), week.sums)]
        if week.whole:
            sums = [
                self.sums(self.in_month(week.lines[0].day), week.sums),
                self.sums(Message("The whole week"), week.whole),
            ]
        return {
            "name": self.speech.say(number),
            "days": self.speech.week(week.week.monday),
            "state": self.speech.say(state),
            "rows": [self.row(line) for line in week.lines],
            "sums": sums,
        }

    def in_month(self, day: date) -> Message:
        return Message("In %(month)s", {"month": self.speech.month_name(day)})

    def row(self, line: LineLike) -> list[str]:
        away = [self.speech.say(Message(AWAY_NAMES[line.absence]))] if line.absence else []
        away += self._with_pay(line.away_paid)
        return [self.speech.day(line.day), *self._cells(line.paid, line.training, away)]

    def sums(self, name: Message, sums: Sums) -> list[str]:
        away = self._with_pay(sums.away_paid)
        return [self.speech.say(name), *self._cells(sums.paid, sums.training, away, none="0")]

    def _cells(self, paid: int, training: int, away: list[str], none: str = NONE) -> list[str]:
        cells = [self.speech.hours(paid) if paid else none] if self.paid else []
        cells += [self.speech.hours(training) if training else none] if self.training else []
        return cells + ([", ".join(away) or NONE] if self.away else [])

    def _with_pay(self, minutes: int) -> list[str]:
        if not minutes:
            return []
        hours = {"hours": minutes}
        return [self.speech.say(Message("%(hours)s hours with pay", hours, hours=("hours",)))]

    def in_words(self) -> list[str]:
        """What the month adds up to, in a sentence or two."""
        sums = {"paid": self.all.paid, "training": self.all.training}
        if self.paid and self.training:
            both = N_("%(paid)s paid hours and %(training)s hours of training")
            said = [Message(both, sums, hours=("paid", "training"))]
        elif self.paid:
            said = [Message("%(paid)s paid hours", {"paid": self.all.paid}, hours=("paid",))]
        elif self.training:
            hours = {"training": self.all.training}
            said = [Message("%(training)s hours of training", hours, hours=("training",))]
        else:
            said = [Message("No hours")]
        if self.all.away_paid:
            away = {"away": self.all.away_paid}
            said.append(Message("%(away)s hours away with pay", away, hours=("away",)))
        return [self.speech.say(message) for message in said]
