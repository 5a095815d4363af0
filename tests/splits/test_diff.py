"""What differs between two plans: applied to the older one it gives the newer one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp.splits import plan
from webapp.splits.diff import apply, canonical_rows, diff
from webapp.splits.part import Answer, Kind, Row
from webapp.splits.row_diff import AGREED, COUNTS

PAID, TRAINING, STAYS = Kind.PAID, Kind.TRAINING, Kind.STAYS
WEEKS = range(1, 30)


def row(kind: Kind, minutes: int = 240, activity: UUID = TRUCK, **values: Any) -> Row:
    return Row(activity, "Køre truck", kind, minutes, **values)


def test_rows_are_compared_with_those_that_they_belong_to():
    """The same kind and start first, then the same kind, then the nearest; each only once."""
    before = [row(TRAINING, to_week=4), row(PAID, from_week=5), row(STAYS, activity=CRATES)]
    after = [
        row(TRAINING, from_week=2, to_week=6),
        row(PAID, 300, from_week=5),
        row(PAID, 60, from_week=20),
        row(TRAINING, 60, CRATES),
    ]
    pairs = [
        (change.was and (change.was.kind, change.was.from_week), change.now and change.now.minutes)
        for activity in diff(before, after).activities
        for change in activity.changes
    ]
    assert pairs == [((TRAINING, 1), 240), ((PAID, 5), 300), (None, 60), ((STAYS, 1), 60)]


def test_activities_stand_in_the_order_of_the_newer_plan_and_the_gone_ones_last():
    before = [row(PAID, activity=item) for item in (CRATES, TRUCK)]
    after = [row(PAID, activity=item) for item in (PICKING, TRUCK)]
    assert [activity.activity_id for activity in diff(before, after).activities] == [
        PICKING,
        TRUCK,
        CRATES,
    ]


TEXTS = st.sampled_from(["", "a", "b"])
ANSWERS = st.none() | st.sampled_from(Answer)


@st.composite
def any_row(draw: st.DrawFn) -> Row:
    first = draw(st.integers(1, 8))
    texts = "market_value goal mastery difference".split()
    return Row(
        draw(st.sampled_from([CRATES, TRUCK, PICKING])),
        draw(st.sampled_from(["Kasser", "Køre truck"])),
        draw(st.sampled_from(Kind)),
        draw(st.sampled_from([0, 60, 120])),
        first,
        draw(st.none() | st.integers(first, first + 8)),
        **{name: draw(TEXTS) for name in texts},
        alone=draw(ANSWERS),
        worth_pay=draw(ANSWERS),
        asked=draw(TEXTS),
    )


PLANS = st.lists(any_row(), max_size=8)


@st.composite
def grown(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    """A later version: rows cut, paid, divided, doubled, left out, told in another order."""
    week, results = draw(st.integers(1, 12)), []
    for item in draw(st.permutations(plan.cut_rows(rows, week))):
        match draw(st.sampled_from("keep keep keep keep pay divide double drop".split())):
            case "keep":
                results.append(item)
            case "pay":
                results += plan.promote([item], 0, week)
            case "divide":
                results += plan.divide(item)
            case "double":
                results += [item, item]
    return results


PAIRS = st.tuples(PLANS, PLANS) | PLANS.flatmap(
    lambda rows: st.tuples(st.just(rows), grown(rows=rows))
)


def in_week(rows: Sequence[Row], week: int, names: Any = None) -> Counter[Any]:
    """What is agreed for one week, weeks themselves left out; `names` are those of a kind."""
    weeks = {"from_week", "to_week"}
    return Counter(
        tuple(
            (name, getattr(row, name))
            for name in AGREED
            if name not in weeks and (names is None or name in {"activity_id"} | names[row.kind])
        )
        for row in rows
        if plan.in_week(row, week)
    )


@given(PLANS)
def test_to_be_compared_a_plan_is_put_in_order_and_says_what_it_said(rows: list[Row]):
    result = canonical_rows(rows)
    for week in WEEKS:
        assert in_week(result, week) == in_week(rows, week)
    staying = [
        {
            tuple(getattr(phase, name) for name in AGREED if name not in {"from_week", "to_week"})
            for phase in plan_
            if phase.kind is STAYS
        }
        for plan_ in (rows, result)
    ]
    assert staying[0] == staying[1]
    assert canonical_rows(result) == result


@given(PAIRS)
def test_the_difference_applied_to_the_older_plan_gives_the_newer(
    pair: tuple[list[Row], list[Row]],
):
    before, after = pair
    assert apply(before, diff(before, after)) == canonical_rows(after)


@given(PLANS, PLANS, PLANS)
def test_a_difference_fits_only_the_plan_that_it_was_made_from(
    before: list[Row], after: list[Row], other: list[Row]
):
    differing = diff(before, after)
    if sorted(map(repr, canonical_rows(other))) == sorted(map(repr, canonical_rows(before))):
        assert apply(other, differing) == canonical_rows(after)
    else:
        with pytest.raises(ValueError, match="not"):
            apply(other, differing)


@given(PAIRS)
def test_where_nothing_is_told_both_plans_agree_on_the_same(pair: tuple[list[Row], list[Row]]):
    before, after = pair
    if diff(before, after).count == 0:
        for week in WEEKS:
            assert in_week(before, week, COUNTS) == in_week(after, week, COUNTS)
        assert plan.phases(before) == plan.phases(after)


@given(PLANS, st.integers(1, 12), st.randoms())
def test_cutting_and_reordering_rows_is_no_difference(rows: list[Row], week: int, dice: Any):
    """Rows that only differ in their weeks may be cut in more ways than one: see none twice."""
    same = [replace(row, from_week=1, to_week=None) for row in rows]
    assume(all(item not in same[:number] for number, item in enumerate(same)))
    other = plan.cut_rows(rows, week)
    dice.shuffle(other)
    assert diff(rows, other).count == 0


@given(PAIRS)
def test_the_sums_say_how_the_hours_of_every_week_differ(pair: tuple[list[Row], list[Row]]):
    before, after = pair
    sums = diff(before, after).sums
    for week in WEEKS:
        here = [line for line in sums if line.first <= week <= (line.last or week)]
        assert {(line.message.values["was"], line.message.values["now"]) for line in here} == {
            (was, now)
            for kind in (PAID, TRAINING)
            if (was := plan.minutes_in(before, kind, week))
            != (now := plan.minutes_in(after, kind, week))
        }


@given(PAIRS)
def test_the_way_back_differs_where_the_way_there_does(pair: tuple[list[Row], list[Row]]):
    before, after = pair
    assert bool(diff(before, after).count) == bool(diff(after, before).count)
