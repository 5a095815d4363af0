"""Weeks as payroll sees them, for tests without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from webapp.clock import Month
from webapp.payroll.rules import ExportFile, Participant, PayrollSheet
from webapp.timesheets.day import DayContent
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
    *days: DayContent | int,
    monday: date = MONDAY,
    revision: int = 1,
    status: Status = Status.APPROVED,
    month: Month = NOVEMBER,
) -> PayrollSheet:
    """A revision whose days, Monday first, have these paid minutes, or content; cut by `month`."""
    values = {}
    for number, item in enumerate(days):
        content = day(item) if isinstance(item, int) else item
        on = monday + timedelta(days=number)
        values[on] = replace(content, day=on)
    approved = status is Status.APPROVED
    return PayrollSheet(
        id=uuid4(),
        person=who,
        monday=monday,
        revision=revision,
        status=status,
        since=datetime(2026, 11, 23, tzinfo=UTC),
        approved_on=date(2026, 11, 23) if approved else None,
        days={on: item for on, item in values.items() if Month.of(on) == month} if approved else {},
    )


def day(paid: int = 0, **values: Any) -> DayContent:
    """The content of a day; `sheet` says which one it is."""
    return DayContent(MONDAY, paid, **values)


def made(
    *sheets: PayrollSheet, on: date = date(2026, 12, 3), file_id: UUID | None = None
) -> ExportFile:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return ExportFile(
        file_id or uuid4(), at, on, "Karen Holm", frozenset(sheet.id for sheet in sheets)
    )
