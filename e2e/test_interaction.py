"""Keyboard, focus, language, paper: the page as something to be used."""

import time
from collections.abc import Callable

from playwright.sync_api import Route, expect

from .pages.task import TaskForm, TaskPage
from .pages.week import WeekSheet
from .people import Person
from .scenes import EXAMPLES, a_week_is_owed, karen_is_known
from .server import FRIDAY, Server

Somebody = Callable[..., Person]
FOCUSED = "document.activeElement"
RING = f"""() => {{
  const style = getComputedStyle({FOCUSED});
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}}"""


def _at_the_week(somebody: Somebody, server: Server, **device: object) -> tuple[Person, WeekSheet]:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(**device).becomes("owner")
    karen.open(address)
    return karen, WeekSheet(karen)


def _focused(person: Person) -> str:
    return person.page.evaluate(f"{FOCUSED}.name || {FOCUSED}.value || {FOCUSED}.className")


def test_a_week_is_filled_in_and_sent_with_the_keyboard_alone(
    somebody: Somebody, server: Server
) -> None:
    karen, week = _at_the_week(somebody, server)
    keys = karen.page.keyboard
    _tab_to(karen, "days-0-paid")
    for _day in range(5):
        assert karen.page.evaluate(RING), f"no ring around {_focused(karen)}"
        keys.type("2")
        keys.press("Enter")  # goes down to the next day
    week.adds_up_to("10", "4")
    assert week.hours("paid")[:5] == ["2"] * 5
    _tab_to(karen, "do")
    assert karen.page.evaluate(RING)
    keys.press("Enter")
    karen.is_at("/home")
    karen.is_told("Mette Lund")


def _tab_to(person: Person, name: str) -> None:
    for _press in range(60):
        if person.page.evaluate(f"{FOCUSED}.name") == name:
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_enter_in_a_field_neither_sends_nor_throws_away(somebody: Somebody, server: Server) -> None:
    karen_is_known(server)
    karen = somebody(width=390).becomes("owner")
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    form.describe(1, "Feje gangen", "1", "day", "10")
    karen.field("headline").press("Enter")
    expect(karen.field("category").first).to_be_focused()
    assert form.rows == 2


CLICK_ALL = "all => all.forEach((button) => button.click())"


def test_no_quick_press_is_lost_on_a_slow_line(somebody: Somebody, server: Server) -> None:
    """Three examples tapped before the first has arrived are three rows."""
    karen_is_known(server)
    karen = somebody(width=390).becomes("owner")
    form = TaskForm(karen).open()
    form.trade("warehouse")
    karen.page.route("**/edit", slowly)
    karen.find(", ".join(f"#offer-{code}" for code in EXAMPLES)).evaluate_all(CLICK_ALL)
    expect(karen.find(".activity")).to_have_count(3)
    expect(karen.find(".offer[data-added]")).to_have_count(3)
    form.adds_up_to("26")


def test_a_row_that_is_taken_out_twice_takes_no_other_with_it(
    somebody: Somebody, server: Server
) -> None:
    karen_is_known(server)
    karen = somebody(width=390).becomes("owner")
    form = TaskForm(karen).open()
    form.trade("warehouse")
    for code in EXAMPLES:
        form.tap(code)
    karen.page.route("**/edit", slowly)
    karen.find('button[value="remove-0"]').evaluate("b => { b.click(); b.click(); }")
    expect(karen.find(".activity")).to_have_count(2)
    form.adds_up_to("14")
    expect(karen.find(".activity")).to_have_count(2)


def slowly(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_enter_without_javascript_keeps_what_is_there(somebody: Somebody, server: Server) -> None:
    karen_is_known(server)
    karen = somebody(width=390, javascript=False).becomes("owner")
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    karen.type("headline", "Tomme kasser")
    karen.field("headline").press("Enter")
    karen.is_at(r"/tasks/[0-9a-f-]{36}/edit")
    expect(karen.field("activities-0-what")).to_have_value("Rydde kasser")


def test_the_first_tab_skips_to_the_content(somebody: Somebody) -> None:
    visitor = somebody(width=390)
    visitor.open("/")
    visitor.page.keyboard.press("Tab")
    link = visitor.find(".skipnav")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.find("main")).to_be_focused()


def test_a_failed_send_leads_to_what_is_missing(somebody: Somebody, server: Server) -> None:
    karen_is_known(server)
    karen = somebody(width=390).becomes("owner")
    karen.expected.append("^422")
    form = TaskForm(karen).open()
    form.describe(0, "Rydde kasser", "6", "day", "24")
    form.send()
    expect(karen.find("#problems")).to_be_focused()
    karen.look()
    karen.find("#problems a").first.click()
    expect(karen.field("headline")).to_be_focused()
    karen.page.keyboard.type("Tomme kasser")
    form.send()
    TaskPage(karen)


def test_the_language_is_switched_where_one_stands(somebody: Somebody, server: Server) -> None:
    karen, _week = _at_the_week(somebody, server, width=390)
    before = karen.path
    expect(karen.find("html")).to_have_attribute("lang", "da")
    karen.press_in("/language")
    expect(karen.find("html")).to_have_attribute("lang", "en")
    assert karen.path == before
    expect(karen.find("h1")).to_contain_text("Week 46")


def test_the_language_of_a_draft_is_switched_and_nothing_is_lost(somebody: Somebody) -> None:
    visitor = somebody(width=390)
    form = TaskForm(visitor).open()
    visitor.type("headline", "Tomme kasser")
    form.is_kept()
    visitor.press_in("/language")
    expect(visitor.find("html")).to_have_attribute("lang", "en")
    expect(visitor.field("headline")).to_have_value("Tomme kasser")


def test_a_printed_week_is_without_navigation(somebody: Somebody, server: Server) -> None:
    karen, _week = _at_the_week(somebody, server)
    karen.page.emulate_media(media="print")
    for gone in ("nav", "header form", "footer", "main button:not(.enter)"):
        for field in karen.find(gone).all():
            expect(field).to_be_hidden()
    expect(karen.find("h1")).to_be_visible()
    expect(karen.find("#sums")).to_be_visible()
