"""What a company is mailed about its weeks: one that came back, and those that are approved."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.database import Database
from tests.world import NOW, WEEK, World
from webapp.mails.models import Mail
from webapp.mails.rules import GATHERS
from webapp.mails.text import Letter, read
from webapp.smalljobs.models import SmallJob
from webapp.tasks.models import Task
from webapp.timesheets import actions
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status


def sent_weeks(world: World, count: int, job: SmallJob | None = None) -> list[Timesheet]:
    job = job or world.job()
    return [world.sheet(Status.SUBMITTED, job=job, week=WEEK.plus(-back)) for back in range(count)]


def approve(world: World, sheet: Timesheet, at: datetime = NOW) -> None:
    def run(session: Any) -> None:
        result = session.get_one(Timesheet, sheet.id)
        actions.approve(session, result, by=world.actor("mette"), at=at)

    world.db.change(run)


def send_back(world: World, sheet: Timesheet, reasons: dict[UUID, str], because: str) -> None:
    def run(session: Any) -> None:
        result = session.get_one(Timesheet, sheet.id)
        task = session.get_one(Task, session.get_one(SmallJob, sheet.small_job_id).task_id)
        values: dict[str, Any] = {"reasons": reasons, "because": because, "at": NOW}
        actions.return_to_employer(session, result, task, by=world.actor("mette"), **values)

    world.db.change(run)


def letter(app: Flask, db: Database) -> Letter:
    """The only mail there is, in English."""
    db.update(db.one(Mail), language="en")
    with app.app_context():
        return read(db.one(Mail))


def test_an_approved_week_is_told_with_its_hours_and_a_first_name(
    app: Flask, world: World, db: Database
) -> None:
    (sheet,) = sent_weeks(world, 1)
    approve(world, sheet)
    mail = db.one(Mail)
    assert (mail.to, mail.kind) == (world.karen.email, "approved")
    assert (mail.created_at, mail.due_at) == (NOW, NOW + GATHERS)
    values = letter(app, db)
    assert values.subject == "Week 47 for Jørgen is approved: 12\u00a0h paid."
    assert f"/timesheets/{sheet.id}" in values.link
    assert values.link in values.body and values.link in values.html


def test_weeks_approved_within_ten_minutes_share_one_mail(
    app: Flask, world: World, db: Database
) -> None:
    *sheets, late = sent_weeks(world, 6)
    for minute, sheet in enumerate(sheets):
        approve(world, sheet, NOW + timedelta(minutes=minute))
    assert db.one(Mail).due_at == NOW + GATHERS
    mail = letter(app, db)
    assert mail.subject == "5 weeks are approved"
    for sheet in sheets:
        assert f"Week {sheet.week.number} for Jørgen is approved: 12\u00a0h paid." in mail.body
        assert str(sheet.id) in mail.html and str(sheet.id) in mail.body
    db.update(db.one(Mail), attempts=1)  # a worker has taken it
    approve(world, late)
    assert db.count(Mail) == 2


def test_a_mail_that_failed_can_still_be_added_to_and_one_that_was_sent_cannot(
    world: World, db: Database
) -> None:
    first, second, third = sent_weeks(world, 3)
    approve(world, first)
    db.update(db.one(Mail), attempts=1, failure="ConnectionRefusedError")
    approve(world, second)
    assert len(db.one(Mail).values["lines"]) == 2
    db.update(db.one(Mail), sent_at=NOW, values={}, failure="")
    approve(world, third)
    assert db.count(Mail) == 2


def test_training_is_told_too(app: Flask, world: World, db: Database) -> None:
    (sheet,) = sent_weeks(world, 1)
    db.update(sheet.days[0], training=180)
    approve(world, sheet)
    said = "Week 47 for Jørgen is approved: 12\u00a0h paid and 3\u00a0h training."
    assert letter(app, db).subject == said


def corrected(world: World, sheet: Timesheet, minutes: list[int]) -> Timesheet:
    job = world.db.get(SmallJob, sheet.small_job_id)
    return world.sheet(Status.SUBMITTED, job=job, revision=2, minutes_by_day=minutes)


@pytest.mark.parametrize(
    ("minutes", "training", "said"),
    [
        ([270, *[0] * 6], 0, "4\u00a0h\u00a030 paid (before 12\u00a0h)"),
        ([144] * 5 + [0, 0], 0, "12\u00a0h paid, as before"),
        ([0] * 7, 120, "2\u00a0h training (before 12\u00a0h paid)"),
        ([0] * 7, 0, "no hours (before 12\u00a0h)"),
    ],
)
def test_a_correction_says_what_was_before_and_takes_the_place_of_its_week(
    app: Flask, world: World, db: Database, minutes: list[int], training: int, said: str
) -> None:
    other = world.sheet(Status.APPROVED, job=world.job(first_name="Tove"), minutes_by_day=[60] * 7)
    (sheet,) = sent_weeks(world, 1)
    assert other.monday == sheet.monday  # and yet it is not what was before
    approve(world, sheet)
    anew = corrected(world, sheet, minutes)
    db.update(anew.days[0], training=training)
    approve(world, anew)
    mail = letter(app, db)
    assert mail.subject == f"The correction of week 47 for Jørgen is approved: {said}."
    assert str(anew.id) in mail.link and str(sheet.id) not in mail.body + mail.html


def test_in_one_mail_a_correction_and_another_week_are_two(
    app: Flask, world: World, db: Database
) -> None:
    first, other = sent_weeks(world, 2)
    approve(world, first)
    approve(world, other)
    approve(world, corrected(world, first, [270, *[0] * 6]))
    mail = letter(app, db)
    assert mail.subject == "2 weeks are approved"
    assert "Week 46 for Jørgen is approved: 12\u00a0h paid." in mail.body
    assert "Week 47 for Jørgen is approved" not in mail.body
    now = "4\u00a0h\u00a030 paid (before 12\u00a0h)"
    assert f"The correction of week 47 for Jørgen is approved: {now}." in mail.body


def test_a_correction_that_came_back_says_that_it_is_one(
    app: Flask, world: World, db: Database
) -> None:
    (sheet,) = sent_weeks(world, 1)
    db.update(world.karen, unwanted=["approved"])
    approve(world, sheet)
    send_back(world, corrected(world, sheet, [270, *[0] * 6]), {}, "Hvorfor?")
    said = "The correction of week 47 for Jørgen came back with a question."
    assert letter(app, db).subject == said


def test_weeks_of_others_are_never_in_the_same_mail(world: World, db: Database) -> None:
    for by in ("karen", "ali"):
        for sheet in sent_weeks(world, 2, world.job(by=by)):
            approve(world, sheet)
    assert sorted((mail.to, len(mail.values["lines"])) for mail in db.all(Mail)) == [
        (world.ali.email, 2),
        (world.karen.email, 2),
    ]


def test_who_does_not_want_to_hear_of_approved_weeks_does_not(world: World, db: Database) -> None:
    db.update(world.karen, unwanted=["approved"])
    approve(world, sent_weeks(world, 1)[0])
    assert db.count(Mail) == 0


def test_who_sent_back_a_week_tells_the_reasons(app: Flask, world: World, db: Database) -> None:
    (sheet,) = sent_weeks(world, 1)
    reasons = {sheet.days[0].id: "Var det <ikke> 2 timer?"}
    send_back(world, sheet, reasons, "Godt gået & tak.")
    assert db.one(Mail).kind == "returned"
    mail = letter(app, db)
    assert mail.subject == "Week 47 for Jørgen came back with a question."
    assert "Godt gået & tak.\n\nMonday 16 November: Var det <ikke> 2 timer?" in mail.body
    assert "<p>Godt gået &amp; tak.</p><p>Monday 16 November: Var det &lt;ikke&gt;" in mail.html
    assert "Mette" in mail.body and str(sheet.id) in mail.link


def test_who_does_without_the_question_is_not_mailed_it(world: World, db: Database) -> None:
    db.update(world.karen, unwanted=["returned"])
    (sheet,) = sent_weeks(world, 1)
    send_back(world, sheet, {}, "Hvad?")
    assert db.count(Mail) == 0
