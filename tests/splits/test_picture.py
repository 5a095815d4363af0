"""The picture of a plan: every week where it belongs, as high as its hours, and nothing hidden."""

from datetime import date
from itertools import combinations, pairwise
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.splits.drawn import JOERGEN, MONDAY, english, picture
from webapp import hours
from webapp.splits import grid, labels
from webapp.splits.models import Part
from webapp.splits.part import Kind
from webapp.splits.picture import TALL, Picture
from webapp.splits.plan import Phase, minutes_in, phases


def texts(drawn: Picture) -> list[str]:
    """The words above the columns in English, left to right."""
    return [
        english(label.message) if label.message else bare(label.phase) for label in drawn.labels
    ]


def bare(phase: Phase) -> str:
    return "+".join(hours.show_typed(each, "en") for each in (phase.paid, phase.training) if each)


CASES: dict[str, tuple[list[Phase], list[int], list[str]]] = {
    "empty": ([], [*range(1, 9)], []),
    "paid": ([Phase(1, None, 720, 0)], [*range(1, 9)], ["12 h paid"]),
    "one week": ([Phase(1, 1, 0, 300)], [*range(1, 9)], ["1 week of training"]),
    "joergen": (
        JOERGEN,
        [*range(1, 18)],
        ["4 weeks of training", "12 h + 4 h", "20 h paid"],
    ),
    "ends": ([Phase(1, 8, 0, 900)], [*range(1, 13)], ["8 weeks of training"]),
    "26 weeks": ([Phase(1, 26, 0, 900)], [*range(1, 31)], ["26 weeks of training"]),
    "gap": (
        [Phase(1, 3, 300, 0), Phase(4, 7, 0, 0), Phase(8, 10, 405, 0)],
        [*range(1, 15)],
        ["5 h paid", "no hours", "6 h 45 paid"],
    ),
    "begins later": (
        [Phase(1, 2, 0, 0), Phase(3, None, 720, 0)],
        [*range(1, 9)],
        ["no hours", "12 h paid"],
    ),
    "training without an end": (
        [Phase(1, None, 0, 440)],
        [*range(1, 9)],
        ["7 h 20 training"],
    ),
    "a step each week": (
        [*(Phase(week, week, 60 * week, 0) for week in range(1, 6)), Phase(6, None, 360, 0)],
        [*range(1, 10)],
        ["1 h paid", "2", "3", "4 h paid", "5", "6 h paid"],
    ),
    "a slip of the finger": ([Phase(1, None, 10080, 10080)], [*range(1, 9)], ["168+168"]),
}


@pytest.mark.parametrize("case", CASES)
def test_weeks_have_columns_and_phases_have_words(case: str):
    plan, weeks, words = CASES[case]
    drawn = picture(plan)
    assert [column.week for column in drawn.columns] == weeks
    assert texts(drawn) == words
    assert not drawn.breaks
    assert drawn.endless == (bool(plan) and plan[-1].last is None)


def test_what_is_trained_stands_on_what_is_paid():
    first, fifth, last = (picture(JOERGEN).columns[n] for n in (0, 4, 16))
    assert (first.paid_height, first.training_height) == (0, 60)
    assert (fifth.paid_height, fifth.training_height) == (60, 20)
    assert (last.paid_height, last.training_height) == (100, 0)
    assert fifth.training_y + fifth.training_height == fifth.paid_y


