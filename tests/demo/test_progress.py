"""The demo's training gets better week by week, and its words are about the work."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from tests.world import TODAY
from webapp import db, privacy
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import plan_week
from webapp.splits.models import Split
from webapp.tasks.models import Task
from webapp.timesheets.mastery import activities_to_mark
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Mark, Status

ORDER = list(Mark)


@pytest.fixture
def session(demo: Flask) -> Iterator[Session]:
    with db.open_session(demo.extensions["engine"], writing=False) as session:
        yield session


def sheets(session: Session) -> Iterator[tuple[SmallJob, Timesheet]]:
    """All that have marks, small job by small job, oldest first."""
    query = (
        select(SmallJob, Timesheet)
        .join(Timesheet, col(Timesheet.small_job_id) == col(SmallJob.id))
        .order_by(col(SmallJob.id), col(Timesheet.monday))
    )
    for job, sheet in session.exec(query):
        if sheet.progress:
            yield job, sheet


def series(session: Session) -> dict[Any, list[Mark]]:
    """The marks of each activity of each small job."""
    by_key: dict[Any, list[Mark]] = {}
    for job, sheet in sheets(session):
        for row in sheet.progress:
            by_key.setdefault((job.id, row.activity_id), []).append(row.mark)
    return by_key


def test_only_what_is_trained_in_a_sent_week_has_a_mark(session: Session) -> None:
    for job, sheet in sheets(session):
        parts = session.get_one(Split, job.split_id).parts
        trained = activities_to_mark(parts, plan_week(job.start_on, sheet.week))
        assert {row.activity_id for row in sheet.progress} <= set(trained)
        assert sheet.status is not Status.OPEN


def test_training_never_gets_worse(session: Session) -> None:
    result = series(session)
    assert len(result) > 20
    for marks in result.values():
        assert all(ORDER.index(earlier) <= ORDER.index(later) for earlier, later in pairwise(marks))
    assert {mark for marks in result.values() for mark in marks} == set(Mark)


def test_joergen_has_come_to_drive_the_truck_alone(session: Session) -> None:
    task = session.exec(select(Task).where(col(Task.headline) == "Tomme kasser står i vejen"))
    jobs = {job.task_id: job for job, _sheet in sheets(session) if job.first_name == "Jørgen"}
    (story,) = [phase for phase in task if phase.id in jobs]
    truck = next(activity for activity in story.activities if activity.what == "Køre truck")
    marks = series(session)[jobs[story.id].id, truck.id]
    assert [mark for mark in Mark if mark in marks] == list(Mark)
    assert marks[-1] is Mark.ALONE


def test_what_was_learnt_says_nothing_of_the_person(session: Session) -> None:
    for _job, sheet in sheets(session):
        for row in sheet.progress:
            assert len(row.learnt) <= 120
            assert not privacy.looks_like_cpr(row.learnt, today=TODAY)
            assert not privacy.sensitive_words(row.learnt)
