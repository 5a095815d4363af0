"""How the training went: one press on the week sheet, and the button to send stays at hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .pages.week import WeekSheet
from .people import Person
from .scenes import a_week_is_owed
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
TRUCK = "Køre truck"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_mark_is_kept_at_once_and_asks_what_was_learnt(
    somebody: Somebody, server: Server, width: int
) -> None:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=width).becomes("owner")
    karen.open(address)
    week = WeekSheet(karen)
    learnt = karen.field("progress-0-learnt")
    expect(learnt).to_be_hidden()
    before = karen.presses
    week.progress(TRUCK, "with_help")
    assert karen.presses == before + 1
    week.is_kept()
    expect(learnt).to_be_visible()
    karen.type("progress-0-learnt", "Bakker op til rampen.")
    karen.goes_on()
    karen.axe()
    karen.page.wait_for_load_state("networkidle")
    karen.open(address)
    week.has_progress(TRUCK, "with_help", "Bakker op til rampen.")
    assert karen.too_wide() == []


def test_the_button_to_send_is_within_reach_of_the_thumb(
    somebody: Somebody, server: Server
) -> None:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=390).becomes("owner")
    karen.open(address)
    expect(karen.find("#week-form button[value=send]")).to_be_in_viewport(ratio=1)
    WeekSheet(karen).send()
    karen.is_at("/home")


def test_a_mark_without_javascript_is_sent_with_the_week(
    somebody: Somebody, server: Server
) -> None:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=390, javascript=False).becomes("owner")
    karen.open(address)
    WeekSheet(karen).progress(TRUCK, "alone", "Læssede en bil.")
    WeekSheet(karen).send()
    karen.is_at("/home")
    mette = somebody(javascript=False).becomes("mette")
    mette.open(address)
    mette.sees(TRUCK, "Læssede en bil.")
    expect(mette.find("[type=radio]")).to_have_count(0)
