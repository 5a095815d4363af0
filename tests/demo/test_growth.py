"""The demo's plans grow as real ones do: nothing in it that the actions could not have made."""

from datetime import date
from itertools import pairwise
from typing import Any

from sqlmodel import Session, col, select

from tests.demo.conftest import everything
from webapp import rulebook
from webapp.actor import Side
from webapp.clock import Week
from webapp.history import Move
from webapp.smalljobs import growth, workplace_queries
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import MOVES as JOB_MOVES
from webapp.smalljobs.rules import Status as JobStatus
from webapp.smalljobs.rules import plan_week, why_not_hold
from webapp.splits import diff, plan, rules
from webapp.splits.models import Split
from webapp.splits.part import Kind, kind_from_answers
from webapp.splits.rules import MOVES, Action, PlanContext, Status
from webapp.tasks.models import Task
from webapp.tasks.rules import MOVES as TASK_MOVES
from webapp.timesheets.blank import blank
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import MOVES as SHEET_MOVES
from webapp.timesheets.rules import Mark

TABLES = {
    "task": TASK_MOVES,
    "split": MOVES,
    "small_job": JOB_MOVES,
    "timesheet": SHEET_MOVES,
}


def versions(session: Session, task: Task) -> list[Split]:
    query = select(Split).where(col(Split.task_id) == task.id).order_by(col(Split.number))
    return list(session.exec(query).all())


def moves(session: Session, thing: Any) -> list[Move]:
    query = select(Move).where(col(Move.thing_id) == thing.id).order_by(col(Move.id))
    return list(session.exec(query).all())


def joergens(session: Session) -> SmallJob:
    """The small job at the fruit warehouse."""
    headline = "Tomme kasser står i vejen"
    jobs = session.exec(select(SmallJob).where(col(SmallJob.first_name) == "Jørgen")).all()
    return next(job for job in jobs if session.get_one(Task, job.task_id).headline == headline)


def in_force(session: Session, job: SmallJob) -> Split:
    return session.get_one(Split, job.split_id)


def test_every_move_is_one_that_the_tables_know(session: Session) -> None:
    for move in everything(session, Move):
        if move.before != move.after and move.before:
            assert TABLES[move.noun][move.action][move.before] == move.after  # type: ignore[index]


def may_stand_beside(earlier: Split, last: Split) -> bool:
    """Is it right that `earlier` is not over, though `last` was begun after it?"""
    match earlier.status:
        case Status.APPROVED:
            return last.starts_week > 1 and last.status in (Status.DRAFT, Status.SUBMITTED)
        case Status.SUBMITTED:
            return last.status is Status.DRAFT and last.side is not earlier.side
        case Status.CHANGES_REQUESTED:
            return last.status is Status.DRAFT and last.side is earlier.side
        case _:
            return earlier.status is Status.SUPERSEDED


def test_only_the_newest_versions_are_open(session: Session) -> None:
    for task in everything(session, Task):
        result = versions(session, task)
        assert [split.number for split in result] == list(range(1, len(result) + 1))
        assert all(split.status is Status.SUPERSEDED for split in result[:-2])
        if len(result) > 1:
            assert may_stand_beside(result[-2], result[-1])


def test_the_earlier_version_is_over_when_the_next_one_is_sent(session: Session) -> None:
    over = [
        move
        for move in everything(session, Move)
        if move.action in (Action.NEXT_VERSION, Action.COUNTER)
    ]
    assert len(over) > 5
    for move in over:
        earlier = session.get_one(Split, move.thing_id)
        later = versions(session, session.get_one(Task, earlier.task_id))[earlier.number]
        sent = next(move for move in moves(session, later) if move.action == Action.SUBMIT)
        assert sent.at == move.at
        assert sent.id and move.id and sent.id < move.id


def test_approved_plans_know_since_when(session: Session) -> None:
    for split in everything(session, Split):
        approved = [move.at for move in moves(session, split) if move.action == Action.APPROVE]
        assert [split.approved_at] == (approved or [None])
        assert approved or split.status is not Status.APPROVED


def test_every_plan_that_waits_can_be_answered_with_yes(session: Session) -> None:
    today = session.info["today"]
    waiting = [split for split in everything(session, Split) if split.status is Status.SUBMITTED]
    assert len(waiting) > 5
    for split in waiting:
        task = session.get_one(Task, split.task_id)
        standing = workplace_queries.job_context(session, task)
        agreed = [
            version for version in versions(session, task) if version.status is Status.APPROVED
        ]
        context = PlanContext(
            agreed=agreed[0].parts if agreed else (),
            starts_week=split.starts_week,
            this_week=plan_week(standing.start_on, Week.of(today)) if agreed else None,
            full_time_equivalents=standing.full_time_equivalents,
            other_trainees=standing.other_trainees,
        )
        result = rules.findings(split.parts, rulebook.on(today), context)
        assert not rules.unanswered(result, split.reasons)


def test_the_two_answers_say_where_a_part_belongs(session: Session) -> None:
    for split in everything(session, Split):
        for part in split.parts:
            assert kind_from_answers(part.alone, part.worth_pay) is part.kind


