"""Two versions of a plan side by side: who may see which, and how it is shown."""

import re
from typing import Any

import pytest
from flask import Flask, render_template_string

from tests.conftest import Browse
from tests.house import pages
from tests.house.statements import counted
from tests.world import World
from webapp.actor import Side
from webapp.demo import build
from webapp.splits.diff import diff
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.splits.rules import Status, WageBasis
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus

VALUE, GOAL = "Vi kan læsse to biler.", "At køre den lille truck."


@pytest.fixture
def task(world: World) -> Task:
    return world.task(TaskStatus.IN_DIALOGUE)


def version(world: World, task: Task, number: int, *parts: Any, **values: Any) -> Split:
    status = values.pop("status", Status.SUPERSEDED)
    return world.split(status, task=task, number=number, parts=list(parts), **values)


def part(task: Task, kind: Kind, first: int = 1, last: int | None = None, **values: Any) -> Any:
    about = {"activity_id": task.activities[0].id, "what": "Køre <truck>"}
    return build.part(kind, 240, from_week=first, to_week=last, **about | values)


@pytest.fixture
def two(world: World, task: Task) -> tuple[Split, Split]:
    """Trained for 13 weeks; then trained for 8 and paid after them."""
    return (
        version(world, task, 1, part(task, Kind.TRAINING, 1, 13, goal=GOAL)),
        version(
            world,
            task,
            2,
            part(task, Kind.TRAINING, 1, 8, goal=GOAL),
            part(task, Kind.PAID, 9, market_value=VALUE),
            status=Status.SUBMITTED,
            wage=15050,
            wage_basis=WageBasis.AGREEMENT,
            reasons={"paid_hours_low": "Vi begynder <forsigtigt>."},
        ),
    )


def compare(browse: Browse, user: Any, split: Split, number: int) -> Any:
    browser = browse(user)
    browser.open(f"/splits/{split.id}/compare/{number}")
    return browser


@pytest.mark.parametrize("who", ["karen", "mette", "birgit"])
def test_what_moved_is_said_in_one_sentence(
    world: World, browse: Browse, two: tuple[Split, Split], who: str
) -> None:
    browser = compare(browse, world.people[who], two[1], 1)
    assert browser.sees("Moved from training to paid hours from week 9")
    assert browser.sees("4 changes : 0 h → 4 h paid a week from week 9")
    assert browser.sees("Not in this version")


def test_what_was_and_what_is_can_be_told_without_colours(
    world: World, browse: Browse, two: tuple[Split, Split]
) -> None:
    html = compare(browse, world.karen, two[1], 1).page.get_data(as_text=True)
    was = re.findall(r"<del><span class=\"sr-only\">before: </span>(.*?)</del>", html)
    now = re.findall(r"<ins><span class=\"sr-only\">now: </span>(.*?)</ins>", html)
    assert was == ["week 1 to 13"]
    assert now == [
        "week 1 to 8",
        "4\u00a0h paid a week",
        "from week 9 on",
        VALUE,
        "150.50 kr.",
        "Our collective agreement",
        "Vi begynder &lt;forsigtigt&gt;.",
    ]
    for word in ("Changed", "New"):
        assert re.search(rf'<span aria-hidden="true">.</span> {word}</span>', html)
    assert "Køre &lt;truck&gt;" in html


def test_the_older_version_stands_first_whichever_way_one_came(
    world: World, browse: Browse, two: tuple[Split, Split]
) -> None:
    first, second = two
    there = compare(browse, world.karen, second, 1)
    assert there.sees("Version 1 and version 2")
    back = compare(browse, world.karen, first, 2)
    main = [page.page.get_data(as_text=True).split("<h1>")[1] for page in (there, back)]
    assert main[0] == main[1]


def test_versions_that_say_the_same_are_called_so(world: World, browse: Browse, task: Task) -> None:
    version(world, task, 1, part(task, Kind.PAID, 1, 8), part(task, Kind.PAID, 9))
    second = version(world, task, 2, part(task, Kind.PAID), status=Status.SUBMITTED)
    browser = compare(browse, world.karen, second, 1)
    assert browser.sees("Both say the same. Nothing differs.")
    assert not browser.sees("What differs")
    assert browser.sees("Unchanged (1)")


