"""A small job grows: what is proposed, from which week, and on which days the hours lie."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.splits.parts import CRATES, PICKING, TRUCK, paid, stays, training
from tests.splits.plans import a_trained_row, any_plan, hours, many, weeks
from webapp import rulebook
from webapp.demo import build
from webapp.smalljobs.growth import (
    Change,
    GrowthRequest,
    extensions,
    first_week_beyond,
    propose_rows,
    spread,
    still_trained,
    usual_weeks,
)
from webapp.smalljobs.models import Pattern
from webapp.splits.models import Part
from webapp.splits.plan import Kind, Phase, Row, cut_rows, phases
from webapp.splits.versions import make_parts

RULE = rulebook.on(date(2026, 11, 21)).paid_hours
EVIDENCE = [{"week": "2026-W47", "mark": "alone", "learnt": "Kører uheldsfrit."}]
A_DAY, A_WEEK = 24 * 60, 37 * 60
JOERGEN = [
    paid(720, CRATES, from_week=5),
    training(120, TRUCK, from_week=5, to_week=13),
    training(120, PICKING, from_week=5, to_week=13),
]


def with_ids(rows: Sequence[Row]) -> list[Part]:
    """Parts as they come from the database."""
    parts = make_parts(rows)
    for part in parts:
        part.id = uuid4()
    return parts


# --- what can be proposed ---


@pytest.mark.parametrize(
    ("week", "listed"), [(4, [TRUCK, PICKING]), (14, [TRUCK, PICKING]), (15, [])]
)
def test_training_can_be_changed_until_the_week_after_its_last(week: int, listed: list[UUID]):
    assert [part.activity_id for part in still_trained(JOERGEN, week)] == listed


@pytest.mark.parametrize("week", [1, 5, 99])
def test_training_without_an_end_can_always_be_changed(week: int):
    assert still_trained([training(120, TRUCK, to_week=None)], week)


def test_training_that_pay_follows_is_settled():
    paid_later = [*JOERGEN, paid(120, TRUCK, from_week=14)]
    assert [part.activity_id for part in still_trained(paid_later, 9)] == [PICKING]


@pytest.mark.parametrize(("week", "ends"), [(9, [17, 26]), (20, [24, 33])])
def test_training_is_extended_from_its_end_or_from_today(week: int, ends: list[int]):
    assert extensions(JOERGEN[1], week, (4, 13)) == ends


# --- what is proposed ---


def test_the_mastered_truck_is_paid_with_its_evidence_beside_it():
    rows, starts = propose_rows(JOERGEN, GrowthRequest(Change.PAY, 9, JOERGEN[1], EVIDENCE))
    assert starts == 9
    assert phases(rows)[-2:] == [Phase(9, 13, 840, 120), Phase(14, None, 840, 0)]
    assert [list(row.evidence) for row in rows] == [[], EVIDENCE, EVIDENCE, []]


@pytest.mark.parametrize(
    ("change", "week", "to_week", "starts"),
    [
        (Change.EXTEND, 17, 17, 14),
        (Change.EXTEND, 14, 14, 14),
        (Change.EXTEND, 9, 9, 10),
        (Change.STOP, 9, 9, 10),
        (Change.STOP, 5, 5, 6),
        (Change.STOP, 13, 13, 14),
        (Change.STOP, 17, 17, 14),
    ],
)
def test_a_training_that_ends_otherwise_applies_from_the_first_week_that_differs(
    change: Change, week: int, to_week: int, starts: int
):
    rows, starts_week = propose_rows(JOERGEN, GrowthRequest(change, week, JOERGEN[1], EVIDENCE))
    assert [row.to_week for row in rows] == [None, to_week, 13]
    assert starts_week == starts


def test_training_that_is_stopped_before_it_begins_is_gone():
    rows, starts = propose_rows(JOERGEN, GrowthRequest(Change.STOP, 3, JOERGEN[1]))
    assert [row.activity_id for row in rows] == [CRATES, PICKING]
    assert starts == 4


def test_any_other_change_begins_with_the_plan_as_it_is():
    rows, starts = propose_rows(JOERGEN, GrowthRequest(Change.OTHER, 9))
    assert (phases(rows), starts) == (phases(JOERGEN), 9)
    assert propose_rows(JOERGEN, GrowthRequest(Change.OTHER, 9, JOERGEN[1]))[1] == 9


def test_the_plan_in_force_is_not_touched():
    before = [part.model_dump() for part in JOERGEN]
    propose_rows(JOERGEN, GrowthRequest(Change.PAY, 9, JOERGEN[1], EVIDENCE))
    assert [part.model_dump() for part in JOERGEN] == before


CUT = [
    training(120, TRUCK, from_week=5, to_week=8),
    paid(720, CRATES, from_week=5),
    training(120, TRUCK, from_week=9, to_week=13),
]


@pytest.mark.parametrize("piece", [0, 2])
@pytest.mark.parametrize(
    ("change", "week", "trained", "starts"),
    [
        (Change.EXTEND, 17, [(5, 17)], 14),
        (Change.STOP, 10, [(5, 10)], 11),
        (Change.STOP, 6, [(5, 6)], 7),
        (Change.PAY, 7, [(5, 6)], 7),
        (Change.PAY, 11, [(5, 10)], 11),
    ],
)
def test_what_an_earlier_version_has_cut_changes_as_a_whole(
    piece: int, change: Change, week: int, trained: list[tuple[int, int]], starts: int
):
    rows, starts_week = propose_rows(CUT, GrowthRequest(change, week, CUT[piece], EVIDENCE))
    results = [(row.from_week, row.to_week) for row in rows if row.kind is Kind.TRAINING]
    assert (results, starts_week) == (trained, starts)


@many
@given(a_trained_row(), weeks, weeks, st.sampled_from(Change))
def test_it_does_not_matter_how_the_plan_in_force_is_cut(
    plan: tuple[list[Row], int], cut: int, week: int, change: Change
):
    rows, number = plan
    rows[number].what = "Truck"  # so that it is clear what is a piece of it
    whole, pieces = with_ids(rows), with_ids(cut_rows(rows, cut))
    expected, starts = propose_rows(whole, GrowthRequest(change, week, whole[number]))
    for piece in (part for part in pieces if part.what == "Truck"):
        result, also_starts = propose_rows(pieces, GrowthRequest(change, week, piece))
        assert (hours(result), also_starts) == (hours(expected), starts)


@many
@given(a_trained_row(), weeks, st.sampled_from(Change))
def test_weeks_before_it_applies_stay_as_agreed(
    plan: tuple[list[Row], int], week: int, change: Change
):
    parts, number = with_ids(plan[0]), plan[1]
    rows, starts = propose_rows(parts, GrowthRequest(change, week, parts[number]))
    assert starts >= 1
    assert hours(rows, upto=starts) == hours(parts, upto=starts)
    assert hours(cut_rows(rows, starts)) == hours(rows)


# --- beyond a small job ---


@pytest.mark.parametrize(
    ("parts", "week"),
    [
        ([], None),
        ([paid(900)], None),
        ([paid(901)], 1),
        ([training(1000)], None),
        ([paid(800), training(200)], None),
        ([paid(720, to_week=8), paid(1200, from_week=9)], 9),
        ([paid(720), paid(181, TRUCK, from_week=14)], 14),
        ([paid(1200, to_week=4), paid(720, from_week=5)], 1),
    ],
)
def test_the_week_from_which_it_has_grown_beyond_a_small_job(parts: list[Part], week: int | None):
    assert first_week_beyond(parts, RULE) == week


@many
@given(any_plan)
def test_it_is_the_first_week_with_more_paid_hours(rows: list[Row]):
    over = [n for (n, kind), much in hours(rows).items() if kind is Kind.PAID and much > RULE.high]
    assert first_week_beyond(make_parts(rows), RULE) == min(over, default=None)


# --- the usual week ---


@pytest.mark.parametrize(
    ("minutes", "usual", "expected"),
    [
        (720, [], [150, 150, 150, 135, 135, 0, 0]),
        (720, [0] * 7, [150, 150, 150, 135, 135, 0, 0]),
        (300, [], [60, 60, 60, 60, 60, 0, 0]),
        (20, [], [20, 0, 0, 0, 0, 0, 0]),
        (7, [], [7, 0, 0, 0, 0, 0, 0]),
        (720, [144, 144, 144, 144, 144, 0, 0], [144, 144, 144, 144, 144, 0, 0]),
        (361, [0, 181, 0, 180, 0, 0, 0], [0, 181, 0, 180, 0, 0, 0]),
        (480, [60, 0, 180, 0, 0, 0, 0], [120, 0, 360, 0, 0, 0, 0]),
        (120, [60, 0, 180, 0, 0, 0, 0], [30, 0, 90, 0, 0, 0, 0]),
        (100, [0, 0, 0, 0, 0, 60, 60], [0, 0, 0, 0, 0, 55, 45]),
        (1440, [0, 0, 60, 0, 0, 0, 0], [0, 0, 1440, 0, 0, 0, 0]),
        # More than a day has: the usual days cannot hold it.
        (1500, [0, 0, 60, 0, 0, 0, 0], [300, 300, 300, 300, 300, 0, 0]),
        (2220, [1, 0, 0, 0, 99, 0, 0], [450, 450, 450, 435, 435, 0, 0]),
    ],
)
def test_hours_lie_on_the_usual_days(minutes: int, usual: list[int], expected: list[int]):
    assert spread(minutes, usual) == expected


usual_days = st.lists(st.sampled_from([0, 0, 15, 60, 144, 180]), min_size=7, max_size=7)


@many
@given(st.integers(1, A_WEEK), usual_days | st.just([]))
def test_spread_hours_add_up_and_fall_on_usual_days_that_can_hold_them(
    minutes: int, usual: list[int]
):
    result = spread(minutes, usual)
    assert len(result) == 7
    assert sum(result) == minutes
    assert all(0 <= each <= A_DAY for each in result)
    if minutes <= A_DAY and any(usual):
        assert all(known for each, known in zip(result, usual, strict=True) if each)


@many
@given(usual_days)
def test_a_week_with_the_same_hours_stays_as_it_is(usual: list[int]):
    assume(any(usual))
    assert spread(sum(usual), usual) == usual


def days_of(rows: Sequence[Pattern], part_id: UUID) -> list[int]:
    """Minutes of one part, Monday to Sunday."""
    by_key = {row.weekday: row.minutes for row in rows if row.part_id == part_id}
    return [by_key.get(day, 0) for day in range(7)]


def test_the_truck_is_driven_on_its_usual_days_when_it_is_paid():
    after = [paid(720, CRATES, from_week=9), paid(120, TRUCK, from_week=9), stays()]
    tuesdays, every_day = [0, 120, 0, 0, 0, 0, 0], [144] * 5 + [0, 0]
    pattern = build.pattern(JOERGEN[0].id, every_day) + build.pattern(JOERGEN[1].id, tuesdays)
    result = usual_weeks(pattern, JOERGEN, after)
    assert [days_of(result, part.id) for part in after] == [every_day, tuesdays, [0] * 7]


def test_a_row_is_like_the_one_before_of_the_same_hours_kind_and_weeks():
    mondays, fridays = [240, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 240, 0, 0]
    earlier = [training(240, TRUCK, to_week=8), paid(240, TRUCK, from_week=9)]
    pattern = build.pattern(earlier[0].id, mondays) + build.pattern(earlier[1].id, fridays)
    after = [training(240, TRUCK, to_week=8), paid(240, TRUCK, from_week=12)]
    result = usual_weeks(pattern, earlier, after)
    assert [days_of(result, part.id) for part in after] == [mondays, fridays]


def test_new_work_is_done_from_monday_to_friday():
    new = paid(300, PICKING)
    assert days_of(usual_weeks([], [paid(720)], [new]), new.id) == [60] * 5 + [0, 0]


@many
@given(any_plan, any_plan, st.lists(usual_days, min_size=6, max_size=6))
def test_every_counted_row_gets_exactly_its_hours(
    before: list[Row], after: list[Row], patterns: list[list[int]]
):
    earlier, parts = with_ids(before), with_ids(after)
    pattern = [
        row
        for part, days in zip(earlier, patterns, strict=False)
        if part.kind is not Kind.STAYS
        for row in build.pattern(part.id, days)
    ]
    result = usual_weeks(pattern, earlier, parts)
    for part in parts:
        counts = part.kind is not Kind.STAYS
        assert sum(days_of(result, part.id)) == (part.minutes if counts else 0)
    assert all(row.minutes > 0 for row in result)
    assert len({(row.part_id, row.weekday) for row in result}) == len(result)
