"""Who may do what to a version, for every side, author, state and action."""

from dataclasses import dataclass
from itertools import product

import pytest

from webapp.actor import Actor, Role, Side
from webapp.splits.policy import why_not
from webapp.splits.rules import Action, Status

ROLES = {Side.EMPLOYER: Role.EMPLOYER, Side.CONSULTANT: Role.CONSULTANT}
AUTHOR, ANSWERER = {True}, {False}

# (is it the author who does it?, in which state): written out by hand.
MAY: dict[Action, tuple[set[bool], set[Status]]] = {
    Action.EDIT: (AUTHOR, {Status.DRAFT}),
    Action.SUBMIT: (AUTHOR, {Status.DRAFT}),
    Action.ASK_CHANGES: (ANSWERER, {Status.SUBMITTED}),
    Action.APPROVE: (ANSWERER, {Status.SUBMITTED}),
    Action.NEXT_VERSION: (AUTHOR, {Status.CHANGES_REQUESTED}),
    Action.COUNTER: (ANSWERER, {Status.SUBMITTED}),
    Action.DISCARD: (AUTHOR, {Status.DRAFT}),
    Action.WITHDRAW: (AUTHOR, {Status.SUBMITTED, Status.CHANGES_REQUESTED}),
    Action.SUPERSEDE: (AUTHOR | ANSWERER, {Status.APPROVED}),
}


@dataclass
class Split:
    status: Status
    side: Side


@pytest.mark.parametrize(
    ("actor", "author", "status", "action"), list(product(Side, Side, Status, Action))
)
def test_one_side_writes_and_the_other_answers(
    actor: Side, author: Side, status: Status, action: Action
):
    who, when = MAY[action]
    refused = why_not(Actor(role=ROLES[actor]), action, Split(status, author))
    assert (refused is None) is ((actor is author) in who and status in when)


@pytest.mark.parametrize(
    ("role", "status", "action"),
    list(product([Role.VISITOR, Role.NEWCOMER, Role.TEAM_LEAD], Status, Action)),
)
def test_whoever_is_on_no_side_may_do_nothing(role: Role, status: Status, action: Action):
    for author in Side:
        assert why_not(Actor(role=role), action, Split(status, author)) is not None


@pytest.mark.parametrize(
    ("actor", "author", "action", "says"),
    [
        (Role.EMPLOYER, Side.EMPLOYER, Action.APPROVE, "It is the consultant's turn."),
        (Role.CONSULTANT, Side.CONSULTANT, Action.APPROVE, "It is the company's turn."),
        (Role.EMPLOYER, Side.CONSULTANT, Action.EDIT, "The plan has moved on since you opened it."),
    ],
)
def test_the_refusal_says_whose_turn_it_is(actor: Role, author: Side, action: Action, says: str):
    assert str(why_not(Actor(role=actor), action, Split(Status.SUBMITTED, author))) == says