def test_weeks_before_a_new_version_stay_as_they_were_agreed(session: Session) -> None:
    grown = 0
    for task in everything(session, Task):
        for was, now in pairwise(versions(session, task)):
            if now.starts_week == 1:
                continue
            grown += 1
            assert list(plan.cut_rows(map(plan.as_row, now.parts), now.starts_week)) == [
                plan.as_row(part) for part in now.parts
            ]
            for week in range(1, now.starts_week):
                for kind in (Kind.PAID, Kind.TRAINING):
                    before, after = (plan.minutes_in(item.parts, kind, week) for item in (was, now))
                    assert before == after
    assert grown == 4


def test_this_weeks_sheet_follows_the_version_in_force(session: Session) -> None:
    week = Week.of(session.info["today"])
    for job in everything(session, SmallJob):
        if job.status is JobStatus.ACTIVE:
            sheet = session.exec(
                select(Timesheet).where(
                    col(Timesheet.small_job_id) == job.id, col(Timesheet.monday) == week.monday
                )
            ).one()
            parts = in_force(session, job).parts
            planned = blank(job, parts, week, at=sheet.created_at).days
            assert [(day.day, day.paid, day.training) for day in sheet.days] == [
                (day.day, day.paid, day.training) for day in planned
            ]


def test_evidence_is_what_was_marked(session: Session) -> None:
    items = [part for split in everything(session, Split) for part in split.parts if part.evidence]
    assert items
    for part in items:
        split = session.get_one(Split, part.split_id)
        job = session.exec(select(SmallJob).where(col(SmallJob.task_id) == split.task_id)).one()
        sheets = session.exec(select(Timesheet).where(col(Timesheet.small_job_id) == job.id))
        marked = {
            (str(sheet.week), row.mark.value, row.learnt)
            for sheet in sheets
            for row in sheet.progress
            if row.activity_id == part.activity_id
        }
        assert {(item["week"], item["mark"], item["learnt"]) for item in part.evidence} <= marked
        assert all(item["week"] < str(Week.of(split.created_at.date())) for item in part.evidence)


def test_karen_can_see_at_once_what_differs(session: Session) -> None:
    job = joergens(session)
    first, second, third = versions(session, session.get_one(Task, job.task_id))
    assert (first.status, second.status, third.status) == (
        Status.SUPERSEDED,
        Status.APPROVED,
        Status.SUBMITTED,
    )
    assert first.comment and [part.comment != "" for part in first.parts] == [False, False, True]
    assert third.side is Side.CONSULTANT and third.wage == 14_500
    next_week = plan_week(job.start_on, Week.of(session.info["today"])) + 1
    assert third.starts_week == next_week
    truck = next(part for part in third.parts if part.what == "Køre truck" and not part.to_week)
    assert (truck.kind, truck.from_week) == (Kind.PAID, next_week)
    assert [row["mark"] for row in truck.evidence][-2:] == [Mark.ALONE, Mark.ALONE]
    assert diff.diff_versions(second, third)
    assert job.representative and job.heard_on and job.heard_on < job.start_on


def test_pay_is_kept_back_where_nobody_earns_yet(session: Session) -> None:
    (job,) = (job for job in everything(session, SmallJob) if job.pay_held)
    parts = in_force(session, job).parts
    assert why_not_hold(job, parts, today=session.info["today"]) is None
    assert {part.kind for part in parts} >= {Kind.PAID, Kind.TRAINING}


def test_of_two_that_grew_one_is_confirmed(session: Session) -> None:
    rule = rulebook.on(session.info["today"]).paid_hours
    for name, confirmed in (("Vivi", True), ("Viggo", False)):
        job = next(
            job
            for job in everything(session, SmallJob)
            if job.first_name == name
            and growth.first_week_beyond(in_force(session, job).parts, rule)
        )
        week = growth.first_week_beyond(in_force(session, job).parts, rule)
        assert week and week <= plan_week(job.start_on, Week.of(session.info["today"]))
        assert (job.grown_on is not None) is confirmed
        assert in_force(session, job).reasons["paid_hours_high"]


def test_some_training_ends_soon_and_nothing_is_proposed(session: Session) -> None:
    today: date = session.info["today"]
    soon = [
        job
        for job in everything(session, SmallJob)
        if job.status is JobStatus.ACTIVE
        and job.training_ends
        and 0 <= (job.training_ends - today).days < 21
        and versions(session, session.get_one(Task, job.task_id))[-1].id == job.split_id
    ]
    assert soon


def test_a_counter_proposal_is_being_written(session: Session) -> None:
    beside = [
        (row, two)
        for task in everything(session, Task)
        for row, two in pairwise(versions(session, task))
        if row.status is Status.SUBMITTED
    ]
    assert [(older.side, newer.side, newer.status) for older, newer in beside] == [
        (Side.EMPLOYER, Side.CONSULTANT, Status.DRAFT)
    ]


def test_a_plan_is_answered_row_by_row(session: Session) -> None:
    answered = [
        split for split in everything(session, Split) if split.status is Status.CHANGES_REQUESTED
    ]
    by_row = [split for split in answered if any(part.comment for part in split.parts)]
    assert by_row and len(by_row) < len(answered)
    reason = moves(session, by_row[0])[-1].reason
    assert all(part.comment in reason for part in by_row[0].parts)
