"""What a plan costs a week, and the time that it frees."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.splits.parts import CRATES, PICKING, TRUCK, paid, stays, training
from tests.splits.plans import WEEKS, any_plan, many
from webapp import rulebook
from webapp.splits.cost import WeeklyCost, weekly_costs
from webapp.splits.models import Part
from webapp.splits.part import Kind, Row
from webapp.splits.plan import in_week, minutes_in

RULE = rulebook.on(date(2026, 11, 21)).holiday_pay
POUL = {CRATES: "Truckføreren"}
NOBODY: Mapping[UUID, str] = {}
wages = st.integers(1, 1_000_000)


def of_week(costs: list[WeeklyCost], week: int) -> WeeklyCost | None:
    here = [
        cost for cost in costs if cost.first <= week and (cost.last is None or week <= cost.last)
    ]
    assert len(here) <= 1
    return here[0] if here else None


@pytest.mark.parametrize(
    ("minutes", "wage", "wages", "holiday_pay"),
    [
        (720, 145_00, 1740_00, 217_50),
        (60, 145_50, 145_50, 18_19),
        (90, 145_50, 218_25, 27_28),
        (1, 100_00, 1_67, 21),
        (1, 1, 0, 0),
        (2220, 10_000_00, 370_000_00, 46_250_00),
    ],
)
def test_wages_and_holiday_pay_of_a_week(minutes: int, wage: int, wages: int, holiday_pay: int):
    (result,) = weekly_costs([paid(minutes)], wage, RULE, NOBODY)
    assert (result.wages, result.holiday_pay, result.cost) == (
        wages,
        holiday_pay,
        wages + holiday_pay,
    )


def test_nobody_has_said_what_an_hour_is_paid():
    assert weekly_costs([paid(720)], None, RULE, POUL) == [
        WeeklyCost(1, None, 720, None, None, 720)
    ]
    assert weekly_costs([paid(720)], None, RULE, POUL)[0].cost is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], []),
        ([stays()], []),
        ([training(720)], []),
        ([paid(0)], []),
        ([paid(720)], [(1, None, 720, 720)]),
        ([paid(720, TRUCK)], [(1, None, 720, 0)]),
        ([paid(720), training(240, PICKING)], [(1, None, 720, 720)]),
        ([training(720, CRATES), paid(720, from_week=5)], [(5, None, 720, 720)]),
        ([paid(720, to_week=4)], [(1, 4, 720, 720)]),
        (
            [paid(300, to_week=4), paid(600, from_week=7)],
            [(1, 4, 300, 300), (7, None, 600, 600)],
        ),
        (
            [paid(300, to_week=4), paid(300, TRUCK, from_week=5)],
            [(1, 4, 300, 300), (5, None, 300, 0)],
        ),
        ([paid(300, to_week=4), paid(300, from_week=5)], [(1, None, 300, 300)]),
    ],
)
def test_weeks_with_the_same_sum_stand_together(
    parts: list[Part], expected: list[tuple[int, int | None, int, int]]
):
    result = weekly_costs(parts, 145_00, RULE, POUL)
    assert [(day.first, day.last, day.paid, day.freed) for day in result] == expected


@many
@given(any_plan, wages)
def test_every_week_costs_and_frees_what_is_paid_in_it(rows: list[Row], wage: int):
    result = weekly_costs(rows, wage, RULE, POUL)
    for week in WEEKS:
        day, minutes = of_week(result, week), minutes_in(rows, Kind.PAID, week)
        assert (day.paid if day else 0) == minutes
        paid_rows = [row for row in rows if row.kind is Kind.PAID and in_week(row, week)]
        freed = sum(row.minutes for row in paid_rows if row.activity_id in POUL)
        assert (day.freed if day else 0) == freed
        if day:
            assert day.wages == round(minutes * wage / 60)


@many
@given(st.integers(1, 2220), st.integers(1, 2220), wages)
def test_more_hours_never_cost_less(item: int, other: int, wage: int):
    few, many_ = sorted((item, other))
    (less,), (more,) = (
        weekly_costs([paid(minutes)], wage, RULE, NOBODY) for minutes in (few, many_)
    )
    assert less.wages is not None and less.holiday_pay is not None
    assert 0 <= less.holiday_pay <= less.wages
    assert less.cost is not None and more.cost is not None
    assert 0 <= less.cost <= more.cost


@many
@given(st.integers(1, 2220), wages, wages)
def test_a_higher_wage_never_costs_less(minutes: int, item: int, other: int):
    low, high = sorted((item, other))
    (less,), (more,) = (weekly_costs([paid(minutes)], wage, RULE, NOBODY) for wage in (low, high))
    assert less.cost is not None and more.cost is not None
    assert less.cost <= more.cost


@many
@given(any_plan)
def test_without_a_wage_no_sum_is_made_up(rows: list[Row]):
    result = weekly_costs(rows, None, RULE, POUL)
    assert all((item.wages, item.holiday_pay, item.cost) == (None, None, None) for item in result)


def test_the_sum_knows_nothing_of_benefits():
    names = {field.name for field in fields(WeeklyCost)}
    assert names == {"first", "last", "paid", "wages", "holiday_pay", "freed"}
