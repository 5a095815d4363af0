"""Few statements a page, and never more because there is more to show."""

from typing import Any

import pytest
from flask import Flask

from tests.conftest import Browse
from tests.database import Database
from tests.house import matrix
from tests.house.statements import counted
from tests.house.test_routes import expected, on_sqlite, routes, walks
from tests.world import NOW, START, World
from webapp.accounts.models import Municipality
from webapp.actor import Role
from webapp.clock import Week
from webapp.demo import build
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import Status as SheetStatus

__all__ = ["walks"]

LISTS = {
    "desk.home",
    "tasks.list",
    "smalljobs.list",
    "timesheets.list",
    "people.list",
    "staff.list",
}
AT_MOST = {"list": 5, "page": 8, "send": 14}
# What happens a few times in a company's life, and holds the company meanwhile.
MORE = {
    "desk.home": 7,  # to staff: also the days away of weeks, and the plans behind deadlines
    "people.list": 7,  # people, invitations, places, towns, and what was changed
    "companies.arrive": 22,
    "companies.accept": 22,
    "people.confirm": 17,
    "people.remove": 25,  # with all that is handed over, however much it is
    "staff.move_cases": 16,
    "pauses.add": 16,  # with the weeks that follow, opened where they are missing
    "pauses.resume": 15,
    "pauses.undo_end": 16,
    "timesheets.approve": 15,  # a correction: also what was approved before, and whose name it is
}
LOOK_ROUND = ("visitor with a draft", "newcomer", "employer", "consultant", "team lead")


@on_sqlite
@pytest.mark.parametrize("persona", LOOK_ROUND)
def test_a_page_asks_few_questions(
    app: Flask, walks: Any, persona: str, record_property: Any
) -> None:
    walk, too_many, most = walks(persona), [], dict.fromkeys(AT_MOST, 0)
    for endpoint, method, _view, ids in routes(app):
        for thing in walk.things[matrix.KINDS[ids]]:
            if expected(walk.actor, endpoint, method, thing) != "ok":
                continue
            with counted(app.extensions["engine"]) as seen:
                walk.ask(endpoint, method, thing)
            walk.put_back()
            kind = "send" if method == "POST" else "list" if endpoint in LISTS else "page"
            most[kind] = max(most[kind], len(seen))
            if len(seen) > MORE.get(endpoint, AT_MOST[kind]):
                too_many.append(f"{endpoint} {method}, {thing.name}: {len(seen)}")
    record_property(f"statements, {persona}: #", ", ".join(f"{k} {n}" for k, n in most.items()))
    assert too_many == []


def test_every_list_is_known(demo: Flask) -> None:
    """A route called list or home is held to the smaller number, and to growing nothing."""
    named = {name for name, *_ in routes(demo) if name.endswith((".list", ".home"))}
    assert named == LISTS


PAGES = {
    "/home": (Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD),
    "/tasks/": (Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD),
    "/smalljobs/": (Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD),
    "/timesheets": (Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD),
    "/people/": (Role.EMPLOYER, Role.CONSULTANT, Role.TEAM_LEAD),
}
WHO = {Role.EMPLOYER: "karen", Role.CONSULTANT: "mette", Role.TEAM_LEAD: "birgit"}


def more(world: World, db: Database, rows: int, first: int = 0) -> None:
    """So many more of everything that a list can show."""
    for number in range(first, first + rows):
        world.task(TaskStatus.SUBMITTED)
        world.split(SplitStatus.SUBMITTED)
        week = Week.of(START).plus(number % 4)
        world.sheet(SheetStatus.SUBMITTED, job=world.job(), week=week)
        world.colleague(f"k{number}", confirmed_at=None if number % 2 else NOW)
        place = {"municipality_id": world.vestby.id}
        db.add(build.user(Role.CONSULTANT, f"c{number}@example.dk", f"C{number}", **place))
        db.add(Municipality(name=f"By {number}"))


@pytest.fixture
def grown(world: World, db: Database, browse: Browse) -> dict[str, dict[str, int]]:
    """Statements by page and role: with 3 rows of everything, and with 60."""
    by_key: dict[str, dict[str, int]] = {}
    addresses = [(page, role) for page, roles in PAGES.items() for role in roles]
    more(world, db, 3)
    details = {
        "/tasks/{}": world.task(TaskStatus.IN_DIALOGUE),
        "/smalljobs/{}": world.job(),
    }
    for size, rows in (("few", 0), ("many", 57)):
        more(world, db, rows, first=3)
        for page, role in addresses:
            by_key.setdefault(f"{page} as {role}", {})[size] = ask(db, browse, world, page, role)
        for page, thing in details.items():
            address = page.format(thing.id)
            known = by_key.setdefault(f"{page} as {Role.CONSULTANT}", {})
            known[size] = ask(db, browse, world, address, Role.CONSULTANT)
    return by_key


def ask(db: Database, browse: Browse, world: World, address: str, role: Role) -> int:
    browser = browse(world.people[WHO[role]])
    browser.open(address)  # what is only read once in the life of a process
    with counted(db.engine) as seen:
        assert browser.open(address).status_code == 200
    return len(seen)


def test_more_rows_ask_no_more_questions(grown: dict[str, dict[str, int]]) -> None:
    assert {page: n for page, n in grown.items() if n["few"] != n["many"]} == {}
