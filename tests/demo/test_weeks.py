"""The weeks of the demo are as real ones could be, and there is one of each kind to be seen."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from tests.demo.conftest import everything, filled
from webapp.accounts.models import User
from webapp.accounts.store import actors_of
from webapp.actor import Actor, Side
from webapp.clock import Week
from webapp.desk import store as desk
from webapp.desk.rules import Turn, TurnKind
from webapp.payroll import rows
from webapp.payroll import store as payroll
from webapp.payroll.rules import default_month, file_id, newest
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import plan_week
from webapp.splits.models import Split
from webapp.splits.plan import Kind as PartKind
from webapp.support.models import Call
from webapp.timesheets import due_weeks, mastery, sheet_rows, store
from webapp.timesheets.blank import blank
from webapp.timesheets.due_weeks import DueState
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Absence, Status, Went
from webapp.timesheets.sheet_findings import unanswered
from webapp.timesheets.weeks import last_due

KAREN, ALI = "karen@frugtlageret.example", "ali@rentogpaent.example"
METTE = "mette@vestby.example"
# Reminded of twice, owed since today, and the end of the week.
DAYS = [date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 29)]


def actor(session: Session, email: str) -> Actor:
    user = session.exec(select(User).where(col(User.email) == email)).one()
    (result,) = actors_of(session, user)
    return result


def plan_of(session: Session, sheet: Timesheet) -> tuple[SmallJob, Split]:
    job = session.get_one(SmallJob, sheet.small_job_id)
    return job, session.get_one(Split, job.split_id)


def waits_for(session: Session, email: str, side: Side) -> dict[TurnKind, list[Turn]]:
    """What is that person's own move, by kind."""
    by_key: dict[TurnKind, list[Turn]] = {}
    name = session.exec(select(User.name).where(col(User.email) == email)).one()
    for turn in desk.turns(session, actor(session, email), today=session.info["today"]):
        if turn.whose is side and turn.waits_for in {"", name}:
            by_key.setdefault(turn.kind, []).append(turn)
    return by_key


def test_what_was_sent_leaves_nothing_unanswered(session: Session) -> None:
    longer = 0
    for sheet in everything(session, Timesheet):
        if sheet.status is not Status.OPEN:
            job, split = plan_of(session, sheet)
            assert not unanswered(sheet, job, split.parts)
            longer += "paid_above" in sheet.reasons
    assert 10 < longer < 100


def test_what_nobody_has_opened_stands_as_it_was_prefilled(session: Session) -> None:
    for sheet in everything(session, Timesheet):
        if sheet.status is Status.OPEN:
            job, split = plan_of(session, sheet)
            planned = blank(job, split.parts, sheet.week, at=sheet.created_at)
            assert [(day.paid, day.training, day.absence) for day in sheet.days] == [
                (day.paid, day.training, day.absence) for day in planned.days
            ]
            assert not (sheet.note or sheet.went or sheet.reasons or sheet.progress)


def test_shares_add_up_to_their_day(session: Session) -> None:
    for sheet in everything(session, Timesheet):
        for day in sheet.days:
            for kind, total in ((PartKind.PAID, day.paid), (PartKind.TRAINING, day.training)):
                shares = [row.minutes for row in day.shares if row.kind is kind]
                assert not shares or sum(shares) == total


def test_some_are_paid_for_being_away_and_some_are_not(session: Session) -> None:
    away = [day for sheet in everything(session, Timesheet) for day in sheet.days if day.absence]
    assert {bool(day.away_paid) for day in away if day.absence is Absence.SICK} == {True, False}
    assert not any(day.away_paid for day in away if day.absence is Absence.NO_SHOW)
    worked = [
        day for sheet in everything(session, Timesheet) for day in sheet.days if not day.absence
    ]
    assert not any(day.away_paid for day in worked)


def test_most_say_how_it_went(session: Session) -> None:
    said = [sheet.went for sheet in everything(session, Timesheet) if sheet.status in store.SENT]
    assert set(said) == {None, *Went}
    assert said.count(Went.WELL) > len(said) / 2 > said.count(None) > 50


