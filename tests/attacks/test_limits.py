"""Nobody fills the disk or a colleague's mailbox, and nobody honest meets a limit in a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests import camera
from tests.attacks.press import lowered, post
from tests.browser import Browser
from tests.conftest import Browse
from tests.database import Database
from tests.world import NOW, START, TODAY, WEEK, World
from webapp import limits
from webapp.history import Move
from webapp.languages import LANGUAGES
from webapp.limits import Limit
from webapp.links.models import Link
from webapp.payroll.models import Export
from webapp.splits.models import Split
from webapp.support.models import Call
from webapp.tasks.models import ConsultantNote, Photo, Task
from webapp.tasks.rules import Status as TaskStatus
from webapp.timesheets.models import Timesheet
from webapp.timesheets.rules import Status as SheetStatus

Send = Callable[[Browser], int]
Case = tuple[str, Any, Send]  # who, what rows it makes, and one press that makes one more


# --- a person and a day ---


def tasks(world: World) -> Case:
    return (
        "karen",
        Task,
        lambda karen: post(karen, f"/tasks/{uuid4()}/edit", headline="Kasser og æbler", do="keep"),
    )


def notes(world: World) -> Case:
    task = world.task(TaskStatus.SUBMITTED)
    return (
        "mette",
        ConsultantNote,
        lambda mette: post(
            mette, f"/tasks/{task.id}/notes", text="Kasser og æbler", note_id=str(uuid4())
        ),
    )


def versions(world: World) -> Case:
    """Begun and thrown away again, over and over: what happened stays written down."""
    task = world.task(TaskStatus.IN_DIALOGUE)

    def begin(karen: Browser) -> int:
        split_id = uuid4()
        status = post(karen, f"/splits/of/{task.id}", split_id=str(split_id))
        if status == 303:
            assert post(karen, f"/splits/{split_id}/discard") == 303
        return status

    return "karen", Split, begin


def corrections(world: World) -> Case:
    sheet = world.sheet(SheetStatus.APPROVED)
    address = f"/smalljobs/{sheet.small_job_id}/weeks/{WEEK}"

    def correct(karen: Browser) -> int:
        status = post(karen, f"{address}/correct", reason="Kasser og æbler")
        if status == 303:
            assert post(karen, f"{address}/drop") == 303
        return status

    return "karen", Timesheet, correct


def calls(world: World) -> Case:
    """Every week asks once: that is a call, and a mail to the contact person."""
    job = world.job(start_on=START - timedelta(weeks=8))
    weeks = iter([world.sheet(job=job, week=WEEK.plus(-back)) for back in range(6)])
    values = {f"days-{n}-{name}": "" for n in range(7) for name in ("training", "absence")}
    values |= {f"days-{n}-paid": "2,5" for n in range(5)}
    values |= {"note": "Kasser og æbler", "call_me": "y", "went": "", "do": "send"}

    def ask(karen: Browser) -> int:
        sheet = next(weeks)
        address = f"/smalljobs/{job.id}/weeks/{sheet.week}"
        return post(karen, address, **values, version="1")

    return "karen", Call, ask


def links(world: World) -> Case:
    job = world.job()
    return (
        "karen",
        Link,
        lambda karen: post(karen, f"/smalljobs/{job.id}/copy", link_id=str(uuid4())),
    )


def calendars(world: World) -> Case:
    return "karen", Link, lambda karen: post(karen, "/me/calendar", link_id=str(uuid4()))


CASES: dict[Any, str] = {
    tasks: "TASKS",
    notes: "NOTES",
    versions: "VERSIONS",
    corrections: "CORRECTIONS",
    calls: "CALLS",
    links: "LINKS",
    calendars: "LINKS",
}
WITH_WORDS = {tasks, notes, corrections, calls}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_what_is_more_than_a_person_does_in_a_day_has_to_wait(
    world: World, db: Database, browse: Browse, monkeypatch: Any, frozen: Any, case: Any
) -> None:
    who, model, send = case(world)
    lowered(monkeypatch, CASES[case])
    person = browse(world.people[who])
    assert [send(person) for _time in range(3)] == [303] * 3
    there, moves = db.count(model), db.count(Move)
    frozen.shift(timedelta(hours=1))
    assert send(person) == 429
    assert (db.count(model), db.count(Move)) == (there, moves)
    assert 22 * 3600 < int(person.page.headers["Retry-After"]) <= 24 * 3600
    assert person.sees("ry again tomorrow at 1")
    if case in WITH_WORDS:
        assert person.sees("Kasser og æbler")
    frozen.shift(timedelta(hours=23, minutes=1))
    assert send(person) == 303


def test_another_person_is_not_held_up(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lowered(monkeypatch, "TASKS")
    _who, _model, send = tasks(world)
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    assert [send(karen) for _time in range(4)] == [303, 303, 303, 429]
    assert send(kirsten) == 303


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_the_readers_language(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    lowered(monkeypatch, "TASKS")
    _who, _model, send = tasks(world)
    karen = browse(world.karen, language)
    assert [send(karen) for _time in range(4)][-1] == 429
    said = {"da": "Prøv igen i morgen kl.", "en": "Try again tomorrow at"}
    assert karen.sees(said[language])
    html = karen.page.get_data(as_text=True)
    assert f'<html lang="{language}">' in html


def test_photos_are_counted_before_anybody_looks_at_them(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lowered(monkeypatch, "PHOTOS", 2)
    task = world.task()
    db.add(*(camera.photo(task, n, colour, at=NOW) for n, colour in enumerate(("red", "blue"))))
    monkeypatch.setattr("webapp.tasks.pictures.shrink", None)  # would fail
    karen = browse(world.karen)
    karen.open(f"/tasks/{task.id}")
    values: dict[str, Any] = {"csrf_token": karen.form("").values["csrf_token"]}
    content = camera.jpeg("olive")
    values["photos"] = (camera.BytesIO(content), "a.jpg")
    answer = karen.client.post(f"/tasks/{task.id}/photos", data=values)
    assert (answer.status_code, db.count(Photo)) == (429, 2)


def test_a_company_gets_so_many_files_for_payroll(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lowered(monkeypatch, "EXPORTS", 1)
    world.sheet(SheetStatus.APPROVED)
    karen, kirsten = browse(world.karen), browse(world.kirsten)
    for person, status in ((karen, 200), (kirsten, 429)):
        person.open("/payroll/2026-11")
        form = next(form for form in person.reader.forms if "export_id" in form.values)
        assert post(person, "/payroll/2026-11", **form.values | {"kind": "csv"}) == status
        job = world.job()  # the next month has another file
        world.sheet(SheetStatus.APPROVED, job=job)
    assert db.count(Export) == 1


def test_whatever_leaves_a_row_of_history_is_counted(
    world: World, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pausing and going on, over and over, makes nothing but history, and mails."""
    lowered(monkeypatch, "MOVES", 4)
    job, mette = world.job(), browse(world.mette)
    address = f"/smalljobs/{job.id}"

    def pause(reason: str = "Ferie") -> dict[str, str]:
        return {"pause_id": str(uuid4()), "from_day": TODAY.isoformat(), "reason": reason}

    for _time in range(2):
        assert post(mette, f"{address}/pause", **pause()) == 303
        assert post(mette, f"{address}/resume") == 303
    assert post(mette, f"{address}/pause", **pause("Kasser og æbler")) == 429
    assert mette.sees("Kasser og æbler")
    assert db.count(Move) == 4
    assert post(browse(world.jonas), f"{address}/pause", **pause()) == 303


