"""Payroll for many: what a page asks of the database, and many presses at the same time."""

from tests.conftest import Browse
from tests.database import Database
from tests.house.statements import counted
from tests.house.test_at_once import at_once, sender
from tests.payroll.page import CSV, NOVEMBER, approved
from tests.world import WEEK, World
from webapp.payroll.models import Export, Exported
from webapp.timesheets.rules import Status


def test_a_page_costs_the_same_whatever_the_month_holds(
    world: World, db: Database, browse: Browse
) -> None:
    karen, results = browse(world.karen), []
    for _more in range(2):
        for number in range(4):
            job = world.job(first_name=f"P{number}")
            approved(world, job)
            world.sheet(Status.OPEN, job=job, week=WEEK.plus(-1))
        karen.open(NOVEMBER)
        karen.press(CSV)
        karen.open(NOVEMBER)
        with counted(db.engine) as page:
            karen.open(NOVEMBER)
        with counted(db.engine) as send:
            karen.press(CSV)
        karen.open(NOVEMBER)
        numbers = {f"people-{n}-number": f"{n}{_more}" for n in range(4)}
        with counted(db.engine) as write:
            karen.press("Save the numbers", **numbers)
        results.append((len(page), len(send)))
        assert len(page) <= 6 and len(send) <= 12 and len(write) <= 12
    assert results[0] == results[1]


def test_many_presses_at_once_make_one_file(world: World, db: Database, browse: Browse) -> None:
    approved(world, world.job())
    people = [browse(world.karen), browse(world.kirsten)]
    people[0].open(NOVEMBER)
    body = {"export_id": people[0].form(CSV).values["export_id"], "kind": "csv"}
    sends = [sender(people[n % 2], NOVEMBER, **body) for n in range(8)]
    assert at_once(sends) == {200: 8}
    assert (db.count(Export), db.count(Exported)) == (1, 1)
