"""Months, week sheets as payroll sees them, and what is missing in a month. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from ..clock import Month
from ..timesheets import revisions
from ..timesheets.day import DayContent
from ..timesheets.rules import Status

LAST_DAYS = 5  # of a month, in which it is the one that people want to see


def default_month(today: date) -> Month:
    """The month that somebody wants who only asks for payroll.

    The last whole one; in the last days of a month that one, because some pay before its end.
    """
    month = Month.of(today)
    return month if today > month.last - timedelta(days=LAST_DAYS) else month.plus(-1)


@dataclass(frozen=True)
class Participant:
    """Whose hours they are, in one small job."""

    id: UUID  # of the small job
    first_name: str
    payroll_number: str
    headline: str
    workplace: str
    p_number: str
    cvr: str
    start_on: date
    ended_on: date | None = None
    consultant: str = ""

    def worked_in(self, month: Month) -> bool:
        """Did the small job run on a day of `month`?"""
        return self.start_on <= month.last and (self.ended_on or month.last) >= month.first

    @property
    def place_in_file(self) -> tuple[str, str, str]:
        return self.first_name.casefold(), self.headline.casefold(), str(self.id)


def tells(day: DayContent) -> bool:
    """Is there something on this day that payroll needs to know?"""
    return bool(day.to_pay or day.absence)


@dataclass(frozen=True)
class PayrollSheet:
    """One revision of a week. `days` holds those of the month only."""

    id: UUID
    person: Participant
    monday: date
    revision: int
    status: Status
    since: datetime
    approved_on: date | None
    days: Mapping[date, DayContent] = field(default_factory=dict)

    @property
    def of_week(self) -> tuple[UUID, date]:
        return self.person.id, self.monday


@dataclass(frozen=True)
class ExportFile:
    """A file that somebody got."""

    id: UUID
    at: datetime
    on: date  # in Denmark
    by: str
    sheet_ids: frozenset[UUID]


def newest(sheets: Iterable[PayrollSheet], *, approved: bool) -> list[PayrollSheet]:
    """The newest revision of each week, or the newest approved one, in the order of a file."""
    counting = revisions.newest(sheets, {Status.APPROVED} if approved else frozenset(Status))
    return sorted(counting, key=lambda sheet: (*sheet.person.place_in_file, sheet.monday))


@dataclass(frozen=True)
class MissingWeek:
    """A week that is not approved. Where an earlier revision is, the file has that one."""

    sheet: PayrollSheet
    approved_before: bool


def missing_weeks(sheets: Collection[PayrollSheet], month: Month) -> list[MissingWeek]:
    """The weeks of `month` that still want something, oldest first."""
    approved = {sheet.of_week for sheet in sheets if sheet.status is Status.APPROVED}
    missing = [
        MissingWeek(sheet, sheet.of_week in approved)
        for sheet in newest(sheets, approved=False)
        if sheet.status is not Status.APPROVED and sheet.person.worked_in(month)
    ]
    return sorted(missing, key=lambda week: week.sheet.monday)


def file_id(company_id: UUID, month: Month, current: Iterable[PayrollSheet]) -> UUID:
    """The id of the file of these revisions: as long as nothing changes, it is the same file.

    So a file that somebody gets twice is there once, and keeps what it corrects; and a page that
    was opened before something changed does not hand over what nobody has looked at.
    """
    inside = sorted(str(sheet.id) for sheet in current)
    return uuid5(company_id, " ".join([str(month), *inside]))


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


def file_name(company: str, month: Month, ending: str) -> str:
    """`loen-2026-11-rent-paent.csv`: a name that every system can write."""
    letters = unicodedata.normalize("NFC", company).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return "-".join(filter(None, ["loen", str(month), words])) + f".{ending}"
