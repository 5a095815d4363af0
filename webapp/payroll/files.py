"""Rows as files: CSV as Danish spreadsheets read it, and XLSX. The same cells in both. Pure."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from ..messages import Message
from .columns import COLUMNS, Column, ColumnKind, Value
from .rows import ParticipantTotal, PayrollRow

Tell = Callable[[Message], str]
Cell = str | date | Decimal | int | None

# Four decimals: 7:20 is 7,3333, and a month of such days still adds up to the minute.
_EXACT = Decimal("0.0001")
_FORMULA = ("=", "+", "-", "@")
_WIDEST = 40  # characters
_FORMATS = {
    ColumnKind.DAY: {"num_format": "dd.mm.yyyy"},
    ColumnKind.HOURS: {"num_format": "0.00"},
    ColumnKind.NUMBER: {"num_format": "0"},
    ColumnKind.TEXT: {"num_format": "@"},
}
# What a person wrote stays what they wrote: nothing becomes a formula, a number or a link.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class FileTable:
    """One sheet: the names of the columns, what they hold, and the cells."""

    name: str
    head: list[str]
    kinds: list[ColumnKind]
    rows: list[list[Cell]]


def day_table(rows: Sequence[PayrollRow], columns: Sequence[Column], tell: Tell) -> FileTable:
    """The rows of a file with these columns, in the language of `tell`."""
    specs = [COLUMNS[column] for column in columns]
    return FileTable(
        tell(Message("Hours")),
        [tell(Message(spec.name)) for spec in specs],
        [spec.kind for spec in specs],
        [[_cell(spec.kind, spec.value(row), tell) for spec in specs] for row in rows],
    )


_TOTALS: dict[str, tuple[ColumnKind, Callable[[ParticipantTotal], Value]]] = {
    COLUMNS[Column.NUMBER].name: (ColumnKind.TEXT, lambda total: total.person.payroll_number),
    COLUMNS[Column.FIRST_NAME].name: (ColumnKind.TEXT, lambda total: total.person.first_name),
    COLUMNS[Column.SMALL_JOB].name: (ColumnKind.TEXT, lambda total: total.person.headline),
    COLUMNS[Column.PAID].name: (ColumnKind.HOURS, lambda total: total.sum.paid),
    COLUMNS[Column.AWAY_PAID].name: (ColumnKind.HOURS, lambda total: total.sum.away_paid),
    COLUMNS[Column.TO_PAY].name: (ColumnKind.HOURS, lambda total: total.sum.to_pay),
    COLUMNS[Column.DIFFERENCE].name: (ColumnKind.HOURS, lambda total: total.sum.difference),
}


def totals_table(sums: Sequence[ParticipantTotal], tell: Tell, *, compared: bool) -> FileTable:
    """What the rows add up to by person; `compared` with an earlier file."""
    left_out = "" if compared else COLUMNS[Column.DIFFERENCE].name
    shown = {name: spec for name, spec in _TOTALS.items() if name != left_out}
    return FileTable(
        tell(Message("Together")),
        [tell(Message(name)) for name in shown],
        [kind for kind, _value in shown.values()],
        [[_cell(kind, value(total), tell) for kind, value in shown.values()] for total in sums],
    )


def in_hours(minutes: int) -> Decimal:
    """Whole minutes as hours with decimals."""
    return (Decimal(minutes) / 60).quantize(_EXACT)


def plain_text(text: str) -> str:
    """Somebody's words on one line, without letters that cannot be seen."""
    return " ".join(
        "".join(character if character.isprintable() else " " for character in text).split()
    )


def _cell(kind: ColumnKind, value: Value, tell: Tell) -> Cell:
    if isinstance(value, Message):
        return plain_text(tell(value))
    if isinstance(value, str):
        return plain_text(value)
    if kind is ColumnKind.HOURS and isinstance(value, int):
        return in_hours(value)
    return value


def as_csv(table: FileTable) -> bytes:
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


def as_xlsx(tables: Sequence[FileTable], *, at: datetime) -> bytes:
    """A workbook with a sheet for each table. The same tables and `at` give the same bytes."""
    stream = BytesIO()
    book: Any = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": at.astimezone(UTC).replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {kind: book.add_format(options) for kind, options in _FORMATS.items()}
    for table in tables:
        _write(book.add_worksheet(table.name), table, head, formats)
    book.close()
    return stream.getvalue()


def _write(sheet: Any, table: FileTable, head: Any, formats: dict[ColumnKind, Any]) -> None:
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
