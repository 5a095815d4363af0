"""The demo is a whole and honest municipality, whatever day it is made on."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select
from stdnum.dk import cvr

from tests.demo.conftest import TODAY, everything, filled
from webapp import db, migrate, privacy, rulebook, schema
from webapp.accounts.models import Employer, Membership, Municipality, User, Workplace
from webapp.clock import Week
from webapp.demo import data, personas
from webapp.demo.world import World
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import Hearing, Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits import plan
from webapp.splits import rules as splits
from webapp.splits.models import Split
from webapp.splits.plan import Kind
from webapp.support.rules import Action as CallAction
from webapp.tasks.models import Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.tasks.rules import missing
from webapp.timesheets.models import Day, Timesheet
from webapp.timesheets.revisions import diff
from webapp.timesheets.rules import Absence
from webapp.timesheets.rules import Status as SheetStatus


def values(session: Session, column: Any) -> set[Any]:
    return set(session.exec(select(column).distinct()).all())


def test_an_empty_database_is_empty_and_a_filled_one_is_not(tmp_path: Path, session: Session):
    engine = db.make_engine(f"sqlite:///{tmp_path}/empty.sqlite3")
    migrate.upgrade(engine)
    with db.transaction(engine) as empty:
        assert data.is_empty(empty)
    assert not data.is_empty(session)


def test_it_is_as_large_as_two_municipalities(session: Session):
    assert {town.name for town in everything(session, Municipality)} == {"Vestby", "Søndersund"}
    assert 55 <= len(everything(session, Employer)) <= 65
    running = [job for job in everything(session, SmallJob) if job.status is JobStatus.ACTIVE]
    assert len(running) == 70


def test_running_small_jobs_have_5_to_15_paid_hours_but_for_two_that_grew(session: Session):
    grown = []
    for job in everything(session, SmallJob):
        if job.status is JobStatus.ACTIVE:
            parts = session.get_one(Split, job.split_id).parts
            most = max(phase.paid for phase in plan.phases(parts))
            grown += [job.grown_on is not None] if most > 900 else []
            assert most >= 300
    assert sorted(grown) == [False, True]


def test_every_state_occurs(session: Session):
    assert values(session, Task.status) == set(TaskStatus)
    assert values(session, Split.status) == set(splits.Status)
    assert values(session, SmallJob.status) == set(JobStatus)
    assert values(session, SmallJob.outcome) == {None, *Outcome}
    assert values(session, SmallJob.hearing) == set(Hearing)
    assert values(session, Timesheet.status) == set(SheetStatus)
    assert values(session, Day.absence) == {None, *Absence}


def test_every_persona_is_there_by_name(session: Session):
    known = {user.email: user.name for user in everything(session, User)}
    assert {persona.email: persona.name for persona in personas.PERSONAS}.items() <= known.items()


def test_the_manager_has_six_small_jobs_and_no_consultant_too_many(session: Session):
    running = (
        sa.select(Employer.name, User.name)
        .select_from(SmallJob)
        .join(Task, col(Task.id) == col(SmallJob.task_id))
        .join(Workplace, col(Workplace.id) == col(Task.workplace_id))
        .join(Employer, col(Employer.id) == col(Workplace.employer_id))
        .join(User, col(User.id) == col(Task.consultant_id))
        .where(col(SmallJob.status) == JobStatus.ACTIVE)
    )
    rows = session.execute(running).all()
    assert sum(1 for firm, _ in rows if firm == "Rent & Pænt") == 6
    assert 30 <= sum(1 for _, name in rows if name == "Mette Lund") <= 35
    assert 20 <= sum(1 for _, name in rows if name == "Jonas Friis") <= 25


def test_numbers_of_companies_are_valid_and_nobodys(session: Session):
    for employer in everything(session, Employer):
        assert cvr.is_valid(employer.cvr)
        assert employer.cvr.startswith("9")
    for workplace in everything(session, Workplace):
        named_while_waiting = workplace.named_by is not None  # they know no number yet
        assert workplace.p_number[:3] == ("" if named_while_waiting else "109")


def test_mail_goes_nowhere(session: Session):
    assert all(user.email.endswith(".example") for user in everything(session, User))


def test_participants_have_a_first_name_only(session: Session):
    assert all(len(job.first_name.split()) == 1 for job in everything(session, SmallJob))


def test_nothing_written_looks_like_a_civil_registration_number(session: Session):
    today = session.info["today"]
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.String):
                texts = session.execute(sa.select(sa.cast(column, sa.Text)).distinct()).scalars()
                wrong = [
                    text for text in texts if text and privacy.looks_like_cpr(text, today=today)
                ]
                assert not wrong, column


def test_nothing_written_hints_at_health_or_benefits(session: Session):
    for task in everything(session, Task):
        said = f"{task.headline} {task.stops} {task.parked_because} {' '.join(task.walk.values())}"
        for activity in task.activities:
            said += f" {activity.done_by} {activity.instead}"
            said += f" {activity.certificate} {activity.differently}"
        assert not privacy.sensitive_words(said)
    for sheet in everything(session, Timesheet):
        lines = [day.absence_note for day in sheet.days] + list(sheet.reasons.values())
        said = [sheet.note, sheet.returned_because, sheet.correction, *lines]
        assert not privacy.sensitive_words(" ".join(said))


def test_a_plan_that_was_sent_leaves_nothing_unanswered(session: Session):
    book = rulebook.on(session.info["today"])
    for split in everything(session, Split):
        if split.status is not splits.Status.DRAFT:
            assert not splits.unanswered(splits.findings(split.parts, book), split.reasons)


def test_a_task_that_was_sent_is_fully_told(session: Session):
    for task in everything(session, Task):
        if task.status is not TaskStatus.DRAFT:
            assert not missing(task)


def test_the_usual_week_adds_up_to_what_was_agreed(session: Session):
    for job in everything(session, SmallJob):
        agreed = {
            part.id: part.minutes
            for part in session.get_one(Split, job.split_id).parts
            if part.kind is not Kind.STAYS
        }
        usual = dict.fromkeys(agreed, 0)
        for row in job.pattern:
            usual[row.part_id] += row.minutes
        assert usual == agreed


def test_training_is_heard_ends_in_time_and_fits_the_workplace(session: Session):
    trainees: dict[Any, int] = {}
    ratio = rulebook.on(session.info["today"]).ratio
    for job in everything(session, SmallJob):
        parts = session.get_one(Split, job.split_id).parts
        if not any(part.kind is Kind.TRAINING for part in parts):
            assert job.training_ends is None
            continue
        assert job.hearing is not Hearing.NOT_YET or job.status is JobStatus.PLANNED
        assert timedelta(0) < job.training_ends - job.start_on <= timedelta(weeks=26)
        workplace = session.get_one(Task, job.task_id).workplace_id
        trainees[workplace] = trainees.get(workplace, 0) + (not job.ratio_reason)
    for workplace, number in trainees.items():
        employees = session.get_one(Workplace, workplace).full_time_equivalents
        assert number <= ratio.places(employees or 0)


def test_every_running_small_job_has_a_sheet_for_each_week_and_this_one_is_open(session: Session):
    this_week = Week.of(session.info["today"])
    for job in everything(session, SmallJob):
        if job.status is not JobStatus.ACTIVE:
            continue
        revisions = session.exec(
            select(Timesheet)
            .where(col(Timesheet.small_job_id) == job.id)
            .order_by(col(Timesheet.monday), col(Timesheet.revision))
        ).all()
        newest = list({sheet.monday: sheet for sheet in revisions}.values())
        mondays = [sheet.monday for sheet in newest]
        assert mondays[0] == Week.of(job.start_on).monday
        assert mondays[-1] == this_week.monday
        assert all(later - earlier == timedelta(weeks=1) for earlier, later in pairwise(mondays))
        assert newest[-1].status is SheetStatus.OPEN and newest[-1].revision == 1
        assert all(len(sheet.days) == 7 for sheet in revisions)


def test_a_correction_says_why_and_the_week_that_it_corrects_stays(session: Session):
    sheets = everything(session, Timesheet)
    known = {(sheet.small_job_id, sheet.monday, sheet.revision): sheet for sheet in sheets}
    later = [sheet for sheet in sheets if sheet.revision > 1]
    assert later
    for sheet in later:
        corrected = known[sheet.small_job_id, sheet.monday, sheet.revision - 1]
        assert corrected.status is SheetStatus.APPROVED and sheet.correction
        assert diff(corrected.content, sheet.content).anything


def test_a_returned_sheet_says_why_on_a_line(session: Session):
    for sheet in everything(session, Timesheet):
        asked = [day.returned_because for day in sheet.days if day.returned_because]
        assert asked or sheet.status is not SheetStatus.RETURNED
        assert bool(asked) is bool(sheet.as_returned)  # kept, also once it was answered


def test_history_tells_how_each_thing_came_to_be_where_it_is(session: Session):
    chains: dict[Any, list[Move]] = {}
    for move in session.exec(select(Move).order_by(col(Move.id))).all():
        chains.setdefault(move.thing_id, []).append(move)
    for model in (Task, Split, SmallJob, Timesheet):
        for thing in everything(session, model):
            # What somebody asked for beside it is told in its history, and is no state of it.
            moves = [move for move in chains.get(thing.id, []) if move.action != CallAction.ASK]
            assert all(move.after == two.before for move, two in pairwise(moves))
            changed = [move for move in moves if move.before != move.after]
            if changed:
                assert changed[-1].after == thing.status
                assert changed[-1].at == thing.since
            assert thing.created_at <= thing.since <= thing.updated_at


def test_nothing_has_happened_in_the_future(session: Session):
    midnight = db.Instant().process_bind_param(
        World.at(session.info["today"] + timedelta(days=1), 0), None
    )
    for move in everything(session, Move):
        assert move.at < midnight


def test_one_waits_for_a_colleague_and_one_for_the_call_of_a_consultant(session: Session):
    waiting = [
        membership
        for membership in everything(session, Membership)
        if membership.confirmed_at is None
    ]
    names = {session.get_one(User, item.user_id).name for item in waiting}
    assert (len(waiting), names) == (2, {"Tina Vestermose", "Rosa Birk"})


def test_the_owner_has_something_to_do(session: Session):
    karen = session.exec(select(User).where(col(User.email) == "karen@frugtlageret.example")).one()
    tasks = session.exec(select(Task).where(col(Task.created_by) == karen.id)).all()
    assert {task.status for task in tasks} == {TaskStatus.USED, TaskStatus.SUBMITTED}
    job = session.exec(select(SmallJob).where(col(SmallJob.first_name) == "Jørgen")).first()
    assert job
    sheets = session.exec(select(Timesheet).where(col(Timesheet.small_job_id) == job.id)).all()
    assert {sheet.status for sheet in sheets} >= {SheetStatus.RETURNED, SheetStatus.OPEN}


def rows(session: Session) -> dict[str, list[Any]]:
    return {
        table.name: sorted(session.execute(sa.select(table)).all(), key=str)
        for table in schema.metadata.sorted_tables
    }


def test_the_same_seed_makes_the_same_demo(tmp_path: Path, folder: Path):
    with filled(folder, TODAY) as item, filled(tmp_path, TODAY) as other:
        assert rows(item) == rows(other)
