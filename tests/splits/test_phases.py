"""Parts become phases: weeks in a row with the same hours."""

from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.splits.parts import CRATES, PICKING, TRUCK, paid, stays, training
from webapp.splits.models import Part
from webapp.splits.part import Kind
from webapp.splits.plan import Phase, in_week, phases, training_until

JOERGEN = [
    training(720, CRATES, from_week=1, to_week=4),
    paid(720, CRATES, from_week=5),
    training(120, TRUCK, from_week=5, to_week=13),
    training(120, PICKING, from_week=5, to_week=13),
]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], []),
        ([stays()], []),
        ([paid(720)], [Phase(1, None, 720, 0)]),
        ([paid(720), stays()], [Phase(1, None, 720, 0)]),
        ([paid(720, to_week=4)], [Phase(1, 4, 720, 0)]),
        ([paid(720, from_week=3)], [Phase(1, 2, 0, 0), Phase(3, None, 720, 0)]),
        (JOERGEN, [Phase(1, 4, 0, 720), Phase(5, 13, 720, 240), Phase(14, None, 720, 0)]),
        (
            [paid(300, to_week=4), paid(300, TRUCK, from_week=5)],
            [Phase(1, None, 300, 0)],
        ),
        (
            [paid(300, to_week=2), paid(400, from_week=5, to_week=6)],
            [Phase(1, 2, 300, 0), Phase(3, 4, 0, 0), Phase(5, 6, 400, 0)],
        ),
    ],
    ids=["none", "stays", "open", "beside", "ends", "later", "joergen", "joined", "gap"],
)
def test_parts_become_phases(parts: list[Part], expected: list[Phase]):
    assert phases(parts) == expected


def test_a_phase_knows_its_sum():
    assert Phase(5, 13, 720, 240).total == 960


@st.composite
def any_part(draw: st.DrawFn) -> Part:
    first = draw(st.integers(1, 30))
    last = draw(st.none() | st.integers(first, first + 20))
    kind, minutes = draw(st.sampled_from(Kind)), draw(st.integers(0, 2000))
    return builders.part(kind, minutes, activity_id=uuid4(), from_week=first, to_week=last)


@given(st.lists(any_part(), max_size=6))
def test_no_hour_is_lost_or_invented_between_parts_and_phases(parts: list[Part]):
    result = phases(parts)
    for week in range(1, 60):
        here = [phase for phase in result if phase.first <= week and week <= (phase.last or week)]
        for kind, minutes in ((Kind.PAID, "paid"), (Kind.TRAINING, "training")):
            agreed = sum(
                part.minutes for part in parts if part.kind is kind and in_week(part, week)
            )
            assert sum(getattr(phase, minutes) for phase in here) == agreed
        assert len(here) <= 1


@given(st.lists(any_part(), max_size=6))
def test_phases_follow_each_other_without_gap_and_differ(parts: list[Part]):
    result = phases(parts)
    for earlier, later in pairwise(result):
        assert earlier.last is not None
        assert later.first == earlier.last + 1
        assert (earlier.paid, earlier.training) != (later.paid, later.training)
    assert not result or result[0].first == 1


@pytest.mark.parametrize(
    ("parts", "week"),
    [
        ([], None),
        ([paid()], None),
        ([training(to_week=8), training(activity=PICKING, to_week=13), paid()], 13),
        ([training(to_week=8), training(activity=PICKING, to_week=None)], None),
        (JOERGEN, 13),
    ],
    ids=["none", "paid", "two", "open", "joergen"],
)
def test_training_lasts_until_its_last_week(parts: list[Part], week: int | None):
    assert training_until(parts) == week
