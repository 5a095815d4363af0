"""Rows as files: CSV as Danish spreadsheets read it, and XLSX. The same cells in both."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from ..messages import Message
from .columns import COLUMNS, Column, Kind, Value
from .rows import Row, Total

Tell = Callable[[Message], str]
Cell = str | date | Decimal | int | None

# Four decimals: 7:20 is 7,3333, and a month of such days still adds up to the minute.
_EXACT = Decimal("0.0001")
_FORMULA = ("=", "+", "-", "@")
_WIDEST = 40  # characters
_FORMATS = {
    Kind.DAY: {"num_format": "dd.mm.yyyy"},
    Kind.HOURS: {"num_format": "0.00"},
    Kind.NUMBER: {"num_format": "0"},
    Kind.TEXT: {"num_format": "@"},
}
# What a person wrote stays what they wrote: nothing becomes a formula, a number or a link.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class Table:
    """One sheet: the names of the columns, what they hold, and the cells."""

    name: str
    head: list[str]
    kinds: list[Kind]
    rows: list[list[Cell]]


def day_by_day(rows: Sequence[Row], columns: Sequence[Column], tell: Tell) -> Table:
    """The rows of a file with these columns, in the language that `tell` speaks."""
    made = [COLUMNS[column] for column in columns]
    return Table(
        tell(Message("Hours")),
        [tell(Message(one.name)) for one in made],
        [one.kind for one in made],
        [[_cell(one.kind, one.value(row), tell) for one in made] for row in rows],
    )


_TOTALS: dict[str, tuple[Kind, Callable[[Total], Value]]] = {
    COLUMNS[Column.NUMBER].name: (Kind.TEXT, lambda it: it.person.payroll_number),
    COLUMNS[Column.FIRST_NAME].name: (Kind.TEXT, lambda it: it.person.first_name),
    COLUMNS[Column.SMALL_JOB].name: (Kind.TEXT, lambda it: it.person.headline),
    COLUMNS[Column.PAID].name: (Kind.HOURS, lambda it: it.sum.paid),
    COLUMNS[Column.AWAY_PAID].name: (Kind.HOURS, lambda it: it.sum.away_paid),
    COLUMNS[Column.TO_PAY].name: (Kind.HOURS, lambda it: it.sum.to_pay),
    COLUMNS[Column.DIFFERENCE].name: (Kind.HOURS, lambda it: it.sum.difference),
}


def together(sums: Sequence[Total], tell: Tell, *, compared: bool) -> Table:
    """What the rows add up to by person; `compared` with an earlier file."""
    left_out = "" if compared else COLUMNS[Column.DIFFERENCE].name
    shown = {name: made for name, made in _TOTALS.items() if name != left_out}
    return Table(
        tell(Message("Together")),
        [tell(Message(name)) for name in shown],
        [kind for kind, _value in shown.values()],
        [[_cell(kind, value(it), tell) for kind, value in shown.values()] for it in sums],
    )


def in_hours(minutes: int) -> Decimal:
    """Whole minutes as hours with decimals."""
    return (Decimal(minutes) / 60).quantize(_EXACT)


def plain(text: str) -> str:
    """Somebody's words on one line, without letters that cannot be seen."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _cell(kind: Kind, value: Value, tell: Tell) -> Cell:
    if isinstance(value, Message):
        return plain(tell(value))
    if isinstance(value, str):
        return plain(value)
    if kind is Kind.HOURS and isinstance(value, int):
        return in_hours(value)
    return value


def as_csv(table: Table) -> bytes:
    """Semicolons, a comma in numbers, UTF-8 that Excel recognises, a line ending of Windows."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_as_text(name) for name in table.head])
    writer.writerows([_as_text(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def _as_text(cell: Cell) -> str:
    """A cell of the CSV file. Words that a spreadsheet would run as a formula get an apostrophe.

    Only words: a negative number is ours, and stays one.
    """
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    if isinstance(cell, Decimal):
        text = f"{cell:f}".rstrip("0").rstrip(".").replace(".", ",")
        return "0" if text == "-0" else text
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell)


def as_xlsx(tables: Sequence[Table], *, at: datetime) -> bytes:
    """A workbook with a sheet for each table. The same tables and `at` give the same bytes."""
    stream = BytesIO()
    book: Any = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": at.astimezone(UTC).replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {kind: book.add_format(told) for kind, told in _FORMATS.items()}
    for table in tables:
        _write(book.add_worksheet(table.name), table, head, formats)
    book.close()
    return stream.getvalue()


def _write(sheet: Any, table: Table, head: Any, formats: dict[Kind, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for across, (name, kind) in enumerate(zip(table.head, table.kinds, strict=True)):
        cells = [row[across] for row in table.rows]
        longest = max([len(name), *(len(_as_text(cell)) for cell in cells)])
        sheet.set_column(across, across, min(longest + 2, _WIDEST), formats[kind])
        sheet.write_string(0, across, name, head)
        for down, cell in enumerate(cells, 1):
            if isinstance(cell, str) and cell:
                sheet.write_string(down, across, cell, formats[kind])
            elif isinstance(cell, date):
                sheet.write_datetime(down, across, cell, formats[kind])
            elif isinstance(cell, Decimal | int):
                sheet.write_number(down, across, float(cell), formats[kind])
