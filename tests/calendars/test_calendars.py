"""Each person's days in their own calendar: what stands in it, for whom, and how it changes."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests.conftest import SECRET, Browse
from tests.database import Database
from tests.world import EARLIER, NOW, START, WEEK, World
from webapp.demo import build
from webapp.history import Move
from webapp.links.actions import token
from webapp.links.models import Link
from webapp.links.rules import Purpose
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.plan import Kind
from webapp.timesheets.rules import Status

MAKE = "Make the address for my calendar"


def address_of(world: World, who: str) -> str:
    person = world.people[who]
    link = Link(
        purpose=Purpose.CALENDAR, user_id=person.id, created_at=EARLIER, created_by=person.id
    )
    world.db.add(link)
    return f"/calendar/{token(link, secret=SECRET)}.ics"


def events(browse: Browse, address: str) -> dict[str, Any]:
    """The events of a calendar, by their names."""
    response = browse().open(address)
    assert response.status_code == 200
    read = Calendar.from_ical(response.get_data())
    by_key = {str(event["uid"]): event for event in read.walk("VEVENT")}
    assert len(by_key) == len(list(read.walk("VEVENT")))
    return by_key


def days(browse: Browse, address: str) -> list[tuple[date, str]]:
    return [
        (event["dtstart"].dt, str(event["summary"])) for event in events(browse, address).values()
    ]


def sending(result: list[tuple[date, str]]) -> list[tuple[date, str]]:
    return [(day, title) for day, title in result if title.startswith("Week")]


def english(world: World, *who: str) -> None:
    for key in who:
        world.db.update(world.people[key], language="en")


# --- the address ---


@pytest.mark.parametrize("who", ["karen", "mette", "birgit"])
def test_it_is_made_on_ones_own_page(world: World, browse: Browse, db: Database, who: str) -> None:
    browser = browse(world.people[who])
    browser.open("/me/")
    browser.follow("Follow them in your calendar")
    browser.press(MAKE)
    (link,) = db.all(Link)
    path = f"127.0.0.1:8000/calendar/{token(link, secret=SECRET)}.ics"
    assert f">http://{path}</textarea>" in browser.page.text
    assert browser.reader.links["Open in my calendar"] == f"webcal://{path}"
    assert [row.action for row in db.all(Move)] == ["calendar_made"]


def test_closed_it_is_gone(world: World, browse: Browse) -> None:
    karen, address = browse(world.karen), address_of(world, "karen")
    karen.open("/me/calendar")
    karen.press("Close the address")
    assert karen.sees("The address is closed.")
    assert browse().open(address).status_code == 404


def test_a_new_one_closes_the_one_before(world: World, browse: Browse) -> None:
    karen, address = browse(world.karen), address_of(world, "karen")
    karen.open("/me/calendar")
    karen.press("Make a new one")
    assert browse().open(address).status_code == 404


def test_of_somebody_who_was_removed_it_is_gone(world: World, browse: Browse, db: Database) -> None:
    address = address_of(world, "kirsten")
    assert browse().open(address).status_code == 200
    db.update(world.kirsten, removed_at=NOW)
    assert browse().open(address).status_code == 404


def test_the_id_of_somebody_elses_makes_nothing(world: World, browse: Browse, db: Database) -> None:
    address_of(world, "mette")
    karen = browse(world.karen)
    karen.open("/me/calendar")
    values = karen.form(MAKE).values | {"link_id": str(db.one(Link).id)}
    assert karen.post("/me/calendar", values).status_code == 404
    assert db.count(Link) == 1


def test_nobody_between_keeps_it(world: World, browse: Browse) -> None:
    headers = browse().open(address_of(world, "karen")).headers
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_what_has_not_changed_is_not_sent_again(world: World, browse: Browse) -> None:
    world.job()
    address, visitor = address_of(world, "karen"), browse()
    first = visitor.open(address)
    asked = {**visitor.headers, "If-None-Match": first.headers["ETag"]}
    again = visitor.client.get(address, headers=asked)
    assert (again.status_code, again.get_data()) == (304, b"")
    world.job(first_name="Else")
    assert visitor.client.get(address, headers=asked).status_code == 200


# --- for a company ---


def test_weeks_to_send_stand_on_their_fridays(world: World, browse: Browse) -> None:
    english(world, "karen")
    job = world.job()
    world.sheet(Status.OPEN, job=job, week=WEEK.plus(-2))
    world.sheet(Status.RETURNED, job=job, week=WEEK.plus(-1))
    world.sheet(Status.OPEN, job=job)
    assert sending(days(browse, address_of(world, "karen"))) == [
        (date(2026, 11, 6), "Week 45 for Jørgen: send the hours"),
        (date(2026, 11, 13), "Week 46 for Jørgen: correct the hours"),
        (date(2026, 11, 20), "Week 47 for Jørgen: send the hours"),
        (date(2026, 11, 27), "Week 48 for Jørgen: send the hours"),
        (date(2026, 12, 4), "Week 49 for Jørgen: send the hours"),
        (date(2026, 12, 11), "Week 50 for Jørgen: send the hours"),
        (date(2026, 12, 18), "Week 51 for Jørgen: send the hours"),
    ]


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED])
def test_a_week_that_was_sent_is_gone(world: World, browse: Browse, status: Status) -> None:
    english(world, "karen")
    world.sheet(status)
    titles = [title for _, title in sending(days(browse, address_of(world, "karen")))]
    assert titles[0] == "Week 48 for Jørgen: send the hours"


def test_a_correction_that_was_only_begun_is_nothing_to_send(world: World, browse: Browse) -> None:
    english(world, "karen")
    job = world.job()
    world.sheet(Status.APPROVED, job=job)
    world.sheet(Status.OPEN, job=job, revision=2, correction="En time mere")
    titles = [title for _, title in sending(days(browse, address_of(world, "karen")))]
    assert not any("Week 47" in title for title in titles)


@pytest.mark.parametrize("status", [JobStatus.PLANNED, JobStatus.PAUSED, JobStatus.ENDED])
def test_what_does_not_run_asks_for_no_weeks(
    world: World, browse: Browse, status: JobStatus
) -> None:
    english(world, "karen")
    world.job(status, since=datetime(2026, 11, 16, 8, tzinfo=UTC))
    assert sending(days(browse, address_of(world, "karen"))) == []


def test_a_week_keeps_its_name_from_before_it_opens_until_it_came_back(
    world: World, browse: Browse, db: Database
) -> None:
    job, address = world.job(), address_of(world, "karen")
    name = f"week-{job.id}-{WEEK}@smajob"
    coming = events(browse, address)[name]
    sheet = world.sheet(Status.OPEN, job=job)
    opened = events(browse, address)[name]
    db.update(sheet, status=Status.RETURNED, since=NOW)
    back = events(browse, address)[name]
    stamps = [event["last-modified"].dt for event in (coming, opened, back)]
    assert stamps == [EARLIER, EARLIER, NOW]
    assert [event["dtstamp"].dt for event in (coming, opened, back)] == stamps
    assert coming["dtstart"].dt == back["dtstart"].dt == WEEK.days[4]


def test_starts_and_ends_of_training_are_there(world: World, browse: Browse) -> None:
    english(world, "karen")
    world.job(trains=True, training_ends=date(2026, 12, 20))
    result = days(browse, address_of(world, "karen"))
    assert (START, "Jørgen starts at Frugtlageret") in result
    assert (date(2026, 12, 20), "The training of Jørgen ends (Frugtlageret)") in result
    assert not any("contract" in title or "propose" in title for _, title in result)


def test_everybody_at_the_company_has_them_and_nobody_elsewhere(
    world: World, browse: Browse
) -> None:
    world.job()
    assert days(browse, address_of(world, "kirsten")) != []
    for who in ("ali", "poul", "sofie", "birgit", "jonas"):
        assert days(browse, address_of(world, who)) == []


# --- for a contact person ---


def test_a_consultant_is_told_what_to_follow_up(world: World, browse: Browse) -> None:
    english(world, "mette")
    world.job(trains=True, training_ends=date(2026, 12, 20))
    world.job(first_name="Else", contract_on=None)
    # Two of one day come in the order of their names, which are not known here.
    assert sorted(days(browse, address_of(world, "mette"))) == [
        (START, "Else starts at Frugtlageret"),
        (START, "Jørgen starts at Frugtlageret"),
        (date(2026, 11, 2), "Deadline: written contract for Else (Frugtlageret)"),
        (date(2026, 11, 29), "Time to propose what follows the training of Jørgen (Frugtlageret)"),
        (date(2026, 12, 20), "The training of Jørgen ends (Frugtlageret)"),
    ]


def test_a_contract_that_is_there_is_nothing_to_do(world: World, browse: Browse) -> None:
    english(world, "mette")
    world.job(contract_on=START)
    titles = [title for _, title in days(browse, address_of(world, "mette"))]
    assert titles == ["Jørgen starts at Frugtlageret"]


def test_training_that_becomes_pay_by_itself_needs_no_proposal(
    world: World, browse: Browse
) -> None:
    english(world, "mette")
    task = world.task("used")
    work = task.activities[0].id
    parts = [
        build.part(Kind.TRAINING, 240, activity_id=work, to_week=8),
        build.part(Kind.PAID, 240, activity_id=work, from_week=9),
    ]
    split = world.split("approved", task=task, parts=parts)
    ends = date(2026, 12, 20)
    job = build.smalljob(task.id, split.id, START, EARLIER, training_ends=ends, status="active")
    world.db.add(job)
    titles = [title for _, title in days(browse, address_of(world, "mette"))]
    assert not any("propose" in title for title in titles)
    assert any("ends" in title for title in titles)


def test_a_week_stands_on_its_last_day_where_the_weekend_is_worked(
    world: World, browse: Browse
) -> None:
    """Both a week whose sheet is there and those that are still to come."""
    english(world, "karen")
    job = world.job()
    world.db.update(job.pattern[4], weekday=5)
    world.sheet(job=job, minutes_by_day=[144, 144, 144, 144, 0, 144, 0])
    listed = sending(days(browse, address_of(world, "karen")))
    assert [day for day, _title in listed] == [WEEK.plus(ahead).days[5] for ahead in range(5)]
