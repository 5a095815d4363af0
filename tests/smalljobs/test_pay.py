"""Pay kept back from the participant's copy: when it can be, and when it no longer is."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.splits.parts import paid, training
from webapp.actor import Actor, Role
from webapp.smalljobs.policy import why_not
from webapp.smalljobs.rules import (
    Action,
    Status,
    earns,
    first_day,
    first_paid_day,
    holds_pay,
    last_training_day,
    why_not_hold,
)
from webapp.splits.models import Part

THURSDAY = date(2026, 9, 10)  # in week 37
WEEK_5 = date(2026, 10, 5)
STEPPED = [training(to_week=4), paid(from_week=5)]


@dataclass
class Job:
    status: Status = Status.ACTIVE
    start_on: date = THURSDAY
    pay_held: bool = True


@pytest.mark.parametrize(
    ("week", "day"), [(1, THURSDAY), (2, date(2026, 9, 14)), (5, WEEK_5), (18, date(2027, 1, 4))]
)
def test_a_plan_week_begins_on_monday_and_the_first_with_the_start(week: int, day: date):
    assert first_day(THURSDAY, week) == day
    assert first_day(THURSDAY, week + 1) == last_training_day(THURSDAY, week) + timedelta(days=1)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([training()], None),
        ([paid()], THURSDAY),
        (STEPPED, WEEK_5),
        ([paid(from_week=9), paid(from_week=5)], WEEK_5),
    ],
)
def test_the_first_paid_day_is_that_of_the_first_paid_week(parts: list[Part], day: date | None):
    assert first_paid_day(THURSDAY, parts) == day


@pytest.mark.parametrize(
    ("status", "today", "begun"),
    [
        (Status.ACTIVE, WEEK_5 - timedelta(days=1), False),
        (Status.ACTIVE, WEEK_5, True),
        (Status.PAUSED, WEEK_5, True),
        (Status.ENDED, WEEK_5, True),
        (Status.PLANNED, WEEK_5, False),  # it was never started
    ],
)
def test_pay_is_held_until_it_is_earned(status: Status, today: date, begun: bool):
    job = Job(status)
    assert earns(job, STEPPED, today=today) is begun
    assert holds_pay(job, STEPPED, today=today) is not begun
    assert (why_not_hold(job, STEPPED, today=today) is not None) is begun


def test_pay_that_nobody_holds_is_not_held():
    assert not holds_pay(Job(pay_held=False), STEPPED, today=THURSDAY)


def test_a_copy_without_training_would_be_empty():
    assert why_not_hold(Job(), [paid()], today=THURSDAY)
    assert why_not_hold(Job(), [training()], today=THURSDAY) is None


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD])
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("held", [True, False])
def test_only_a_consultant_holds_and_releases_and_not_after_the_end(
    role: Role, status: Status, held: bool
):
    job, actor = Job(status, pay_held=held), Actor(role)
    may = {
        action
        for action in (Action.HOLD_PAY, Action.RELEASE_PAY)
        if why_not(actor, action, job) is None
    }
    allowed = role is Role.CONSULTANT and status is not Status.ENDED
    assert may == ({Action.RELEASE_PAY if held else Action.HOLD_PAY} if allowed else set())
