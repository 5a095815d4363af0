"""Two quick presses on one place are one: nothing that slides under the finger is pressed too."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests import camera

from .pages.company import CompanyPage
from .pages.door import SignIn
from .pages.task import TaskForm
from .people import Person
from .scenes import (
    EXAMPLES,
    a_plan_is_written,
    karen_invites,
    karen_is_known,
    three_weeks_are_owed,
)
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
BETWEEN = 300  # milliseconds
LARS = "lars@example.dk"
SENT = "timesheet where status = 'submitted'"


@dataclass
class Scene:
    """Somebody before buttons that are alike, and how often what one of them does has been done."""

    person: Person
    button: Locator
    done: Callable[[], int]


def press_twice(person: Person, button: Locator) -> None:
    button.scroll_into_view_if_needed()
    person.page.wait_for_timeout(3 * BETWEEN)  # what came before is not one of the two
    box = button.bounding_box()
    assert box
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    person.page.mouse.click(*place)
    person.page.wait_for_timeout(BETWEEN)
    person.page.mouse.click(*place)
    person.page.wait_for_load_state()
    person.page.wait_for_timeout(3 * BETWEEN)


# --- pages that work without JavaScript as well ---


def weeks_to_send(somebody: Somebody, server: Server, **device: object) -> Scene:
    address = three_weeks_are_owed(server)
    server.travel(FRIDAY)
    karen = somebody(**device).becomes("owner")
    karen.open(address)
    sends = karen.find('form[action*="/weeks/"] .button-primary')
    return Scene(karen, sends.nth(1), lambda: server.count(SENT))


def weeks_to_take_back(somebody: Somebody, server: Server, **device: object) -> Scene:
    scene = weeks_to_send(somebody, server, **device)
    for _week in range(3):
        scene.person.find('form[action*="/weeks/"] .button-primary').first.click()
        scene.person.page.wait_for_timeout(3 * BETWEEN)
    undo = scene.person.find('form[action$="/undo"] button')
    expect(undo).to_have_count(3)
    return Scene(scene.person, undo.nth(1), lambda: 3 - server.count(SENT))


def invitations_to_take_back(somebody: Somebody, server: Server, **device: object) -> Scene:
    karen_invites(server, "a@lager.example", "b@lager.example", "c@lager.example")
    karen = somebody(**device).becomes("owner")
    CompanyPage(karen)
    buttons = karen.find('form[action$="/withdraw"] button')
    taken_back = "invitation where answer = 'withdrawn'"
    return Scene(karen, buttons.first, lambda: server.count(taken_back))


def invitations_to_decline(somebody: Somebody, server: Server, **device: object) -> Scene:
    for _company in range(3):
        karen_invites(server, LARS)
    lars = somebody(**device)
    lars.open("/sign-in/")
    SignIn(lars).with_code(LARS)
    lars.is_at("/companies/")
    declined = "invitation where answer = 'declined'"
    buttons = lars.find('form[action$="/decline"] button')
    expect(buttons).to_have_count(3)
    return Scene(lars, buttons.first, lambda: server.count(declined))


def browsers_to_sign_out(somebody: Somebody, server: Server, **device: object) -> Scene:
    karen_is_known(server)
    for _browser in range(3):
        somebody().becomes("owner")
    karen = somebody(**device).becomes("owner")
    karen.open("/me")
    buttons = karen.find("#sessions li form button")
    expect(buttons).to_have_count(3)
    return Scene(karen, buttons.first, lambda: 4 - server.count("user_session"))


def weeks_to_approve(somebody: Somebody, server: Server, **device: object) -> Scene:
    """The next week comes up where the last one was approved."""
    scene = weeks_to_send(somebody, server, **device)
    for _week in range(3):
        scene.person.find('form[action*="/weeks/"] .button-primary').first.click()
        scene.person.page.wait_for_timeout(3 * BETWEEN)
    mette = somebody(**device).becomes("mette")
    mette.follow("/weeks/")
    button = mette.find('form[action$="/approve"] button')
    return Scene(mette, button, lambda: server.count("timesheet where status = 'approved'"))


EVERYWHERE = [
    weeks_to_send,
    weeks_to_take_back,
    invitations_to_take_back,
    invitations_to_decline,
    browsers_to_sign_out,
    weeks_to_approve,
]


# --- pages whose rows are swapped ---


def pieces_of_a_task(somebody: Somebody, server: Server, **device: object) -> Scene:
    karen_is_known(server)
    karen = somebody(**device).becomes("owner")
    form = TaskForm(karen).open()
    form.trade("warehouse")
    for code in EXAMPLES:
        form.tap(code)
    return Scene(karen, karen.find('button[value="remove-0"]'), lambda: 3 - form.rows)


def rows_of_a_plan(somebody: Somebody, server: Server, **device: object) -> Scene:
    """Each press makes a row of the same piece below it."""
    address = a_plan_is_written(server)
    karen = somebody(**device).becomes("owner")
    karen.open(address)
    rows = karen.find("#plan .part")
    expect(rows).to_have_count(2)
    button = karen.find('button[value="divide-0"]').locator("visible=true")
    return Scene(karen, button, lambda: rows.count() - 2)


def photos(somebody: Somebody, server: Server, **device: object) -> Scene:
    karen_is_known(server)
    karen = somebody(**device).becomes("owner")
    form = TaskForm(karen).open()
    karen.type("headline", "Tomme kasser")
    form.is_kept()
    folder = Path(server.folder)
    files = [folder / f"{colour}.jpg" for colour in ("teal", "olive", "navy")]
    for file in files:
        file.write_bytes(camera.jpeg(file.stem))
    karen.find("#photos-files").set_input_files(files)
    thumbs = karen.find(".thumbs img")
    expect(thumbs).to_have_count(3)
    return Scene(karen, karen.find(".thumbs button").first, lambda: 3 - thumbs.count())


SWAPPED = [pieces_of_a_task, rows_of_a_plan, photos]

# --- what must not happen ---


@pytest.mark.parametrize("scene", [*EVERYWHERE, *SWAPPED], ids=lambda scene: scene.__name__)
def test_two_quick_presses_do_one_thing(
    somebody: Somebody, server: Server, scene: Callable[..., Scene]
) -> None:
    before = scene(somebody, server, width=390)
    assert before.done() == 0
    press_twice(before.person, before.button)
    assert before.done() == 1


@pytest.mark.parametrize("scene", EVERYWHERE, ids=lambda scene: scene.__name__)
def test_nor_without_javascript(
    somebody: Somebody, server: Server, scene: Callable[..., Scene]
) -> None:
    before = scene(somebody, server, width=390, javascript=False)
    assert before.done() == 0
    press_twice(before.person, before.button)
    assert before.done() == 1


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_press_moves_nothing_on_the_page_of_due_weeks(
    somebody: Somebody, server: Server, width: int
) -> None:
    """Its neighbours stay where they are, and both presses of a week are alike and large enough."""
    karen = weeks_to_send(somebody, server, width=width).person
    places = "all => all.map(e => { const r = e.getBoundingClientRect();" + (
        " return [r.x, r.y, r.width, r.height].map(Math.round); })"
    )
    buttons = karen.find(".owed-presses .button")
    boxes = buttons.evaluate_all(places)
    assert all(width_ >= 44 and height >= 44 for _x, _y, width_, height in boxes)
    assert all(
        send[2:] == different[2:] for send, different in zip(boxes[::2], boxes[1::2], strict=True)
    )
    cards = karen.find(".owed, .owed-person, footer")
    before = cards.evaluate_all(places)
    buttons.nth(2).click()
    expect(karen.find('form[action$="/undo"]')).to_have_count(1)
    expect(karen.find(".owed-sent")).to_be_focused()
    assert cards.evaluate_all(places) == before
    karen.find('form[action$="/undo"] button').click()
    expect(karen.find('form[action$="/undo"]')).to_have_count(0)
    assert cards.evaluate_all(places) == before
    karen.look()
    assert karen.too_wide() == []
