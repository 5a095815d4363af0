"""The minutes of a day by activity: how they are spread, and what somebody means who types."""

from itertools import permutations

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp.splits.plan import Kind
from webapp.timesheets.shares import Key, of_shared_kinds, reconcile, spread

A, B, C = ((activity, Kind.PAID) for activity in (CRATES, TRUCK, PICKING))
Minutes = tuple[int, ...]


def by_key(minutes: Minutes) -> dict[Key, int]:
    return dict(zip((A, B, C), minutes, strict=False))


# --- spreading ---


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (0, (), ()),
        (60, (), ()),
        (0, (1,), (0,)),
        (60, (1,), (60,)),
        (60, (0,), (60,)),
        (60, (0, 0), (60, 0)),
        (60, (0, 5), (0, 60)),
        (60, (30, 30), (30, 30)),
        (61, (30, 30), (31, 30)),
        (1, (30, 30), (1, 0)),
        (2, (1, 1, 1), (1, 1, 0)),
        (100, (1, 1, 1), (34, 33, 33)),
        (100, (1, 2, 3), (17, 33, 50)),
        (10, (1, 1, 8), (1, 1, 8)),
        (7, (5, 3, 1), (4, 2, 1)),  # 3.9, 2.3 and 0.8
        (1440, (1440, 1440), (720, 720)),
        (0, (180, 60), (0, 0)),
        (180, (120, 60), (120, 60)),
    ],
)
def test_minutes_are_spread_in_proportion(total: int, weights: Minutes, shares: Minutes):
    assert spread(total, by_key(weights)) == by_key(shares)


def test_who_lacks_most_gets_the_minute_wherever_they_stand():
    for order in permutations([(A, 5), (B, 3), (C, 1)]):
        assert spread(7, dict(order)) == {A: 4, B: 2, C: 1}


def test_paid_and_trained_minutes_of_one_activity_are_two_shares():
    trained = (CRATES, Kind.TRAINING)
    assert spread(90, {A: 120, trained: 60}) == {A: 60, trained: 30}


# --- what somebody means ---

Typed = tuple[int, Minutes]


@pytest.mark.parametrize(
    ("kept", "typed", "agreed"),
    [
        # nothing changed
        ((180, (120, 60)), (180, (120, 60)), (180, (120, 60))),
        ((0, (0, 0)), (0, (0, 0)), (0, (0, 0))),
        # the shares alone: the total follows
        ((180, (120, 60)), (180, (120, 0)), (120, (120, 0))),
        ((180, (120, 60)), (180, (60, 120)), (180, (60, 120))),
        ((180, (120, 60)), (180, (120, 61)), (181, (120, 61))),
        ((180, (120, 60)), (180, (0, 0)), (0, (0, 0))),
        ((0, (0, 0)), (0, (0, 45)), (45, (0, 45))),
        ((0, (0, 0)), (0, (720, 720)), (1440, (720, 720))),
        # the total alone: spread anew
        ((180, (120, 60)), (90, (120, 60)), (90, (60, 30))),
        ((180, (120, 60)), (0, (120, 60)), (0, (0, 0))),
        ((180, (120, 60)), (181, (120, 60)), (181, (121, 60))),
        ((0, (0, 0)), (60, (0, 0)), (60, (60, 0))),
        # both, and they add up
        ((180, (120, 60)), (200, (120, 80)), (200, (120, 80))),
        ((0, (0, 0)), (90, (30, 60)), (90, (30, 60))),
        ((180, (120, 60)), (0, (0, 0)), (0, (0, 0))),
    ],
)
def test_what_was_typed_is_agreed(kept: Typed, typed: Typed, agreed: Typed):
    result = reconcile(
        total=typed[0],
        shares=by_key(typed[1]),
        kept_total=kept[0],
        kept_shares=by_key(kept[1]),
    )
    assert (result.total, result.shares, result.problem) == (agreed[0], by_key(agreed[1]), None)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ((200, (120, 81)), {"sum": 201, "total": 200}),
        ((200, (120, 79)), {"sum": 199, "total": 200}),
        ((0, (120, 61)), {"sum": 181, "total": 0}),
        ((240, (0, 0)), {"sum": 0, "total": 240}),
    ],
)
def test_both_typed_and_different_is_a_question_and_changes_nothing(
    typed: Typed, values: dict[str, int]
):
    kept = by_key((120, 60))
    result = reconcile(total=typed[0], shares=by_key(typed[1]), kept_total=180, kept_shares=kept)
    assert (result.total, result.shares) == (180, kept)
    assert result.problem
    assert (result.problem.values, result.problem.hours) == (values, ("sum", "total"))


@pytest.mark.parametrize(("total", "shares"), [(180, (1440, 1)), (1441, (1440, 1))])
def test_shares_of_more_than_a_day_change_nothing(total: int, shares: Minutes):
    kept = by_key((120, 60))
    result = reconcile(total=total, shares=by_key(shares), kept_total=180, kept_shares=kept)
    assert (result.total, result.shares) == (180, kept)
    assert str(result.problem) == "A day has 24 hours."


def test_a_share_that_is_missing_is_nothing():
    result = reconcile(total=60, shares={B: 60}, kept_total=60, kept_shares={A: 60})
    assert (result.total, result.shares) == (60, {A: 0, B: 60})
    same = reconcile(total=90, shares={A: 60, B: 0}, kept_total=60, kept_shares={A: 60})
    assert (same.total, same.shares) == (90, {A: 90, B: 0})


def test_a_day_that_was_empty_is_spread_as_usual():
    usual = by_key((60, 180))
    result = reconcile(total=80, shares={}, kept_total=0, kept_shares={}, usual=usual)
    assert result.shares == by_key((20, 60))
    kept = by_key((60, 0))
    result = reconcile(total=80, shares=kept, kept_total=60, kept_shares=kept, usual=usual)
    assert result.shares == by_key((80, 0))


def test_shares_that_no_longer_add_up_do_so_again():
    result = reconcile(
        total=90, shares=by_key((120, 60)), kept_total=90, kept_shares=by_key((120, 60))
    )
    assert (result.total, result.shares) == (90, by_key((60, 30)))


def test_without_activities_there_is_only_the_total():
    result = reconcile(total=90, shares={}, kept_total=60, kept_shares={})
    assert (result.total, result.shares, result.problem) == (90, {}, None)


# --- where they are kept ---

TRAINED, ALSO_TRAINED = (CRATES, Kind.TRAINING), (TRUCK, Kind.TRAINING)


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ([], []),
        ([A], []),
        ([A, A], []),
        ([A, TRAINED], []),
        ([A, B], [A, B]),
        ([B, A, B], [B, A]),
        ([A, B, TRAINED], [A, B]),
        ([A, TRAINED, B, ALSO_TRAINED], [A, TRAINED, B, ALSO_TRAINED]),
    ],
)
def test_shares_are_kept_where_a_kind_has_several_activities(keys: list[Key], kept: list[Key]):
    assert of_shared_kinds(iter(keys)) == kept
