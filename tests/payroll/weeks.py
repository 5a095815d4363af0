"""Weeks as payroll sees them, for tests without a database."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from webapp.clock import Month
from webapp.payroll.rules import DayHours, ExportFile, Participant, PayrollSheet
from webapp.timesheets.rules import Status

NOVEMBER = Month(2026, 11)
MONDAY = date(2026, 11, 16)


def person(first_name: str = "Jørgen", **values: object) -> Participant:
    texts = {
        "id": uuid4(),
        "first_name": first_name,
        "payroll_number": "1042",
        "headline": "Tomme kasser står i vejen",
        "workplace": "Kajvej 8",
        "p_number": "1090000137",
        "cvr": "90000032",
        "start_on": date(2026, 10, 1),
        "consultant": "Mette Lund",
    }
    return Participant(**texts | values)  # type: ignore[arg-type]


def sheet(
    who: Participant,
    *days: DayHours | int,
    monday: date = MONDAY,
    revision: int = 1,
    status: Status = Status.APPROVED,
    month: Month = NOVEMBER,
) -> PayrollSheet:
    """A revision whose days, Monday first, have these paid minutes, or hours; cut by `month`."""
    values = {
        monday + timedelta(days=n): DayHours(item) if isinstance(item, int) else item
        for n, item in enumerate(days)
    }
    approved = status is Status.APPROVED
    return PayrollSheet(
        id=uuid4(),
        person=who,
        monday=monday,
        revision=revision,
        status=status,
        since=datetime(2026, 11, 23, tzinfo=UTC),
        approved_on=date(2026, 11, 23) if approved else None,
        days={day: item for day, item in values.items() if Month.of(day) == month}
        if approved
        else {},
    )


def made(
    *sheets: PayrollSheet, on: date = date(2026, 12, 3), file_id: UUID | None = None
) -> ExportFile:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return ExportFile(
        file_id or uuid4(), at, on, "Karen Holm", frozenset(sheet.id for sheet in sheets)
    )
