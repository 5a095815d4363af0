"""What holds for every plan: whatever is divided or moved, hours are neither lost nor made."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.splits.plans import (
    WEEKS,
    a_trained_row,
    alike,
    any_plan,
    any_row,
    by_activity,
    counted_plan,
    hours,
    many,
    weeks,
)
from webapp.splits.part import Kind, Row
from webapp.splits.plan import (
    cut_rows,
    divide,
    end_training,
    join_rows,
    minutes_in,
    phases,
    promote,
    same_plan,
    step,
)


@many
@given(any_row([Kind.PAID, Kind.TRAINING]))
def test_a_divided_row_is_half_paid_and_half_trained(row: Row):
    paid, trained = divide(row)
    assert (paid.kind, trained.kind) == (Kind.PAID, Kind.TRAINING)
    assert by_activity([paid, trained]) == by_activity([row])
    assert abs(paid.minutes - trained.minutes) <= 15  # halves are quarters of an hour


@many
@given(any_row(), weeks)
def test_a_row_in_steps_has_the_same_hours_every_week(row: Row, week: int):
    runs_in_both = row.from_week < week and (row.to_week is None or row.to_week >= week)
    if not runs_in_both:
        with pytest.raises(ValueError, match="does not divide"):
            step(row, week)
        return
    before, after = step(row, week)
    assert hours([before, after]) == hours([row])
    assert before.to_week == week - 1 and after.from_week == week
    assert before.from_week <= before.to_week


@many
@given(any_plan, weeks)
def test_a_plan_cut_at_a_week_has_the_same_hours(rows: list[Row], week: int):
    cut = cut_rows(rows, week)
    assert hours(cut) == hours(rows)
    assert by_activity(cut) == by_activity(rows)
    counted = [row for row in cut if row.kind is not Kind.STAYS]
    assert all(row.from_week >= week or (row.to_week or week) < week for row in counted)


@many
@given(any_plan)
def test_joined_rows_have_the_same_hours(rows: list[Row]):
    assert hours(join_rows(rows)) == hours(rows)
    assert by_activity(join_rows(rows)) == by_activity(rows)
    assert len(join_rows(rows)) <= len(rows)


@many
@given(any_plan | alike, weeks)
def test_what_was_cut_is_joined_again(rows: list[Row], week: int):
    assert join_rows(cut_rows(rows, week)) == join_rows(rows)


@many
@given(any_plan | alike, weeks, weeks)
def test_a_plan_is_the_same_however_it_is_cut(rows: list[Row], week: int, later: int):
    assert same_plan(rows, rows)
    assert same_plan(cut_rows(rows, week), rows)
    assert same_plan(cut_rows(rows, week)[::-1], rows)
    assert same_plan(cut_rows(cut_rows(rows, week), later), cut_rows(rows, later))
    said = [replace(row, asked="Mere?", evidence=({"week": "2026-W47"},)) for row in rows]
    assert same_plan(said, rows)


@many
@given(any_plan | alike, any_plan | alike)
def test_plans_that_are_the_same_have_the_same_hours(rows: list[Row], other: list[Row]):
    assert same_plan(rows, other) is same_plan(other, rows)
    if same_plan(rows, other):
        assert hours(rows) == hours(other)


CHANGES: list[Callable[[Row], Row]] = [
    lambda row: replace(row, minutes=row.minutes + 1),
    lambda row: replace(row, to_week=(row.to_week or 30) + 1),
    lambda row: replace(row, difference="nu"),
    lambda row: replace(row, goal="nu"),
    lambda row: replace(row, market_value="nu"),
    lambda row: replace(row, activity_id=uuid4()),
]


@many
@given(counted_plan.filter(bool), st.sampled_from(CHANGES), weeks)
def test_a_plan_with_another_row_is_not_the_same(
    rows: list[Row], change: Callable[[Row], Row], week: int
):
    assert not same_plan([change(rows[0]), *rows[1:]], cut_rows(rows, week))


@many
@given(a_trained_row(), weeks)
def test_what_is_promoted_keeps_its_hours(plan: tuple[list[Row], int], week: int):
    rows, number = plan
    after, row = promote(rows, number, week), rows[number]
    assert hours(after, upto=week) == hours(rows, upto=week)
    for n in WEEKS:
        total = sum(minutes_in(after, kind, n) for kind in (Kind.PAID, Kind.TRAINING))
        was = sum(minutes_in(rows, kind, n) for kind in (Kind.PAID, Kind.TRAINING))
        more = row.to_week is not None and n > row.to_week and n >= week
        assert total - was == (row.minutes if more else 0)


@many
@given(a_trained_row(), weeks)
def test_what_ends_earlier_or_later_leaves_all_else_as_it_was(
    plan: tuple[list[Row], int], week: int
):
    rows, number = plan
    after, row = end_training(rows, number, week), rows[number]
    others = [*rows[:number], *rows[number + 1 :]]
    wanted = [replace(row, to_week=week)] if row.from_week <= week else []
    assert hours(after) == hours([*others, *wanted])
    first_changed = min(week, row.to_week or week) + 1
    assert hours(after, upto=first_changed) == hours(rows, upto=first_changed)


@many
@given(any_plan)
def test_the_phases_are_the_hours_of_every_week(rows: list[Row]):
    result = phases(rows)
    seen = {
        (n, kind): sum(
            phase.paid if kind is Kind.PAID else phase.training
            for phase in result
            if phase.first <= n and (phase.last is None or n <= phase.last)
        )
        for n, kind in hours(rows)
    }
    assert seen == hours(rows)
