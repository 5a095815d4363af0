"""An owner's time: how many presses and characters a typical task of three examples takes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .pages.home import Home
from .pages.plan import PlanForm, PlanPage
from .pages.task import TaskForm, TaskPage
from .people import Person
from .scenes import EXAMPLES, a_task_is_talked_over, karen_is_known
from .server import Server

Somebody = Callable[..., Person]
Record = Callable[[str, object], None]
languages = pytest.mark.parametrize("language", ["da", "en"])


@languages
def test_a_task_of_three_examples(
    somebody: Somebody, server: Server, language: str, record_property: Record
) -> None:
    karen_is_known(server)
    karen = somebody(width=390, language=language).becomes("owner")
    karen.presses = karen.characters = 0
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser er i vejen")
    form.trade("warehouse")
    for code in EXAMPLES:
        form.tap(code)
    form.adds_up_to("26")
    form.send()
    TaskPage(karen)
    karen.is_told("Vestby")
    effort = f"{karen.presses} presses, {karen.characters} characters"
    record_property(f"an owner's time, a task ({language}): #", effort)
    assert karen.presses <= 25 and karen.characters <= 60
    assert karen.presses <= 7, "it takes more presses than it did"


@languages
def test_a_plan_for_it(
    somebody: Somebody, server: Server, language: str, record_property: Record
) -> None:
    address = a_task_is_talked_over(server)
    karen = somebody(width=390, language=language).becomes("owner")
    karen.open(address)
    karen.presses = karen.characters = 0
    TaskPage(karen).make_plan()
    plan = PlanForm(karen)
    for number, kind in enumerate(("paid", "training", "stays")):
        plan.sort(number, kind)
    for number in (0, 1):
        plan.use_suggestion(number)
    plan.can_be_sent()
    plan.send()
    PlanPage(karen)
    karen.is_told("Mette Lund")
    effort = f"{karen.presses} presses, {karen.characters} characters"
    record_property(f"an owner's time, a plan ({language}): #", effort)
    assert karen.presses <= 20
    assert karen.presses <= 9 and karen.characters == 0, "it takes more than it did"
    Home(karen).waits_for("Mette Lund")


def test_walking_round_finds_what_no_example_has(somebody: Somebody, server: Server) -> None:
    """Answers keep themselves, and become pieces with one press."""
    karen_is_known(server)
    karen = somebody(width=390).becomes("owner")
    form = TaskForm(karen).open()
    karen.type("headline", "Alt det, vi ikke når")
    form.answer(0, "Hente pap i butikken")
    with karen.page.expect_response(
        lambda answer: "pantflasker" in (answer.request.post_data or "")
    ):
        form.answer(1, "Sortere pantflasker")
    karen.page.reload()
    assert karen.field("walk-1").input_value() == "Sortere pantflasker"
    form.make_pieces()
    expect(karen.find(".activity")).to_have_count(2)
    assert karen.field("activities-0-what").input_value() == "Hente pap i butikken"
    assert karen.field("walk-0").input_value() == ""
    karen.look()
