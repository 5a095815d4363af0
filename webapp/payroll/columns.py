"""The columns that a file can have: a table. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..clock import Week
from ..messages import N_, Message
from ..timesheets.rules import ABSENCE_NAMES
from .rows import PayrollRow

WEEKDAY_NAMES = [
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
]


class Column(StrEnum):
    CVR = "cvr"
    P_NUMBER = "p_number"
    WORKPLACE = "workplace"
    NUMBER = "number"
    FIRST_NAME = "first_name"
    SMALL_JOB = "small_job"
    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    PAID = "paid"
    ABSENCE = "absence"
    AWAY_PAID = "away_paid"
    TO_PAY = "to_pay"
    TRAINING = "training"
    APPROVED_ON = "approved_on"
    REVISION = "revision"
    CORRECTS = "corrects"
    EARLIER = "earlier"
    DIFFERENCE = "difference"


class ColumnKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    HOURS = "hours"  # whole minutes here, hours with decimals in the file


Value = str | Message | date | int | None


@dataclass(frozen=True)
class ColumnSpec:
    """How a column is called, and what it says of a row."""

    name: str  # a message id
    kind: ColumnKind
    value: Callable[[PayrollRow], Value]


def _weekday(row: PayrollRow) -> Value:
    return Message(WEEKDAY_NAMES[row.day.weekday()])


def _absence(row: PayrollRow) -> Value:
    return Message(ABSENCE_NAMES[row.hours.absence]) if row.hours.absence else ""


def _corrects(row: PayrollRow) -> Value:
    if row.corrects is None:
        return ""
    return Message("Corrects the file of %(day)s", {"day": row.corrects}, days=("day",))


COLUMNS: dict[Column, ColumnSpec] = {
    Column.CVR: ColumnSpec(N_("CVR number"), ColumnKind.TEXT, lambda row: row.person.cvr),
    Column.P_NUMBER: ColumnSpec(N_("P-number"), ColumnKind.TEXT, lambda row: row.person.p_number),
    Column.WORKPLACE: ColumnSpec(
        N_("Workplace"), ColumnKind.TEXT, lambda row: row.person.workplace
    ),
    Column.NUMBER: ColumnSpec(
        N_("Payroll number"), ColumnKind.TEXT, lambda row: row.person.payroll_number
    ),
    Column.FIRST_NAME: ColumnSpec(
        N_("First name"), ColumnKind.TEXT, lambda row: row.person.first_name
    ),
    Column.SMALL_JOB: ColumnSpec(N_("Small job"), ColumnKind.TEXT, lambda row: row.person.headline),
    Column.DAY: ColumnSpec(N_("Date"), ColumnKind.DAY, lambda row: row.day),
    Column.WEEKDAY: ColumnSpec(N_("Weekday"), ColumnKind.TEXT, _weekday),
    Column.WEEK: ColumnSpec(N_("Week"), ColumnKind.NUMBER, lambda row: Week.of(row.day).number),
    Column.PAID: ColumnSpec(N_("Paid hours"), ColumnKind.HOURS, lambda row: row.hours.paid),
    Column.ABSENCE: ColumnSpec(N_("Absence"), ColumnKind.TEXT, _absence),
    Column.AWAY_PAID: ColumnSpec(
        N_("Paid hours of absence"), ColumnKind.HOURS, lambda row: row.hours.away_paid
    ),
    Column.TO_PAY: ColumnSpec(N_("Hours to pay"), ColumnKind.HOURS, lambda row: row.hours.to_pay),
    Column.TRAINING: ColumnSpec(
        N_("Training hours (not pay)"), ColumnKind.HOURS, lambda row: row.hours.training
    ),
    Column.APPROVED_ON: ColumnSpec(N_("Approved on"), ColumnKind.DAY, lambda row: row.approved_on),
    Column.REVISION: ColumnSpec(
        N_("Revision of the week"), ColumnKind.NUMBER, lambda row: row.revision
    ),
    Column.CORRECTS: ColumnSpec(N_("Correction"), ColumnKind.TEXT, _corrects),
    Column.EARLIER: ColumnSpec(
        N_("Hours in the earlier file"), ColumnKind.HOURS, lambda row: row.earlier
    ),
    Column.DIFFERENCE: ColumnSpec(N_("Difference"), ColumnKind.HOURS, lambda row: row.difference),
}

# What a company gets that has chosen nothing. Training is no pay, so it has to be asked for.
DEFAULT = (
    Column.NUMBER,
    Column.FIRST_NAME,
    Column.SMALL_JOB,
    Column.DAY,
    Column.WEEKDAY,
    Column.PAID,
    Column.ABSENCE,
    Column.AWAY_PAID,
    Column.TO_PAY,
    Column.CORRECTS,
    Column.EARLIER,
    Column.DIFFERENCE,
)
# Nobody may pay the same hours twice because they left these out.
_NEVER_LEFT_OUT = (Column.CORRECTS, Column.EARLIER, Column.DIFFERENCE)


def columns_from_codes(codes: Iterable[str]) -> list[Column]:
    """The columns that are kept as `codes`, in that order; the usual ones where there are none."""
    known = {column.value: column for column in Column}
    return list(dict.fromkeys(known[code] for code in codes if code in known)) or list(DEFAULT)


def file_columns(columns: Sequence[Column], rows: Iterable[PayrollRow]) -> list[Column]:
    """The columns of a file. One that corrects says so, at the end where nothing moves for it."""
    if not any(row.corrects for row in rows):
        return list(columns)
    return [*columns, *(column for column in _NEVER_LEFT_OUT if column not in columns)]


def all_columns(columns: Sequence[Column]) -> list[Column]:
    """Every column: the chosen ones in their order, then the others."""
    return [*columns, *(column for column in Column if column not in columns)]


def move_column(columns: Sequence[Column], column: Column, by: int) -> list[Column]:
    """`columns` with one of them `by` places further on; at an end it stays where it is."""
    rest = [other for other in columns if other is not column]
    if len(rest) == len(columns):
        return list(columns)
    at = max(0, min(columns.index(column) + by, len(rest)))
    return [*rest[:at], column, *rest[at:]]
