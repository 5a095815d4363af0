"""From the link in the reminder to a week that is sent: how often one has to press."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .pages.week import WeekSheet
from .people import Person
from .scenes import OWNER, a_week_is_owed, three_weeks_are_owed
from .server import FRIDAY, Server
from .walkthrough import ROOT

Somebody = Callable[..., Person]
Count = Callable[[str, int], None]
AS_PLANNED, ONE_DAY, FIVE_DAYS, THREE_JOBS = 2, 3, 8, 4  # presses, as docs/walkthrough.md says
TWO_SCREENS = 2 * 844  # pixels


@pytest.fixture
def count(record_property: Any, language: str) -> Count:
    """Print the presses of a journey at the end of the run."""
    return lambda journey, presses: record_property(
        f"presses from the reminder's link ({language}), {journey}: #", str(presses)
    )


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def karen(somebody: Somebody, server: Server, language: str) -> Callable[[], Person]:
    """Karen on her phone, signed in, with the reminder open before her."""

    def reminded() -> Person:
        server.travel(FRIDAY)
        karen = somebody(width=390, language=language).becomes("owner")
        karen.presses = 0
        return karen

    return reminded


def follows_the_link(karen: Person, server: Server) -> None:
    """The one press in the mail that came on Friday."""
    karen.presses += 1
    karen.page.goto(server.reminder_for(OWNER).link)


def is_sent(karen: Person, weeks: int = 1) -> None:
    """All of them, and nothing is left to do."""
    karen.is_at("/(home|weeks)")
    karen.page.wait_for_load_state("networkidle")
    assert karen.server.count("timesheet where status = 'submitted'") == weeks


def test_the_week_went_as_planned(
    karen: Callable[[], Person], server: Server, count: Count
) -> None:
    a_week_is_owed(server)
    person = karen()
    follows_the_link(person, server)
    sheet = WeekSheet(person)
    assert height(person) <= TWO_SCREENS
    expect(person.find("#week-form button[value=send]")).to_be_in_viewport(ratio=1)
    sheet.send()
    is_sent(person)
    count("as planned", person.presses)
    assert person.presses == AS_PLANNED


def test_one_day_was_different(karen: Callable[[], Person], server: Server, count: Count) -> None:
    a_week_is_owed(server)
    person = karen()
    follows_the_link(person, server)
    sheet = WeekSheet(person)
    sheet.day(2, paid="1,5")
    sheet.send()
    is_sent(person)
    count("one day different", person.presses)
    assert person.presses == ONE_DAY


def test_five_days_were_different_and_one_of_them_away(
    karen: Callable[[], Person], server: Server, count: Count
) -> None:
    a_week_is_owed(server)
    person = karen()
    follows_the_link(person, server)
    sheet = WeekSheet(person)
    for day, hours in ((0, "2"), (1, "2,5"), (2, "3"), (4, "1:30")):
        sheet.day(day, paid=hours)
    sheet.day(3, absence="sick")
    sheet.send()
    is_sent(person)
    count("five days different, one of them away", person.presses)
    assert person.presses == FIVE_DAYS


def test_three_small_jobs_went_as_planned(
    karen: Callable[[], Person], server: Server, count: Count
) -> None:
    three_weeks_are_owed(server)
    person = karen()
    follows_the_link(person, server)
    sends = person.find("main button[type=submit]", has_text=person.t("As planned – send"))
    for left in (3, 2, 1):
        expect(sends).to_have_count(left)
        person.presses += 1
        sends.first.click()
    expect(sends).to_have_count(0)
    is_sent(person, weeks=3)
    count("three small jobs as planned", person.presses)
    assert person.presses == THREE_JOBS


def test_the_changed_and_the_returned_sheet_are_short_too(
    somebody: Somebody, server: Server
) -> None:
    address = a_week_is_owed(server)
    server.travel(FRIDAY)
    karen = somebody(width=390).becomes("owner")
    karen.open(address)
    sheet = WeekSheet(karen)
    sheet.day(1, absence="no_show")
    sheet.day(3, paid="2")
    sheet.is_kept()
    assert height(karen) <= TWO_SCREENS
    sheet.send()
    mette = somebody().becomes("mette")
    mette.open(address)
    read = WeekSheet(mette)
    read.question(3, "Var det ikke hele dagen?")
    read.send_back()
    karen.open(address)
    karen.sees("Var det ikke hele dagen?")
    assert height(karen) <= TWO_SCREENS


def test_the_walkthrough_tells_these_numbers() -> None:
    text = " ".join((ROOT / "docs/walkthrough.md").read_text("utf-8").split())
    assert (
        f"{AS_PLANNED} presses when the week went as planned, {ONE_DAY} when one day was different,"
        f" {FIVE_DAYS} when five were and somebody was away on one of them, and {THREE_JOBS} for"
        " three small jobs as planned"
    ) in text


def height(person: Person) -> int:
    """Pixels of the whole page."""
    return int(person.page.evaluate("document.documentElement.scrollHeight"))