def test_one_can_choose_another_version(
    world: World, browse: Browse, task: Task, two: tuple[Split, Split]
) -> None:
    drafted = version(world, task, 3, part(task, Kind.PAID), status=Status.DRAFT)
    version(world, task, 4, part(task, Kind.STAYS), status=Status.DRAFT, side=Side.CONSULTANT)
    karen = compare(browse, world.karen, two[1], 1)
    assert {text for text in karen.reader.links if text.startswith("With version")} == {
        "With version 1",
        "With version 3",
    }
    karen.follow("With version 3")
    assert karen.page.request.path == f"/splits/{two[1].id}/compare/{drafted.number}"
    assert karen.sees("Version 2 and version 3")
    karen.follow("The plan, version 2")
    assert karen.page.request.path == f"/splits/{two[1].id}"


@pytest.mark.parametrize("number", ["1", "3", "0", "9999", "10000", "9" * 30, "-1", "x"])
def test_what_is_not_there_or_not_theirs_is_not_found(
    world: World, browse: Browse, task: Task, number: str
) -> None:
    """The only version, numbers of none, and the draft of the other side, which is number 3."""
    only = version(world, task, 1, part(task, Kind.PAID), status=Status.SUBMITTED)
    version(world, task, 3, part(task, Kind.PAID), status=Status.DRAFT, side=Side.CONSULTANT)
    karen = browse(world.karen)
    assert karen.open(f"/splits/{only.id}/compare/{number}").status_code == 404


def test_the_other_sides_draft_is_not_found_from_their_end_either(
    world: World, browse: Browse, task: Task
) -> None:
    version(world, task, 1, part(task, Kind.PAID), status=Status.SUBMITTED)
    draft = version(world, task, 2, part(task, Kind.PAID), status=Status.DRAFT)
    assert compare(browse, world.mette, draft, 1).page.status_code == 404
    assert compare(browse, world.karen, draft, 1).page.status_code == 200


def test_the_page_asks_few_questions_however_much_differs(
    app: Flask, world: World, browse: Browse, task: Task
) -> None:
    many = [part(task, Kind.PAID, week, week, market_value=str(week)) for week in range(1, 40)]
    version(world, task, 1, part(task, Kind.TRAINING, 1, 13))
    second = version(world, task, 2, *many, status=Status.SUBMITTED)
    karen = browse(world.karen)
    karen.open(f"/splits/{second.id}/compare/1")
    with counted(app.extensions["engine"]) as seen:
        karen.open(f"/splits/{second.id}/compare/1")
    assert len(seen) <= 6


@pytest.mark.parametrize("who", ["owner", "mette"])
def test_the_plan_of_the_fruit_warehouse_can_be_compared(demo: Flask, who: str) -> None:
    addresses = [page.address for page in pages.walk(demo, who, "da") if page.status == 200]
    assert [address for address in addresses if "/compare/" in address]


LIST = "{{ ui.changes(differing) }}"


def test_the_short_list_says_what_differs_with_the_old_words_beside_the_new(app: Flask) -> None:
    before = [
        build.part(Kind.TRAINING, 240, activity_id=build.activity().id, goal="Køre", to_week=8)
    ]
    known = {"activity_id": before[0].activity_id, "goal": "Køre <sikkert>"}
    after = [build.part(Kind.TRAINING, 90, to_week=8, **known)]
    with app.test_request_context(headers={"Accept-Language": "en"}):
        html = render_template_string(LIST, differing=diff(before, after))
        nothing = render_template_string(LIST, differing=diff(before, before))
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "One change : 4 h → 1 h 30 training a week in weeks 1 to 8" in text
    assert "Changed: To be learnt: before: Køre now: Køre &lt;sikkert&gt;" in text
    assert "Both say the same" in nothing
