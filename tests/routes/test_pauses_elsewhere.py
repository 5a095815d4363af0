"""Pauses as everything beside the sheet knows them: payroll, the copy, calendar, lists."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from tests.calendars.test_calendars import address_of, days, english
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, WEEK, World
from webapp.demo import build
from webapp.smalljobs.rules import Status as JobStatus
from webapp.timesheets.rules import Status

LAST_WEEK = WEEK.plus(-1)


def test_payroll_does_not_miss_a_week_of_a_pause(world: World, browse: Browse) -> None:
    for pauses in ([build.pause(LAST_WEEK.monday, LAST_WEEK.sunday)], []):
        job = world.job(pauses=pauses)
        world.sheet(job=job, week=LAST_WEEK, note="Kasser.", updated_at=NOW)
        world.sheet(Status.SUBMITTED, job=job)
    karen = browse(world.karen)
    karen.open("/payroll/2026-11")
    missing = " ".join(karen.reader.words)
    assert missing.count("Week 46") == 1
    assert missing.count("Week 47") == 2


def test_the_copy_names_the_days_of_a_pause(world: World, browse: Browse) -> None:
    pause = build.pause(WEEK.days[2], WEEK.days[3])
    minutes = [144, 144, 0, 0, 144, 0, 0]
    job = world.job(pauses=[pause])
    world.sheet(Status.APPROVED, job=job, minutes_by_day=minutes)
    karen = browse(world.karen)
    paper = karen.client.get(f"/smalljobs/{job.id}/hours/2026-11.pdf", headers=karen.headers)
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages)
    assert words.count("Pause") == 2


def test_calendars_say_when_it_begins_and_when_somebody_is_back(
    world: World, browse: Browse
) -> None:
    english(world, "karen")
    world.job(pauses=[build.pause(date(2026, 11, 23), date(2026, 12, 6))])
    entries = days(browse, address_of(world, "karen"))
    assert (date(2026, 11, 23), "Jørgen has a pause from today (Frugtlageret)") in entries
    assert (date(2026, 12, 7), "Jørgen is back after the pause (Frugtlageret)") in entries
    sent = [day for day, title in entries if "send the hours" in title]
    assert sent == [date(2026, 11, 20), date(2026, 12, 11), date(2026, 12, 18)]


def test_lists_say_until_when(world: World, db: Database, browse: Browse) -> None:
    world.job(JobStatus.PAUSED, pauses=[build.pause(date(2026, 11, 9), date(2026, 12, 4))])
    world.job(JobStatus.PAUSED, pauses=[build.pause(date(2026, 11, 10))])
    karen = browse(world.karen)
    karen.open("/smalljobs/")
    assert karen.sees("Paused until 4 Dec 2026") and karen.sees("Paused since 10 Nov 2026")
