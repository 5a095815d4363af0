"""The demo speaks the visitor's language, and so do the pages of whoever they become."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.browser import Browser
from tests.conftest import make_app
from tests.database import Database
from tests.world import World
from webapp.accounts.models import User

Visit = Callable[[str], Browser]
ENGLISH, DANISH = "Who do you want to be?", "Hvem vil du være?"


@pytest.fixture
def visit(app: Flask, db: Database, world: World) -> Iterator[Visit]:
    """`visit("en")`: somebody with an English browser, where the demo is switched on."""
    db.update(world.karen, email="karen@frugtlageret.example", language="da")
    db.update(world.mette, email="mette@vestby.example", language="da")
    there = app.extensions["engine"].url.render_as_string(hide_password=False)
    demo = make_app(there, demo=True)
    yield lambda language: Browser(demo.test_client(), language)
    demo.extensions["engine"].dispose()


def test_an_english_browser_gets_an_english_demo_and_keeps_it(
    visit: Visit, world: World, db: Database
) -> None:
    somebody = visit("en-GB,en;q=0.9")
    somebody.open("/demo")
    assert somebody.sees(ENGLISH)
    somebody.press("Try it as Karen")
    assert somebody.sees("Your page")
    somebody.open("/tasks")
    assert somebody.sees("Small jobs")
    somebody.open("/demo")
    somebody.press("Try it as Mette")
    assert somebody.sees("Your page")
    assert [db.get(User, each.id).language for each in (world.karen, world.mette)] == ["en", "en"]


def test_the_address_may_ask_for_english_whatever_the_browser_says(visit: Visit) -> None:
    somebody = visit("da")
    somebody.open("/demo?language=en")
    assert somebody.sees(ENGLISH)
    somebody.press("Try it as Karen")
    assert somebody.sees("Your page")
    somebody.open("/demo")
    somebody.press("Try it as Mette")
    assert somebody.sees("Your page")
    somebody.open("/timesheets")
    assert somebody.sees("Colleagues")


def test_english_of_the_address_wins_over_a_danish_persona(visit: Visit) -> None:
    somebody = visit("da")
    somebody.open("/demo")
    somebody.press("Prøv som Karen")
    assert somebody.sees("Din side")
    somebody.open("/demo?language=en")
    somebody.press("Try it as Karen")
    assert somebody.sees("Your page")


def test_danish_mails_on_the_page_leave_it_english(visit: Visit) -> None:
    somebody = visit("da")
    somebody.open("/sign-in/")
    somebody.press("Send mig en kode", email="somebody@example.dk")
    other = visit("en")
    other.open("/demo")
    assert other.sees("somebody@example.dk")
    assert other.sees(ENGLISH) and other.sees("Try it as Mette")


def test_danish_can_still_be_chosen_there(visit: Visit) -> None:
    somebody = visit("en")
    somebody.open("/demo?language=en")
    somebody.press("Dansk")
    assert somebody.sees(DANISH)
    somebody.press("Prøv som Karen")
    assert somebody.sees("Din side")


@pytest.mark.parametrize("language", ["xx", "", "en%22%3E"])
def test_a_language_that_nobody_speaks_here_asks_for_nothing(visit: Visit, language: str) -> None:
    somebody = visit("da")
    somebody.open(f"/demo/?language={language}")
    assert somebody.sees(DANISH)
    somebody.press("Prøv som Karen")
    assert somebody.sees("Din side")
