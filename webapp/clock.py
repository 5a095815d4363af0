"""Now and today in Copenhagen, ISO weeks and months.

Instants are UTC; days and weeks are Danish. `now` and `today` are the only functions of the
app that read a clock: everybody else gets the time as an argument.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def local(at: datetime) -> datetime:
    """`at` as a clock on the wall in Denmark shows it."""
    return at.astimezone(COPENHAGEN)


def today() -> date:
    """The date in Denmark."""
    return local(now()).date()


@dataclass(frozen=True, order=True)
class Week:
    """One ISO week, Monday first. Raises ValueError for a week that does not exist."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> "Week":
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W47`. Raises ValueError for anything else, and for a week that is not.

        Only this century: at the ends of the calendar even `plus(1)` would fail.
        """
        match = re.fullmatch(r"(20[0-9]{2})-W([0-9]{2})", text)
        if not match:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(7)]

    def plus(self, weeks: int) -> "Week":
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


@dataclass(frozen=True, order=True)
class Month:
    """One month of the calendar. Raises ValueError for one that does not exist."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-11`, of this century. Raises ValueError for anything else."""
        match = re.fullmatch(r"(20[0-9]{2})-([0-9]{2})", text)
        if not match:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    def plus(self, months: int) -> "Month":
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"
