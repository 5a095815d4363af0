"""Sending a week, called without any page: the rulebook holds, and a call goes along."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from tests.database import Database
from tests.world import NOW, TODAY, WEEK, World
from webapp.actor import Refused
from webapp.mails.models import Mail
from webapp.smalljobs.rules import Status as JobStatus
from webapp.support import actions
from webapp.support.models import Call
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status

WEDNESDAY = TODAY - timedelta(days=2)


def send(world: World, db: Database, sheet: Timesheet) -> None:
    def change(session: Session) -> None:
        now = session.get_one(Timesheet, sheet.id)
        actions.send_week(session, now, by=world.actor("karen"), at=NOW)

    db.change(change)


def test_hours_after_the_end_are_never_sent(world: World, db: Database) -> None:
    job = world.job(JobStatus.ENDED)
    db.update(job, ended_on=WEDNESDAY)
    sheet = world.sheet(job=job, reasons={"outside_job": "Han hjalp til."})
    with pytest.raises(Refused, match="after the end"):
        send(world, db, sheet)
    assert db.one(Timesheet).status is Status.OPEN


def test_training_after_its_end_names_whom_to_call(world: World, db: Database) -> None:
    job = world.job(training_ends=WEDNESDAY)
    sheet = world.sheet(job=job)
    db.update(sheet.days[3], training=60)
    with pytest.raises(Refused) as refused:
        send(world, db, sheet)
    assert refused.value.message.values["name"] == "Mette Lund"


def test_what_is_asked_is_answered_before_it_is_sent(world: World, db: Database) -> None:
    sheet = world.sheet(minutes_by_day=[300] * 5 + [0, 0])
    with pytest.raises(Refused, match="Write why it was more"):
        send(world, db, sheet)
    db.update(sheet, reasons={"paid_above": "Der kom to lastbiler ekstra."})
    send(world, db, sheet)
    assert db.one(Timesheet).status is Status.SUBMITTED


def test_a_wish_for_a_call_is_sent_along(world: World, db: Database) -> None:
    send(world, db, world.sheet(call_me=True, week=WEEK))
    assert db.one(Timesheet).status is Status.SUBMITTED
    assert db.one(Call).asked_at == NOW
    assert [mail.kind for mail in db.all(Mail)] == ["call_me"]


def test_a_week_without_the_wish_calls_nobody(world: World, db: Database) -> None:
    send(world, db, world.sheet())
    assert db.all(Call) == [] and db.all(Mail) == []
