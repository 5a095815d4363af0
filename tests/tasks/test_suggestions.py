"""What is worth telling about a task, the most helpful first, and work that nobody wants."""

from datetime import date

import pytest

from tests import builders
from webapp import rulebook
from webapp.rulebook import Effect
from webapp.rulebook.findings import Code
from webapp.tasks.models import Activity
from webapp.tasks.rules import Demand, Nearby
from webapp.tasks.suggestions import MAX_SUGGESTIONS, is_unwanted, suggestions, variety_findings

RULE = rulebook.on(date(2026, 11, 21)).variety


def complete_activity(what: str = "Feje", **known: object) -> Activity:
    """An activity that lacks nothing."""
    usual = {"done_by": "Poul", "instead": "Plukke", "lifting": 0, "nearby": Nearby.ALWAYS}
    return builders.activity(what, **usual | known)


def fields(*activities: Activity) -> list[str]:
    return [field.removeprefix("activities-") for field, _message in suggestions(activities)]


# --- worth telling ---


@pytest.mark.parametrize(
    ("activity", "asked"),
    [
        (complete_activity(), []),
        (complete_activity(done_by=""), ["0-done_by"]),
        (complete_activity(done_by="", instead=""), ["0-done_by"]),
        (complete_activity(instead=""), ["0-instead"]),
        (complete_activity(lifting=None), ["0-lifting"]),
        (complete_activity(lifting=0), []),
        (complete_activity(nearby=None), ["0-nearby"]),
        (complete_activity(nearby=Nearby.ALONE), []),
        (builders.activity(), ["0-done_by", "0-lifting", "0-nearby"]),
        (builders.activity(done_by="Poul"), ["0-instead", "0-lifting", "0-nearby"]),
    ],
)
def test_only_what_is_not_told_yet_is_asked(activity: Activity, asked: list[str]):
    assert fields(activity) == asked


def test_one_question_is_asked_of_all_before_the_next_one():
    assert fields(
        complete_activity(instead="", nearby=None),
        complete_activity(done_by=""),
        complete_activity(lifting=None),
    ) == [
        "1-done_by",
        "0-instead",
        "2-lifting",
        "0-nearby",
    ]


def test_no_more_is_asked_than_somebody_reads():
    asked = fields(*(builders.activity() for _ in range(4)))
    assert len(asked) == MAX_SUGGESTIONS
    assert asked == ["0-done_by", "1-done_by", "2-done_by", "3-done_by", "0-lifting"]


def test_a_task_without_activities_has_nothing_to_ask():
    assert suggestions([]) == []


def test_the_questions_name_the_work_and_who_does_it():
    (_, who), (_, instead) = suggestions(
        [complete_activity(done_by=""), complete_activity("Tømme", instead="")]
    )
    assert who.values == {"what": "Feje"}
    assert instead.values == {"what": "Tømme", "who": "Poul"}
    assert "Poul" in str(instead) and "Tømme" in str(instead)


# --- what nobody wants ---


@pytest.mark.parametrize("demand", Demand)
def test_only_weight_noise_and_pace_make_work_unwanted(demand: Demand):
    hard = demand in {Demand.LIFTING, Demand.SURROUNDINGS, Demand.PACE}
    assert is_unwanted(builders.activity(**{demand: 3}), RULE) is hard
    assert not is_unwanted(builders.activity(**{demand: 2}), RULE)
    assert not is_unwanted(builders.activity(**{demand: 0}), RULE)


@pytest.mark.parametrize("nearby", [None, *Nearby])
def test_so_does_being_alone(nearby: Nearby | None):
    assert is_unwanted(builders.activity(nearby=nearby), RULE) is (nearby is Nearby.ALONE)


HEAVY, ALONE, PLEASANT = (
    complete_activity(lifting=3),
    complete_activity(nearby=Nearby.ALONE),
    complete_activity(),
)


@pytest.mark.parametrize(
    ("activities", "tells"),
    [
        ([], False),
        ([HEAVY], True),
        ([HEAVY, ALONE], True),
        ([HEAVY, ALONE, PLEASANT], False),
        ([PLEASANT], False),
        ([builders.activity()], False),
    ],
)
def test_a_bundle_of_only_what_nobody_wants_is_told(activities: list[Activity], tells: bool):
    result = variety_findings(activities, RULE)
    assert [(finding.code, finding.effect, finding.field, finding.why) for finding in result] == (
        [(Code.ONLY_UNWANTED, Effect.TELLS, "activities-0-what", RULE)] if tells else []
    )
