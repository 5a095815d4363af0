"""What somebody means who types the hours of a day, their shares, or both."""

import pytest

from tests.splits.parts import CRATES, PICKING, TRUCK
from webapp.splits.plan import Kind
from webapp.timesheets.editing.hours import reconcile
from webapp.timesheets.shares import Key

A, B, C = ((activity, Kind.PAID) for activity in (CRATES, TRUCK, PICKING))
Minutes = tuple[int, ...]
Typed = tuple[int, Minutes]


def by_key(minutes: Minutes) -> dict[Key, int]:
    return dict(zip((A, B, C), minutes, strict=False))


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
