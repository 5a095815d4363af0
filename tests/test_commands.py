"""What an operator does at the command line."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests import builders
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, World
from webapp.accounts.models import Municipality, SignInCode, User, UserSession
from webapp.accounts.rules import DRAFT_LIVES
from webapp.actor import Role
from webapp.demo import build
from webapp.history import Move
from webapp.mails.models import Mail
from webapp.smalljobs.rules import Status as JobStatus
from webapp.tasks.models import Task
from webapp.timesheets.models import Timesheet


def run(app: Any, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=list(words))


ADD = ["staff", "add", "Mette@Vestby.example", "Mette Lund", "--municipality", "Vestby"]
CONSULTANT = ["--role", "consultant"]
NEW = "--new-municipality"


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.TEAM_LEAD])
def test_staff_are_let_in_by_the_operator_and_can_sign_in(
    app: Any, db: Database, browse: Browse, role: Role
) -> None:
    done = run(app, *ADD, "--role", role.value, "--phone", "12 34 56 78", NEW)
    said = {"consultant": "consultant", "team_lead": "team lead"}[role.value]
    assert done.output == f"Added a {said} of Vestby; the mail about it is on its way.\n"
    user = db.one(User)
    assert (user.email, user.role, user.municipality_id) == (
        "mette@vestby.example",
        role,
        db.one(Municipality).id,
    )
    assert [mail.to for mail in db.all(Mail)] == ["mette@vestby.example"]
    assert browse(user).open("/home").status_code == 200


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "a@b.example", "A", "--role", "owner", "--municipality", "X"], "owner"),
        (["add", "a@b", "A", *CONSULTANT, "--municipality", "X"], "Write it like name@company.dk."),
        (["add", "(1)a@b.example", "A", *CONSULTANT, "--municipality", "X"], "Write it like"),
        (["add", "x:a@b.example", "A", *CONSULTANT, "--municipality", "X"], "Write it like"),
        (["add", "a..b@c.example", "A", *CONSULTANT, "--municipality", "X"], "Write it like"),
        (["add", "a@b.example", "  ", *CONSULTANT, "--municipality", "X"], "Write the person's"),
        (["add", "a@b.example", "www.a.dk", *CONSULTANT, "--municipality", "X"], "the name only"),
        (["add", "a@b.example", "A", *CONSULTANT, "--municipality", "X"], "no municipality “X”"),
        (["add", "a@b.example", "A", *CONSULTANT, "--municipality", " ", NEW], "name, in at most"),
        (["remove", "nobody@b.example"], "Nobody of a municipality has this address."),
        (["list", "--municipality", "X"], "no municipality “X”"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    app: Any, db: Database, words: list[str], said: str
) -> None:
    done = run(app, "staff", *words)
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output
    assert not db.all(User)


@pytest.mark.parametrize("typed", ["Vestbye", "Vesby"])
def test_a_typo_makes_no_municipality(app: Any, world: World, db: Database, typed: str) -> None:
    before = db.count(Municipality)
    done = run(app, "staff", "add", "a@b.example", "A", *CONSULTANT, "--municipality", typed)
    assert done.exit_code == 1
    assert f"There is no municipality “{typed}” yet. Did you mean Vestby?" in done.output
    assert db.count(Municipality) == before


def test_another_way_of_writing_is_the_same_municipality(
    app: Any, world: World, db: Database
) -> None:
    before = db.count(Municipality)
    words = ["staff", "add", "a@b.example", "A", *CONSULTANT, "--municipality", " vestby", NEW]
    assert run(app, *words).exit_code == 0
    assert db.count(Municipality) == before


def test_twice_is_a_sentence(app: Any, db: Database) -> None:
    run(app, *ADD, *CONSULTANT, NEW)
    again = run(app, *ADD, *CONSULTANT)
    assert (again.exit_code, again.output) == (
        0,
        "Nothing to do: this address is in already, as consultant of Vestby.\n",
    )
    other_role = run(app, *ADD, "--role", "team_lead")
    assert (other_role.exit_code, db.count(User)) == (1, 1)
    assert "They are in already, with another role." in other_role.output


def test_an_address_of_a_company_is_refused_kindly(app: Any, world: World, db: Database) -> None:
    before = db.count(User)
    words = ["staff", "add", "karen@example.dk", "Karen", *CONSULTANT, "--municipality", "Vestby"]
    done = run(app, *words)
    assert "This address already signs in for a company" in done.output
    assert (done.exit_code, db.count(User)) == (1, before)


def test_pausing_removing_and_restoring_say_what_they_did_without_names(
    app: Any, world: World, db: Database, browse: Browse
) -> None:
    mette = browse(world.mette)
    mette.open("/home")
    said = [
        run(app, "staff", *words, "mette@example.dk").output
        for words in (["pause"], ["pause"], ["remove"], ["restore"], ["restore"])
    ]
    assert said == [
        "Paused, and signed out everywhere.\n",
        "Error: Nothing to do: they are that already.\n",
        "Removed, and signed out everywhere.\n",
        "Restored; the mail about it is on its way.\n",
        "Error: Nothing to do: they are that already.\n",
    ]
    assert not [row for row in db.all(UserSession) if row.user_id == world.mette.id]
    assert [(move.action, move.by_id) for move in db.all(Move)] == [
        ("pause", None),
        ("remove", None),
        ("restore", None),
    ]


@pytest.mark.parametrize(("email", "left"), [("birgit", "No team lead"), ("sofie", "Nobody of")])
def test_the_last_one_is_put_out_only_by_who_is_sure(
    app: Any, world: World, db: Database, email: str, left: str
) -> None:
    words = ["staff", "remove", f"{email}@example.dk"]
    done = run(app, *words)
    assert done.exit_code == 1
    assert left in done.output
    assert "add --yes" in done.output
    assert run(app, *words, "--yes").exit_code == 0


def test_the_list_shows_how_each_one_stands(app: Any, world: World, db: Database) -> None:
    db.update(world.jonas, paused_at=NOW)
    lines = run(app, "staff", "list", "--municipality", "vestby").output.splitlines()
    assert lines == [
        "Vestby\tBirgit Aagaard\tbirgit@example.dk\tteam lead\tat work",
        "Vestby\tJonas Friis\tjonas@example.dk\tconsultant\ton leave",
        "Vestby\tMette Lund\tmette@example.dk\tconsultant\tat work",
    ]


@pytest.mark.parametrize(
    ("days_since_resumption", "weeks"),
    [
        (0, ["2026-W47"]),
        (5, ["2026-W46", "2026-W47"]),
        (19, ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]),
    ],
)
def test_the_worker_opens_the_weeks_that_are_owed_once(
    app: Any, db: Database, days_since_resumption: int, weeks: list[str]
) -> None:
    start = (NOW - timedelta(days=90)).date()
    last = (NOW - timedelta(days=days_since_resumption + 1)).date()
    db.change(
        lambda session: builders.smalljob(
            session, JobStatus.ACTIVE, start_on=start, pauses=[build.pause(start, last)]
        )
    )
    for _round in range(2):
        done = run(app, "worker", "--once")
        assert done.exit_code == 0, done.output
    assert sorted(str(sheet.week) for sheet in db.all(Timesheet)) == weeks


@pytest.mark.parametrize("status", [JobStatus.PLANNED, JobStatus.PAUSED, JobStatus.ENDED])
def test_a_small_job_that_does_not_run_owes_nothing(
    app: Any, db: Database, status: JobStatus
) -> None:
    db.change(lambda session: builders.smalljob(session, status=status))
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
