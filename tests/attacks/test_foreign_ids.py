"""A form brings the id of what it makes; somebody else's id makes nothing and changes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.conftest import Browse
from tests.database import Database
from tests.house import forms
from tests.world import EARLIER, World
from webapp.accounts.models import Invitation
from webapp.actor import Side
from webapp.links.models import Link
from webapp.links.rules import Purpose
from webapp.payroll.models import Export
from webapp.schema import metadata
from webapp.smalljobs.models import Pause
from webapp.splits.rules import Status as SplitStatus
from webapp.tasks.models import ConsultantNote
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.rules import Status as SheetStatus

Form = tuple[str, str, dict[str, str]]  # who sends it, where, and what
Case = tuple[SQLModel, Callable[[UUID], Form]]


def a_task(world: World) -> Case:
    return world.task(by="ali"), lambda thing_id: (
        "karen",
        f"/tasks/{thing_id}/edit",
        {"headline": "Min", "do": "keep"},
    )


def a_visitors_task(world: World) -> Case:
    draft, make = world.visitors_draft(), a_task(world)[1]
    return draft, make


def a_split(world: World) -> Case:
    task = world.task(TaskStatus.IN_DIALOGUE)
    theirs = world.split(task=world.task(TaskStatus.IN_DIALOGUE, by="ali"))
    return theirs, lambda thing_id: (
        "karen",
        f"/splits/of/{task.id}",
        {"split_id": str(thing_id)},
    )


def the_other_sides_split(world: World) -> Case:
    task = world.task(TaskStatus.IN_DIALOGUE)
    draft = world.split(side=Side.CONSULTANT, task=task)
    return draft, lambda thing_id: (
        "karen",
        f"/splits/of/{task.id}",
        {"split_id": str(thing_id)},
    )


def a_version_after_the_one_in_force(world: World) -> Case:
    job = world.job()
    theirs = world.split(task=world.task(TaskStatus.IN_DIALOGUE, by="ali"))
    values = {"change": "other", "week": "8"}
    return theirs, lambda thing_id: (
        "karen",
        f"/smalljobs/{job.id}/next",
        values | {"split_id": str(thing_id)},
    )


def a_small_job(world: World) -> Case:
    split = world.split(SplitStatus.APPROVED)
    return world.job(by="ali"), lambda thing_id: (
        "mette",
        f"/smalljobs/of/{split.id}",
        forms.JOB | {"job_id": str(thing_id)},
    )


def a_note(world: World) -> Case:
    task, elsewhere = world.task(TaskStatus.SUBMITTED), world.task(TaskStatus.SUBMITTED, by="ali")
    note = ConsultantNote(task_id=elsewhere.id, author_id=world.jonas.id, text="Deres.", at=EARLIER)
    world.db.add(note)
    return note, lambda thing_id: (
        "mette",
        f"/tasks/{task.id}/notes",
        {"text": "Min.", "note_id": str(thing_id)},
    )


def a_colleagues_note_on_the_same_task(world: World) -> Case:
    task = world.task(TaskStatus.SUBMITTED)
    note = ConsultantNote(task_id=task.id, author_id=world.jonas.id, text="Hans.", at=EARLIER)
    world.db.add(note)
    return note, lambda thing_id: (
        "mette",
        f"/tasks/{task.id}/notes",
        {"text": "Min.", "note_id": str(thing_id)},
    )


def a_companys_invitation(world: World) -> Case:
    invitation = Invitation(
        employer_id=world.cleaners.id,
        email="ny@example.dk",
        name="Ny",
        invited_by=world.ali.id,
        created_at=EARLIER,
        sent_at=EARLIER,
    )
    world.db.add(invitation)
    values = {"name": "Ny Kollega", "email": "ny@example.dk"}
    return invitation, lambda thing_id: (
        "karen",
        "/people/",
        values | {"invitation_id": str(thing_id)},
    )


def a_copy(world: World) -> Case:
    mine, theirs = world.job(), world.job(by="ali")
    link = Link(
        purpose=Purpose.COPY,
        small_job_id=theirs.id,
        created_at=EARLIER,
        created_by=world.ali.id,
    )
    world.db.add(link)
    return link, lambda thing_id: (
        "karen",
        f"/smalljobs/{mine.id}/copy",
        {"link_id": str(thing_id)},
    )


def a_calendar(world: World) -> Case:
    link = Link(
        purpose=Purpose.CALENDAR,
        user_id=world.ali.id,
        created_at=EARLIER,
        created_by=world.ali.id,
    )
    world.db.add(link)
    return link, lambda thing_id: ("karen", "/me/calendar", {"link_id": str(thing_id)})


def a_pause(world: World) -> Case:
    mine, theirs = world.job(), world.job(by="ali")
    pause = Pause(
        small_job_id=theirs.id,
        from_day=date(2026, 11, 2),
        to_day=date(2026, 11, 3),
        reason="Ferie.",
        by_id=world.mette.id,
        created_at=EARLIER,
    )
    world.db.add(pause)
    return pause, lambda thing_id: (
        "mette",
        f"/smalljobs/{mine.id}/pause",
        forms.PAUSE | {"pause_id": str(thing_id)},
    )


CASES = (
    a_task,
    a_visitors_task,
    a_split,
    the_other_sides_split,
    a_version_after_the_one_in_force,
    a_small_job,
    a_note,
    a_colleagues_note_on_the_same_task,
    a_companys_invitation,
    a_copy,
    a_calendar,
    a_pause,
)


def rows(db: Database) -> dict[str, list[Any]]:
    """All that is there, but for what comes with asking: a session is touched by nobody else."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table))))
            for table in metadata.sorted_tables
        }