@pytest.mark.parametrize(
    ("highest", "top", "named"),
    [
        (0, 40, [0, 10, 20, 30, 40]),
        (37 * 60, 40, [0, 10, 20, 30, 40]),
        (40 * 60, 40, [0, 10, 20, 30, 40]),
        (40 * 60 + 1, 50, [0, 10, 20, 30, 40, 50]),
        (56 * 60, 60, [0, 20, 40, 60]),
        (336 * 60, 340, [0, 80, 160, 240, 320]),
    ],
)
def test_the_scale_holds_every_week_and_always_the_limit(highest: int, top: int, named: list[int]):
    drawn = picture([Phase(1, None, 0, highest)])
    assert [tick.minutes // 60 for tick in drawn.hours] == named
    high = max(column.training_height for column in drawn.columns)
    assert high == pytest.approx(TALL * highest / (top * 60), abs=0.01)
    assert drawn.floor - drawn.band.most_y == pytest.approx(TALL * 37 / top, abs=0.01)


def test_band_and_limit_are_those_of_the_rulebook():
    drawn = picture([Phase(1, None, 1200, 0)])  # above the band
    hour = TALL / 40
    assert drawn.band.y + drawn.band.height == pytest.approx(drawn.floor - 5 * hour)
    assert drawn.band.y == pytest.approx(drawn.floor - 15 * hour)
    assert english(drawn.band.message) == "5 h–15 h paid"
    assert drawn.band.most == 37 * 60


@pytest.mark.parametrize("hours_a_week", [0, 20, 28, 30, 33, 35, 37, 40, 168, 336])
def test_the_limit_does_not_strike_words_out(hours_a_week: int):
    drawn = picture([Phase(1, None, hours_a_week * 60, 0)], now=3, starts_week=5)
    assert drawn.labels or not hours_a_week
    for y, height in [
        *((label.y, label.height) for label in drawn.labels),
        *((mark.y, labels.LINE) for mark in drawn.marks),
    ]:
        assert not y - height < drawn.band.most_y < y
    assert drawn.band.label_y - drawn.band.most_label_y >= 2 * labels.LINE
    assert drawn.floor - drawn.band.label_y >= labels.LINE


# --- a job that runs, and a version that begins later ---


@pytest.mark.parametrize(
    ("plan", "now", "past", "marked"),
    [
        (JOERGEN, None, [], None),
        (JOERGEN, -3, [], None),
        (JOERGEN, 0, [], None),
        (JOERGEN, 1, [], 1),
        (JOERGEN, 11, [*range(1, 11)], 11),
        (JOERGEN, 17, [*range(1, 17)], 17),
        ([Phase(1, 4, 300, 0)], 6, [1, 2, 3, 4, 5], 6),
        ([Phase(1, 4, 300, 0)], 9, [*range(1, 9)], None),
        ([Phase(1, 4, 300, 0)], 400, [*range(1, 9)], None),
    ],
    ids="none before eve first middle last ended after long-after".split(),
)
def test_weeks_before_today_are_past(
    plan: list[Phase], now: int | None, past: list[int], marked: int | None
):
    drawn = picture(plan, now=now)
    assert [
        column.week for column in drawn.columns if column.x + column.width <= drawn.past
    ] == past
    assert [mark.week for mark in drawn.marks] == ([marked] if marked else [])


def test_an_open_plan_is_shown_beyond_today():
    drawn = picture(JOERGEN, now=25)
    assert drawn.columns[-1].week == 28


def test_a_later_version_is_marked_where_it_begins():
    drawn = picture(JOERGEN, now=13, starts_week=14)
    now, new = drawn.marks
    assert (english(now.message), english(new.message)) == ("Now", "New from week 14")
    before, after = drawn.columns[12:14]
    assert before.x + before.width < new.x < after.x


@pytest.mark.parametrize(
    ("now", "starts_week", "new"),
    [
        (None, 1, False),
        (None, 2, True),
        (-3, 1, False),
        (-3, 5, True),
        (4, 5, True),
        (5, 5, True),
        (6, 5, False),
    ],
)
def test_a_version_is_new_until_its_first_week_is_over(
    now: int | None, starts_week: int, new: bool
):
    drawn = picture(JOERGEN, now=now, starts_week=starts_week)
    marked = [english(mark.message) for mark in drawn.marks]
    assert (f"New from week {starts_week}" in marked) is new


def test_weeks_carry_their_calendar_week_once_the_start_is_known():
    ticks = {tick.week: tick.calendar for tick in picture(JOERGEN, start_on=MONDAY).weeks}
    assert ticks == {1: 37, 5: 41, 10: None, 14: 50}
    late = picture(JOERGEN, start_on=date(2026, 12, 30))  # week 53 comes before week 1
    assert {tick.calendar for tick in late.weeks if tick.step} == {53, 4, 13}
    assert [row.monday for row in late.rows][:2] == [date(2026, 12, 28), date(2027, 1, 25)]


# --- more weeks than there is room for ---


def test_a_long_plan_has_breaks_in_its_long_stretches():
    plan = [Phase(1, 13, 0, 720), Phase(14, 60, 720, 240), Phase(61, None, 1200, 0)]
    drawn = picture(plan, now=40)
    shown = [column.week for column in drawn.columns]
    assert len(shown) + len(drawn.breaks) <= grid.MOST_COLUMNS
    assert {1, 13, 14, 39, 40, 41, 60, 61, 64} <= set(shown)
    left_out = {week for item in drawn.breaks for week in range(item.first, item.last + 1)}
    assert sorted([*shown, *left_out]) == [*range(1, 65)]


def test_a_plan_with_too_many_changes_is_cut_and_its_table_is_not():
    plan = [Phase(week, week, 60 + week, 0) for week in range(1, 60)]
    drawn = picture(plan)
    assert [column.week for column in drawn.columns] == [*range(1, 30)]
    assert [(item.first, item.last) for item in drawn.breaks] == [(30, 63)]
    assert len(drawn.rows) == 59


# --- whatever the plan is ---


@st.composite
def any_parts(draw: st.DrawFn) -> list[Part]:
    results = []
    for _ in range(draw(st.integers(0, 7))):
        first = draw(st.integers(1, 60))
        last = draw(st.none() | st.integers(first, first + 30))
        kind, minutes = draw(st.sampled_from(Kind)), draw(st.integers(0, 3000))
        results.append(
            builders.part(kind, minutes, activity_id=uuid4(), from_week=first, to_week=last)
        )
    return results


PLACES = {
    "now": st.none() | st.integers(-10, 120),
    "starts_week": st.integers(1, 90),
    "start_on": st.none() | st.dates(date(2026, 1, 1), date(2030, 12, 31)),
}


@given(parts=any_parts(), place=st.fixed_dictionaries(PLACES))
def test_the_sums_of_the_picture_are_those_of_plan_and_table(
    parts: list[Part], place: dict[str, Any]
):
    plan = phases(parts)
    drawn = picture(plan, **place)
    for column in drawn.columns:
        assert column.paid == minutes_in(parts, Kind.PAID, column.week)
        assert column.training == minutes_in(parts, Kind.TRAINING, column.week)
        rows = [r for r in drawn.rows if r.first <= column.week <= (r.last or column.week)]
        assert sum(row.paid for row in rows) == column.paid
        assert sum(row.training for row in rows) == column.training
        assert sum(row.total for row in rows) == column.paid + column.training
    assert [Phase(r.first, r.last, r.paid, r.training) for r in drawn.rows] == plan
    for left_out in drawn.breaks:  # what is left out hides no change, unless the plan was cut
        same = {
            tuple(minutes_in(parts, kind, week) for kind in Kind)
            for week in range(left_out.first, left_out.last + 1)
        }
        assert len(same) == 1 or left_out == drawn.breaks[-1]


@given(parts=any_parts(), place=st.fixed_dictionaries(PLACES))
def test_columns_are_as_high_as_their_hours_and_stand_side_by_side(
    parts: list[Part], place: dict[str, Any]
):
    drawn = picture(phases(parts), **place)
    top = drawn.hours[0].y
    assert top == drawn.floor
    minute = (drawn.floor - drawn.band.most_y) / drawn.band.most
    for column in drawn.columns:
        assert column.paid_height == pytest.approx(column.paid * minute, abs=0.05)
        assert column.training_height == pytest.approx(column.training * minute, abs=0.05)
        assert column.paid_y + column.paid_height == pytest.approx(drawn.floor, abs=0.02)
        assert column.training_y + column.training_height == pytest.approx(column.paid_y, abs=0.02)
        assert drawn.left <= column.x and column.x + column.width <= drawn.right
        assert column.training_y > 0
    for item, following in pairwise(drawn.columns):
        assert item.week < following.week
        assert item.x + item.width < following.x
    assert len(drawn.columns) + len(drawn.breaks) <= grid.MOST_COLUMNS


@given(parts=any_parts(), place=st.fixed_dictionaries(PLACES))
def test_words_stand_in_the_frame_beside_each_other_and_over_the_columns(
    parts: list[Part], place: dict[str, Any]
):
    drawn = picture(phases(parts), **place)
    for item, other in combinations(drawn.labels, 2):
        assert abs(item.x - other.x) >= (item.width + other.width) / 2
    for label in drawn.labels:
        left, right = label.x - label.width / 2, label.x + label.width / 2
        assert drawn.left <= left + 0.01 and right <= drawn.width and label.y - label.height >= 0
        for column in drawn.columns:
            if left < column.x + column.width and column.x < right:
                assert label.y < column.training_y
    for ticks in (drawn.weeks, [tick for tick in drawn.weeks if tick.calendar]):
        for item, following in pairwise(ticks):
            assert following.x - item.x >= labels.DIGIT * len(str(following.week))
    lowest = min([drawn.floor, *(label.y - label.height for label in drawn.labels)])
    for mark in drawn.marks:
        assert mark.reach[0] >= 0 and mark.reach[1] <= drawn.right
        assert labels.LINE <= mark.y <= lowest
    for item, other in combinations(drawn.marks, 2):
        apart = item.reach[1] <= other.reach[0] or other.reach[1] <= item.reach[0]
        assert apart or abs(item.y - other.y) >= labels.LINE
