"""The usual week that is suggested: few, round blocks that add up to what is planned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.splits.plans import many
from webapp.demo import build
from webapp.smalljobs.blocks import blocks
from webapp.tasks.models import Activity
from webapp.tasks.rules import Per

DAY, WEEK, MONTH = Per.DAY, Per.WEEK, Per.MONTH
A_WEEK = 7 * 24 * 60


def activity(times: int | None, per: Per, minutes: int | None) -> Activity:
    return build.activity(times=times, per=per, minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "of", "days"),
    [
        # Three times fifty minutes: 50 is no round block, so it is two of 75.
        (150, (3, WEEK, 50), [75, 75]),
        (135, (3, WEEK, 45), [45, 45, 45]),
        (180, (3, WEEK, 60), [60, 60, 60]),
        (120, (2, WEEK, 60), [60, 60]),
        (240, (1, WEEK, 240), [240]),
        (50, (1, WEEK, 50), [50]),
        # Not in quarters: the rest is done in the first block.
        (140, (2, WEEK, 70), [140]),
        (160, (2, WEEK, 70), [85, 75]),
        (100, (5, WEEK, 20), [40, 30, 30]),
        # Every day, as often as it is worth coming.
        (150, (1, DAY, 30), [30, 30, 30, 30, 30]),
        (50, (1, DAY, 10), [50]),
        (720, (6, DAY, 24), [150, 150, 150, 135, 135]),
        (720, (1, DAY, 144), [180, 180, 180, 180]),
        # Half of it only, as where the other half is trained.
        (75, (3, WEEK, 50), [75]),
        # More than the activity takes: on the days on which it is done.
        (480, (2, WEEK, 60), [240, 240]),
        (240, (4, MONTH, 60), [240]),
        (240, (9, MONTH, 60), [120, 120]),
        # A month has a little more than four weeks.
        (111, (4, MONTH, 120), [111]),
        (222, (8, MONTH, 120), [222]),
        (277, (10, MONTH, 120), [142, 135]),
        # No block is longer than a full day.
        (600, (1, WEEK, 600), [300, 300]),
        (900, (2, WEEK, 450), [300, 300, 300]),
        (1500, (1, WEEK, 1500), [375, 375, 375, 375]),
        # Nothing is known of it.
        (150, None, [75, 75]),
        (240, None, [60, 60, 60, 60]),
        (300, None, [60, 60, 60, 60, 60]),
        (720, None, [150, 150, 150, 135, 135]),
        (20, None, [20]),
        (150, (None, WEEK, None), [75, 75]),
        (0, None, [0]),
    ],
)
def test_the_suggestion_has_few_round_blocks(
    minutes: int, of: tuple[int | None, Per, int | None] | None, days: list[int]
) -> None:
    result = blocks(minutes, activity(*of) if of else None)
    assert result == days + [0] * (7 - len(days))


@many
@given(
    st.integers(0, A_WEEK),
    st.none() | st.integers(1, 99),
    st.sampled_from(Per),
    st.none() | st.integers(1, 1440),
)
def test_it_adds_up_and_is_never_shorter_than_the_activity(
    minutes: int, times: int | None, per: Per, own: int | None
) -> None:
    result = blocks(minutes, activity(times, per, own))
    assert len(result) == 7 and sum(result) == minutes
    assert all(0 <= each <= 24 * 60 for each in result[1:])
    assert all(each % 15 == 0 for each in result[1:])
    worked = [each for each in result if each]
    assert len(worked) <= 1 or min(worked) >= min(own or 60, 210)  # a full day is cut in pieces
