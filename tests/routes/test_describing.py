"""Describing a task: examples to tap, a walk-round, and what is worth telling."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.tasks.examples import by_code, of_trade, questions
from webapp.tasks.models import Activity, Task
from webapp.tasks.rules import Category, Nearby, Per, Sameness, Status, TimeOfDay

SEND, KEEP = "Send to the municipality", "Save and finish later"
TOLD = {"headline": "Tomme kasser", "what": "Rydde kasser", "times": "6", "minutes": "24"}


@pytest.fixture
def karen(world: World, browse: Browse) -> Browser:
    karen = browse(world.karen)
    karen.open("/tasks/new")
    return karen


def test_the_examples_of_a_trade_are_tapped_and_adjusted(db: Database, karen: Browser) -> None:
    karen.press("Show examples", headline="Kasser", category="warehouse")
    names = [example.what["en"] for example in of_trade(Category.WAREHOUSE)]
    assert set(names) <= set(karen.buttons)
    crates, truck = by_code("empty-crates"), by_code("drive-truck")
    assert crates and truck
    karen.press(crates.what["en"])
    karen.press(truck.what["en"])
    assert "activities-2-what" not in karen.form(SEND).values  # the empty row made room
    karen.press(SEND, **{"activities-0-minutes": "20"})
    task = db.one(Task)
    assert (task.status, task.category) == (Status.SUBMITTED, Category.WAREHOUSE)
    items = [
        (activity.what, activity.example, activity.times, activity.per, activity.minutes)
        for activity in task.activities
    ]
    assert items == [
        (crates.what["en"], "empty-crates", 6, Per.DAY, 20),
        (truck.what["en"], "drive-truck", truck.times, truck.per, truck.minutes),
    ]


def test_a_visitor_on_a_slow_line_adds_a_row_before_the_first_answer_is_here(
    db: Database, browse: Browse
) -> None:
    """The form keeps itself; the next press goes out with the cookie that the page came with."""
    visitor = browse()
    visitor.open("/tasks/new")
    cookie = visitor.client.get_cookie("smajob")
    form = visitor.form(KEEP)
    typed = form.values | TOLD
    assert visitor.post(form.action, typed | {"do": "save"}).status_code == 200
    visitor.client.set_cookie("smajob", cookie.value)
    assert visitor.post(form.action, typed | {"do": "add"}).status_code == 200
    assert db.one(Task).headline == "Tomme kasser"


def test_an_example_that_there_is_not_adds_nothing(db: Database, karen: Browser) -> None:
    form = karen.form(SEND)
    answer = karen.post(form.action, form.values | {"do": "example-nonsense"})
    assert answer.status_code == 200
    assert db.count(Task) == 0


def test_a_forged_example_is_not_kept(db: Database, karen: Browser) -> None:
    karen.press(KEEP, **TOLD | {"activities-0-example": "nonsense"})
    assert db.one(Activity).example == ""


def test_answers_of_the_walk_round_are_kept_and_become_pieces(db: Database, karen: Browser) -> None:
    asked = questions()
    assert all(karen.sees(question.ask["en"]) for question in asked)
    karen.press(KEEP, headline="Alt muligt", **{"walk-0": "Hente pap", "walk-5": "Vaske bilen"})
    task = db.one(Task)
    assert task.walk == {asked[0].code: "Hente pap", asked[5].code: "Vaske bilen"}
    karen.open(f"/tasks/{task.id}/edit")
    karen.press("Make pieces of the answers")
    values = karen.form(SEND).values
    assert [values["activities-0-what"], values["activities-1-what"]] == [
        "Hente pap",
        "Vaske bilen",
    ]
    assert values["walk-0"] == values["walk-5"] == ""
    karen.press(KEEP)
    task = db.one(Task)
    assert (len(task.activities), task.walk) == (2, {})


MORE = {
    "done_by": "Torben",
    "instead": "køre truck",
    "time_of_day": "morning",
    "sameness": "mostly",
    "nearby": "sometimes",
    "certificate": "Truckkort",
    "differently": "Om aftenen",
    "lifting": "2",
    "standing": "3",
    "pace": "0",
    "surroundings": "1",
    "contact": "1",
    "counting": "0",
}


def test_everything_that_may_be_told_is_kept_and_shown(
    world: World, db: Database, browse: Browse, karen: Browser
) -> None:
    karen.press(SEND, **TOLD | {f"activities-0-{name}": values for name, values in MORE.items()})
    activity = db.one(Activity)
    assert (activity.done_by, activity.instead) == ("Torben", "køre truck")
    assert (activity.time_of_day, activity.sameness) == (TimeOfDay.MORNING, Sameness.MOSTLY)
    assert (activity.nearby, activity.certificate, activity.differently) == (
        Nearby.SOMETIMES,
        "Truckkort",
        "Om aftenen",
    )
    steps = [
        activity.lifting,
        activity.standing,
        activity.pace,
        activity.surroundings,
        activity.contact,
        activity.counting,
    ]
    assert steps == [2, 3, 0, 1, 1, 0]
    mette = browse(world.mette)
    mette.open(f"/tasks/{db.one(Task).id}")
    for text in ("Torben: could instead køre truck", "Up to 10 kg", "In the morning", "Truckkort"):
        assert mette.sees(text), text


def test_a_row_with_only_a_detail_is_kept(db: Database, karen: Browser) -> None:
    karen.press(KEEP, headline="Kasser", **{"activities-0-lifting": "1"})
    assert db.one(Activity).lifting == 1


@pytest.mark.parametrize(
    ("field", "text"),
    [("lifting", "4"), ("lifting", "x"), ("nearby", "somewhere"), ("done_by", "0101701234")],
)
def test_what_cannot_be_kept_is_said(db: Database, karen: Browser, field: str, text: str) -> None:
    karen.press(SEND, **TOLD | {f"activities-0-{field}": text})
    assert karen.page.status_code == 422
    assert not getattr(db.one(Activity), field)


def test_a_draft_shows_what_is_worth_telling(db: Database, karen: Browser) -> None:
    karen.press(KEEP, **TOLD)
    assert karen.sees("“Rydde kasser”: who does it today?")
    karen.follow("“Rydde kasser”: who does it today?")
    karen.press(KEEP, **{"activities-0-done_by": "Torben"})
    assert not karen.sees("who does it today?")
    assert karen.sees("“Rydde kasser”: what would Torben do instead?")


def test_a_bundle_of_only_what_nobody_wants_is_told(db: Database, karen: Browser) -> None:
    karen.press(KEEP, **TOLD | {"activities-0-lifting": "3"})
    assert karen.sees("All of this is heavy, harsh or done alone.")
    karen.open(f"/tasks/{db.one(Task).id}/edit")
    karen.press("One more", **{"activities-0-lifting": "3"})
    pleasant = {"activities-1-what": "Tælle æbler", "activities-1-times": "1"}
    karen.press(SEND, **pleasant | {"activities-1-minutes": "30"})
    assert not karen.sees("All of this is heavy")
