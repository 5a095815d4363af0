"""A start in the past says which weeks it makes owed, and asks before it is done."""

from datetime import date

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.world import WEEK, World
from webapp.clock import Week
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.pauses import Run
from webapp.smalljobs.rules import Status
from webapp.timesheets import weeks
from webapp.timesheets.models import Timesheet

FRIDAY, THURSDAY = WEEK.days[4], WEEK.days[3]


@pytest.mark.parametrize(
    ("start_on", "today", "due"),
    [
        (FRIDAY, FRIDAY, [47]),  # it is the Friday: this week is due
        (THURSDAY, THURSDAY, []),
        (date(2026, 11, 15), THURSDAY, [46]),
        (date(2026, 11, 16), THURSDAY, []),
        (date(2026, 11, 2), THURSDAY, [45, 46]),
        (date(2026, 11, 2), FRIDAY, [45, 46, 47]),
        (date(2026, 11, 23), FRIDAY, []),
    ],
)
def test_the_weeks_that_a_start_makes_owed(start_on: date, today: date, due: list[int]) -> None:
    assert [week.number for week in weeks.due_at_start(Run(start_on), today)] == due


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (1, "Week 45 becomes owed:"),
        (2, "Weeks 45 and 46 become owed:"),
        (3, "Weeks 45, 46 and 47 become owed:"),
        (5, "Weeks 45, 46, 47, 48 and 49 become owed:"),
        (6, "Weeks 45 to 50 become owed:"),
    ],
)
def test_they_are_named(count: int, says: str) -> None:
    named = [Week(2026, 45 + number) for number in range(count)]
    assert str(weeks.say_due_at_start(named)).startswith(says)


def test_it_is_asked_and_started_by_a_second_press(
    world: World, db: Database, browse: Browse
) -> None:
    job = world.job(Status.PLANNED, start_on=date(2026, 11, 2))
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert mette.press("Start the small job").status_code == 422
    assert mette.sees("Weeks 45, 46 and 47 become owed:")
    assert db.one(SmallJob).status is Status.PLANNED and db.all(Timesheet) == []
    assert mette.press("Yes, start it").status_code == 200
    assert db.one(SmallJob).status is Status.ACTIVE
    assert sorted(sheet.week.number for sheet in db.all(Timesheet)) == [45, 46, 47]


@pytest.mark.parametrize("sure", ["2026-W45 2026-W46", "x", "2026-W99", "2026-W45 " * 500])
def test_what_was_not_confirmed_is_asked(
    world: World, db: Database, browse: Browse, sure: str
) -> None:
    job = world.job(Status.PLANNED, start_on=date(2026, 11, 2))
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert mette.press("Start the small job", sure=sure).status_code == 422
    assert db.one(SmallJob).status is Status.PLANNED


def test_a_start_that_owes_nothing_asks_nothing(world: World, db: Database, browse: Browse) -> None:
    job = world.job(Status.PLANNED, start_on=date(2026, 11, 23))
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert mette.press("Start the small job").status_code == 200
    assert db.one(SmallJob).status is Status.ACTIVE
