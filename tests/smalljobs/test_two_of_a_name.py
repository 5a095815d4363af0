"""Two people of one first name: the headline of the task says which one is meant."""

from uuid import UUID

import pytest

from tests.conftest import Browse
from tests.database import Database
from tests.smalljobs.pausing import pause
from tests.world import EARLIER, START, WEEK, World
from webapp.calendars.entries import CalendarJob, CalendarSheet, tell_apart
from webapp.mails.models import Mail
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.names import shared_names, with_headline
from webapp.smalljobs.namesakes import namesakes
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.models import Task
from webapp.timesheets.rules import Status

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("people", "shared"),
    [
        ([], set()),
        ([(ONE, "Tove")], set()),
        ([(ONE, "Tove"), (TWO, "Jørgen")], set()),
        ([(ONE, "Tove"), (TWO, "Tove")], {ONE, TWO}),
        ([(ONE, "Tove"), (TWO, "TOVE ")], {ONE, TWO}),
        ([(ONE, "Tove"), (TWO, "Tove"), (THREE, "Jørgen")], {ONE, TWO}),
        ([(ONE, "Øjvind"), (TWO, "øjvind")], {ONE, TWO}),
        ([(ONE, "Tove"), (TWO, "Tove K.")], set()),
        # The same small job twice, as with two of its weeks, is one person.
        ([(ONE, "Tove"), (ONE, "Tove")], set()),
    ],
)
def test_a_name_is_shared_where_two_small_jobs_have_it(
    people: list[tuple[UUID, str]], shared: set[UUID]
) -> None:
    assert shared_names(people) == shared


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Tomme kasser", "Tove (Tomme kasser)"),
        ("Tomme\n kasser", "Tove (Tomme kasser)"),
        ("x" * 40, f"Tove ({'x' * 40})"),
        ("x" * 41, f"Tove ({'x' * 39}…)"),
        ("", "Tove"),
    ],
)
def test_the_headline_is_said_and_never_long(headline: str, said: str) -> None:
    assert with_headline("Tove", headline) == said


@pytest.fixture
def toves(world: World, db: Database) -> list[SmallJob]:
    """Two Toves at one company, each with her own task."""
    jobs = [world.job(first_name="Tove") for _number in range(2)]
    for job, headline in zip(jobs, ("Tomme kasser", "Ordne pakker"), strict=True):
        db.update(db.get(Task, job.task_id), headline=headline)
    return jobs


def of_company(db: Database, task: Task | None) -> set[UUID]:
    assert task and task.workplace_id
    place = task.workplace_id
    return db.change(lambda session: namesakes(session, [place]))


def subjects(db: Database) -> list[str]:
    said = [mail.values for mail in db.all(Mail)]
    return sorted(str(values) for values in said)


def test_namesakes_are_those_of_one_company(
    world: World, db: Database, toves: list[SmallJob]
) -> None:
    task = db.get(Task, toves[0].task_id)
    world.job(first_name="Tove", by="ali")  # at another company
    assert of_company(db, task) == {job.id for job in toves}


def test_who_has_ended_counts_since_weeks_are_still_corrected(world: World, db: Database) -> None:
    job = world.job(first_name="Tove")
    world.job(JobStatus.ENDED, first_name="Tove")
    task = db.get(Task, job.task_id)
    assert job.id in of_company(db, task)


def test_the_mail_about_an_approved_week_says_which_one(
    world: World, db: Database, browse: Browse, toves: list[SmallJob]
) -> None:
    sheet = world.sheet(Status.SUBMITTED, job=toves[1])
    mette = browse(world.mette)
    mette.open(f"/timesheets/{sheet.id}")
    mette.press("Approve")
    assert "Tove (Ordne pakker)" in subjects(db)[0]


def test_the_mail_about_a_returned_week_says_which_one(
    world: World, db: Database, browse: Browse, toves: list[SmallJob]
) -> None:
    sheet = world.sheet(Status.SUBMITTED, job=toves[0])
    mette = browse(world.mette)
    mette.open(f"/timesheets/{sheet.id}")
    mette.press("Send back", because="Var hun der?")
    assert "Tove (Tomme kasser)" in subjects(db)[0]


def test_a_mail_of_a_pause_says_which_one(
    toves: list[SmallJob], world: World, db: Database, browse: Browse
) -> None:
    assert pause(browse(world.mette), toves[1]) == 200
    assert ["Tove (Ordne pakker)" in subject for subject in subjects(db)] == [True]


def test_where_nobody_else_has_the_name_it_stands_alone(
    world: World, db: Database, browse: Browse
) -> None:
    sheet = world.sheet(Status.SUBMITTED, job=world.job(first_name="Tove"))
    world.job(first_name="Jørgen")
    mette = browse(world.mette)
    mette.open(f"/timesheets/{sheet.id}")
    mette.press("Approve")
    assert "Tove" in subjects(db)[0] and "Tove (" not in subjects(db)[0]


def test_the_calendar_says_which_one() -> None:
    job = CalendarJob(
        ONE, ONE, "Tove", "Tomme kasser", "Frugt", JobStatus.ACTIVE, START, None, None, EARLIER, 4
    )
    other = job._replace(id=TWO, headline="Ordne pakker")
    alone = job._replace(id=THREE, first_name="Jørgen")
    sheet = CalendarSheet(ONE, "Tove", "Tomme kasser", WEEK.monday, 1, Status.OPEN, EARLIER, None)
    jobs, sheets = tell_apart([job, other, alone], [sheet])
    assert [each.first_name for each in jobs] == [
        "Tove (Tomme kasser)",
        "Tove (Ordne pakker)",
        "Jørgen",
    ]
    assert sheets[0].first_name == "Tove (Tomme kasser)"
