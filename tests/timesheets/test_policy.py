"""Who may do what to a week sheet, for every role, state and action."""

from dataclasses import dataclass
from itertools import product

import pytest

from webapp.actor import Actor, Role
from webapp.timesheets.policy import why_not
from webapp.timesheets.rules import Action, Status

# Written out by hand once more, so that a slip in the tables is seen.
MAY: dict[Action, tuple[Role, set[Status]]] = {
    Action.EDIT: (Role.EMPLOYER, {Status.OPEN, Status.RETURNED}),
    Action.SUBMIT: (Role.EMPLOYER, {Status.OPEN, Status.RETURNED}),
    Action.RETURN: (Role.CONSULTANT, {Status.SUBMITTED}),
    Action.WITHDRAW: (Role.EMPLOYER, {Status.SUBMITTED}),
    Action.APPROVE: (Role.CONSULTANT, {Status.SUBMITTED}),
    Action.CORRECT: (Role.EMPLOYER, {Status.APPROVED}),
    Action.DROP: (Role.EMPLOYER, {Status.OPEN, Status.RETURNED}),
}


@dataclass
class Sheet:
    status: Status
    revision: int = 2


@pytest.mark.parametrize(("role", "status", "action"), list(product(Role, Status, Action)))
def test_who_may_do_what_and_when(role: Role, status: Status, action: Action):
    who, when = MAY[action]
    refused = why_not(Actor(role=role), action, Sheet(status))
    assert (refused is None) is (role is who and status in when)


@pytest.mark.parametrize("status", Status)
def test_what_is_not_a_correction_cannot_be_thrown_away(status: Status):
    assert why_not(Actor(role=Role.EMPLOYER), Action.DROP, Sheet(status, revision=1))


@pytest.mark.parametrize(
    ("role", "status", "says"),
    [
        (Role.EMPLOYER, Status.APPROVED, "The week is approved and locked."),
        (Role.EMPLOYER, Status.SUBMITTED, "The week has moved on since you opened it."),
        (Role.CONSULTANT, Status.OPEN, "This is for somebody else to do."),
    ],
)
def test_the_refusal_says_why(role: Role, status: Status, says: str):
    assert str(why_not(Actor(role=role), Action.EDIT, Sheet(status))) == says
