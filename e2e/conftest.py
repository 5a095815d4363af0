"""A server and a browser for each worker, fresh data and fresh people for each test."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Playwright

from tests.demo_files import folder_of_run
from webapp import clock

from .chromium import launch_options
from .people import Device, Person
from .server import Server

FAILURES = Path(__file__).resolve().parent.parent / ".dev/e2e"
PATIENCE = 10_000  # milliseconds; a machine that does several things at once is slow


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(**launch_options())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"), folder_of_run(tmp_path_factory))
    yield server
    server.stop()


@pytest.fixture
def server(
    running: Server, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Server:
    """Only the municipality's people are there; with the fixture `demo`, everybody.

    Its clock is the app's during the test only: other tests in this process have their own.
    """
    monkeypatch.setattr(clock, "now", running.now)
    running.begin("demo" if "demo" in request.fixturenames else "staff")
    return running


@pytest.fixture(autouse=True)
def hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses comes from elsewhere: two presses in no time on one place would be one."""
    click = Locator.click

    def come_and_click(locator: Locator, **how: object) -> None:
        locator.page.mouse.move(0, 0)
        click(locator, **how)

    monkeypatch.setattr(Locator, "click", come_and_click)


@pytest.fixture
def demo() -> None:
    """Asks for the demonstration's data."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def somebody(
    browser: Browser, server: Server, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Person]]:
    """Makes people: `somebody()`, `somebody(width=390, language="da", javascript=False)`."""
    people: list[Person] = []

    def make(**device: object) -> Person:
        chosen = Device(**device)
        context: BrowserContext = browser.new_context(**chosen.options)
        context.set_default_timeout(PATIENCE)
        people.append(Person(context.new_page(), server, chosen))
        return people[-1]

    yield make
    failed = request.node.stash.get(FAILED, False)
    troubles = [text for person in people for text in person.unexpected()]
    for number, person in enumerate(people):
        if failed or troubles:
            _save(person, f"{request.node.name}-{number}")
        person.page.context.close()
    assert not troubles, "\n".join(troubles)


def _save(person: Person, name: str) -> None:
    FAILURES.mkdir(parents=True, exist_ok=True)
    stem = FAILURES / re.sub(r"[^\w-]+", "-", name)
    stem.with_suffix(".html").write_text(person.page.content(), "utf-8")
    person.page.screenshot(path=stem.with_suffix(".png"), full_page=True)