def test_the_sides_are_limited_alike(world: World, browse: Browse, monkeypatch: Any) -> None:
    lowered(monkeypatch, "VERSIONS", 1)
    task, mette = world.task(TaskStatus.IN_DIALOGUE), browse(world.mette)
    split_id = uuid4()
    assert post(mette, f"/splits/of/{task.id}", split_id=str(split_id)) == 303
    assert post(mette, f"/splits/{split_id}/discard") == 303
    assert post(mette, f"/splits/of/{task.id}", split_id=str(uuid4())) == 429


# --- in figures ---

# Far above what somebody does in a day: so many tasks are described on the busiest walk-round, so
# many weeks wait for one consultant after eleven weeks' standstill.
BUSY = {
    "TASKS": 25,
    "NOTES": 100,
    "PHOTOS": 60,
    "VERSIONS": 30,
    "CORRECTIONS": 20,
    "CALLS": 10,
    "LINKS": 20,
    "MOVES": 11 * 40 * 2,
    "EXPORTS": 30,
    "INVITATIONS": 10,
    "ARRIVALS": 6,  # a bookkeeper's first morning
    "DRAFTS_AN_HOUR": 120,  # a hall full of owners
    "DRAFTS_A_DAY": 300,
}


def test_nobody_who_works_hard_meets_a_limit() -> None:
    known = {name: limit.most for name, limit in vars(limits).items() if isinstance(limit, Limit)}
    assert known.keys() == BUSY.keys()
    assert {name for name, most in known.items() if most < BUSY[name]} == set()
