"""Two consultants are called Mette Lund: each has her own cases, and is told whose they are."""

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.accounts.models import User
from webapp.actor import Role
from webapp.demo import build
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.models import Task
from webapp.timesheets.rules import Status

MINE, COLLEAGUES = "Approve Jørgen's week 47", "Looks at Jørgen's week 47"


@pytest.fixture
def namesake(world: World, db: Database) -> User:
    values = {"municipality_id": world.vestby.id}
    user = build.user(Role.CONSULTANT, "another@example.dk", "Mette Lund", **values)
    db.add(user)
    return user


def sections(browser: Browser) -> tuple[bool, bool]:
    """Does the week wait for oneself, and does it wait for a colleague?"""
    browser.open("/home")
    return browser.sees(MINE), browser.sees(COLLEAGUES)


def test_each_sees_her_own_weeks(
    world: World, db: Database, browse: Browse, namesake: User
) -> None:
    world.sheet(Status.SUBMITTED)
    assert sections(browse(world.mette)) == (True, False)
    assert sections(browse(namesake)) == (False, True)


def test_a_team_lead_sees_two_people(
    world: World, db: Database, browse: Browse, namesake: User
) -> None:
    world.sheet(Status.SUBMITTED)
    job = world.job()
    db.update(db.get(Task, job.task_id), consultant_id=namesake.id)
    world.sheet(Status.SUBMITTED, job=job)
    birgit = browse(world.birgit)
    birgit.open("/home")
    assert birgit.reader.words.count("Mette Lund") == 2


def test_the_page_of_a_case_names_the_contact_person_to_the_other_one(
    world: World, browse: Browse, namesake: User
) -> None:
    job = world.job(JobStatus.PLANNED)
    mette, other = browse(world.mette), browse(namesake)
    for browser in (mette, other):
        browser.open(f"/smalljobs/{job.id}")
    assert mette.sees("Your move: make it ready and start.")
    assert not mette.sees("Contact person: Mette Lund")
    assert other.sees("Waiting for Mette Lund to start it.")
    assert other.sees("Contact person: Mette Lund")
