"""Pictures of the main pages for the README: `python3 dev.py screenshots`.

They are taken on a fixed day with the demonstration's data, so that a new picture differs only
where the page does.
"""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from webapp import clock

from .chromium import launch_options
from .pages.plan import PlanForm
from .pages.task import TaskForm
from .people import Device, Person
from .scenes import a_plan_is_written
from .server import Server

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
WIDTHS = (390, 1280)
MOST = 150_000  # bytes of one picture


def front_page(visitor: Person) -> None:
    visitor.open("/")


def owner_home(person: Person) -> None:
    person.becomes("owner")


def describing_a_task(person: Person) -> None:
    person.becomes("owner")
    form = TaskForm(person).open()
    person.type("headline", "Pap og plast hober sig op")
    person.type("stops", "Varerne kan ikke komme ind, før nogen har ryddet porten.")
    form.describe(0, "Folde pap og køre det ud", "2", "day", "35")
    form.describe(1, "Feje ved porten", "1", "day", "20")
    form.adds_up_to("7,5")
    form.is_kept()
    person.page.evaluate("document.activeElement.blur()")


def making_a_plan(person: Person) -> None:
    person.server.put_back("staff")
    address = a_plan_is_written(person.server)
    person.becomes("owner")
    person.open(address)
    plan = PlanForm(person)
    plan.say(0, "paid", market_value="Gangene er fri, så trucken ikke skal standse.")
    plan.say(1, "training", minutes="4", to_week="4", goal="At køre den lille truck sikkert")
    plan.is_kept()
    person.page.evaluate("document.activeElement.blur()")


def week_sheet(person: Person) -> None:
    person.becomes("owner")
    person.follow("/weeks/")
    person.is_at(r"/smalljobs/.*/weeks/.*")


def consultant_home(person: Person) -> None:
    person.becomes("mette")


PAGES: dict[str, Callable[[Person], None]] = {
    "front-page": front_page,
    "owner-home": owner_home,
    "describing-a-task": describing_a_task,
    "making-a-plan": making_a_plan,
    "week-sheet": week_sheet,
    "consultant-home": consultant_home,
}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_big: list[str] = []
    logging.disable(logging.INFO)
    with _served() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for name, go in PAGES.items():
            for language in ("da", "en") if go is week_sheet else ("da",):
                for width in WIDTHS:
                    ending = "" if language == "da" else f"-{language}"
                    path = FOLDER / f"{name}-{width}{ending}.png"
                    _take(browser, server, Device(width, language), go, path)
                    size = path.stat().st_size
                    print(f"{path.name:<32}{size // 1000:>5} kB")
                    too_big += [path.name] if size > MOST else []
        browser.close()
    if too_big:
        print("larger than they should be:", *too_big, file=sys.stderr)
    return int(bool(too_big))


@contextmanager
def _served() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        real, clock.now = clock.now, server.now
        try:
            yield server
        finally:
            clock.now = real
            server.stop()


def _take(
    browser: Browser, server: Server, device: Device, go: Callable[[Person], None], path: Path
) -> None:
    server.begin("demo")
    context = browser.new_context(**device.options)
    person = Person(context.new_page(), server, device)
    go(person)
    person.page.evaluate("document.fonts.ready")
    person.page.evaluate("scrollTo(0, 0)")
    person.page.mouse.move(0, 0)
    person.page.screenshot(path=path, animations="disabled")
    context.close()
    if person.unexpected():
        raise RuntimeError("\n".join(person.unexpected()))


if __name__ == "__main__":
    sys.exit(main())
