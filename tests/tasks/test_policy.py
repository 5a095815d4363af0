"""Who may do what to a task, for every role, state and action."""

from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid4

import pytest

from webapp.actor import Actor, Role
from webapp.tasks.policy import WHEN, WHO, why_not
from webapp.tasks.rules import MOVES, Action, Status

# Who waits to be let in describes tasks, and sends one of a company that nobody is in yet.
ASKERS = {Role.VISITOR, Role.NEWCOMER, Role.WAITING, Role.EMPLOYER}

# Written out by hand once more, so that a slip in the tables is seen.
MAY: dict[Action, tuple[set[Role], set[Status]]] = {
    Action.EDIT: (
        ASKERS | {Role.CONSULTANT},
        {Status.DRAFT, Status.SUBMITTED, Status.IN_DIALOGUE},
    ),
    Action.DISCARD: (ASKERS, {Status.DRAFT}),
    Action.SUBMIT: ({Role.WAITING, Role.EMPLOYER}, {Status.DRAFT}),
    Action.TAKE: ({Role.CONSULTANT}, {Status.SUBMITTED}),
    Action.PARK: ({Role.CONSULTANT}, {Status.SUBMITTED, Status.IN_DIALOGUE}),
    Action.TAKE_UP: ({Role.CONSULTANT}, {Status.PARKED}),
    Action.USE: ({Role.CONSULTANT}, {Status.IN_DIALOGUE}),
    Action.HAND_OVER: (
        {Role.CONSULTANT, Role.TEAM_LEAD},
        {Status.IN_DIALOGUE, Status.USED, Status.PARKED},
    ),
    Action.NOTE: (
        {Role.CONSULTANT, Role.TEAM_LEAD},
        {Status.SUBMITTED, Status.IN_DIALOGUE, Status.USED, Status.PARKED},
    ),
    Action.PHOTO: (
        {Role.NEWCOMER, Role.WAITING, Role.EMPLOYER, Role.CONSULTANT},
        {Status.DRAFT, Status.SUBMITTED, Status.IN_DIALOGUE},
    ),
}


@dataclass
class Task:
    status: Status
    consultant_id: UUID | None = None


@pytest.mark.parametrize(("role", "status", "action"), list(product(Role, Status, Action)))
def test_who_may_do_what_and_when(role: Role, status: Status, action: Action):
    roles, states = MAY[action]
    refused = why_not(Actor(role=role, user_id=uuid4()), action, Task(status))
    assert (refused is None) is (role in roles and status in states)


def test_the_wrong_person_hears_that_first_and_the_right_one_what_has_happened():
    used = Task(Status.USED)
    assert str(why_not(Actor(role=Role.TEAM_LEAD), Action.TAKE, used)) == (
        "This is for somebody else to do."
    )
    assert str(why_not(Actor(role=Role.CONSULTANT), Action.TAKE, used)) == (
        "The task has moved on since you opened it."
    )


def test_every_action_has_its_people_and_its_states():
    assert set(WHO) == set(MAY) == set(Action)
    assert set(WHEN) | set(MOVES) == set(Action)
    assert not set(WHEN) & set(MOVES)
