"""The states of a week sheet: all can be reached, all have names, and approved is the end."""

import pytest

from webapp.timesheets import rules
from webapp.timesheets.rules import MOVES, WHOSE_MOVE, Absence, Action, Mark, Status, Went

NAMES = [
    (rules.STATUS_NAMES, Status),
    (rules.ABSENCE_NAMES, Absence),
    (rules.MARK_NAMES, Mark),
    (rules.WENT_NAMES, Went),
]


def test_every_state_can_be_reached_and_is_somebodys_move_or_the_end():
    assert {after for moves in MOVES.values() for after in moves.values()} == set(Status)
    assert set(WHOSE_MOVE) == set(Status)
    assert [status for status, side in WHOSE_MOVE.items() if side is None] == [Status.APPROVED]


def test_an_approved_week_never_changes():
    assert all(Status.APPROVED not in moves for moves in MOVES.values())


def test_only_approving_approves():
    approves = {action for action, moves in MOVES.items() if Status.APPROVED in moves.values()}
    assert approves == {Action.APPROVE}


@pytest.mark.parametrize(("names", "kinds"), NAMES, ids=[kinds.__name__ for _, kinds in NAMES])
def test_everything_has_a_name_of_its_own(names: dict[object, str], kinds: type):
    assert set(names) == set(kinds)
    assert len(set(names.values())) == len(names)


def test_only_who_came_late_was_there_that_day():
    assert set(Absence) - rules.ALL_DAY == {Absence.LATE}
