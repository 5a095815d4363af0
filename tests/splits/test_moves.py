"""The states of a version, and whom each one waits for."""

import pytest

from webapp.actor import Side
from webapp.splits.part import KIND_NAMES, Kind
from webapp.splits.rules import MOVES, STATUS_NAMES, Action, Status, other, whose_move


@pytest.mark.parametrize("author", Side)
@pytest.mark.parametrize(
    ("status", "waits_for_author"),
    [
        (Status.DRAFT, True),
        (Status.CHANGES_REQUESTED, True),
        (Status.SUBMITTED, False),
        (Status.APPROVED, None),
        (Status.SUPERSEDED, None),
    ],
)
def test_a_version_waits_for_its_author_or_for_the_answer(
    status: Status, waits_for_author: bool | None, author: Side
):
    expected = {True: author, False: other(author), None: None}[waits_for_author]
    assert whose_move(status, author) is expected


def test_every_state_but_the_first_can_be_reached_and_has_a_name():
    reached = {after for moves in MOVES.values() for after in moves.values()}
    assert reached == set(Status)  # a draft again, when its author takes it back
    assert set(STATUS_NAMES) == set(Status)
    assert set(KIND_NAMES) == set(Kind)
    assert set(MOVES) == set(Action) - {Action.EDIT, Action.DISCARD}
