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
from .pages.growth import NextPage
from .pages.plan import PlanForm, PlanPage
from .pages.task import TaskForm, TaskPage
from .pages.week import WeekSheet
from .people import Device, Person
from .scenes import a_task_is_talked_over
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
    form.trade("warehouse")
    form.tap("press-cardboard")
    form.tap("sort-pallets")
    form.is_kept()
    _rest(person)


def sorting(person: Person) -> None:
    person.server.put_back("staff")
    address = a_task_is_talked_over(person.server)
    person.becomes("owner")
    person.open(address)
    TaskPage(person).make_plan()
    plan = PlanForm(person)
    plan.sort(0, "training")
    plan.use_suggestion(0)
    plan.later(0)
    for number in (2, 3):
        plan.say(number, "training", minutes="2", from_week="5", weeks="13")
    plan.shows("4 ugers oplæring", "12 t + 4 t")
    plan.is_kept()
    _rest(person)


def what_differs(person: Person) -> None:
    person.becomes("owner")
    person.follow("/splits/")
    PlanPage(person)


def what_comes_next(person: Person) -> None:
    """The training of one of Mette's small jobs ends soon, and nothing is proposed yet."""
    person.becomes("mette")
    person.open("/smalljobs")
    person.find("main a", has_text="Badet ved Møllen").filter(has_text="Nadia").click()
    person.follow("/next")
    NextPage(person)


def agreement(person: Person) -> None:
    person.becomes("owner")
    person.open("/smalljobs")
    person.find("main a", has_text="Jørgen").click()
    person.follow("/agreement")


def week_sheet(person: Person) -> None:
    person.becomes("owner")
    person.follow("/weeks/")
    person.is_at(r"/smalljobs/.*/weeks/.*")


def owed_weeks(person: Person) -> None:
    """Ali's: several small jobs, each with a line and its own button."""
    person.becomes("manager")
    person.open("/weeks")


def changed_week(person: Person) -> None:
    week_sheet(person)
    sheet = WeekSheet(person)
    sheet.day(2, absence="sick")
    sheet.paid_all_the_same(2)
    sheet.day(4, paid="2,5")
    sheet.mood("well")
    sheet.is_kept()
    _rest(person)


def own_copy(person: Person) -> None:
    """What Jørgen sees, who never signs in."""
    person.becomes("owner")
    person.open("/smalljobs")
    person.find("main a", has_text="Jørgen").click()
    person.follow("/copy")
    person.press('main a[href^="/copy/"]')
    person.is_at("/copy/")


def payroll(person: Person) -> None:
    """October, in which a week was corrected since the last file."""
    person.becomes("owner")
    person.open("/payroll")


def companies(person: Person) -> None:
    """The bookkeeper's three: she chooses before she sees anything of any."""
    person.open("/demo/")
    person.press_in("/demo/as/bookkeeper")
    person.is_at("/companies/")
    person.choose_language()


def consultant_home(person: Person) -> None:
    person.becomes("mette")


PAGES: dict[str, Callable[[Person], None]] = {
    "front-page": front_page,
    "owner-home": owner_home,
    "describing-a-task": describing_a_task,
    "sorting": sorting,
    "what-differs": what_differs,
    "what-comes-next": what_comes_next,
    "agreement": agreement,
    "week-sheet": week_sheet,
    "changed-week": changed_week,
    "owed-weeks": owed_weeks,
    "own-copy": own_copy,
    "payroll": payroll,
    "companies": companies,
    "consultant-home": consultant_home,
}


def _rest(person: Person) -> None:
    """No field shows that somebody is about to type in it."""
    person.page.evaluate("document.activeElement.blur()")


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
