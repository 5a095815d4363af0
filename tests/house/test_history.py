"""Every move leaves its row: who, when, from, to, why. One table of all moves, written by hand."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, START, WEEK, World
from webapp.actor import Side
from webapp.history import Move
from webapp.smalljobs.models import SmallJob
from webapp.smalljobs.rules import MOVES as JOB_MOVES
from webapp.smalljobs.rules import Outcome
from webapp.smalljobs.rules import Status as JobStatus
from webapp.splits.rules import MOVES as SPLIT_MOVES
from webapp.splits.rules import Status as SplitStatus
from webapp.support.models import Call
from webapp.tasks.models import Task
from webapp.tasks.rules import MOVES as TASK_MOVES
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import MOVES as SHEET_MOVES
from webapp.timesheets.rules import Status as SheetStatus

WORDS = "Det aftalte vi på torsdag."
OTHER_MOVES = {
    ("timesheet", "correct", "", "open"),
    ("timesheet", "drop", "open", "open"),
    ("timesheet", "drop", "returned", "returned"),
    ("timesheet", "ask", "", ""),
    ("timesheet", "called", "", ""),
    ("small_job", "plan", "", "planned"),
    ("split", "begin", "", "draft"),
    ("split", "discard", "draft", "draft"),
}


class Row(NamedTuple):
    """What is to be read in the history, of one thing."""

    noun: str
    action: str
    before: str
    after: str
    who: str
    why: str = ""


class Done(NamedTuple):
    """What somebody pressed: the thing that moves, the page, the button, and what they typed."""

    thing: Any
    page: str
    button: str
    typed: dict[str, str] = {}


def _task(world: World, before: str, button: str, **typed: str) -> Done:
    task = world.task(TaskStatus(before))
    return Done(task, f"/tasks/{task.id}", button, typed)


def _send_task(world: World) -> Done:
    task = world.task(TaskStatus.DRAFT)
    return Done(task, f"/tasks/{task.id}/edit", "Send to the municipality")


def _begin_job(world: World) -> Done:
    split = world.split(SplitStatus.APPROVED)
    (task,) = [task for task in world.db.all(Task) if task.id == split.task_id]
    typed = {"first_name": "Jørgen", "start_on": START.isoformat()}
    return Done(task, f"/smalljobs/of/{split.id}", "Save, then start", typed)


def _split(
    world: World, before: str, button: str, *, side: Side = Side.EMPLOYER, **typed: str
) -> Done:
    split = world.split(SplitStatus(before), side)
    edit = "/edit" if before == "draft" else ""
    return Done(split, f"/splits/{split.id}{edit}", button, typed)


def _follows(world: World, before: str, side: Side, draft_side: Side, button: str) -> Done:
    """What becomes of a version when the next one is sent, or approved."""
    task = world.task(TaskStatus.IN_DIALOGUE)
    first = world.split(SplitStatus(before), side, task=task)
    status = SplitStatus.SUBMITTED if "Approve" in button else SplitStatus.DRAFT
    second = world.split(status, draft_side, task=task, number=2)
    edit = "/edit" if status is SplitStatus.DRAFT else ""
    return Done(first, f"/splits/{second.id}{edit}", button)


def _job(world: World, before: str, button: str, **typed: str) -> Done:
    job = world.job(JobStatus(before))
    return Done(job, f"/smalljobs/{job.id}", button, typed)


def _week(world: World, before: str, button: str, **typed: str) -> Done:
    sheet = world.sheet(SheetStatus(before), note=WORDS if before == "returned" else "")
    return Done(sheet, f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}", button, typed)


def _correction(world: World, before: str) -> Done:
    first = world.sheet(SheetStatus.APPROVED)
    job = world.db.get(SmallJob, first.small_job_id)
    assert job
    later = world.sheet(SheetStatus(before), job=job, revision=2, correction=WORDS)
    return Done(later, f"/smalljobs/{job.id}/weeks/{WEEK}", "Yes, drop the correction")


def _call(world: World) -> Done:
    sheet = world.sheet(SheetStatus.SUBMITTED, call_me=True)
    asked = {"asked_by": world.karen.id, "asked_at": NOW}
    world.db.add(Call(small_job_id=sheet.small_job_id, timesheet_id=sheet.id, **asked))
    return Done(sheet, f"/smalljobs/{sheet.small_job_id}", "I have called")


ENDS = {"outcome": Outcome.STOPPED.value, "reason": WORDS}
ASKS = {"comment": WORDS}
TAKE, SEND, APPROVE = "I take it and call", "Send the plan to", "Approve the plan"
SURE = "2026-W44 2026-W45 2026-W46 2026-W47"
UNDONE = Row("small_job", "undo_end", "ended", "active", "mette")
AGAIN, BACK = "Take it up again", "Take it back"
MINE, THEIRS = Side.EMPLOYER, Side.CONSULTANT

# (how it is done, the row that it leaves). `put aside` is said with the reason, and so on.
CASES: list[tuple[Callable[[World], Done], Row]] = [
    (_send_task, Row("task", "submit", "draft", "submitted", "karen")),
    (
        lambda w: _task(w, "submitted", TAKE),
        Row("task", "take", "submitted", "in_dialogue", "mette"),
    ),
    (
        lambda w: _task(w, "submitted", "Put it aside", reason=WORDS),
        Row("task", "park", "submitted", "parked", "mette", WORDS),
    ),
    (
        lambda w: _task(w, "in_dialogue", "Put it aside", reason=WORDS),
        Row("task", "park", "in_dialogue", "parked", "mette", WORDS),
    ),
    (lambda w: _task(w, "parked", AGAIN), Row("task", "take_up", "parked", "in_dialogue", "mette")),
    (_begin_job, Row("task", "use", "in_dialogue", "used", "mette")),
    (lambda w: _split(w, "draft", SEND), Row("split", "submit", "draft", "submitted", "karen")),
    (
        lambda w: _split(w, "submitted", "Ask for changes", **ASKS),
        Row("split", "ask_changes", "submitted", "changes_requested", "mette", WORDS),
    ),
    (
        lambda w: _split(w, "submitted", APPROVE),
        Row("split", "approve", "submitted", "approved", "mette"),
    ),
    (
        lambda w: _split(w, "submitted", APPROVE, side=THEIRS),
        Row("split", "approve", "submitted", "approved", "karen"),
    ),
    (
        lambda w: _follows(w, "approved", MINE, MINE, APPROVE),
        Row("split", "supersede", "approved", "superseded", "mette"),
    ),
    (
        lambda w: _follows(w, "changes_requested", MINE, MINE, SEND),
        Row("split", "next_version", "changes_requested", "superseded", "karen"),
    ),
    (
        lambda w: _follows(w, "submitted", MINE, THEIRS, SEND),
        Row("split", "counter", "submitted", "superseded", "mette"),
    ),
    (
        lambda w: _split(w, "submitted", BACK),
        Row("split", "withdraw", "submitted", "draft", "karen"),
    ),
    (
        lambda w: _split(w, "changes_requested", "/withdraw"),
        Row("split", "withdraw", "changes_requested", "superseded", "karen"),
    ),
    (
        lambda w: _split(w, "draft", "/discard", side=THEIRS),
        Row("split", "discard", "draft", "draft", "mette"),
    ),
    (
        lambda w: _job(w, "planned", "Start the small job", sure=SURE),
        Row("small_job", "start", "planned", "active", "mette"),
    ),
    (
        lambda w: _job(w, "active", "Pause it", reason=WORDS),
        Row("small_job", "pause", "active", "paused", "mette", WORDS),
    ),
    (
        lambda w: _job(w, "paused", "Let it run again"),
        Row("small_job", "resume", "paused", "active", "mette"),
    ),
    *(
        (
            lambda w, before=before: _job(w, before, "End the small job", **ENDS),
            Row("small_job", "end", before, "ended", "mette", WORDS),
        )
        for before in ("planned", "active", "paused")
    ),
    (lambda w: _job(w, "ended", "Undo the end"), UNDONE),
    (
        lambda w: _week(w, "open", "The week went as planned", note=WORDS, **{"days-0-paid": "1"}),
        Row("timesheet", "submit", "open", "submitted", "karen", WORDS),
    ),
    (
        lambda w: _week(w, "returned", "Send the week", **{"days-0-paid": "1"}),
        Row("timesheet", "submit", "returned", "submitted", "karen", WORDS),
    ),
    (
        lambda w: _week(w, "submitted", "Take it back and correct it"),
        Row("timesheet", "withdraw", "submitted", "open", "karen"),
    ),
    (
        lambda w: _week(w, "submitted", "Send back", because=WORDS),
        Row("timesheet", "return", "submitted", "returned", "mette", WORDS),
    ),
    (
        lambda w: _week(w, "submitted", "Approve week 47"),
        Row("timesheet", "approve", "submitted", "approved", "mette"),
    ),
    (
        lambda w: _correction(w, "open"),
        Row("timesheet", "drop", "open", "open", "karen"),
    ),
    (
        lambda w: _correction(w, "returned"),
        Row("timesheet", "drop", "returned", "returned", "karen"),
    ),
    (
        lambda w: _week(w, "open", "The week went as planned", call_me="y"),
        Row("timesheet", "ask", "", "", "karen"),
    ),
    (_call, Row("timesheet", "called", "", "", "mette")),
]
# What begins a thing names one that is not there before.
BEGINNINGS: list[tuple[Callable[[World], Done], Row]] = [
    (
        lambda w: _week(w, "approved", "Open it and correct it", reason=WORDS),
        Row("timesheet", "correct", "", "open", "karen", WORDS),
    ),
    (_begin_job, Row("small_job", "plan", "", "planned", "mette")),
    (
        lambda w: _task(w, "in_dialogue", "Make a plan"),
        Row("split", "begin", "", "draft", "karen"),
    ),
]


def _said(row: Row) -> str:
    return f"{row.noun}: {row.action} from {row.before or 'nothing'} by {row.who}"


def test_the_table_knows_every_move() -> None:
    """A new move fails here until somebody says who makes it and what is to be read of it."""
    moves = {
        (noun, str(action), str(before), str(after))
        for noun, table in (
            ("task", TASK_MOVES),
            ("split", SPLIT_MOVES),
            ("small_job", JOB_MOVES),
            ("timesheet", SHEET_MOVES),
        )
        for action, states in table.items()
        for before, after in states.items()
    }
    assert {row[:4] for _, row in CASES + BEGINNINGS} == moves | OTHER_MOVES


@pytest.mark.parametrize(
    ("do", "row"), CASES + BEGINNINGS, ids=lambda each: _said(each) if isinstance(each, Row) else ""
)
def test_a_move_leaves_its_row(
    world: World, db: Database, browse: Browse, do: Callable[[World], Done], row: Row
) -> None:
    done = do(world)
    browser = browse(world.people[row.who])
    browser.open(done.page)
    press(browser, done)
    assert browser.page.status_code == 200
    written = [move for move in db.all(Move) if (move.noun, move.action) == (row.noun, row.action)]
    (move,) = written
    told = Row(move.noun, move.action, move.before, move.after, row.who, move.reason)
    assert (told, move.by_id) == (row, world.people[row.who].id)
    assert 0 <= (move.at - NOW).total_seconds() < 60
    if (do, row) in CASES:
        assert move.thing_id == done.thing.id
        now = db.get(type(done.thing), done.thing.id)
        assert now is None or not row.after or now.status == row.after
    else:
        assert move.thing_id != done.thing.id


def press(browser: Browser, done: Done) -> None:
    """A button of the page; or an address under it, where the page has no such button."""
    if done.button.startswith("/"):
        address = done.page.removesuffix("/edit") + done.button
        browser.post(address, {"csrf_token": browser.form("").values["csrf_token"]})
    else:
        browser.press(done.button, **done.typed)
