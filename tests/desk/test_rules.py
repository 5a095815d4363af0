"""Whose move it is, over everything that somebody has open."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from webapp.actor import Side
from webapp.desk.rules import (
    FOLD,
    KIND_NAMES,
    LATE,
    Group,
    Kind,
    Turn,
    grouped,
    mine_and_theirs,
    own_first,
)
from webapp.messages import Message

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def turn(
    number: int,
    kind: Kind = Kind.ANSWER_PLAN,
    *,
    whose: Side = Side.CONSULTANT,
    name: str = "Mette",
    days: int = 0,
) -> Turn:
    return Turn(
        kind=kind,
        whose=whose,
        todo=Message("Answer the plan"),
        about="Tomme kasser",
        place="Frugtlageret",
        waits_for=name,
        since=NOON - timedelta(days=days),
        endpoint="splits.show",
        values={},
        thing_id=UUID(int=number),
    )


def numbers(turns: list[Turn]) -> list[int]:
    return [one.thing_id.int for one in turns]


@pytest.mark.parametrize("order", list(permutations([turn(1, days=1), turn(2, days=9), turn(3)])))
def test_what_has_waited_longest_stands_first(order: tuple[Turn, ...]):
    (group,) = grouped(order, at=NOON)
    assert numbers(group.turns) == [2, 1, 3]


def test_what_has_waited_equally_long_always_stands_in_the_same_order():
    (group,) = grouped([turn(3), turn(1), turn(2)], at=NOON)
    assert numbers(group.turns) == [1, 2, 3]


def test_turns_of_a_kind_stand_together_and_the_longest_wait_leads():
    turns = [
        turn(1, Kind.APPROVE_WEEK, days=3),
        turn(2, Kind.TAKE, days=5),
        turn(3, Kind.APPROVE_WEEK, days=8),
        turn(4, Kind.TAKE, days=1),
    ]
    found = grouped(turns, at=NOON)
    assert [(group.kind, numbers(group.turns)) for group in found] == [
        (Kind.APPROVE_WEEK, [3, 1]),
        (Kind.TAKE, [2, 4]),
    ]


@pytest.mark.parametrize(
    ("count", "folded"), [(1, False), (FOLD - 1, False), (FOLD, True), (FOLD + 1, True)]
)
def test_many_of_a_kind_are_folded(count: int, folded: bool):
    group = Group(Kind.TAKE, [turn(number, Kind.TAKE) for number in range(count)], NOON)
    assert (group.count, group.folded) == (count, folded)


@pytest.mark.parametrize(
    ("waited", "late"),
    [(timedelta(0), False), (LATE, False), (LATE + timedelta(seconds=1), True)],
)
def test_a_wait_that_is_too_long_is_late(waited: timedelta, late: bool):
    group = Group(Kind.ANSWER_PLAN, [turn(1)], NOON + waited)
    assert group.late(group.turns[0]) is late


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name(kind: Kind):
    assert Group(kind, [], NOON).name == KIND_NAMES[kind]


@pytest.mark.parametrize(
    ("side", "mine", "theirs"),
    [(Side.CONSULTANT, [1, 3], [2, 4]), (Side.EMPLOYER, [2, 4], [1, 3])],
)
def test_each_side_sees_its_own_moves_and_what_it_waits_for(
    side: Side, mine: list[int], theirs: list[int]
):
    turns = [
        turn(1),
        turn(2, whose=Side.EMPLOYER, name="Karen"),
        turn(3),
        turn(4, whose=Side.EMPLOYER, name="Karen"),
    ]
    found = mine_and_theirs(turns, side)
    assert (numbers(found[0]), numbers(found[1])) == (mine, theirs)


def test_what_nobody_has_yet_waits_for_everybody():
    turns = [turn(1, name="Jonas"), turn(2, name=""), turn(3, name="Mette")]
    own, colleagues = own_first(turns, "Mette")
    assert (numbers(own), numbers(colleagues)) == ([2, 3], [1])


def test_nothing_open_is_nothing_to_do():
    assert mine_and_theirs([], Side.EMPLOYER) == ([], [])
    assert own_first([], "Mette") == ([], [])
    assert grouped([], at=NOON) == []