def test_karen_has_one_of_each_and_no_more(session: Session) -> None:
    mine = waits_for(session, KAREN, Side.EMPLOYER)
    assert {kind: len(turns) for kind, turns in mine.items()} == {
        TurnKind.CORRECT_WEEK: 1,
        TurnKind.SEND_WEEK: 1,
        TurnKind.ANSWER_PLAN: 1,
    }
    today = session.info["today"]
    back, to_send = due_weeks.list_due(session, actor(session, KAREN), today=today).weeks
    assert (back.state, to_send.state) == (DueState.RETURNED, DueState.AS_PLANNED)
    assert to_send.sheet.monday == last_due(today).monday
    assert Absence.NO_SHOW in {day.absence for day in back.sheet.days}


def test_ali_owes_several(session: Session) -> None:
    mine = waits_for(session, ALI, Side.EMPLOYER)
    assert len(mine[TurnKind.SEND_WEEK]) in {3, 6}
    assert 1 <= len(mine[TurnKind.CORRECT_WEEK]) <= 2


def test_mette_is_to_call_to_ask_and_to_look_at_a_correction(session: Session) -> None:
    mine = waits_for(session, METTE, Side.CONSULTANT)
    assert len(mine[TurnKind.CALL]) == 1
    assert 1 <= len(mine[TurnKind.ASK_FOR_WEEK]) <= 8
    ids = {turn.thing_id for turn in mine[TurnKind.APPROVE_WEEK]}
    waiting = [
        sheet for sheet in everything(session, Timesheet) if sheet.id in ids and sheet.revision > 1
    ]
    assert len(waiting) == 1


def test_who_asks_to_be_called_says_so_on_the_sheet(session: Session) -> None:
    (call,) = everything(session, Call)
    sheet = session.get_one(Timesheet, call.timesheet_id)
    assert sheet.call_me and sheet.went is Went.BADLY and call.asked_at == sheet.sent_at
    assert Absence.NO_SHOW in {day.absence for day in sheet.days}
    wanted = [sheet.id for sheet in everything(session, Timesheet) if sheet.call_me]
    assert wanted == [sheet.id]


def test_payroll_says_what_was_corrected_since_the_last_file(session: Session) -> None:
    karen, month = actor(session, KAREN), default_month(session.info["today"])
    sheets = payroll.sheets(session, karen, month)
    (made,) = payroll.exports(session, karen, month)
    corrected = [row for row in rows.rows_of_file(sheets, [made], None) if row.corrects]
    assert [row.difference for row in corrected if row.difference] == [60]
    inside = rows.sheets_of_file(sheets, made)
    assert karen.employer_id and made.id == file_id(karen.employer_id, month, inside)
    assert rows.changes_since(newest(sheets, approved=True), inside).corrected == 1


def test_somebody_has_done_alone_for_weeks_what_is_not_paid(session: Session) -> None:
    mette = actor(session, METTE)
    results = []
    for job in everything(session, SmallJob):
        weeks = store.sheets_of_job(session, mette, job.id)
        parts = session.get_one(Split, job.split_id).parts
        week = plan_week(job.start_on, Week.of(session.info["today"]))
        marks = sheet_rows.marks(session, weeks)
        trained = mastery.activities_to_mark(parts, week)
        if mastery.ready_for_pay(marks, trained, parts, weeks_alone=3):
            results.append(job.first_name)
    assert "Nadia" in results


@pytest.mark.parametrize("today", DAYS, ids=lambda day: f"{day:%A}")
def test_the_first_screens_are_alike_all_week(tmp_path: Any, today: date) -> None:
    with filled(tmp_path, today) as session:
        session.info["today"] = today
        test_karen_has_one_of_each_and_no_more(session)
        test_ali_owes_several(session)
        test_mette_is_to_call_to_ask_and_to_look_at_a_correction(session)
        test_payroll_says_what_was_corrected_since_the_last_file(session)
