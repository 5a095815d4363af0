"""How many trainees a workplace has room for, and the sum as it is said at the table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.splits.plans import many
from webapp import rulebook
from webapp.rulebook import Effect
from webapp.rulebook.findings import Code
from webapp.rulebook.rules import Ratio
from webapp.splits.ratio import explain, findings, full_time_equivalents

RULE = rulebook.on(date(2026, 11, 21)).ratio


@pytest.mark.parametrize(
    ("full_time", "part_time_hours", "equivalents"),
    [
        (0, 0, 0),
        (12, 0, 12),
        (0, 36, 0),
        (0, 37, 1),
        (0, 73, 1),
        (0, 74, 2),
        (4, 36, 4),
        (4, 37, 5),
    ],
)
def test_part_time_hours_are_added_up_to_whole_equivalents(
    full_time: int, part_time_hours: int, equivalents: int
):
    assert full_time_equivalents(full_time, part_time_hours) == equivalents


@pytest.mark.parametrize(
    ("equivalents", "others", "steps"),
    [
        (0, 0, [(0, 5, 0), (1, 0, 1)]),
        (4, 0, [(4, 5, 0), (1, 0, 1)]),
        (4, 1, [(4, 5, 0), (1, 1, 0)]),
        (5, 0, [(5, 5, 1), (1, 0, 1)]),
        (9, 0, [(9, 5, 1), (1, 0, 1)]),
        (12, 1, [(12, 5, 2), (2, 1, 1)]),
        (50, 0, [(50, 5, 10), (10, 0, 10)]),
        (59, 0, [(50, 5, 10), (9, 10, 0), (10, 0, 10)]),
        (60, 0, [(50, 5, 10), (10, 10, 1), (11, 0, 11)]),
        (112, 20, [(50, 5, 10), (62, 10, 6), (16, 20, 0)]),
    ],
)
def test_the_sum_is_said_step_by_step(
    equivalents: int, others: int, steps: list[tuple[int, int, int]]
):
    """(counted, per how many, room), (above, per how many, more), (room, in use, free)."""
    assert [tuple(item.values.values()) for item in explain(RULE, equivalents, others)] == steps


@pytest.mark.parametrize("equivalents", [0, 4, 5, 49])
def test_where_the_sum_gives_nothing_there_is_room_for_one_all_the_same(equivalents: int):
    first = explain(RULE, equivalents, 0)[0]
    assert ("always room" in first.id) is (equivalents < 5)


employees, others_there = st.integers(0, 5000), st.integers(0, 1000)


@many
@given(employees, others_there)
def test_the_sum_ends_with_the_room_that_the_rule_gives(equivalents: int, others: int):
    first, *more, last = explain(RULE, equivalents, others)
    room = RULE.places(equivalents)
    assert last.values == {"room": room, "others": others, "left": max(room - others, 0)}
    added = first.values["room"] + sum(step.values["more"] for step in more)
    assert max(added, RULE.least) == room
    assert first.values["counted"] + sum(step.values["above"] for step in more) == equivalents


@many
@given(employees, others_there)
def test_it_asks_exactly_when_nothing_is_free(equivalents: int, others: int):
    left = explain(RULE, equivalents, others)[-1].values["left"]
    results = list(findings(RULE, equivalents, others, "full_time"))
    assert [(finding.code, finding.effect) for finding in results] == (
        [] if left else [(Code.RATIO, Effect.ASKS)]
    )
    assert all(result.field == "full_time" and result.why is RULE for result in results)


@many
@given(
    st.builds(
        Ratio,
        starts=st.just(RULE.starts),
        effect=st.sampled_from(Effect),
        source=st.just("x"),
        says=st.just("x"),
        per=st.integers(1, 20),
        up_to=st.integers(0, 100),
        per_after=st.integers(1, 20),
        least=st.integers(0, 3),
    ),
    employees,
)
def test_more_employees_never_have_less_room(rule: Ratio, equivalents: int):
    assert rule.least <= rule.places(equivalents) <= rule.places(equivalents + 1)


def test_what_is_asked_names_the_sum():
    (finding,) = findings(RULE, 12, 2, "full_time")
    assert finding.message.values == {"full_time": 12, "allowed": 2, "number": 3}


def test_nobody_is_asked_before_somebody_has_counted():
    assert list(findings(RULE, None, 99, "full_time")) == []
