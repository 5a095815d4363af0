"""What an operator does at the command line."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests import a
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW
from webapp.accounts.models import Municipality, SignInCode, User, UserSession
from webapp.accounts.rules import DRAFT_LIVES
from webapp.actor import Role
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.models import Task
from webapp.timesheets.models import Timesheet


def run(app: Any, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=list(words))


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.TEAM_LEAD])
def test_staff_are_let_in_by_the_operator_and_can_sign_in(
    app: Any, db: Database, browse: Browse, role: Role
) -> None:
    words = ["create-user", "Mette@Vestby.example", "Mette Lund", "--role", role.value]
    done = run(app, *words, "--municipality", "Vestby", "--phone", "12 34 56 78")
    assert done.exit_code == 0, done.output
    user = db.one(User)
    assert (user.email, user.role, user.municipality_id) == (
        "mette@vestby.example",
        role,
        db.one(Municipality).id,
    )
    assert browse(user).open("/home").status_code == 200


def test_a_role_that_nobody_has_is_refused(app: Any, db: Database) -> None:
    done = run(app, "create-user", "a@b.example", "A", "--role", "owner", "--municipality", "X")
    assert done.exit_code == 2
    assert not db.all(User)


@pytest.mark.parametrize(
    ("days_since_start_or_resumption", "weeks"),
    [
        (0, ["2026-W47"]),
        (5, ["2026-W46", "2026-W47"]),
        (19, ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]),
    ],
)
def test_the_worker_opens_the_weeks_that_are_owed_once(
    app: Any, db: Database, days_since_start_or_resumption: int, weeks: list[str]
) -> None:
    start = (NOW - timedelta(days=90)).date()
    since = NOW - timedelta(days=days_since_start_or_resumption)
    db.change(
        lambda session: a.smalljob(session, status=JobStatus.ACTIVE, start_on=start, since=since)
    )
    for _round in range(2):
        done = run(app, "worker", "--once")
        assert done.exit_code == 0, done.output
    assert sorted(str(sheet.week) for sheet in db.all(Timesheet)) == weeks


@pytest.mark.parametrize("status", [JobStatus.PLANNED, JobStatus.PAUSED, JobStatus.ENDED])
def test_a_small_job_that_does_not_run_owes_nothing(
    app: Any, db: Database, status: JobStatus
) -> None:
    db.change(lambda session: a.smalljob(session, status=status))
    assert run(app, "worker", "--once").exit_code == 0
    assert not db.all(Timesheet)


def test_the_worker_forgets_what_is_too_old(app: Any, db: Database, browse: Browse) -> None:
    browser = browse()
    browser.open("/tasks/new")
    browser.press("Save and finish later", headline="Tomme kasser")
    browser.open("/sign-in/")
    browser.press("Send me a code", email="ny@firma.example")
    assert run(app, "worker", "--once").exit_code == 0
    assert (db.count(Task), db.count(SignInCode)) == (1, 1)
    with time_machine.travel(NOW + DRAFT_LIVES + timedelta(hours=1)):
        assert run(app, "worker", "--once").exit_code == 0
    assert (db.count(Task), db.count(SignInCode), db.count(UserSession)) == (0, 0, 0)
