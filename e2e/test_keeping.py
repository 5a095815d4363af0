"""Nothing that was typed is lost: no connection, Back, another language, a press too many."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from .people import Person
from .scenes import a_week_is_owed
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
PUT_BACK = "main form .put-back"
PRESS_TWICE = """button => new Promise(done => {
  button.click();
  setTimeout(() => { const words = button.textContent; button.click(); done(words); }, 700);
})"""
INVITE = "form:has(#email) button[type=submit]"


def _at_the_company(somebody: Somebody, **device: object) -> Person:
    karen = somebody(**device).becomes("owner")
    karen.open("/people/")
    return karen


def _writes(karen: Person) -> None:
    """An invitation to a colleague, which is not sent."""
    karen.unfold("#email")
    karen.type("name", "Lone")
    karen.type("email", "lone@frugtlageret.example")


@pytest.mark.usefixtures("demo")
def test_a_plain_form_without_a_connection_is_not_sent_and_comes_back(somebody: Somebody) -> None:
    karen = _at_the_company(somebody, width=390, language="en")
    _writes(karen)
    karen.page.context.set_offline(True)
    karen.press(INVITE)
    expect(karen.find("#lost")).to_contain_text("Not sent")
    assert karen.field("email").input_value() == "lone@frugtlageret.example"
    karen.page.context.set_offline(False)
    expect(karen.find("#lost")).to_contain_text("Press again to send")
    karen.open("/tasks/")
    karen.open("/people/")
    expect(karen.find(PUT_BACK)).to_contain_text("You wrote this before")
    expect(karen.field("email")).to_have_value("lone@frugtlageret.example")
    karen.look()
    karen.press(INVITE)
    karen.is_told("Lone is invited")
    karen.open("/people/")
    expect(karen.find(PUT_BACK)).to_have_count(0)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("away", ["back", "by its address"])
def test_what_nobody_answered_comes_back(somebody: Somebody, away: str) -> None:
    karen = _at_the_company(somebody, width=390, language="en")
    karen.expected.append("ERR_CONNECTION_REFUSED")
    _writes(karen)

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("connectionrefused")
        else:
            route.continue_()

    karen.page.route("**/people/", refuse)
    karen.press(INVITE)
    karen.page.wait_for_url("chrome-error://**")
    if away == "back":
        karen.page.go_back()
    karen.open("/people/")
    expect(karen.find(PUT_BACK)).to_contain_text("You wrote this before")
    expect(karen.field("email")).to_have_value("lone@frugtlageret.example")


@pytest.mark.usefixtures("demo")
def test_what_is_put_back_can_be_removed_and_is_gone_after_signing_out(somebody: Somebody) -> None:
    karen = _at_the_company(somebody, width=390, language="en")
    for leave in ("remove", "sign out"):
        _writes(karen)
        karen.page.reload()
        expect(karen.field("email")).to_have_value("lone@frugtlageret.example")
        if leave == "remove":
            karen.press(f"{PUT_BACK} button")
        else:
            karen.press_in("/sign-in/out")
            karen.becomes("owner").open("/people/")
        expect(karen.field("email")).to_have_value("")
        karen.page.reload()
        expect(karen.find(PUT_BACK)).to_have_count(0)


@pytest.mark.usefixtures("demo")
def test_another_language_in_the_middle_of_a_form_keeps_it(somebody: Somebody) -> None:
    karen = _at_the_company(somebody, width=390, language="da")
    _writes(karen)
    karen.press_in("/language")
    expect(karen.find("html")).to_have_attribute("lang", "en")
    expect(karen.field("email")).to_have_value("lone@frugtlageret.example")


def test_a_refused_form_that_is_left_comes_back_whole(somebody: Somebody, server: Server) -> None:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=390, language="en").becomes("owner")
    karen.open("/people/")
    karen.unfold("#email")
    karen.type("name", "Lone")
    karen.type("email", "no address")
    karen.expected.append("^422")
    karen.press(INVITE)
    karen.type("email", "still none")
    karen.open(address)
    karen.open("/people/")
    assert [karen.field(name).input_value() for name in ("name", "email")] == ["Lone", "still none"]


def test_the_last_word_before_leaving_is_kept(somebody: Somebody, server: Server) -> None:
    visitor = somebody(width=390, language="en")
    visitor.open("/tasks/new")
    visitor.type("headline", "Empty crates")
    visitor.goes_on()
    expect(visitor.find("#kept")).to_contain_text(visitor.kept_text)
    draft = visitor.page.url
    visitor.field("headline").press("End")
    visitor.page.keyboard.type(" in the way")
    visitor.open("/demo/")
    for _try in range(50):  # it is on its way while the next page opens
        if server.count("task where headline = 'Empty crates in the way'"):
            break
        time.sleep(0.1)
    visitor.page.goto(draft)
    expect(visitor.field("headline")).to_have_value("Empty crates in the way")


@pytest.mark.usefixtures("demo")
def test_a_press_that_takes_its_time_says_so_and_is_sent_once(somebody: Somebody) -> None:
    karen = _at_the_company(somebody, width=390, language="en")
    _writes(karen)
    sent = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            time.sleep(1.5)
        route.continue_()

    karen.page.route("**/people/", slowly)
    assert karen.find(INVITE).evaluate(PRESS_TWICE) == "Sending …"
    karen.is_told("Lone is invited")
    assert len(sent) == 1