def send(world: World, browse: Browse, form: Form) -> int:
    who, address, values = form
    browser = browse(world.people[who])
    browser.open("/home")
    texts = values | {"csrf_token": browser.form("").values["csrf_token"]}
    return browser.client.post(address, data=texts).status_code


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_id_of_somebody_elses_thing_is_not_found(
    world: World, db: Database, browse: Browse, case: Callable[[World], Case]
) -> None:
    theirs, form = case(world)
    who, _address, _values = form(uuid4())
    browse(world.people[who])  # opens a session
    before = rows(db)
    assert send(world, browse, form(theirs.id)) == 404  # type: ignore[attr-defined]
    assert rows(db) == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_same_form_makes_one_thing_under_an_id_of_its_own(
    world: World, db: Database, browse: Browse, case: Callable[[World], Case]
) -> None:
    theirs, form = case(world)
    if case is the_other_sides_split:  # while they write theirs, nobody begins another
        assert send(world, browse, form(uuid4())) == 409
        return
    fresh = form(uuid4())
    before = db.count(type(theirs))
    assert send(world, browse, fresh) == 303
    assert send(world, browse, fresh) in {303, 409}  # of a task it is an old version
    assert db.count(type(theirs)) == before + 1


# What the cases above are about, and what has an id that only the page itself can have given.
TRIED = {
    "splits.begin",
    "growth.propose",
    "smalljobs.make",
    "tasks.note",
    "people.invite",
    "copies.make",
    "calendars.make",
    "pauses.add",
}
GIVEN = {"payroll.export"}


def test_every_form_with_an_id_of_its_own_is_among_them(world: World) -> None:
    """A new one fails here until somebody adds its case."""
    bodies = forms.bodies(world)
    bring = {name for name, body in bodies.items() if any(field.endswith("_id") for field in body)}
    assert bring == TRIED | GIVEN


def test_the_id_of_another_companys_file_makes_none(
    world: World, db: Database, browse: Browse
) -> None:
    world.sheet(SheetStatus.APPROVED)
    theirs = Export(
        employer_id=world.cleaners.id,
        month=date(2026, 11, 1),
        made_at=EARLIER,
        made_by=world.ali.id,
    )
    db.add(theirs)
    values = {"export_id": str(theirs.id), "kind": "csv"}
    assert send(world, browse, ("karen", "/payroll/2026-11", values)) == 303
    assert db.count(Export) == 1


def test_a_key_that_is_taken_all_the_same_is_a_conflict(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a form ever forget to look: the database refuses, and the answer says so in words."""
    theirs, form = a_note(world)
    monkeypatch.setattr("webapp.routes.tasks.id_of_form", lambda text, *_, **__: (UUID(text), None))
    before = rows(db)
    assert send(world, browse, form(theirs.id)) == 409  # type: ignore[attr-defined]
    assert {name: before[name] for name in ("consultant_note", "move")} == {
        name: rows(db)[name] for name in ("consultant_note", "move")
    }
