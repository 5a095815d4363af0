"""Who is reminded, of what, when, and once: through the worker."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.database import Database
from tests.reminders.post import FRIDAY, TUESDAY, Worker, running
from tests.world import WEEK, World
from webapp.clock import Week
from webapp.mails.models import Mail
from webapp.reminders.models import Reminder
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status as SheetStatus

SHEET = re.compile(r"/timesheets/([0-9a-f-]{36})")


def send(db: Database, job: SmallJob, week: Week = WEEK, **values: Any) -> None:
    """The company has sent that week."""
    (sheet,) = (
        sheet
        for sheet in db.all(Timesheet)
        if sheet.small_job_id == job.id and sheet.monday == week.monday
    )
    db.update(sheet, **{"status": SheetStatus.SUBMITTED} | values)


def test_one_mail_for_three_small_jobs_then_one_for_what_is_left_then_none(
    world: World, db: Database, worker: Worker
) -> None:
    jobs = [running(world, name) for name in ("Jørgen", "Anna", "Yusuf")]
    db.update(world.mette, phone="01 23 45 67")
    assert worker.at("2026-11-20 11:59") == []
    (letter,) = worker.at(FRIDAY)
    assert letter.subject == "3 weeks wait for you"
    lines = [line for line in letter.body.splitlines() if "week 47" in line]
    assert [line.split(",")[0] for line in lines] == ["Anna", "Jørgen", "Yusuf"]
    assert "12\u00a0h paid" in lines[0]
    assert worker.at("2026-11-20 12:01") == []
    for job in jobs[:2]:
        send(db, job)
    assert worker.at("2026-11-23 12:00") == []  # Monday
    (letter,) = worker.at(TUESDAY)
    assert letter.subject == "Week 47 for Yusuf is still missing"
    assert "Mette Lund" in letter.body and "01 23 45 67" in letter.body
    for day in (25, 26):
        assert worker.at(f"2026-11-{day} 12:00") == []
    assert {mail.to for mail in db.all(Mail)} == {"karen@example.dk"}
    assert {mail.kind for mail in db.all(Mail)} == {"reminder"}


def test_a_week_that_goes_on_at_the_weekend_is_reminded_of_when_it_is_over(
    world: World, db: Database, worker: Worker
) -> None:
    """Nobody is asked on Friday for what cannot be sent before Saturday."""
    saturdays = running(world)
    db.update(saturdays.pattern[4], weekday=5)
    assert worker.at(FRIDAY) == []
    assert worker.at("2026-11-23 11:59") == []
    (letter,) = worker.at("2026-11-23 12:00")
    assert letter.subject == "Week 47 for Jørgen: went as planned?"
    (letter,) = worker.at(TUESDAY)
    assert letter.subject == "Week 47 for Jørgen is still missing"
    assert worker.at("2026-11-25 12:00") == []


def test_who_was_reminded_on_friday_hears_nothing_on_monday(world: World, worker: Worker) -> None:
    running(world)
    assert len(worker.at(FRIDAY)) == 1
    assert worker.at("2026-11-23 12:00") == []


def test_each_line_leads_to_exactly_its_sheet_and_the_mail_to_all_of_them(
    world: World, db: Database, worker: Worker
) -> None:
    for name in ("Jørgen", "Anna"):
        running(world, name)
    (letter,) = worker.at(FRIDAY)
    by_job = {sheet.id: sheet.small_job_id for sheet in db.all(Timesheet)}
    names = {job.id: job.first_name for job in db.all(SmallJob)}
    for words in (letter.body, letter.html):
        assert {str(sheet) for sheet in by_job} == set(SHEET.findall(words))
        assert letter.link in words and letter.link.endswith("/weeks")
    lines = letter.body.splitlines()
    for line, address in pairwise(lines):
        if match := SHEET.search(address):
            (sheet,) = (sheet for sheet in by_job if str(sheet) == match[1])
            assert line.startswith(names[by_job[sheet]])


def test_one_week_is_named_in_the_subject_and_its_link_is_the_only_one(
    world: World, db: Database, worker: Worker
) -> None:
    running(world)
    (letter,) = worker.at(FRIDAY)
    assert letter.subject == "Week 47 for Jørgen: went as planned?"
    assert letter.link.endswith(f"/timesheets/{db.one(Timesheet).id}")
    assert "16 Nov 2026–22 Nov 2026" in letter.body and "12\u00a0h paid" in letter.body
    assert letter.html.count("/timesheets/") == 1


def test_a_week_that_came_back_is_said_to_have_come_back(
    world: World, db: Database, worker: Worker
) -> None:
    world.sheet(SheetStatus.RETURNED, returned_because="Og fredagen?", job=running(world))
    (letter,) = worker.at(FRIDAY)
    assert letter.subject == "Week 47 for Jørgen came back: will you look at it?"
    assert "Og fredagen" not in letter.body


@pytest.mark.parametrize("status", [SheetStatus.SUBMITTED, SheetStatus.APPROVED])
def test_whoever_owes_nothing_hears_nothing(
    world: World, worker: Worker, status: SheetStatus
) -> None:
    world.sheet(status, job=running(world))
    assert worker.at(FRIDAY) == worker.at(TUESDAY) == []


@pytest.mark.parametrize("status", [JobStatus.PLANNED, JobStatus.PAUSED])
def test_nobody_is_reminded_while_a_small_job_waits_or_is_paused(
    world: World, worker: Worker, status: JobStatus
) -> None:
    world.sheet(job=running(world, status=status))
    assert worker.at(FRIDAY) == worker.at(TUESDAY) == []


def test_a_small_job_that_has_ended_still_owes_its_last_week_and_no_later_one(
    world: World, worker: Worker
) -> None:
    over = {"status": JobStatus.ENDED, "outcome": Outcome.GREW}
    for name, last in (("Anna", date(2026, 11, 18)), ("Yusuf", date(2026, 11, 13))):
        world.sheet(job=running(world, name, "2026-11-02", ended_on=last, **over))
    (letter,) = worker.at(FRIDAY)
    assert "Anna" in letter.subject and "Yusuf" not in letter.body


def test_a_correction_is_not_owed(world: World, db: Database, worker: Worker) -> None:
    job = running(world)
    world.sheet(SheetStatus.APPROVED, job=job)
    world.sheet(job=job, revision=2, correction="Torsdag var hun syg.")
    assert worker.at(FRIDAY) == []


def test_weeks_from_before_stand_last_in_a_mail_that_comes_anyway(
    world: World, db: Database, worker: Worker
) -> None:
    job = running(world, since="2026-10-26")
    for week in (44, 46):
        world.sheet(job=job, week=Week(2026, week))
    world.sheet(SheetStatus.APPROVED, job=job, week=Week(2026, 45))
    (letter,) = worker.at(FRIDAY)
    assert letter.subject == "3 weeks wait for you"
    weeks = re.findall(r"week (\d\d)", letter.body)
    assert weeks == ["47", "44", "46"]
    before, after = letter.body.split("Still missing from before")
    assert "week 47" in before and "week 44" in after


def test_weeks_that_were_reminded_of_twice_make_no_third_mail(
    world: World, db: Database, worker: Worker
) -> None:
    job = running(world, since="2026-11-09")
    assert len(worker.at("2026-11-13 12:00")) == 1
    assert len(worker.at("2026-11-17 12:00")) == 1
    send(db, job)  # week 47; week 46 is still missing
    assert worker.at(FRIDAY) == worker.at(TUESDAY) == []


def test_each_company_has_a_time_of_its_own(world: World, db: Database, worker: Worker) -> None:
    running(world)
    running(world, by="ali")
    db.update(world.fruit, remind_at=14 * 60 + 30)
    assert [mail.subject for mail in worker.at(FRIDAY)] and db.one(Mail).to == "ali@example.dk"
    assert worker.at("2026-11-20 14:29") == []
    assert len(worker.at("2026-11-20 14:30")) == 1


def test_who_does_without_reminders_gets_none(world: World, db: Database, worker: Worker) -> None:
    running(world)
    running(world, by="ali")
    db.update(world.karen, unwanted=["approved", "reminder"])
    db.update(world.ali, unwanted=["approved"])
    worker.at(FRIDAY)
    assert db.one(Mail).to == "ali@example.dk"
    assert db.one(Mail).language == world.ali.language
    assert db.one(Reminder).user_id == world.ali.id


def test_a_colleague_takes_over_from_who_is_gone(
    world: World, db: Database, worker: Worker
) -> None:
    running(world)
    early, late = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 5))
    world.colleague("ny", confirmed_at=late)
    db.update(world.memberships["kirsten"], confirmed_at=early)
    db.update(world.memberships["karen"], removed_at=early, confirmed_at=early - timedelta(days=1))
    worker.at(FRIDAY)
    assert db.one(Mail).to == "kirsten@example.dk"


def test_where_nobody_is_left_nobody_is_mailed(world: World, db: Database, worker: Worker) -> None:
    running(world, by="ali")
    db.update(world.memberships["ali"], removed_at=world.ali.created_at)
    assert worker.at(FRIDAY) == []


# --- days and times -------------------------------------------------------------------------


def test_on_a_friday_off_it_waits_for_the_next_working_day(world: World, worker: Worker) -> None:
    running(world, since="2026-12-28")  # 1 January 2027 is that Friday, in week 53
    for day in ("2027-01-01", "2027-01-02", "2027-01-03"):
        assert worker.at(f"{day} 12:00") == []
    (letter,) = worker.at("2027-01-04 12:00")
    assert letter.subject == "Week 53 for Jørgen: went as planned?"
    (letter,) = worker.at("2027-01-05 12:00")
    assert letter.subject == "Week 53 for Jørgen is still missing"


@pytest.mark.parametrize(
    ("since", "friday", "tuesday"),
    [
        ("2026-10-19", "2026-10-23", "2026-10-27"),
        ("2027-03-15", "2027-03-19", "2027-03-23"),
        ("2028-03-20", "2028-03-24", "2028-03-28"),
    ],
)
def test_the_clock_change_moves_no_reminder(
    world: World, db: Database, worker: Worker, since: str, friday: str, tuesday: str
) -> None:
    running(world, since=since)
    for day in (friday, tuesday):
        assert worker.at(f"{day} 11:59") == []
        assert len(worker.at(f"{day} 12:00")) == 1
        assert worker.at(f"{day} 13:00") == []
    assert db.count(Reminder) == 2


def test_a_worker_that_stood_still_reminds_later_the_same_day(world: World, worker: Worker) -> None:
    running(world)
    assert worker.at("2026-11-20 11:59") == []
    assert len(worker.at("2026-11-20 14:00")) == 1


def test_what_was_held_up_into_the_night_is_let_go(
    world: World, db: Database, worker: Worker
) -> None:
    running(world)
    for there in ("20 21:00", "20 23:59", "21 00:00", "21 08:00", "23 08:00", "23 12:00"):
        assert worker.at(f"2026-11-{there}") == []
    assert len(worker.at(TUESDAY)) == 1


def test_a_mail_that_cannot_be_delivered_that_day_is_of_no_use_at_night(
    world: World, db: Database, worker: Worker
) -> None:
    running(world)
    worker.at(FRIDAY)
    assert db.one(Mail).values["until"] == "2026-11-20T20:00:00+00:00"  # 21:00 in Denmark


def test_what_became_owed_only_today_is_no_reason_for_a_mail_at_once(
    world: World, db: Database, worker: Worker
) -> None:
    job = running(world)
    sheet = world.sheet(SheetStatus.SUBMITTED, job=job, sent_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert worker.at(FRIDAY) == []
    afternoon = datetime(2026, 11, 20, 13, tzinfo=UTC)
    for status in (SheetStatus.OPEN, SheetStatus.RETURNED):  # taken back; come back
        db.update(sheet, status=status, since=afternoon)
        assert worker.at("2026-11-20 15:00") == []
    running(world, "Anna", since="2026-11-20", start_on=date(2026, 11, 16))  # has just started
    assert worker.at("2026-11-20 15:01") == []
    (letter,) = worker.at(TUESDAY)
    assert letter.subject == "2 weeks are still missing"
