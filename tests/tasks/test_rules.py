"""How an activity becomes hours a week, and what must be told before a task is sent."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from webapp.demo import build
from webapp.tasks.models import Activity, Task
from webapp.tasks.rules import (
    CATEGORY_NAMES,
    MOVES,
    PER_NAMES,
    STATUS_NAMES,
    WHOSE_MOVE,
    Category,
    Per,
    Status,
    missing,
    total_minutes,
    weekly_minutes,
)


@pytest.mark.parametrize(
    ("times", "per", "minutes", "weekly"),
    [
        (1, Per.WEEK, 30, 30),
        (3, Per.WEEK, 45, 135),
        (1, Per.DAY, 30, 150),
        (6, Per.DAY, 24, 720),
        (1, Per.MONTH, 52, 12),
        (1, Per.MONTH, 60, 14),
        (2, Per.MONTH, 60, 28),
        (1, Per.MONTH, 1, 0),
        (1, Per.MONTH, 3, 1),
        (99, Per.DAY, 1440, 99 * 1440 * 5),
        (None, Per.DAY, 30, 0),
        (3, Per.DAY, None, 0),
        (None, Per.MONTH, None, 0),
        (0, Per.WEEK, 30, 0),
    ],
)
def test_how_often_and_how_long_become_minutes_a_week(
    times: int | None, per: Per, minutes: int | None, weekly: int
):
    assert weekly_minutes(builders.activity(times=times, per=per, minutes=minutes)) == weekly


@given(st.integers(1, 99), st.integers(1, 1440))
def test_a_month_is_52_twelfths_of_a_week(times: int, minutes: int):
    monthly = weekly_minutes(builders.activity(times=times, per=Per.MONTH, minutes=minutes))
    assert abs(monthly * 52 - times * minutes * 12) <= 26


def test_all_activities_are_added_up():
    crates, sweeping = builders.activity(), builders.activity(times=2, per=Per.WEEK, minutes=45)
    assert total_minutes([crates, sweeping]) == 720 + 90
    assert total_minutes([]) == 0


def complete_task(**values: object) -> Task:
    return build.task(created_by=uuid4(), **{"workplace_id": uuid4()} | values)


def test_nothing_is_missing_from_a_task_that_is_fully_told():
    assert missing(complete_task()) == []


@pytest.mark.parametrize(
    ("task", "fields"),
    [
        (complete_task(headline=""), ["headline"]),
        (complete_task(workplace_id=None), ["workplace"]),
        (complete_task(activities=[]), ["activities-0-what"]),
        (complete_task(activities=[builders.activity(what="")]), ["activities-0-what"]),
        (complete_task(activities=[builders.activity(times=None)]), ["activities-0-times"]),
        (complete_task(activities=[builders.activity(times=0)]), ["activities-0-times"]),
        (complete_task(activities=[builders.activity(minutes=None)]), ["activities-0-minutes"]),
        (
            complete_task(
                activities=[
                    builders.activity(),
                    builders.activity(what="", times=None, minutes=None),
                ]
            ),
            ["activities-1-what", "activities-1-times", "activities-1-minutes"],
        ),
        (
            complete_task(headline="", workplace_id=None, activities=[]),
            ["headline", "workplace", "activities-0-what"],
        ),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, list) else "",
)
def test_what_is_missing_is_said_beside_its_field(task: Task, fields: list[str]):
    assert [field for field, _message in missing(task)] == fields


def test_a_task_may_stop_nothing_and_have_no_trade():
    assert missing(complete_task(stops="", category=None)) == []


def test_every_state_but_the_first_can_be_reached_and_has_a_name():
    reached = {after for moves in MOVES.values() for after in moves.values()}
    assert reached == set(Status) - {Status.DRAFT}
    assert set(STATUS_NAMES) == set(WHOSE_MOVE) == set(Status)


def test_every_choice_has_a_name():
    assert set(CATEGORY_NAMES) == set(Category)
    assert set(PER_NAMES) == set(Per)


def test_an_activity_that_is_only_begun_counts_for_nothing():
    assert total_minutes([Activity(position=0, what="Feje", per=Per.DAY)]) == 0
