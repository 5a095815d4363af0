"""Many at once: what is sent twice is there once, and of two who approve exactly one does."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.house.forms import JOB
from tests.world import WEEK, World
from webapp.accounts.models import Invitation
from webapp.actor import Side
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.splits.models import Split
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import ConsultantNote, Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status as SheetStatus

Send = Callable[[], int]
TIMES = 20


def at_once(sends: list[Send]) -> Counter[int]:
    """Start all of them together; how often each status was answered."""
    barrier = Barrier(len(sends))

    def one(send: Send) -> int:
        barrier.wait()
        return send()

    with ThreadPoolExecutor(len(sends)) as pool:
        return Counter(pool.map(one, sends))


def sender(browser: Browser, address: str, **values: str) -> Send:
    """One press of a button, without following where it leads."""
    browser.open("/home")
    token = browser.form("").values["csrf_token"]
    data = values | {"csrf_token": token}
    return lambda: browser.client.post(address, data=data).status_code


def new_task(world: World, browse: Browse) -> tuple[str, str, dict[str, str]]:
    values = {
        "headline": "Kasser",
        "category": "",
        "workplace": str(world.kaj.id),
        "activities-0-what": "Rydde",
        "activities-0-times": "2",
        "activities-0-per": "day",
        "activities-0-minutes": "30",
        "do": "send",
    }
    return "karen", f"/tasks/{uuid4()}/edit", values


def note(world: World, browse: Browse) -> tuple[str, str, dict[str, str]]:
    task = world.task(TaskStatus.SUBMITTED)
    return "mette", f"/tasks/{task.id}/notes", {"text": "Ring.", "note_id": str(uuid4())}


def invitation(world: World, browse: Browse) -> tuple[str, str, dict[str, str]]:
    values = {"name": "Ny", "email": "ny@example.dk", "invitation_id": str(uuid4())}
    return "karen", "/people/", values


def plan(world: World, browse: Browse) -> tuple[str, str, dict[str, str]]:
    task = world.task(TaskStatus.IN_DIALOGUE)
    return "karen", f"/splits/of/{task.id}", {"split_id": str(uuid4())}


def small_job(world: World, browse: Browse) -> tuple[str, str, dict[str, str]]:
    split = world.split(SplitStatus.APPROVED)
    return "mette", f"/smalljobs/of/{split.id}", JOB | {"job_id": str(uuid4())}


def week(world: World, browse: Browse) -> tuple[str, str, dict[str, str]]:
    """The first to write in a week that nobody has opened yet."""
    job = world.job()
    values = {f"days-{n}-{name}": "" for n in range(7) for name in ("training", "absence")}
    values |= {f"days-{n}-paid": "2,5" for n in range(5)}
    return "karen", f"/smalljobs/{job.id}/weeks/{WEEK}", values | {"do": "send"}


MAKES: dict[Any, tuple[Any, int]] = {
    new_task: (Task, 1),
    note: (ConsultantNote, 1),
    invitation: (Invitation, 1),
    plan: (Split, 1),
    small_job: (SmallJob, 1),
    week: (Timesheet, 1),
}


@pytest.mark.parametrize("prepare", MAKES, ids=lambda prepare: prepare.__name__)
def test_what_is_sent_twenty_times_at_once_is_there_once(
    world: World, db: Database, browse: Browse, prepare: Any
) -> None:
    who, address, values = prepare(world, browse)
    model, new = MAKES[prepare]
    before = db.count(model)
    sends = [sender(browse(world.people[who]), address, **values) for _ in range(TIMES)]
    answers = at_once(sends)
    assert db.count(model) == before + new
    assert answers[303] >= 1 and set(answers) <= {303, 409}


def answers_of_two(first: Send, second: Send) -> Counter[int]:
    return at_once([first, second] * 3)


@pytest.mark.parametrize("attempt", range(3))
def test_of_those_who_approve_a_week_at_once_exactly_one_does(
    world: World, db: Database, browse: Browse, attempt: int
) -> None:
    sheet = world.sheet(SheetStatus.SUBMITTED)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}/approve"
    mette, jonas = (sender(browse(user), address) for user in (world.mette, world.jonas))
    assert answers_of_two(mette, jonas) == {303: 1, 409: 5}
    assert [move.action for move in db.all(Move)] == ["approve"]


@pytest.mark.parametrize("attempt", range(3))
def test_of_those_who_approve_a_plan_at_once_exactly_one_does(
    world: World, db: Database, browse: Browse, attempt: int
) -> None:
    split = world.split(SplitStatus.SUBMITTED, Side.EMPLOYER)
    address = f"/splits/{split.id}/approve"
    mette, jonas = (sender(browse(user), address) for user in (world.mette, world.jonas))
    assert answers_of_two(mette, jonas) == {303: 1, 409: 5}
    assert [move.action for move in db.all(Move)] == ["approve"]


def test_of_those_who_take_a_task_at_once_exactly_one_has_it(
    world: World, db: Database, browse: Browse
) -> None:
    task = world.task(TaskStatus.SUBMITTED)
    address = f"/tasks/{task.id}/take"
    mette, jonas = (sender(browse(user), address) for user in (world.mette, world.jonas))
    assert answers_of_two(mette, jonas) == {303: 1, 409: 5}
    (taken,) = db.all(Move)
    result = db.get(Task, task.id)
    assert result is not None and result.consultant_id == taken.by_id


def test_an_approval_and_a_return_at_once_do_not_both_happen(
    world: World, db: Database, browse: Browse
) -> None:
    sheet = world.sheet(SheetStatus.SUBMITTED)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"
    values = {f"days-{n}-because": "" for n in range(7)} | {"because": "Og fredagen?"}
    approve = sender(browse(world.mette), f"{address}/approve")
    send_back = sender(browse(world.jonas), f"{address}/return", **values)
    answers = answers_of_two(approve, send_back)
    assert answers == {303: 1, 409: 5}
    assert len(db.all(Move)) == 1
