"""A month of the register in words: what its page shows, and the paper. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from ..clock import Month
from ..messages import N_, Message
from ..timesheets.day import AWAY_PAID, PAID, TRAINING
from ..timesheets.rules import ABSENCE_NAMES, Absence
from .rules import CountedDay, Register, Sums, WeekLines, sums

# In the words of somebody who was not there to close.
AWAY_NAMES = ABSENCE_NAMES | {Absence.CLOSED: N_("The workplace was closed")}
NONE = "–"


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


class WeekTexts(TypedDict):
    """A week of the month. Rows have as many cells as the month's `head`."""

    name: str
    days: str
    state: str
    rows: list[list[str]]
    sums: list[list[str]]


class MonthTexts(TypedDict):
    """A month in words: what the page shows, and the paper."""

    title: str
    month: str
    heading: str
    place: str
    sums: list[str]
    head: list[str]
    numbers: list[str]  # the columns that hold hours
    weeks: list[WeekTexts]
    foot: list[str]
    help: str


def localise(
    register: Register, month: Month, about: RegisterSubject, speech: Formatters
) -> MonthTexts:
    """A month as texts in lists and dicts."""
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
        self.columns = register.columns
        self.away = any(
            line.paused or line.content.absence or line.content.away_paid for line in lines
        )
        self.all, self.speech = sums(lines), speech

    def head(self) -> list[str]:
        names = [Message("Day"), *(Message(item.label) for item in self.columns)]
        names += [Message("Away")] if self.away else []
        return [self.speech.say(name) for name in names]

    def numbers(self) -> list[str]:
        """The columns of hours, counted from 0."""
        return [str(number + 1) for number in range(len(self.columns))]

    def week(self, week: WeekLines) -> WeekTexts:
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

    def row(self, line: CountedDay) -> list[str]:
        absence = line.content.absence
        away = [self.speech.say(Message("Pause"))] if line.paused else []
        away += [self.speech.say(Message(AWAY_NAMES[absence]))] if absence else []
        return [self.speech.day(line.day), *self._cells(sums([line]), away)]

    def sums(self, name: Message, minutes: Sums) -> list[str]:
        return [self.speech.say(name), *self._cells(minutes, [], none=self.speech.hours(0))]

    def _cells(self, minutes: Sums, away: list[str], none: str = NONE) -> list[str]:
        by_column = (minutes[item.name] for item in self.columns)
        cells = [self.speech.hours(each) if each else none for each in by_column]
        away = [*away, *self._with_pay(minutes[AWAY_PAID.name])]
        return cells + ([", ".join(away) or NONE] if self.away else [])

    def _with_pay(self, minutes: int) -> list[str]:
        if not minutes:
            return []
        hours = {"hours": minutes}
        return [self.speech.say(Message("%(hours)s with pay", hours, hours=("hours",)))]

    def in_words(self) -> list[str]:
        """What the month adds up to, in a sentence or two."""
        paid, training = self.all[PAID.name], self.all[TRAINING.name]
        paid_is_shown, training_is_shown = PAID in self.columns, TRAINING in self.columns
        if paid_is_shown and training_is_shown:
            both = N_("%(paid)s paid and %(training)s training")
            values = {"paid": paid, "training": training}
            said = [Message(both, values, hours=("paid", "training"))]
        elif paid_is_shown:
            said = [Message("%(paid)s paid", {"paid": paid}, hours=("paid",))]
        elif training_is_shown:
            hours = {"training": training}
            said = [Message("%(training)s training", hours, hours=("training",))]
        else:
            said = [Message("No hours")]
        if self.all[AWAY_PAID.name]:
            away = {"away": self.all[AWAY_PAID.name]}
            said.append(Message("%(away)s away with pay", away, hours=("away",)))
        return [self.speech.say(message) for message in said]
