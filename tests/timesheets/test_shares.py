"""The minutes of a day by activity: how they are spread, and where they are kept."""

from itertools import permutations

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp.splits.plan import Kind
from webapp.timesheets.shares import Key, of_shared_kinds, spread

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
