"""Whose move it is, over everything that somebody has open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from webapp.actor import Side
from webapp.desk.rules import (
    FOLD,
    KIND_NAMES,
    LATE,
    NOBODY_YET,
    Group,
    Turn,
    TurnKind,
    group_by_kind,
    group_by_person,
    nobodys,
    split_by_side,
    split_own,
)
from webapp.messages import Page, Target

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOON.date()


IDS = {"": None} | {name: uuid4() for name in ("Mette", "Jonas", "Karen")}


def turn(
    number: int,
    kind: TurnKind = TurnKind.ANSWER_PLAN,
    *,
    whose: Side = Side.CONSULTANT,
    name: str = "Mette",
    days: int = 0,
    due: date | None = None,
) -> Turn:
    return Turn(
        kind=kind,
        whose=whose,
        named={"name": "Jørgen", "week": 45, "day": TODAY, "who": "Karen", "on": TODAY}
        | {"by": "Mette", "company": "Frugtlageret"},
        about="Tomme kasser",
        place="Frugtlageret",
        waits_for=name,
        waits_for_id=IDS[name],
        since=NOON - timedelta(days=days),
        target=Target(Page.PLAN, UUID(int=number)),
        thing_id=UUID(int=number),
        due=due,
    )


def numbers(turns: list[Turn]) -> list[int]:
    return [turn.thing_id.int for turn in turns]


@pytest.mark.parametrize("order", list(permutations([turn(1, days=1), turn(2, days=9), turn(3)])))
def test_what_has_waited_longest_stands_first(order: tuple[Turn, ...]):
    (group,) = group_by_kind(order, today=TODAY)
    assert numbers(group.turns) == [2, 1, 3]


def test_what_has_waited_equally_long_always_stands_in_the_same_order():
    (group,) = group_by_kind([turn(3), turn(1), turn(2)], today=TODAY)
    assert numbers(group.turns) == [1, 2, 3]


def test_turns_of_a_kind_stand_together_and_the_longest_wait_leads():
    turns = [
        turn(1, TurnKind.APPROVE_WEEK, days=3),
        turn(2, TurnKind.TAKE, days=5),
        turn(3, TurnKind.APPROVE_WEEK, days=8),
        turn(4, TurnKind.TAKE, days=1),
    ]
    result = group_by_kind(turns, today=TODAY)
    assert [(group.name, numbers(group.turns)) for group in result] == [
        (KIND_NAMES[TurnKind.APPROVE_WEEK], [3, 1]),
        (KIND_NAMES[TurnKind.TAKE], [2, 4]),
    ]


@pytest.mark.parametrize(
    ("count", "folded"), [(1, False), (FOLD - 1, False), (FOLD, True), (FOLD + 1, True)]
)
def test_many_of_a_kind_are_folded(count: int, folded: bool):
    group = Group("New", [turn(number, TurnKind.TAKE) for number in range(count)], TODAY)
    assert (group.count, group.folded) == (count, folded)


@pytest.mark.parametrize(
    ("waited", "due", "late"),
    [
        (0, None, False),
        (LATE.days, None, False),
        (LATE.days + 1, None, True),
        (LATE.days + 1, TODAY + timedelta(days=1), False),
        (0, TODAY, True),
        (0, TODAY - timedelta(days=1), True),
    ],
)
def test_late_is_what_waited_too_long_or_what_was_due(waited: int, due: date | None, late: bool):
    own_turn = turn(1, days=waited, due=due)
    assert own_turn.late(TODAY) is late
    assert Group("Plans", [own_turn, turn(2)], TODAY).late_count == late


def test_what_is_late_stands_before_what_has_waited_longer_but_has_time():
    early = turn(1, TurnKind.START, days=30, due=TODAY + timedelta(days=20))
    late = turn(2, TurnKind.START, days=1, due=TODAY)
    (group,) = group_by_kind([early, late], today=TODAY)
    assert numbers(group.turns) == [2, 1]


def test_somebody_who_waits_to_be_called_stands_before_all_else():
    late = turn(1, TurnKind.APPROVE_WEEK, days=30)
    call = turn(2, TurnKind.CALL, due=TODAY + timedelta(days=1))
    assert [group.name for group in group_by_kind([late, call], today=TODAY)] == [
        KIND_NAMES[TurnKind.CALL],
        KIND_NAMES[TurnKind.APPROVE_WEEK],
    ]


@pytest.mark.parametrize(
    ("kind", "count", "page"),
    [
        (TurnKind.SEND_WEEK, 1, None),
        (TurnKind.SEND_WEEK, 2, Target(Page.DUE_WEEKS)),
        (TurnKind.SEND_WEEK, FOLD, Target(Page.DUE_WEEKS)),
        (TurnKind.APPROVE_WEEK, 2, None),
    ],
)
def test_several_weeks_to_send_stand_on_one_page(kind: TurnKind, count: int, page: Target | None):
    (group,) = group_by_kind([turn(number, kind) for number in range(count)], today=TODAY)
    assert group.one_page == page


@pytest.mark.parametrize("kind", TurnKind)
def test_every_kind_has_its_words_for_both_who_act_and_who_wait(kind: TurnKind):
    own_turn = turn(1, kind)
    assert KIND_NAMES[kind]
    assert (
        str(own_turn.todo) and str(own_turn.awaited) and str(own_turn.todo) != str(own_turn.awaited)
    )


def test_a_team_lead_sees_the_moves_by_person():
    turns = [turn(1, name="Jonas"), turn(2, name=""), turn(3, name="Jonas", days=9)]
    result = group_by_person(turns, today=TODAY)
    assert [(group.name, numbers(group.turns)) for group in result] == [
        ("Jonas", [3, 1]),
        (NOBODY_YET, [2]),
    ]


def test_two_of_the_same_name_are_two():
    one, other = turn(1), replace(turn(2), waits_for_id=uuid4())
    groups = group_by_person([one, other], today=TODAY)
    assert [(group.name, numbers(group.turns)) for group in groups] == [
        ("Mette", [1]),
        ("Mette", [2]),
    ]
    own, colleagues = split_own([one, other], IDS["Mette"])
    assert (numbers(own), numbers(colleagues)) == ([1], [2])


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
    result = split_by_side(turns, side)
    assert (numbers(result[0]), numbers(result[1])) == (mine, theirs)


def test_what_nobody_has_yet_waits_for_everybody():
    turns = [turn(1, name="Jonas"), turn(2, name=""), turn(3, name="Mette")]
    own, colleagues = split_own(turns, IDS["Mette"])
    assert (numbers(own), numbers(colleagues)) == ([2, 3], [1])


def test_what_nobody_has_taken_is_never_folded():
    group = Group(NOBODY_YET, [turn(number, name="") for number in range(FOLD + 1)], TODAY)
    assert not group.folded


def test_what_lost_its_holder_stands_apart_from_what_is_everybodys():
    kinds = (TurnKind.TAKE, TurnKind.CALL, TurnKind.LET_IN, TurnKind.SECOND, TurnKind.APPROVE_WEEK)
    turns = [turn(number, kind, name="") for number, kind in enumerate(kinds)]
    turns.append(turn(9, TurnKind.APPROVE_WEEK, name="Mette"))
    held, lost = nobodys(turns)
    assert (numbers(held), numbers(lost)) == ([0, 1, 2, 3, 9], [4])


def test_nothing_open_is_nothing_to_do():
    assert split_by_side([], Side.EMPLOYER) == ([], [])
    assert split_own([], IDS["Mette"]) == ([], [])
    assert group_by_kind([], today=TODAY) == []
