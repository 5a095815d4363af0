"""What stands in a file, and how it is compared with the one before: whatever happens, in sum."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.payroll.weeks import MONDAY, NOVEMBER, day, made, person, sheet
from webapp.clock import Month
from webapp.payroll.rows import (
    PayrollRow,
    changes_since,
    rows,
    rows_of_file,
    sheets_of_file,
    sum_rows,
    totals,
)
from webapp.payroll.rules import ExportFile, PayrollSheet, newest, tells
from webapp.timesheets.rules import Absence, Status

JORGEN, ANNA = person(), person("Anna", headline="Sortere pant")
SICK = day(absence=Absence.SICK, away_paid=90)


def columns(rows: list[PayrollRow]) -> list[tuple[int, int, int | None]]:
    """(day of the month, minutes to pay, difference)."""
    return [(row.day.day, row.hours.to_pay, row.difference) for row in rows]


def test_days_with_hours_or_an_absence_have_a_row():
    absent = day(absence=Absence.NO_SHOW)
    week = sheet(JORGEN, 150, 0, SICK, absent, day(training=60))
    assert columns(rows([week])) == [(16, 150, None), (18, 90, None), (19, 0, None)]


def test_days_that_were_only_trained_on_come_along_when_they_are_asked_for():
    week = sheet(JORGEN, 150, day(training=60))
    assert columns(rows([week], training=True)) == [(16, 150, None), (17, 0, None)]


def test_a_week_across_the_end_of_a_month_is_in_both_with_its_own_days():
    monday = date(2026, 11, 30)
    november = sheet(JORGEN, 60, 61, 62, monday=monday)
    december = sheet(JORGEN, 60, 61, 62, monday=monday, month=Month(2026, 12))
    assert columns(rows([november])) == [(30, 60, None)]
    assert columns(rows([december])) == [(1, 61, None), (2, 62, None)]


def test_rows_stand_by_person_and_day():
    weeks = [sheet(JORGEN, 60, 60), sheet(ANNA, 60), sheet(JORGEN, 60, monday=date(2026, 11, 9))]
    results = [(row.person.first_name, row.day.day) for row in rows(weeks)]
    assert results == [("Anna", 16), ("Jørgen", 9), ("Jørgen", 16), ("Jørgen", 17)]


def test_a_corrected_week_says_which_file_it_corrects_and_by_how_much():
    first = sheet(JORGEN, 150, 150, SICK)
    anew = sheet(JORGEN, 0, 180, SICK, revision=2)
    result = rows([anew], [first], made(first))
    assert columns(result) == [(16, 0, -150), (17, 180, 30), (18, 90, 0)]
    assert {row.corrects for row in result} == {date(2026, 12, 3)}
    assert [row.earlier for row in result] == [150, 150, 90]


def test_a_day_that_is_gone_from_its_week_is_taken_back():
    first, anew = sheet(JORGEN, 150, 60), sheet(JORGEN, 150, revision=2)
    assert columns(rows([anew], [first], made(first))) == [(16, 150, 0), (17, 0, -60)]


def test_a_week_that_is_new_since_the_file_is_no_correction_but_all_of_it_is_on_top():
    first, later = sheet(JORGEN, 150), sheet(JORGEN, 120, monday=date(2026, 11, 23))
    result = rows([first, later], [first], made(first))
    assert columns(result) == [(16, 150, 0), (23, 120, 120)]
    assert {row.corrects for row in result} == {None}


def test_without_an_earlier_file_nothing_is_compared():
    assert {row.earlier for row in rows([sheet(JORGEN, 150, revision=2)])} == {None}


def test_what_changed_since_a_file_is_counted_in_weeks():
    first, second = sheet(JORGEN, 150), sheet(ANNA, 60)
    anew = sheet(JORGEN, 120, revision=3)
    later = sheet(ANNA, 0, monday=date(2026, 11, 9))
    result = changes_since([anew, second, later], [first, second])
    assert (result.corrected, result.added) == (1, 1)
    assert changes_since([first], [first]) == changes_since([], [])


def test_the_sums_of_people_are_those_of_their_rows():
    week = sheet(JORGEN, 150, SICK)
    result = rows([week, sheet(ANNA, 60)])
    sums = {total.person.first_name: total.sum for total in totals(result)}
    assert (sums["Jørgen"].paid, sums["Jørgen"].away_paid, sums["Jørgen"].to_pay) == (150, 90, 240)
    assert sums["Anna"].to_pay == 60


# --- whatever order weeks are approved, corrected and exported in ---

WEEKS = [date(2026, 10, 26) + timedelta(weeks=n) for n in range(6)]
minutes = st.one_of(st.just(0), st.integers(0, 600))
hours = st.builds(
    day,
    paid=minutes,
    away_paid=minutes,
    training=minutes,
    absence=st.none() | st.sampled_from(Absence),
)
approval = st.tuples(
    st.sampled_from([JORGEN, ANNA]), st.sampled_from(WEEKS), st.lists(hours, min_size=7, max_size=7)
)
# None: somebody gets a file. Otherwise a week is approved, perhaps anew.
stories = st.lists(st.none() | approval, max_size=25)


def live(
    story: list[object],
) -> tuple[list[PayrollSheet], list[ExportFile], list[list[PayrollRow]]]:
    """The sheets and files of a story, and each file as it was when it was made."""
    sheets: list[PayrollSheet] = []
    files: list[ExportFile] = []
    then: list[list[PayrollRow]] = []
    revisions: dict[object, int] = defaultdict(int)
    for step in story:
        if step is None:
            then.append(rows_of_file(sheets, files, None))
            current = newest(sheets, approved=True)
            files.append(made(*current, on=date(2026, 12, 1) + timedelta(days=len(files))))
            continue
        who, monday, days = step
        revisions[who.id, monday] += 1
        number = revisions[who.id, monday]
        sheets.append(sheet(who, *days, monday=monday, revision=number))
        sheets.append(sheet(who, monday=monday, revision=number + 1, status=Status.OPEN))
    return sheets, files, then


@settings(max_examples=200, deadline=None)
@given(stories)
def test_a_file_adds_up_to_the_newest_approved_days_of_the_month(story: list[object]):
    sheets, files, _then = live(story)
    best: dict[object, PayrollSheet] = {}
    for week in sheets:
        if week.status is Status.APPROVED:
            best[week.of_week] = week
    days = [day for week in best.values() for day in week.days.items()]
    assert all(Month.of(day) == NOVEMBER for day, _hours in days)
    result = sum_rows(rows_of_file(sheets, files, None))
    assert result.paid == sum(day.paid for _day, day in days)
    assert result.away_paid == sum(day.away_paid for _day, day in days)


@settings(max_examples=200, deadline=None)
@given(stories)
def test_the_differences_lead_from_each_file_to_the_next(story: list[object]):
    sheets, files, then = live(story)
    listed = [*then, rows_of_file(sheets, files, None)]
    for before, after in pairwise(listed):
        there = sum_rows(after)
        assert there.to_pay - sum_rows(before).to_pay == there.difference
        seen = {(row.person.id, row.day) for row in after}
        assert {(row.person.id, row.day) for row in before if tells(row.hours)} <= seen


@settings(max_examples=200, deadline=None)
@given(stories)
def test_a_file_is_the_same_whenever_one_asks_for_it(story: list[object]):
    sheets, files, then = live(story)
    assert [rows_of_file(sheets, files, file) for file in files] == then
    for item in files:
        assert {week.id for week in sheets_of_file(sheets, item)} == item.sheet_ids


@settings(max_examples=100, deadline=None)
@given(stories)
def test_only_weeks_approved_anew_correct_something(story: list[object]):
    sheets, files, _then = live(story)
    last = files[-1] if files else None
    old = {week.of_week: week.revision for week in sheets_of_file(sheets, last)} if last else {}
    for row in rows_of_file(sheets, files, None):
        monday = row.day - timedelta(days=row.day.weekday())
        newer = row.revision > old.get((row.person.id, monday), row.revision)
        assert row.corrects == last.on if last and newer else row.corrects is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_in_which_rows_are_found_does_not_matter(order: tuple[int, int]):
    weeks = [sheet(JORGEN, 60), sheet(JORGEN, 90, revision=2, monday=MONDAY)]
    assert columns(rows_of_file([weeks[n] for n in order], [], None)) == [(16, 90, None)]
