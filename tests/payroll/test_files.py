"""CSV and XLSX: the same cells, safe in a spreadsheet, right to the minute, byte for byte."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.payroll.weeks import day, made, person, sheet
from webapp.messages import Message
from webapp.payroll.columns import (
    COLUMNS,
    DEFAULT,
    Column,
    ColumnKind,
    all_columns,
    columns_from_codes,
    file_columns,
    move_column,
)
from webapp.payroll.files import FileTable, as_csv, as_xlsx, day_table, in_hours, totals_table
from webapp.payroll.rows import PayrollRow, rows, totals
from webapp.timesheets.rules import Absence

AT = datetime(2026, 12, 3, 9, tzinfo=UTC)
JORGEN = person()
FIRST = sheet(JORGEN, 150, 440, day(absence=Absence.SICK, away_paid=90), day(45, training=60))
ANEW = sheet(JORGEN, 0, 440, day(absence=Absence.SICK, away_paid=90), 60, revision=2)
CORRECTED = rows([ANEW], [FIRST], made(FIRST))


def tell(message: Message) -> str:
    """English, with dates as Danes write them."""
    values = dict(message.values)
    for name in message.days:
        values[name] = f"{values[name]:%d.%m.%Y}"
    return message.id % values if values else message.id


def table(rows: list[PayrollRow], columns: list[Column] | None = None) -> FileTable:
    return day_table(rows, columns or list(DEFAULT), tell)


def read(content: bytes) -> list[list[str]]:
    return [*csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")]


def test_a_file_for_payroll_looks_like_this():
    columns = [Column.NUMBER, Column.FIRST_NAME, Column.DAY, Column.WEEKDAY, Column.PAID]
    columns += [Column.ABSENCE, Column.AWAY_PAID, Column.TO_PAY]
    assert as_csv(table(rows([FIRST]), columns)).decode("utf-8-sig").split("\r\n") == [
        "Payroll number;First name;Date;Weekday;Paid hours;Absence;Paid hours of absence;"
        "Hours to pay",
        "1042;Jørgen;16.11.2026;Monday;2,5;;0;2,5",
        "1042;Jørgen;17.11.2026;Tuesday;7,3333;;0;7,3333",
        "1042;Jørgen;18.11.2026;Wednesday;0;Sick;1,5;1,5",
        "1042;Jørgen;19.11.2026;Thursday;0,75;;0;0,75",
        "",
    ]


def test_a_correction_says_so_and_a_negative_difference_stays_a_number():
    wanted = [Column.DAY, Column.TO_PAY, Column.CORRECTS, Column.EARLIER, Column.DIFFERENCE]
    says = "Corrects the file of 03.12.2026"
    assert read(as_csv(table(CORRECTED, wanted)))[1:] == [
        ["16.11.2026", "0", says, "2,5", "-2,5"],
        ["17.11.2026", "7,3333", says, "7,3333", "0"],
        ["18.11.2026", "1,5", says, "1,5", "0"],
        ["19.11.2026", "1", says, "0,75", "0,25"],
    ]


def test_excel_opens_the_csv_file_without_asking():
    content = as_csv(table(rows([FIRST])))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 5


EVIL = {
    "=HYPERLINK(1)": "'=HYPERLINK(1)",
    "+45 12": "'+45 12",
    "-2,5": "'-2,5",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1+1": "'=1+1",
    "\r=1+1": "'=1+1",
    "\n =1+1": "'=1+1",
    "\u200b=1+1": "'=1+1",
    "\ufeff@a": "'@a",
    "Rydde\r\nop": "Rydde op",
    'To "små"; job': 'To "små"; job',
    "a=1": "a=1",
    "": "",
}


@pytest.mark.parametrize("text", EVIL, ids=repr)
def test_words_never_become_a_formula(text: str):
    result = rows([sheet(person(text, headline=text, payroll_number=text), 60)])
    columns = [Column.FIRST_NAME, Column.SMALL_JOB, Column.NUMBER]
    made_of = table(result, columns)
    assert read(as_csv(made_of))[1] == [EVIL[text]] * 3
    in_book = [cell.value for cell in workbook(as_xlsx([made_of], at=AT))["Hours"][2]]
    assert in_book == [EVIL[text].removeprefix("'") or None] * 3


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_written_stays_one_safe_cell(text: str):
    content = as_csv(FileTable("Hours", ["a", "b"], [ColumnKind.TEXT] * 2, table_rows(text)))
    (_head, row) = read(content)
    assert len(row) == 2
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def table_rows(text: str) -> list[list[Any]]:
    result = rows([sheet(person(text), 60)])
    return day_table(result, [Column.FIRST_NAME, Column.PAID], tell).rows


def workbook(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def test_the_spreadsheet_has_numbers_dates_and_a_head_that_stays():
    columns = [Column.NUMBER, Column.DAY, Column.WEEK, Column.TO_PAY, Column.DIFFERENCE]
    book = workbook(as_xlsx([table(CORRECTED, columns)], at=AT))
    hours = book["Hours"]
    assert [cell.value for cell in hours[2]] == ["1042", datetime(2026, 11, 16), 47, 0, -2.5]
    assert [cell.data_type for cell in hours[2]] == ["s", "d", "n", "n", "n"]
    assert hours["B2"].number_format == "dd.mm.yyyy"
    assert hours["D2"].number_format == "0.00"
    assert hours["A1"].font.bold and not hours["A2"].font.bold
    assert hours.freeze_panes == "A2"


def test_the_spreadsheet_adds_up_by_person_on_a_sheet_of_its_own():
    result = rows([FIRST, sheet(person("Anna", payroll_number="007"), 60)])
    book = workbook(
        as_xlsx([table(result), totals_table(totals(result), tell, compared=False)], at=AT)
    )
    listed = [[cell.value for cell in row] for row in book["Together"].rows]
    assert listed[0][:2] == ["Payroll number", "First name"]
    assert [[row[0], row[1], *row[3:]] for row in listed[1:]] == [
        ["007", "Anna", 1, 0, 1],
        ["1042", "Jørgen", 10.5833, 1.5, 12.0833],
    ]


@pytest.mark.parametrize("result", [rows([FIRST]), CORRECTED, []], ids=["first", "anew", "none"])
def test_both_files_hold_the_same(result: list[PayrollRow]):
    file = table(result, list(Column))
    in_csv = read(as_csv(file))
    sheet_ = workbook(as_xlsx([file], at=AT))["Hours"]
    in_xlsx = [[as_in_csv(cell.value) for cell in row] for row in sheet_.rows]
    assert in_xlsx == in_csv


def as_in_csv(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int | float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return value or ""


def test_the_same_rows_make_the_same_bytes():
    file = table(CORRECTED)
    assert as_csv(file) == as_csv(table(CORRECTED))
    assert as_xlsx([file], at=AT) == as_xlsx([table(CORRECTED)], at=AT)


@given(st.lists(st.integers(0, 1440), max_size=150))
def test_a_month_adds_up_to_the_minute(minutes: list[int]):
    """As payroll adds up: the decimals that stand in the file."""
    assert round(sum(map(in_hours, minutes), Decimal()) * 60) == sum(minutes)
    assert [round(in_hours(item) * 60) for item in minutes] == minutes


# --- columns ---


def test_every_column_is_in_the_table_once_and_has_a_name_of_its_own():
    assert list(COLUMNS) == list(Column)
    assert len({made.name for made in COLUMNS.values()}) == len(Column)


def test_training_is_only_there_when_it_is_asked_for():
    assert Column.TRAINING not in DEFAULT
    (head, *result) = read(as_csv(table(rows([FIRST], training=True), [Column.TRAINING])))
    assert (head, result[3]) == (["Training hours (not pay)"], ["1"])


def test_the_kept_columns_are_read_in_their_order_and_nonsense_is_left_out():
    assert columns_from_codes(["paid", "gone", "day", "paid"]) == [Column.PAID, Column.DAY]
    assert columns_from_codes([]) == columns_from_codes(["gone"]) == list(DEFAULT)


def test_a_file_that_corrects_says_so_whatever_was_chosen():
    wanted = [Column.DIFFERENCE, Column.DAY]
    assert file_columns(wanted, rows([FIRST])) == wanted
    assert file_columns(wanted, CORRECTED) == [*wanted, Column.CORRECTS, Column.EARLIER]


@pytest.mark.parametrize(
    ("column", "by", "after"),
    [
        (Column.DAY, -1, [Column.DAY, Column.NUMBER, Column.PAID]),
        (Column.DAY, 1, [Column.NUMBER, Column.PAID, Column.DAY]),
        (Column.NUMBER, -1, [Column.NUMBER, Column.DAY, Column.PAID]),
        (Column.PAID, 1, [Column.NUMBER, Column.DAY, Column.PAID]),
        (Column.CVR, 1, [Column.NUMBER, Column.DAY, Column.PAID]),
    ],
)
def test_a_column_moves_by_one(column: Column, by: int, after: list[Column]):
    assert move_column([Column.NUMBER, Column.DAY, Column.PAID], column, by) == after


def test_all_columns_are_on_offer_the_chosen_ones_first():
    offered = all_columns([Column.PAID, Column.DAY])
    assert offered[:2] == [Column.PAID, Column.DAY]
    assert sorted(offered) == sorted(Column)


def test_dates_are_those_of_the_days():
    assert table(rows([FIRST]), [Column.DAY]).rows[0] == [date(2026, 11, 16)]
